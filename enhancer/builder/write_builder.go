package builder

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/alignment"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// createBuilder gives the fix that writes a script's builder, and its configuration where there is none, as the training
// builders beside it are written; none where these do not show how.
func createBuilder(p *rule.Pass, expected string) []rule.Fix {
	if p.Workspace.Files().IsFile(expected) {
		return nil // it is another step's
	}
	model, config := modelFor(p.Workspace, filepath.Dir(expected))
	if model == nil {
		return nil
	}
	o := alignment.OutlineOf(p)
	b := newBuilder{Outline: o, base: model.Bases[0], config: o.Step + "Config", folder: p.Workspace.Name(filepath.Dir(p.Path))}
	b.has = memberNames(p.Workspace, p.Workspace.Class(config.Bases[0]))
	file := filepath.Join(filepath.Dir(config.Body.File), "config_"+o.Stem+"_step.py")
	b.configModule = alignment.RelativeModule(expected, file)
	var edits []rule.Edit
	if p.Workspace.Files().IsFile(file) {
		if b.config = configIn(p.Workspace, file); b.config == "" {
			return nil
		}
		b.has = memberNames(p.Workspace, p.Workspace.Class(workspace.Symbol{From: file, Name: b.config, Local: true}))
	} else {
		b.has = append(b.has, ownFields...)
		edits = append(edits, rule.Edit{File: file, New: configText(o, config.Bases[0])})
	}
	for _, c := range p.Workspace.ContractsOf(p.Path) {
		b.takeInputs(c)
		for _, s := range p.Workspace.SpecificationsOf(c) {
			if s.Own == nil && s.Name != "" && b.spec == "" {
				b.spec, b.specModule = s.Name, alignment.RelativeModule(expected, s.File())
			}
		}
	}
	edits = append(edits, rule.Edit{File: expected, New: b.text()})
	return []rule.Fix{{Title: "Create " + filepath.Base(expected), Edits: edits}}
}

// ownFields are the fields of a configuration that configText writes.
var ownFields = []string{"training_entry_point", "training_instance_type", "training_instance_count", "training_volume_size", "framework_version", "py_version"}

// memberNames are the names that a configuration class has, with those of its bases in the workspace.
func memberNames(w *workspace.Workspace, class *workspace.Class) (names []string) {
	if class == nil {
		return nil
	}
	classes, _ := w.Ancestry(class)
	for _, c := range classes {
		for _, m := range c.Members {
			names = append(names, m.Name)
		}
	}
	return names
}

// takeInputs takes over the names that the script's contract gives its channels.
func (b *newBuilder) takeInputs(c *workspace.Contract) {
	var inputs []alignment.Pair
	for _, i := range c.Inputs.Items {
		path, known := i.Value.Known()
		switch {
		case !known || i.Optional || !strings.HasPrefix(path, dataFolder):
		case path == dataFolder:
			b.Inputs = []alignment.Pair{{Name: i.Name, Value: path}}
			return
		default:
			inputs = append(inputs, alignment.Pair{Name: i.Name, Value: path})
		}
	}
	if len(inputs) > 0 {
		b.Inputs, b.Channels = inputs, nil
	}
}

const dataFolder = "/opt/ml/input/data"

// modelFor finds a builder of a training step in a folder, with its configuration; nil where there is none whose bases are
// imported.
func modelFor(w *workspace.Workspace, folder string) (*workspace.Builder, *workspace.Class) {
	for _, name := range w.Files().List(folder) {
		for _, b := range w.BuildersIn(filepath.Join(folder, name)) {
			config := w.ConfigOf(b)
			if b.MakesTraining() && config != nil && isImported(config.Bases) && isImported(b.Bases) {
				return b, config
			}
		}
	}
	return nil, nil
}

func isImported(bases []workspace.Symbol) bool {
	return len(bases) > 0 && !bases[0].Local && !bases[0].IsZero()
}

// configIn is the configuration class of a file, empty where it is not certain.
func configIn(w *workspace.Workspace, file string) (name string) {
	script := w.Script(file)
	if script == nil {
		return ""
	}
	for _, c := range script.Classes() {
		if c.Parent.Kind == analysis.ModuleScope && strings.HasSuffix(c.Name, "Config") {
			if name != "" {
				return ""
			}
			name = c.Name
		}
	}
	return name
}

// newBuilder is what a builder is written from.
type newBuilder struct {
	alignment.Outline
	base                 workspace.Symbol
	config, configModule string
	spec, specModule     string   // empty where there is no specification
	has                  []string // the fields of the configuration
	folder               string   // of the script
}

// field reads a field of the configuration, and is a literal where that has none.
func (b newBuilder) field(name, literal string) string {
	if slices.Contains(b.has, name) {
		return "self.config." + name
	}
	return literal
}

// importOf is the statement that imports a symbol the way a neighbour does.
func importOf(s workspace.Symbol) string {
	module := strings.TrimSuffix(s.Name, "."+s.Last())
	if strings.Trim(module, ".") == "" {
		module += "."
	}
	return "from " + module + " import " + s.Last()
}

func configText(o alignment.Outline, base workspace.Symbol) string {
	return fmt.Sprintf(`"""Settings of the step that runs %s."""

from pydantic import Field

%s


class %sConfig(%s):
    """What the training job of %s is made with."""

    training_entry_point: str = Field(default=%q)
    training_instance_type: str = Field(default="ml.m5.4xlarge")
    training_instance_count: int = Field(default=1, ge=1)
    training_volume_size: int = Field(default=30, ge=1)
    framework_version: str = Field(default=%q)
    py_version: str = Field(default=%q)
`, o.Script, importOf(base), o.Step, base.Last(), o.Script, o.Script, o.FrameworkVersion, o.PythonVersion)
}

// channels is the body of _get_inputs.
func (b newBuilder) channels() string {
	if len(b.Channels) > 0 {
		return fmt.Sprintf(`        return {
            channel: TrainingInput(s3_data=Join(on="/", values=[inputs[%q], channel]))
            for channel in (%s,)
        }`, b.Inputs[0].Name, `"`+strings.Join(b.Channels, `", "`)+`"`)
	}
	out := "        return {\n"
	for _, in := range b.Inputs {
		out += fmt.Sprintf("            %q: TrainingInput(s3_data=inputs[%q]),\n", in.Name, in.Name)
	}
	return out + "        }"
}

func (b newBuilder) text() string {
	join, spec, given := "", "", "config=config"
	if len(b.Channels) > 0 {
		join = "from sagemaker.workflow.functions import Join\n"
	}
	if b.spec != "" {
		spec, given = fmt.Sprintf("from %s import %s\n", b.specModule, b.spec), "config=config, spec="+b.spec
	}
	return fmt.Sprintf(`"""Makes the training step of %[1]s."""

from sagemaker.inputs import TrainingInput
from %[2]s import %[3]s
%[4]sfrom sagemaker.workflow.steps import TrainingStep

from %[5]s import %[6]s
%[7]s%[8]s


class %[9]sStepBuilder(%[10]s):
    """Makes a TrainingStep of a %[6]s."""

    def __init__(self, config: %[6]s, **kwargs):
        super().__init__(%[11]s, **kwargs)

    def validate_configuration(self) -> None:
        if not self.role:
            raise ValueError("there is no role to run %[1]s with")

    def _create_estimator(self, output_path=None) -> %[3]s:
        return %[3]s(
            entry_point=%[13]s,
            source_dir=%[14]s,
            framework_version=%[15]s,
            py_version=%[16]s,
            role=self.role,
            instance_type=%[17]s,
            instance_count=%[18]s,
            volume_size=%[19]s,
            base_job_name=self._generate_job_name(),
            sagemaker_session=self.session,
            output_path=output_path,
            environment=self._get_environment_variables(),
        )

    def _get_inputs(self, inputs):
%[12]s

    def _get_outputs(self, outputs):
        return outputs.get("model_output")

    def create_step(self, **kwargs) -> TrainingStep:
        dependencies = kwargs.get("dependencies", [])
        inputs = self.extract_inputs_from_dependencies(dependencies) if dependencies else {}
        inputs.update(kwargs.get("inputs", {}))
        return TrainingStep(
            name=self._get_step_name(),
            estimator=self._create_estimator(self._get_outputs(kwargs.get("outputs", {}))),
            inputs=self._get_inputs(inputs),
            depends_on=dependencies,
            cache_config=self._get_cache_config(kwargs.get("enable_caching", True)),
        )
`, b.Script, b.Module, b.Class, join, b.configModule, b.config, spec, importOf(b.base), b.Step, b.base.Last(), given, b.channels(),
		b.field("training_entry_point", strconv.Quote(b.Script)), b.field("source_dir", strconv.Quote(b.folder)), b.field("framework_version", strconv.Quote(b.FrameworkVersion)),
		b.field("py_version", strconv.Quote(b.PythonVersion)), b.field("training_instance_type", `"ml.m5.4xlarge"`), b.field("training_instance_count", "1"), b.field("training_volume_size", "30"))
}
