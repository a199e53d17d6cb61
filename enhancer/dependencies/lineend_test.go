package dependencies_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// A fix keeps the line ends of the file that it writes to.
func TestAddedRequirementKeepsLineEnds(t *testing.T) {
	const launch = "from sagemaker.xgboost import XGBoost\nXGBoost(entry_point='train.py', source_dir='src', framework_version='1.7-1', py_version='py3')\n"
	for before, want := range map[string]string{
		"": "shap\n", "pandas\n": "pandas\nshap\n", "pandas": "pandas\nshap\n", "pandas\r\n": "pandas\r\nshap\r\n", "numpy\r\npandas": "numpy\r\npandas\r\nshap\r\n",
	} {
		texts := map[string]string{"launch.py": launch, "src/train.py": "import shap\n", "src/requirements.txt": before}
		issues := ruletest.CheckWorkspace(texts)["src/train.py"].Issues
		if len(issues) != 1 || len(issues[0].Fixes) != 1 {
			t.Fatalf("%q: %v", before, issues)
		}
		if got := ruletest.ApplyFix(texts, "src/train.py", issues[0].Fixes[0])["src/requirements.txt"]; got != want {
			t.Errorf("%q becomes %q, want %q", before, got, want)
		}
	}
}
