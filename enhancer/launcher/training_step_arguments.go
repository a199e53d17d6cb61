package launcher

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed training_step_arguments.md
var trainingStepArgumentsPage string

// trainingStepArguments finds TrainingSteps with arguments that their version of the SDK does not have, and imports from
// modules that never existed: the migration guide of the SDK shows both.
var trainingStepArguments = &rule.Rule{
	Name:     "training_step_arguments",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A TrainingStep that its version of the SDK does not take",
	Fixable:  true,
	Page:     trainingStepArgumentsPage,
	CheckLauncher: func(p *rule.LauncherPass) {
		for _, i := range p.Launcher.Imports {
			checkStepModule(p, i)
		}
		for _, c := range p.Launcher.Calls {
			switch {
			case c.Last() != "TrainingStep":
			case strings.HasPrefix(c.Name, "sagemaker.mlops."):
				checkNewStep(p, c)
			case strings.HasPrefix(c.Name, "sagemaker.workflow."):
				checkOldStep(p, c)
			}
		}
	},
}

// misplaced are the modules that the migration guide names, and where the classes are.
// Source: sagemaker-python-sdk 3.20.0 (August 2026): migration.md, lines 405 to 415; sagemaker/mlops/workflow.
var misplaced = map[string]string{"sagemaker.mlops.steps": "sagemaker.mlops.workflow.steps", "sagemaker.mlops.pipeline": "sagemaker.mlops.workflow.pipeline"}

func checkStepModule(p *rule.LauncherPass, i workspace.Import) {
	now, wrong := misplaced[i.Module]
	if !wrong {
		return
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("The SDK has no module `%s`: the import fails. Its migration guide names it by mistake.", i.Module),
		Recommendation: fmt.Sprintf("Import from %s.", now),
	}
	if p.Source(i.ModulePlace) == i.Module {
		issue.Fixes = []rule.Fix{{Title: "Change to " + now, Edits: []rule.Edit{rule.EditAt(i.ModulePlace, now)}, Safe: true}}
	}
	p.Report(i.ModulePlace, issue)
}

// newStep are the arguments of TrainingStep in version 3 of the SDK.
// Source: sagemaker-python-sdk 3.20.0 (August 2026), sagemaker/mlops/workflow/steps.py.
var newStep = strings.Fields("name step_args display_name description cache_config depends_on retry_policies")

// checkNewStep looks at a step of version 3.
func checkNewStep(p *rule.LauncherPass, c *workspace.Call) {
	unknown := slices.DeleteFunc(slices.Clone(c.Args), func(a workspace.Argument) bool {
		return a.NamePlace.IsZero() || slices.Contains(newStep, a.Name)
	})
	for _, a := range unknown {
		issue := rule.Issue{
			Message:        fmt.Sprintf("`TrainingStep` has no argument `%s` in version 3 of the SDK: it raises a TypeError.", a.Name),
			Recommendation: "Write step_args=trainer.train(), with the data in the ModelTrainer's input_data_config.",
			Details:        map[string]any{"argument": a.Name},
		}
		if len(unknown) == 1 {
			issue.Fixes = stepArgsFix(p, c, a)
		}
		p.Report(a.NamePlace, issue)
	}
	if len(unknown) == 0 && !c.Has("step_args") && !fillsStepArgs(c) {
		p.Report(c.Callee, rule.Issue{
			Message:        "`TrainingStep` is given no `step_args`: the pipeline cannot be built.",
			Recommendation: "Write step_args=trainer.train().",
		})
	}
}

// fillsStepArgs tells calls that give more than the name by position.
func fillsStepArgs(c *workspace.Call) bool {
	return len(c.Args) > 1 && c.Args[1].NamePlace.IsZero()
}

// stepArgsFix hands over what the trainer's train() gives in place of the trainer.
func stepArgsFix(p *rule.LauncherPass, c *workspace.Call, a workspace.Argument) []rule.Fix {
	name, value, written := strings.Cut(p.Source(a.Place), "=")
	if a.Name != "model_trainer" || !written || strings.TrimSpace(name) != a.Name || !simpleName.MatchString(value) || c.Has("step_args") {
		return nil
	}
	now := "step_args=" + value + ".train()"
	return []rule.Fix{{Title: "Change to " + now, Edits: []rule.Edit{rule.EditAt(a.Place, now)}}}
}

var simpleName = regexp.MustCompile(`^[A-Za-z_][\w.]*$`)

// checkOldStep looks at a step of version 2, which takes either an estimator or what its fit() gives.
func checkOldStep(p *rule.LauncherPass, c *workspace.Call) {
	args, hasArgs := given(c, "step_args")
	_, hasEstimator := given(c, "estimator")
	switch {
	case c.Open:
	case hasArgs && hasEstimator:
		p.Report(namePlace(args), rule.Issue{
			Message:        "`TrainingStep` is given both `step_args` and `estimator`: the SDK raises a ValueError.",
			Recommendation: "Leave out estimator.",
		})
	case !hasArgs && !hasEstimator:
		p.Report(c.Callee, rule.Issue{
			Message:        "`TrainingStep` is given neither `step_args` nor `estimator`: the SDK raises a ValueError.",
			Recommendation: "Write step_args=estimator.fit(inputs), with a PipelineSession in the estimator.",
		})
	}
}
