package enhancer

import (
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

const strayScript = `import argparse
import os
import joblib
from sklearn.linear_model import Ridge

parser = argparse.ArgumentParser()
args = parser.parse_args()
print(os.environ["SM_HOSTS"])
model = Ridge().fit([[1]], [1])
joblib.dump(model, "model.joblib")
`

func describeTest(text string) *Report {
	return Check(analysis.Read(syntax.Parse([]byte(text)), nil), Options{Path: "train.py"})
}

func TestStatus(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a model that is saved elsewhere meets nothing", strayScript, "Training · scikit-learn · 2 of 5"},
		{"a model in its place", strings.Replace(strayScript, "model.joblib", "/opt/ml/model/model.joblib", 1), "Training · scikit-learn · 3 of 5"},
		{"no training script", "print(1)\n", ""},
	} {
		got := describeTest(c.text).Status()
		if got.Text != c.want {
			t.Errorf("%s: %q, want %q", c.name, got.Text, c.want)
		}
		if got.Tooltip == "" {
			t.Errorf("%s: no tooltip", c.name)
		}
	}
}

func TestDescribe(t *testing.T) {
	got := describeTest(strayScript).Describe()
	at := 0
	for _, want := range []string{
		"# Validation of `train.py`\n", "**Training** · scikit-learn · 2 of 5 requirements met",
		"- ✗ **saves the model**: line 10, outside the model directory",
		"## Level 1: Script pattern validation\n",
		"- ✗ **error**, line 10: ", "[model_saved_outside_model_dir](https://", "- ✓ training loop: line 9\n",
		"## Level 2: Specification alignment\n", "## Level 3: Dependency validation\n", "## Level 4: Builder pattern validation\n",
		"- ? cannot tell: nothing is known",
	} {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or not in its place:\n%s", want, got)
		}
		at += i
	}
	if got := describeTest("print(1)\n").Describe(); !strings.Contains(got, "no training script") {
		t.Errorf("of a file that is no training script: %s", got)
	}
}

func TestDescribeRequirements(t *testing.T) {
	got := DescribeRequirements()
	for _, want := range []string{
		"| Saves the model | error | the model written under `/opt/ml/model`", "| [missing_model_saving](https://", "| XGBoost | `xgboost`, `xgb` |",
		"| `/opt/ml/output/data` |", "4. Builder pattern validation",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
}
