package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// layout writes the members of an archive below a folder and reads it as a workspace.
func layout(t *testing.T, archive string, overlay map[string]string) (w *Workspace, root string) {
	t.Helper()
	root = t.TempDir()
	for _, file := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	unsaved := map[string][]byte{}
	for name, text := range overlay {
		unsaved[filepath.Join(root, name)] = []byte(text)
	}
	return New([]string{root}, unsaved), root
}

// shown are the places of a section, as they stand in the text: name, value, and what is optional.
func shown(t *testing.T, w *Workspace, s Section) (out []string) {
	t.Helper()
	for _, i := range s.Items {
		line := at(t, w, i.NamePlace)
		if i.Value.Kind != None {
			line += " = " + at(t, w, i.Value.Place)
		}
		if i.Optional {
			line += " (optional)"
		}
		out = append(out, line)
	}
	if s.Open {
		out = append(out, "...")
	}
	return out
}

// at is what stands at a place.
func at(t *testing.T, w *Workspace, p Place) string {
	t.Helper()
	if p.IsZero() {
		return "nowhere"
	}
	text, err := w.Files().Read(p.File)
	if err != nil {
		t.Fatal(err)
	}
	return string(text[p.Span.Start:p.Span.End])
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

const classic = `
-- steps/scripts/churn_training.py --
import os
-- steps/scripts/churnmt_training.py --
import os
-- steps/contracts/churn_training_contract.py --
from ..base import TrainingScriptContract

MODEL = "/opt/ml/model"
COMMON = {"REGION": "NA"}

CHURN_CONTRACT = TrainingScriptContract(
    entry_point="churn_training.py",
    expected_input_paths={
        "data": "/opt/ml/input/data",  # all of it
    },
    expected_output_paths=dict(model=MODEL),
    expected_arguments={},
    required_env_vars=["LABEL"],
    optional_env_vars={**COMMON, "DEPTH": "6"},
)

LOST_CONTRACT = TrainingScriptContract(
    entry_point="churn_trainin.py", expected_input_paths=paths(), expected_output_paths={}, **more,
)
-- steps/specs/churn_training_spec.py --
from ..base import StepSpecification, DependencySpec, OutputSpec

def _contract():
    from ..contracts.churn_training_contract import CHURN_CONTRACT
    return CHURN_CONTRACT

CHURN_SPEC = StepSpecification(
    step_type=step_type("ChurnTraining"),
    script_contract=_contract(),
    dependencies=[
        DependencySpec(logical_name="data", required=True),
        DependencySpec(logical_name="start", required=False),
        *others,
    ],
    outputs=[OutputSpec(logical_name="model", aliases=["artifact"], property_path="properties.X")],
)
-- steps/specs/tabular_training_spec.py --
from ..base import StepSpecification
TABULAR_TRAINING_SPEC = StepSpecification(step_type="Tabular_Training", dependencies=[], outputs=[])
-- steps/base.py --
from abc import ABC, abstractmethod
from pydantic import BaseModel

class BaseConfig(BaseModel):
    region: str
    version: str = "1"

class StepBuilderBase(ABC):
    def __init__(self, config):
        self.config = config
        self.role = config.role
    @abstractmethod
    def create_step(self): ...
-- steps/configs/__init__.py --
from .config_churn_step import ChurnConfig
-- steps/configs/config_churn_step.py --
from typing import ClassVar
from pydantic import Field
from ..base import BaseConfig

class ChurnConfig(BaseConfig):
    KNOWN: ClassVar[list] = []
    instance: str = Field(description="what to run on")
    count: int = Field(1, ge=1)
    _private: str
    @property
    def prefix(self): return self._private
-- steps/builders/builder_churn_training_step.py --
from sagemaker.xgboost import XGBoost
from ..base import StepBuilderBase
from ..configs import ChurnConfig
from ..specs.churn_training_spec import CHURN_SPEC

class ChurnBuilder(StepBuilderBase):
    def __init__(self, config: ChurnConfig):
        super().__init__(config=config)
    def _create_estimator(self):
        if hasattr(self.config, "env"):
            print(self.config.env)
        return XGBoost(entry_point="churn_training.py", instance_type=self.config.instance)
`

func TestClassicLayout(t *testing.T) {
	w, root := layout(t, classic, nil)
	script := filepath.Join(root, "steps/scripts/churn_training.py")
	contracts := w.ContractsOf(script)
	if len(contracts) != 1 {
		t.Fatalf("%d contracts, want one", len(contracts))
	}
	c := contracts[0]
	same(t, "name", "CHURN_CONTRACT", c.Name)
	same(t, "training", true, c.Training)
	same(t, "inputs", []string{`"data" = "/opt/ml/input/data"`}, shown(t, w, c.Inputs))
	same(t, "outputs", []string{`model = "/opt/ml/model"`}, shown(t, w, c.Outputs))
	same(t, "a followed value", "/opt/ml/model", c.Outputs.Items[0].Value.Text)
	same(t, "required", []string{`"LABEL"`}, shown(t, w, c.RequiredEnv))
	same(t, "optional", []string{`"REGION" = "NA"`, `"DEPTH" = "6"`}, shown(t, w, c.OptionalEnv))
	same(t, "an empty part", "{}", at(t, w, c.Arguments.Place))

	lost := w.ContractsIn(c.File())[1]
	same(t, "a near name", "", w.EntryFile(lost))
	same(t, "what cannot be told", []string{"..."}, shown(t, w, lost.Inputs))
	same(t, "what may be given otherwise", []string{"..."}, shown(t, w, lost.RequiredEnv))
	same(t, "the sibling has none", 0, len(w.ContractsOf(filepath.Join(root, "steps/scripts/churnmt_training.py"))))
}

func TestClassicSpecification(t *testing.T) {
	w, root := layout(t, classic, nil)
	c := w.ContractsOf(filepath.Join(root, "steps/scripts/churn_training.py"))[0]
	specs := w.SpecificationsOf(c)
	if len(specs) != 1 {
		t.Fatalf("%d specifications, want one", len(specs))
	}
	same(t, "dependencies", []string{`"data"`, `"start" (optional)`, "..."}, shown(t, w, specs[0].Dependencies))
	same(t, "outputs", []string{`"model" = "properties.X"`}, shown(t, w, specs[0].Outputs))
	same(t, "alias", true, specs[0].Outputs.Answers("artifact"))
}

func TestClassicBuilder(t *testing.T) {
	w, root := layout(t, classic, nil)
	script := filepath.Join(root, "steps/scripts/churn_training.py")
	builders := w.BuildersOf(script)
	if len(builders) != 1 {
		t.Fatalf("%d builders, want one", len(builders))
	}
	b := builders[0]
	same(t, "trains", true, b.MakesTraining())
	same(t, "contract", w.ContractsOf(script), w.ContractsFor(b))
	var reads []string
	for _, r := range b.Reads {
		reads = append(reads, map[bool]string{true: "perhaps ", false: ""}[r.Guarded]+at(t, w, r.Place))
	}
	same(t, "reads", []string{"perhaps env", "instance"}, reads)
	config := w.ConfigOf(b)
	if config == nil {
		t.Fatal("the configuration is imported through a package, and not found")
	}
	classes, whole := w.Ancestry(config)
	var members []string
	for _, class := range classes {
		for _, m := range class.Members {
			members = append(members, class.Name+"."+m.Name+map[bool]string{true: " required", false: ""}[m.Required])
		}
	}
	same(t, "members", []string{"ChurnConfig.KNOWN", "ChurnConfig.instance required", "ChurnConfig.count", "ChurnConfig._private",
		"ChurnConfig.prefix", "BaseConfig.region required", "BaseConfig.version"}, members)
	same(t, "all bases are known", true, whole)
	same(t, "nobody starts the sibling", 0, len(w.BuildersOf(filepath.Join(root, "steps/scripts/churnmt_training.py"))))
}

func TestPlacesOfSteps(t *testing.T) {
	w, root := layout(t, classic+"-- projects/churn/train.py --\nimport os\n", nil)
	script := filepath.Join(root, "steps/scripts/churnmt_training.py")
	same(t, "specifications", []string{filepath.Join(root, "steps/specs")}, w.SpecificationPlaces(script))
	same(t, "builders", []string{filepath.Join(root, "steps/builders")}, w.BuilderPlaces(script))
	same(t, "elsewhere", []string(nil), w.SpecificationPlaces(filepath.Join(root, "projects/churn/train.py")))
}

const yamlLayout = `
-- scripts/churn_training.py --
import os
-- interfaces/churn_training.step.yaml --
step_type: ChurnTraining
registry:
  sagemaker_step_type: Training
contract:
  entry_point: churn_training.py
  inputs:
    data:
      path: /opt/ml/input/data   # all of it
      required: true
    "hyperparameters":
      path: '/opt/ml/code/h.json'
      required: false
  outputs: {model: {path: /opt/ml/model}, évaluation: {path: "/opt/ml/output/data"}}
  arguments: {}
  job_arguments:
  - flag: --job_type
    source: job_type
  env_vars:
    required: [LABEL]
    optional:
      DEPTH: '6'
      REGION: NA
      EMPTY:
  description: 'two
    lines'
spec:
  dependencies:
    data: {required: true}
  outputs:
    model:
      property_path: properties.X
      aliases: [artifact]
`

func TestStepYAML(t *testing.T) {
	for name, archive := range map[string]string{"unix": yamlLayout, "crlf": strings.ReplaceAll(yamlLayout, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) { testStepYAML(t, archive) })
	}
}

func testStepYAML(t *testing.T, archive string) {
	w, root := layout(t, strings.ReplaceAll(archive, " --\r\n", " --\n"), nil)
	contracts := w.ContractsOf(filepath.Join(root, "scripts/churn_training.py"))
	if len(contracts) != 1 {
		t.Fatalf("%d contracts, want one", len(contracts))
	}
	c := contracts[0]
	same(t, "training", true, c.Training)
	same(t, "inputs", []string{`data = /opt/ml/input/data`, `"hyperparameters" = '/opt/ml/code/h.json' (optional)`}, shown(t, w, c.Inputs))
	same(t, "outputs", []string{`model = /opt/ml/model`, `évaluation = "/opt/ml/output/data"`}, shown(t, w, c.Outputs))
	same(t, "a part in brackets", `{model: {path: /opt/ml/model}, évaluation: {path: "/opt/ml/output/data"}}`, at(t, w, c.Outputs.Place))
	same(t, "arguments", []string{`--job_type = nowhere`}, shown(t, w, c.Arguments))
	same(t, "an argument's name", "job_type", c.Arguments.Items[0].Name)
	same(t, "required", []string{`LABEL`}, shown(t, w, c.RequiredEnv))
	same(t, "optional", []string{`DEPTH = '6'`, `REGION = NA`, `EMPTY`}, shown(t, w, c.OptionalEnv))
	specs := w.SpecificationsOf(c)
	if len(specs) != 1 {
		t.Fatalf("%d specifications, want one", len(specs))
	}
	same(t, "dependencies", []string{`data`}, shown(t, w, specs[0].Dependencies))
	same(t, "spec outputs", []string{`model = properties.X`}, shown(t, w, specs[0].Outputs))
}

func TestStepYAMLThatDoesNotParse(t *testing.T) {
	w, root := layout(t, yamlLayout, map[string]string{"interfaces/churn_training.step.yaml": "contract: {entry_point: [\n"})
	script := filepath.Join(root, "scripts/churn_training.py")
	same(t, "contracts of the script", 0, len(w.ContractsOf(script)))
	same(t, "places of contracts", []string{filepath.Join(root, "interfaces")}, w.ContractPlaces(script))
}

func TestUnsavedContract(t *testing.T) {
	w, root := layout(t, yamlLayout, map[string]string{"interfaces/other.step.yaml": "contract:\n  entry_point: other.py\n", "scripts/other.py": ""})
	same(t, "contracts", 1, len(w.ContractsOf(filepath.Join(root, "scripts/other.py"))))
}

// FuzzStepYAML wants any text to give places that are in it.
func FuzzStepYAML(f *testing.F) {
	f.Add([]byte(yamlLayout))
	f.Add([]byte("contract: &a {entry_point: *a, inputs: {<<: *a, x: [}}"))
	f.Add([]byte("\ufeffcontract:\r  inputs: {a: \"\\\"b\", 'c''d': >\n  e}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		contract, specification := readStepYAML("x.step.yaml", text)
		var sections []Section
		if contract != nil {
			sections = append(sections, contract.Inputs, contract.Outputs, contract.Arguments, contract.RequiredEnv, contract.OptionalEnv, contract.Requirements)
		}
		if specification != nil {
			sections = append(sections, specification.Dependencies, specification.Outputs)
		}
		for _, s := range sections {
			places := []Place{s.Place}
			for _, i := range s.Items {
				places = append(places, i.NamePlace, i.Value.Place)
			}
			for _, p := range places {
				if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(text) {
					t.Errorf("the place %v is not in the text", p.Span)
				}
			}
		}
	})
}
