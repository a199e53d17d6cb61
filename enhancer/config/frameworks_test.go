package config_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
)

const acme = `[frameworks.acme]
modules = ["acme"]
trains = ["acme.Learner.teach"]
saves = ["acme.store"]
loads = ["acme.data.*"]
evaluates = ["acme.score"]
`

const acmeScript = `import argparse
import os

import acme
import acme.data

parser = argparse.ArgumentParser()
parser.add_argument("--depth", type=int, default=3)
args = parser.parse_args()
rows = acme.data.table(os.environ["SM_CHANNEL_TRAIN"])
learner = acme.Learner(depth=args.depth)
learner.teach(rows)
print("score", acme.score(learner, rows))
acme.store(learner, os.path.join(os.environ["SM_MODEL_DIR"], "model.acme"))
`

// A framework of a project's own is like any other: what its calls do counts, and what is not done is lacking.
func TestOwnFramework(t *testing.T) {
	states := func(text, settings string, more map[string]string) (found []string, issues []string, framework string) {
		t.Helper()
		file := filepath.Join(top, "train.py")
		overlay := map[string][]byte{file: []byte(text)}
		for name, text := range more {
			overlay[filepath.Join(top, name)] = []byte(text)
		}
		w := workspace.New([]string{top}, overlay)
		r := enhancer.CheckFile(w, file, config.Settings{}.Options(file, file, read(settings)))
		for _, a := range r.Requirements {
			if a.State == enhancer.Found {
				found = append(found, a.Capability)
			}
		}
		for _, i := range r.Issues {
			issues = append(issues, i.Category)
		}
		return found, issues, strings.Join(r.Frameworks, " ")
	}
	all := []string{"training_loop", "model_saving", "hyperparameter_loading", "data_loading", "evaluation"}
	found, issues, framework := states(acmeScript, acme, nil)
	if !slices.Equal(found, all) || len(issues) > 0 || framework != "acme" {
		t.Errorf("%s: %q and %q", framework, found, issues)
	}
	if found, issues, framework := states(acmeScript, "", nil); len(found) == len(all) || len(issues) > 0 || framework != "" {
		t.Errorf("without its table: %q and %q of %q", found, issues, framework)
	}
	unsaved := strings.Replace(acmeScript, "acme.store(", "print(", 1)
	if _, issues, _ := states(unsaved, acme, nil); !slices.Equal(issues, []string{"missing_model_saving"}) {
		t.Errorf("unsaved: %q", issues)
	}
	// What a module beside the script does with it counts as well.
	beside := map[string]string{"own.py": "import acme\n\n\ndef keep(learner, path):\n    acme.store(learner, path)\n"}
	moved := strings.Replace(strings.Replace(acmeScript, "acme.store(", "own.keep(", 1), "import acme.data", "import acme.data\nimport own", 1)
	if found, issues, _ := states(moved, acme, beside); !slices.Equal(found, all) || len(issues) > 0 {
		t.Errorf("saved beside: %q and %q", found, issues)
	}
	beside["own.py"] = strings.Replace(beside["own.py"], "acme.store(", "print(", 1)
	if _, issues, _ := states(moved, acme, beside); !slices.Equal(issues, []string{"missing_model_saving"}) {
		t.Errorf("not saved beside: %q", issues)
	}
}
