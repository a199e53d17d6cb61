package script

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_evaluation_patterns.md
var missingEvaluationPatternsPage string

// missingEvaluationPatterns finds training scripts that never measure their model. It is no defect of the job: the
// evaluation may be a step of its own; so it is never more than information.
var missingEvaluationPatterns = &rule.Rule{
	Name:      "missing_evaluation_patterns",
	Level:     1,
	Severity:  rule.Info,
	Summary:   "The script never measures the model on data",
	WholeFile: true,
	Page:      missingEvaluationPatternsPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.TrainingLoop).State != requirement.Found {
			return
		}
		reportAbsent(p, requirement.Evaluation, head(p), rule.Issue{
			Message:        "Training script should include model evaluation: the model is never measured on data.",
			Recommendation: "Evaluate on a validation channel and print the metric, or leave it to a step of its own.",
		})
	},
}
