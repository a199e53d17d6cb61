package script

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_model_saving.md
var missingModelSavingPage string

// missingModelSaving finds training scripts that never write their model. SageMaker packs /opt/ml/model when the job
// ends, also when it is empty: the job is green, and the deployment fails.
var missingModelSaving = &rule.Rule{
	Name:      "missing_model_saving",
	Level:     1,
	Severity:  rule.Error,
	Summary:   "The trained model is never saved",
	WholeFile: true,
	Fixable:   true,
	Page:      missingModelSavingPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.TrainingLoop).State == requirement.Absent && trainingCall(p) == nil && !namesModelDir(p) {
			return // missing_training_loop says it: there is no model to save
		}
		if p.Requirements.Answer(requirement.ModelSaving).State != requirement.Absent {
			return
		}
		issue := rule.Issue{
			Message:        "Training script should save model artifacts: the model is trained here and never saved, so the job ends with an empty model.tar.gz.",
			Recommendation: "Save the model under /opt/ml/model (SM_MODEL_DIR).",
			Details:        map[string]any{"expected_path": "/opt/ml/model/"},
			Fixes:          saveFixes(p),
		}
		if idle := idleFunction(p, frameworks.Saves); idle != nil {
			issue.Message = fmt.Sprintf("The model is never saved: `%s` saves one, and is never called, so the job ends with an empty model.tar.gz.", idle.Name)
			issue.Recommendation = fmt.Sprintf("Call `%s` once the model is trained.", idle.Name)
			issue.Related = []rule.Related{{Span: p.Span(idle.Node.Child(syntax.FieldName)), Message: fmt.Sprintf("`%s` saves a model", idle.Name)}}
			issue.Fixes = nil
		} else if trainingCall(p) == nil {
			issue.Message = "Training script should save model artifacts: nothing that runs here saves any, so the job ends with an empty model.tar.gz."
		}
		reportAbsent(p, requirement.ModelSaving, head(p), issue)
	},
}
