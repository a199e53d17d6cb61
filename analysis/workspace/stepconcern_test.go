package workspace

import (
	"path/filepath"
	"testing"
)

// names are the paths of files below a root.
func names(root string, files []string) (out []string) {
	for _, f := range files {
		below, _ := filepath.Rel(root, f)
		out = append(out, filepath.ToSlash(below))
	}
	return out
}

func TestConcernedBySteps(t *testing.T) {
	w, root := layout(t, classic, nil)
	for file, want := range map[string][]string{
		"steps/scripts/churn_training.py":               {"steps/contracts/churn_training_contract.py", "steps/specs/churn_training_spec.py"},
		"steps/contracts/churn_training_contract.py":    {"steps/scripts/churn_training.py", "steps/specs/churn_training_spec.py"},
		"steps/specs/churn_training_spec.py":            {"steps/contracts/churn_training_contract.py", "steps/scripts/churn_training.py"},
		"steps/configs/config_churn_step.py":            {"steps/builders/builder_churn_training_step.py"},
		"steps/builders/builder_churn_training_step.py": {"steps/scripts/churn_training.py"},
		"steps/scripts/churnmt_training.py":             nil,
	} {
		same(t, file, want, names(root, w.Concerned(filepath.Join(root, file))))
	}
}

func TestStepsFollowEdits(t *testing.T) {
	_, root := layout(t, yamlLayout, nil)
	x := NewIndex([]string{root})
	if _, err := x.Walk(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	script, other := filepath.Join(root, "scripts/churn_training.py"), filepath.Join(root, "scripts/other.py")
	file := filepath.Join(root, "interfaces/churn_training.step.yaml")
	before := x.Workspace()
	same(t, "contracts", 1, len(before.ContractsOf(script)))

	x.Edit(file, []byte("contract:\n  entry_point: other.py\n"), nil)
	same(t, "contracts of a script that is named no more", 0, len(x.Workspace().ContractsOf(script)))
	same(t, "contracts of a script that is not there", 0, len(x.Workspace().ContractsOf(other)))
	x.Edit(other, []byte("import os\n"), nil)
	same(t, "contracts once it is there", 1, len(x.Workspace().ContractsOf(other)))
	x.Close(file)
	same(t, "contracts when the edit is given up", 1, len(x.Workspace().ContractsOf(script)))
	same(t, "the state before", 1, len(before.ContractsOf(script)))
}
