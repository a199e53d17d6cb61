package enhancer_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
)

// around are the files of a small project, in which each level but the first has something to say of train.py.
var around = map[string]string{
	"train.py": `import argparse
import os

import joblib
import pandas as pd
from sklearn.svm import SVC

parser = argparse.ArgumentParser()
parser.add_argument("--cost", type=float, default=1.0)
args = parser.parse_args()
rows = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "rows.csv"))
model = SVC(C=args.cost)
model.fit(rows[["age"]], rows["left"])
print("accuracy", model.score(rows[["age"]], rows["left"]))
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
`,
	"launch.py": `from sagemaker.sklearn import SKLearn

job = SKLearn(entry_point="train.py", framework_version="1.2-1", py_version="py3", role="r", instance_count=1,
              instance_type="ml.t3.micro", hyperparameters={"costs": 2})
job.fit({"train": "s3://bucket/rows"})
`,
	"requirements.txt": "sklearn\n",
}

// aroundReport checks train.py among the files around it.
func aroundReport() *enhancer.Report {
	root := filepath.FromSlash("/levels")
	overlay := map[string][]byte{}
	for name, text := range around {
		overlay[filepath.Join(root, name)] = []byte(text)
	}
	return enhancer.CheckFile(workspace.New([]string{root}, overlay), filepath.Join(root, "train.py"), enhancer.Options{Path: "train.py"})
}

func TestLevels(t *testing.T) {
	levels := aroundReport().Levels()
	var missing [][]string
	for _, l := range levels {
		var names []string
		for _, i := range l.Missing {
			names = append(names, i.File+" "+i.Category)
		}
		missing = append(missing, names)
	}
	want := [][]string{
		nil,
		{"train.py hyperparameter_not_accepted"},
		{"requirements.txt import_name_in_requirements"},
		{"launch.py invalid_instance_type"},
	}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	for n, found := range []string{"model saving: line 15", "launch.py line 3 passes 1 hyperparameter", "launch.py line 3: container sklearn 1.2-1", "job definition SKLearn: launch.py line 3"} {
		if !slices.ContainsFunc(levels[n].Found, func(f string) bool { return strings.HasPrefix(f, found) }) {
			t.Errorf("level %d found %q, not %q", n+1, levels[n].Found, found)
		}
	}
}

// TestLevelsAlone wants a script of which nothing else is known to say so, level by level.
func TestLevelsAlone(t *testing.T) {
	answer := asJSON(t, enhancer.ValidateTrainingScriptComprehensive("train.py", []byte(around["train.py"])))
	for n, l := range answer["levels"].([]any)[1:] {
		if cannot := l.(map[string]any)["cannot_tell"].([]any); len(cannot) != 1 || !strings.Contains(cannot[0].(string), "nothing is known") {
			t.Errorf("level %d: %v", n+2, cannot)
		}
	}
}

// TestEnhanceValidationRunsAllLevels wants the findings of every level among the additional issues, whatever file they are in.
func TestEnhanceValidationRunsAllLevels(t *testing.T) {
	answer := asJSON(t, enhancer.EnhanceValidation(nil, aroundReport()))
	seen := map[float64]bool{}
	for _, i := range answer["additional_issues"].([]any) {
		seen[i.(map[string]any)["level"].(float64)] = true
	}
	if !seen[2] || !seen[3] || !seen[4] {
		t.Errorf("levels %v", seen)
	}
	if answer["enhanced_results"].(map[string]any)["success"] != false {
		t.Error("errors in files around the script do not count")
	}
}
