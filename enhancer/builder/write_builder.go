package builder

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/alignment"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// createBuilder gives the fix that writes a script's builder and its configuration as the builders beside it are written;
// none where these do not show how.
func createBuilder(p *rule.Pass, expected string) []rule.Fix {
	for _, name := range p.Workspace.Files().List(filepath.Dir(expected)) {
		for _, model := range p.Workspace.BuildersIn(filepath.Join(filepath.Dir(expected), name)) {
			config := p.Workspace.ConfigOf(model)
			if config == nil || len(config.Bases) == 0 || config.Bases[0].Local || config.Bases[0].IsZero() || len(model.Bases) == 0 || model.Bases[0].Local {
				continue
			}
			o := alignment.OutlineOf(p)
			configFile := filepath.Join(filepath.Dir(config.Body.File), "config_"+o.Stem+"_step.py")
			return []rule.Fix{{Title: "Create " + filepath.Base(expected), Edits: []rule.Edit{
				{File: configFile, New: configText(o, config.Bases[0])},
				{File: expected, New: builderText(o, model.Bases[0], alignment.RelativeModule(expected, configFile))},
			}}}
		}
	}
	return nil
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

func builderText(o alignment.Outline, base workspace.Symbol, config string) string {
	var channels strings.Builder
	for _, in := range o.Inputs {
		fmt.Fprintf(&channels, "            %q: TrainingInput(s3_data=inputs[%q]),\n", in.Name, in.Name)
	}
	return fmt.Sprintf(`"""Makes the training step of %[1]s."""

from sagemaker.inputs import TrainingInput
from %[2]s import %[3]s
from sagemaker.workflow.steps import TrainingStep

from %[4]s import %[5]sConfig
%[6]s


class %[5]sStepBuilder(%[7]s):
    """Makes a TrainingStep of a %[5]sConfig."""

    def __init__(self, config: %[5]sConfig, **kwargs):
        super().__init__(config=config, **kwargs)

    def validate_configuration(self) -> None:
        if not self.config.training_entry_point:
            raise ValueError("%[5]sConfig names no training_entry_point")

    def _create_estimator(self, output_path=None) -> %[3]s:
        return %[3]s(
            entry_point=self.config.training_entry_point,
            source_dir=self.config.source_dir,
            framework_version=self.config.framework_version,
            py_version=self.config.py_version,
            role=self.role,
            instance_type=self.config.training_instance_type,
            instance_count=self.config.training_instance_count,
            volume_size=self.config.training_volume_size,
            base_job_name=self._generate_job_name(),
            sagemaker_session=self.session,
            output_path=output_path,
            environment=self._get_environment_variables(),
        )

    def _get_inputs(self, inputs):
        return {
%[8]s        }

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
`, o.Script, o.Module, o.Class, config, o.Step, importOf(base), base.Last(), channels.String())
}
