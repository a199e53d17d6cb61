package sagemaker

import (
	"slices"
	"strings"
	"testing"
)

// TestVariables holds the table to its order and its notation.
func TestVariables(t *testing.T) {
	if !slices.IsSortedFunc(Variables, func(a, b Variable) int { return strings.Compare(key(a.Name), key(b.Name)) }) {
		t.Error("the variables are not in the order of the alphabet")
	}
	seen := map[string]bool{}
	for _, v := range Variables {
		switch {
		case seen[v.Name]:
			t.Errorf("%s is there twice", v.Name)
		case !strings.HasPrefix(v.Name, "SM_") || strings.ToUpper(v.Name) != v.Name:
			t.Errorf("%s is no name of a variable of the platform", v.Name)
		case v.About == "":
			t.Errorf("nothing is said about %s", v.Name)
		case !v.Classic && !v.V3:
			t.Errorf("%s is set under no contract", v.Name)
		}
		seen[v.Name] = true
		if got := LookupVariable(v.Name); !strings.HasSuffix(v.Name, "_") && (got == nil || got.Name != v.Name) {
			t.Errorf("%s is not found under its own name: %v", v.Name, got)
		}
	}
}

// key puts names in the order of the table, where "_" stands behind a name's plural.
func key(name string) string { return strings.ReplaceAll(name, "_", "~") }

func TestLookupVariable(t *testing.T) {
	for name, want := range map[string]string{
		"SM_MODEL_DIR":                    "SM_MODEL_DIR",
		"SM_CHANNEL_TRAIN":                "SM_CHANNEL_",
		"SM_CHANNEL_MY_OWN_DATA":          "SM_CHANNEL_",
		"SM_CHANNELS":                     "SM_CHANNELS",
		"SM_HP_LEARNING_RATE":             "SM_HP_",
		"SM_HP_lr":                        "SM_HP_",
		"SM_HPS":                          "SM_HPS",
		"SM_INSTANCE_GROUPS":              "SM_INSTANCE_GROUPS",
		"SM_INSTANCE_GROUPS_DICT":         "SM_INSTANCE_GROUPS_DICT",
		"SM_OUTPUT_DATA_DIR":              "SM_OUTPUT_DATA_DIR",
		"SM_CHANNEL_":                     "SM_CHANNEL_", // the family itself
		"SM_HP_":                          "SM_HP_",
		"SM_CHANNEL":                      "",
		"SM_MODLE_DIR":                    "",
		"SM_MODEL_DIR_":                   "",
		"SM_MODEL_DIR_2":                  "",
		"sm_model_dir":                    "",
		"MODEL_DIR":                       "",
		"XSM_MODEL_DIR":                   "",
		"SM_":                             "",
		"":                                "",
		"SM_CURRENT_INSTANCE_GROUP_HOSTS": "SM_CURRENT_INSTANCE_GROUP_HOSTS",
	} {
		got := ""
		if v := LookupVariable(name); v != nil {
			got = v.Name
		}
		if got != want {
			t.Errorf("%q is found as %q, want %q", name, got, want)
		}
	}
}

// TestVariableNames says that each name that is offered for a misspelt one is a variable.
func TestVariableNames(t *testing.T) {
	names := VariableNames()
	for i, name := range names {
		if slices.Index(names, name) != i {
			t.Errorf("%s is offered twice", name)
		}
		if strings.HasSuffix(name, "_") {
			t.Errorf("%s is offered, which is a family", name)
		}
		if LookupVariable(name) == nil {
			t.Errorf("%s is offered and no variable", name)
		}
	}
	for _, name := range []string{"SM_MODEL_DIR", "SM_CHANNEL_TRAIN", "SM_HPS"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not offered", name)
		}
	}
}

// TestDirectories holds the table to its order: a directory stands before what is in it.
func TestDirectories(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Directories {
		switch {
		case seen[d.Path]:
			t.Errorf("%s is there twice", d.Path)
		case d.Path != "/opt/ml" && !strings.HasPrefix(d.Path, "/opt/ml/"):
			t.Errorf("%s is not below /opt/ml", d.Path)
		case strings.HasSuffix(d.Path, "/"):
			t.Errorf("%s ends in a slash", d.Path)
		case d.About == "":
			t.Errorf("nothing is said about %s", d.Path)
		}
		for before := range seen {
			if strings.HasPrefix(before, d.Path+"/") {
				t.Errorf("%s stands before the directory that it is in, %s", before, d.Path)
			}
		}
		seen[d.Path] = true
		if got, known := LookupPath(d.Path); !known || got.Path != d.Path {
			t.Errorf("%s is not found under its own path", d.Path)
		}
	}
	if !seen[ModelDir] {
		t.Error("the model directory is missing")
	}
}

func TestLookupPath(t *testing.T) {
	for _, c := range []struct {
		path  string
		in    string
		known bool
	}{
		{"/opt/ml", "/opt/ml", true},
		{"/opt/ml/", "/opt/ml", true},
		{"/opt/ml/model", ModelDir, true},
		{"/opt/ml/model/", ModelDir, true},
		{"/opt/ml/model//", ModelDir, true},
		{"/opt/ml/model/1/saved_model.pb", ModelDir, true},
		{"/opt/ml/models", "/opt/ml", false},
		{"/opt/ml/modle", "/opt/ml", false},
		{"/opt/ml/model.tar.gz", "/opt/ml", false},
		{"/opt/ml/input/data/train", "/opt/ml/input/data", true},
		{"/opt/ml/input/train", "/opt/ml/input", false},
		{"/opt/ml/input/config/hyperparameters.json", "/opt/ml/input/config/hyperparameters.json", true},
		{"/opt/ml/input/config/hyperparameter.json", "/opt/ml/input/config", false},
		{"/opt/ml/input/config/hyperparameters.json/x", "/opt/ml/input/config/hyperparameters.json", false},
		{"/opt/ml/output/failure", "/opt/ml/output/failure", true},
		{"/opt/ml/output/failures", "/opt/ml/output", false},
		{"/opt/ml/output/data/predictions.csv", "/opt/ml/output/data", true},
		{"/opt/ml/code/train.py", "/opt/ml/code", true},
		{"/opt/ml/checkpoint", "/opt/ml", false},
		{"/opt/ml/checkpoints/last.pt", "/opt/ml/checkpoints", true},
		{"/opt/ml/processing/output/x", "/opt/ml/processing", true},
		{"/opt/mlx", "", false},
		{"/opt", "", false},
		{"opt/ml/model", "", false},
		{"/tmp/opt/ml/model", "", false},
		{"", "", false},
		{"/", "", false},
	} {
		in, known := LookupPath(c.path)
		got := ""
		if in != nil {
			got = in.Path
		}
		if got != c.in || known != c.known {
			t.Errorf("%q is in %q, known %v; want %q, %v", c.path, got, known, c.in, c.known)
		}
	}
}

// TestPathNames says that each path that is offered for a misspelt one is there, in the order of the alphabet.
func TestPathNames(t *testing.T) {
	names := PathNames()
	if !slices.IsSorted(names) {
		t.Error("the paths are not sorted")
	}
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("a path is offered twice")
	}
	for _, name := range names {
		if _, known := LookupPath(name); !known {
			t.Errorf("%s is offered and not there", name)
		}
	}
}
