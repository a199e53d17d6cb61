package frameworks

import (
	"regexp"
	"strings"
	"testing"
)

// tablesOf names the tables of a framework for the tests that hold of each.
func tablesOf(f *Framework) map[Role][]Call {
	return map[Role][]Call{
		Trains:    f.Trains,
		Saves:     f.Saves,
		Loads:     f.Loads,
		Evaluates: f.Evaluates,
		Defines:   append(calls(f.Bases...), f.Models...),
		Optimizes: f.Optimizers,
		NotModel:  f.NotModels,
	}
}

func generic() *Framework {
	return &Framework{
		Name:      "generic",
		Trains:    GenericTrains,
		Saves:     GenericSaves,
		Loads:     GenericLoads,
		Evaluates: GenericEvaluates,
		NotModels: GenericNotModels,
	}
}

var (
	modulePath = regexp.MustCompile(`^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$`)
	callName   = regexp.MustCompile(`^[A-Za-z_]\w*(\.[\w*]+)*$`)
	identifier = regexp.MustCompile(`^[A-Za-z_]\w*$`)
)

func TestTablesAreWellFormed(t *testing.T) {
	for _, f := range append(All(), generic()) {
		for _, m := range f.Modules {
			if !modulePath.MatchString(m) {
				t.Errorf("%s: module %q is no path of identifiers", f.Name, m)
			}
		}
		for alias, m := range f.Aliases {
			if !identifier.MatchString(alias) || !modulePath.MatchString(m) {
				t.Errorf("%s: alias %q for %q", f.Name, alias, m)
			}
		}
		for role, table := range tablesOf(f) {
			seen := make(map[string]bool)
			for _, c := range table {
				if !callName.MatchString(c.Name) || strings.Contains(c.Name, "***") {
					t.Errorf("%s %s: %q is no qualified name", f.Name, role, c.Name)
				}
				key := c.Name + "(" + strings.Join(c.Keywords, ",") + ")"
				if c.Configures {
					key += " configures"
				}
				if seen[key] && role != Defines {
					t.Errorf("%s %s: %s stands twice", f.Name, role, key)
				}
				seen[key] = true
				if c.Configures && role != Saves {
					t.Errorf("%s %s: %s configures, but saves nothing", f.Name, role, c.Name)
				}
				if c.Object != (Argument{}) && role != Saves {
					t.Errorf("%s %s: %s has an object, but saves nothing", f.Name, role, c.Name)
				}
				for _, a := range []Argument{c.Path, c.Object} {
					if a.Position < 0 || a.Keyword != "" && !identifier.MatchString(a.Keyword) {
						t.Errorf("%s %s: %s has the argument %+v", f.Name, role, c.Name, a)
					}
				}
				if c.Path != (Argument{}) && c.Path == c.Object {
					t.Errorf("%s %s: path and object of %s are the same argument", f.Name, role, c.Name)
				}
			}
		}
	}
}

func TestModelsStandOnce(t *testing.T) {
	for _, f := range All() {
		for _, table := range [][]Call{f.Models, calls(f.Bases...)} {
			seen := make(map[string]bool)
			for _, c := range table {
				if seen[c.Name] {
					t.Errorf("%s: %s stands twice", f.Name, c.Name)
				}
				seen[c.Name] = true
			}
		}
	}
}

// What a table speaks of is a library: else a call that it knows would be taken for one into the project's own code.
func TestTablesSpeakOfLibraries(t *testing.T) {
	own := map[string]bool{"open": true, "evaluate": true, "tables": true}
	for _, f := range append(All(), generic()) {
		for _, m := range f.Modules {
			if !IsLibrary(m) {
				t.Errorf("%s: module %s is no known library", f.Name, m)
			}
		}
		for role, table := range tablesOf(f) {
			for _, c := range table {
				if top, _, _ := strings.Cut(c.Name, "."); !own[top] && !IsLibrary(top) {
					t.Errorf("%s %s: %s is of no known library", f.Name, role, c.Name)
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range All() {
		if f.Name == "" || f.Title == "" || f.Name != strings.ToLower(f.Name) {
			t.Errorf("framework %q, title %q", f.Name, f.Title)
		}
		if seen[f.Name] {
			t.Errorf("two frameworks are called %s", f.Name)
		}
		seen[f.Name] = true
		if ByName(f.Name) != f {
			t.Errorf("ByName(%s) is another", f.Name)
		}
	}
	for _, name := range []string{"xgboost", "pytorch", "sklearn", "tensorflow", "lightgbm"} {
		if ByName(name) == nil {
			t.Errorf("no framework is called %s", name)
		}
	}
	if ByName("") != nil || ByName("numpy") != nil {
		t.Error("ByName finds what is not there")
	}
}

// What wraps another framework decides before it.
func TestOrder(t *testing.T) {
	place := make(map[string]int)
	for i, f := range All() {
		place[f.Name] = i
	}
	for _, pair := range [][2]string{
		{"lightning", "pytorch"},
		{"transformers", "pytorch"},
		{"accelerate", "pytorch"},
		{"deepspeed", "pytorch"},
		{"fastai", "pytorch"},
		{"xgboost", "sklearn"},
		{"lightgbm", "sklearn"},
		{"catboost", "sklearn"},
		{"tensorflow", "sklearn"},
		{"pytorch", "sklearn"},
		{"ray", "pytorch"},
		{"gluonts", "mxnet"},
		{"pytorch", "horovod"},
		{"tensorflow", "smdistributed"},
	} {
		if place[pair[0]] >= place[pair[1]] {
			t.Errorf("%s stands after %s", pair[0], pair[1])
		}
	}
}

func TestMarks(t *testing.T) {
	for module, want := range map[string]string{
		"torch":                "pytorch",
		"torch.nn":             "pytorch",
		"torchvision":          "",
		"torchmetrics":         "",
		"keras":                "tensorflow",
		"tensorflow.keras":     "tensorflow",
		"tensorflow_datasets":  "",
		"ray":                  "",
		"ray.tune":             "ray",
		"pyspark.sql":          "",
		"pyspark.ml.feature":   "pyspark",
		"xgboost.dask":         "xgboost",
		"lightning.pytorch":    "lightning",
		"horovod.torch":        "",
		"sklearn.ensemble":     "sklearn",
		"sagemaker_rl":         "sagemaker_rl",
		"numpy":                "",
		"tensorflow_hub_extra": "",
	} {
		got := ""
		for _, f := range All() {
			if f.Marks(module) {
				got = f.Name
				break
			}
		}
		if got != want {
			t.Errorf("import %s marks %q, want %q", module, got, want)
		}
	}
}

func TestAllIsACopy(t *testing.T) {
	first := All()
	first[0] = nil
	if All()[0] == nil {
		t.Error("a change of what All returned changed the tables")
	}
}

func TestMethods(t *testing.T) {
	seen := make(map[string]bool)
	for i, table := range [][]Call{MethodTrains, MethodMayTrain, MethodSaves, MethodEvaluates} {
		for _, c := range table {
			if !identifier.MatchString(c.Name) {
				t.Errorf("%q is no plain name", c.Name)
			}
			key := string(rune('0'+i)) + c.Name + strings.Join(c.Keywords, ",")
			if seen[key] {
				t.Errorf("%s stands twice", c.Name)
			}
			seen[key] = true
		}
	}
	for _, c := range MethodSaves {
		if IsNotSave(c.Name) {
			t.Errorf("%s both saves and does not", c.Name)
		}
	}
	none := func(Argument) bool { return false }
	validation := func(a Argument) bool { return a.Keyword == "validation_data" }
	if Method(MethodTrains, "fit", none) == nil {
		t.Error("fit does not train")
	}
	if Method(MethodTrains, "train", none) != nil || Method(MethodMayTrain, "train", none) == nil {
		t.Error("train trains for certain, or cannot")
	}
	if Method(MethodEvaluates, "fit", none) != nil {
		t.Error("fit alone evaluates")
	}
	if Method(MethodEvaluates, "fit", validation) == nil {
		t.Error("fit with validation_data does not evaluate")
	}
	if c := Method(MethodSaves, "save_model", none); c == nil || c.Path.Position != 1 {
		t.Errorf("save_model: %+v", c)
	}
}

func TestNotSaves(t *testing.T) {
	for _, pattern := range NotSaves {
		if !callName.MatchString(pattern) {
			t.Errorf("%q is no name", pattern)
		}
	}
	for name, want := range map[string]bool{
		"savefig":                         true,
		"matplotlib.pyplot.savefig":       true,
		"numpy.save":                      true,
		"json.dump":                       true,
		"torchvision.utils.save_image":    true,
		"mxnet.gluon.Trainer.save_states": true,
		"transformers.Trainer.save_state": true,
		"pytorch_lightning.LightningModule.save_hyperparameters": true,
		"keras.utils.array_to_img.save":                          true,
		"pandas.read_csv.to_pickle":                              true,
		"save":                                                   false,
		"torch.save":                                             false,
		"joblib.dump":                                            false,
		"pickle.dump":                                            false,
		"keras.Model.save":                                       false,
		"accelerate.Accelerator.save_state":                      false,
		"":                                                       false,
	} {
		if got := IsNotSave(name); got != want {
			t.Errorf("IsNotSave(%q) = %v", name, got)
		}
	}
}

// No table calls a save what NotSaves denies.
func TestNotSavesContradictNoTable(t *testing.T) {
	for _, f := range append(All(), generic()) {
		for _, c := range f.Saves {
			if !strings.Contains(c.Name, "*") && IsNotSave(c.Name) {
				t.Errorf("%s: %s is a save and is none", f.Name, c.Name)
			}
		}
	}
}

// An argument is given by its name or by its position.
func TestGiven(t *testing.T) {
	train := &GenericTrains[0]
	if !train.Given(func(Argument) bool { return false }) {
		t.Error("a call without Keywords asks for an argument")
	}
	index := NewIndex(All())
	for _, m := range index.Lookup("xgboost.train") {
		if m.Role != Evaluates {
			continue
		}
		if m.Call.Given(func(Argument) bool { return false }) {
			t.Error("xgboost.train evaluates without evals")
		}
		if !m.Call.Given(func(a Argument) bool { return a.Keyword == "evals" }) {
			t.Error("xgboost.train does not evaluate with evals by name")
		}
		if !m.Call.Given(func(a Argument) bool { return a.Position == 4 }) {
			t.Error("xgboost.train does not evaluate with evals by position")
		}
	}
}

// A position belongs to a keyword of a call.
func TestPositionsBelongToCalls(t *testing.T) {
	keywords := make(map[string]map[string]bool)
	for _, f := range All() {
		for _, table := range tablesOf(f) {
			for _, c := range table {
				for _, k := range c.Keywords {
					if keywords[c.Name] == nil {
						keywords[c.Name] = make(map[string]bool)
					}
					keywords[c.Name][k] = true
				}
			}
		}
	}
	for name, places := range positions {
		for keyword, position := range places {
			if !keywords[name][keyword] || position < 1 {
				t.Errorf("%s is told the position %d of %s", name, position, keyword)
			}
		}
	}
}
