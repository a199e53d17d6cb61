package script

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_hyperparameter_loading.md
var missingHyperparameterLoadingPage string

// missingHyperparameterLoading finds training scripts that read no hyperparameters by any route: what a launcher passes,
// and every trial of a tuning job, is lost without a word.
var missingHyperparameterLoading = &rule.Rule{
	Name:      "missing_hyperparameter_loading",
	Level:     1,
	Severity:  rule.Warning,
	Summary:   "The script reads no hyperparameters",
	WholeFile: true,
	Fixable:   true,
	Page:      missingHyperparameterLoadingPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.HyperparameterLoading).State != requirement.Absent {
			return
		}
		if p.Requirements.Answer(requirement.TrainingLoop).State == requirement.Absent && idleFunction(p, frameworks.Trains) != nil {
			return // missing_training_loop says it: what the script does is never called
		}
		reportAbsent(p, requirement.HyperparameterLoading, entry(p), rule.Issue{
			Message:        "Training script should load hyperparameters: what the launcher passes never arrives.",
			Recommendation: "Parse them with argparse, or read /opt/ml/input/config/hyperparameters.json.",
			Details:        map[string]any{"expected_path": "/opt/ml/input/config/"},
			Fixes:          argparseFix(p),
		})
	},
}

// argparseFix offers a parser at the start of what the script runs.
func argparseFix(p *rule.Pass) []rule.Fix {
	at := firstStatement(p)
	if at == nil {
		return nil
	}
	name, edits := p.EnsureImport("argparse", "argparse", "import argparse")
	edits = append(edits, p.InsertBefore(at,
		"parser = "+name+".ArgumentParser()",
		`parser.add_argument("--epochs", type=int, default=10)`,
		"args, _ = parser.parse_known_args()",
	))
	return []rule.Fix{{Title: "Parse hyperparameters with argparse", Edits: edits}}
}
