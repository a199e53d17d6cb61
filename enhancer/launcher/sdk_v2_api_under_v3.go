package launcher

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed sdk_v2_api_under_v3.md
var sdkV2APIUnderV3Page string

// sdkV2APIUnderV3 finds imports that the version of the SDK does not have which the project asks for: modules of version 2
// beside a requirement for version 3, and the other way round.
var sdkV2APIUnderV3 = &rule.Rule{
	Name:     "sdk_v2_api_under_v3",
	Level:    4,
	Severity: rule.Warning,
	Summary:  "An import that the required version of the SDK does not have",
	Fixable:  true,
	Page:     sdkV2APIUnderV3Page,
	CheckLauncher: func(p *rule.LauncherPass) {
		pin, ok := p.Workspace.SDK(p.Launcher.File)
		if !ok {
			return
		}
		told := false // once is enough for what may be
		for _, i := range p.Launcher.Imports {
			switch {
			case isRemoved(i) && pin.Admits(3) && !pin.Admits(2):
				reportRemoved(p, i, pin)
			case isRemoved(i) && pin.Admits(3) && !told:
				reportMayBeRemoved(p, i, pin)
				told = true
			case isNew(i) && !pin.Admits(3):
				reportTooEarly(p, i, pin)
			}
		}
	},
}

// removedModules are the modules of version 2 that version 3 does not have.
// Source: sagemaker-python-sdk 3.20.0 (August 2026), sagemaker/core/deprecations.py.
var removedModules = words(`_studio accept_types algorithm amazon amtviz analytics apiutils async_inference automl aws_batch
	base_deserializers base_predictor base_serializers batch_inference chainer clarify cli collection
	compute_resource_requirements config container_base_model content_types dataset_definition debugger deprecations
	deserializers djl_inference drift_check_baselines enums environment_variables estimator exceptions experiments explainer
	feature_store fw_utils git_utils huggingface hyperparameters image_uri_config image_uris inference_recommender inputs
	instance_group instance_types instance_types_gpu_info interactive_apps iterators job jumpstart lambda_helper local logs
	metadata_properties metric_definitions mlflow model model_card model_life_cycle model_metrics model_monitor model_uris
	modules multidatamodel mxnet network parameter partner_app payloads pipeline predictor predictor_async processing pytorch
	remote_function resource_requirements rl s3 s3_utils script_uris serializer_utils serializers serverless session
	session_settings sklearn spark sparkml stabilityai telemetry tensorflow training_compiler transformer tuner user_agent
	utilities utils vpc_utils workflow wrangler xgboost`)

// removedNames are what version 2 offered in the package itself, which is empty in version 3.
var removedNames = words(`Session get_execution_role TrainingInput Model Predictor Processor ScriptProcessor LocalSession KMeans PCA`)

// replacements say what to use in version 3 in place of a module.
// Source: as above.
var replacements = map[string]string{
	"estimator": trainer, "algorithm": trainer, "pytorch": trainer, "tensorflow": trainer, "huggingface": trainer, "sklearn": trainer, "xgboost": trainer,
	"inputs": "sagemaker.train.configs.InputData", "tuner": "sagemaker.train.tuner.HyperparameterTuner", "parameter": "sagemaker.core.parameter",
	"image_uris": "sagemaker.core.image_uris", "s3": "sagemaker.core.s3", "processing": "sagemaker.core.processing", "workflow": "sagemaker.mlops.workflow",
	"session": "sagemaker.core.helper.session_helper.Session", "Session": "sagemaker.core.helper.session_helper.Session",
	"get_execution_role": "sagemaker.core.helper.session_helper.get_execution_role", "model": "sagemaker.serve.ModelBuilder",
	"TrainingInput": "sagemaker.train.configs.InputData", "modules": "sagemaker.train",
}

const trainer = "sagemaker.train.ModelTrainer"

// newModules are the modules of version 3 that version 2 does not have.
var newModules = words(`train core mlops ai_registry`)

func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// part is the name below the package: "pytorch" of sagemaker.pytorch.PyTorch.
func part(name string) string {
	_, below, _ := strings.Cut(name, ".")
	first, _, _ := strings.Cut(below, ".")
	return first
}

// isRemoved tells imports that version 3 does not have.
func isRemoved(i workspace.Import) bool {
	return removedModules[part(i.Name)] || i.Module == "sagemaker" && removedNames[part(i.Name)]
}

// isNew tells imports that version 2 does not have.
func isNew(i workspace.Import) bool {
	return strings.HasPrefix(i.Name, "sagemaker.") && newModules[part(i.Name)]
}

func reportRemoved(p *rule.LauncherPass, i workspace.Import, pin workspace.Pin) {
	p.Report(i.Place, rule.Issue{
		Message:        fmt.Sprintf("Version 3 of the SDK has no `%s`, and `sagemaker%s` installs version 3: the import fails.", i.Name, pin.Spec),
		Recommendation: insteadOf(i),
		Details:        map[string]any{"name": i.Name, "requirement": "sagemaker" + pin.Spec},
		Related:        []rule.Related{rule.RelatedTo(pin.Place, "the version of the SDK is asked for here")},
		Fixes:          askFor(p, pin, ">=2,<3"),
	})
}

// reportMayBeRemoved is about a requirement that both versions meet: pip takes the newest.
func reportMayBeRemoved(p *rule.LauncherPass, i workspace.Import, pin workspace.Pin) {
	p.Report(i.Place, rule.Issue{
		Severity:       rule.Info,
		Message:        fmt.Sprintf("Version 3 of the SDK has no `%s`, and `sagemaker%s` lets pip install version 3.", i.Name, pin.Spec),
		Recommendation: insteadOf(i),
		Details:        map[string]any{"name": i.Name, "requirement": "sagemaker" + pin.Spec},
		Related:        []rule.Related{rule.RelatedTo(pin.Place, "the SDK is asked for here")},
		Fixes:          askFor(p, pin, ">=2,<3"),
	})
}

func insteadOf(i workspace.Import) string {
	if now := replacements[part(i.Name)]; now != "" {
		return fmt.Sprintf("Ask for sagemaker<3, or go over to %s.", now)
	}
	return "Ask for sagemaker<3 as long as the launcher is written for version 2."
}

func reportTooEarly(p *rule.LauncherPass, i workspace.Import, pin workspace.Pin) {
	p.Report(i.Place, rule.Issue{
		Message:        fmt.Sprintf("`%s` came with version 3 of the SDK, and `sagemaker%s` keeps it at an earlier one: the import fails.", i.Name, pin.Spec),
		Recommendation: "Ask for sagemaker>=3.",
		Details:        map[string]any{"name": i.Name, "requirement": "sagemaker" + pin.Spec},
		Related:        []rule.Related{rule.RelatedTo(pin.Place, "the version of the SDK is asked for here")},
		Fixes:          askFor(p, pin, ">=3"),
	})
}

// askFor changes the version that is asked for.
func askFor(p *rule.LauncherPass, pin workspace.Pin, spec string) []rule.Fix {
	if pin.Locked {
		return nil
	}
	return []rule.Fix{{Title: "Ask for sagemaker" + spec, Edits: []rule.Edit{rule.EditAt(pin.Place, respecified(p, pin, spec))}}}
}

// respecified is a requirement with another version: in the tables of Poetry, the version stands alone.
func respecified(p *rule.LauncherPass, pin workspace.Pin, spec string) string {
	written := p.Source(pin.Place)
	if !strings.HasPrefix(written, "sagemaker") {
		return spec
	}
	name, _, _ := strings.Cut(written+" ", " ")
	if at := strings.IndexAny(name, "=<>~!"); at >= 0 {
		name = name[:at]
	}
	return name + spec
}
