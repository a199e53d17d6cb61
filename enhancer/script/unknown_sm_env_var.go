package script

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unknown_sm_env_var.md
var unknownSmEnvVarPage string

// unknownSmEnvVar finds reads of SM_ variables that no container sets: a KeyError after minutes of waiting, or a default
// taken where nobody expects it.
var unknownSmEnvVar = &rule.Rule{
	Name:     "unknown_sm_env_var",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "An SM_ variable that no training container sets",
	Fixable:  true,
	Page:     unknownSmEnvVarPage,
	Check: func(p *rule.Pass) {
		uses := p.Script.Environment()
		surely := p.Requirements.Training() || readsKnown(uses)
		for _, use := range uses {
			if strings.HasPrefix(use.Name, "SM_") && !use.Write && sagemaker.LookupVariable(use.Name) == nil && !setBy(uses, use.Name) && (surely || isSlip(use.Name)) {
				reportVariable(p, use)
			}
		}
	},
}

// isSlip tells names that are one slip away from one that the containers set. Other names are reported only in scripts
// of the platform: elsewhere SM_ is a prefix like any other.
func isSlip(name string) bool {
	suggestion, near := rule.Suggest(name, sagemaker.VariableNames())
	return near && rule.Slips(name, suggestion) == 1
}

// readsKnown tells scripts that read a variable which the containers do set.
func readsKnown(uses []analysis.EnvUse) bool {
	for _, u := range uses {
		if strings.HasPrefix(u.Name, "SM_") && sagemaker.LookupVariable(u.Name) != nil {
			return true
		}
	}
	return false
}

// setBy tells variables that the script sets itself.
func setBy(uses []analysis.EnvUse, name string) bool {
	for _, u := range uses {
		if u.Write && u.Name == name {
			return true
		}
	}
	return false
}

func reportVariable(p *rule.Pass, use analysis.EnvUse) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("No training container sets `%s`: reading it fails with a KeyError.", use.Name),
		Recommendation: "Pass it with the launcher's environment, under a name that does not begin with SM_.",
		Details:        map[string]any{"variable": use.Name},
	}
	suggestion, near := rule.Suggest(use.Name, sagemaker.VariableNames())
	if use.Optional {
		issue.Message = fmt.Sprintf("No training container sets `%s`: its default is always taken.", use.Name)
		if !near {
			issue.Severity = rule.Info
		}
	}
	if use.Name == "SM_CHECKPOINT_DIR" {
		issue.Recommendation = "Checkpoints lie in /opt/ml/checkpoints; there is no variable for it."
	}
	if near {
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", suggestion)
		if strings.Contains(use.Node.Text(), use.Name) {
			issue.Fixes = []rule.Fix{{Title: "Change to " + suggestion, Edits: []rule.Edit{respell(p, use.Node, use.Name, suggestion)}, Safe: true}}
		}
	}
	p.Report(use.Node, issue)
}
