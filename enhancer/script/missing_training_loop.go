package script

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_training_loop.md
var missingTrainingLoopPage string

// missingTrainingLoop finds training scripts in which nothing that trains ever runs. The job ends green, in a minute,
// with nothing learnt.
var missingTrainingLoop = &rule.Rule{
	Name:      "missing_training_loop",
	Level:     1,
	Severity:  rule.Error,
	Summary:   "The script never trains a model",
	WholeFile: true,
	Page:      missingTrainingLoopPage,
	Check: func(p *rule.Pass) {
		issue := rule.Issue{
			Message:        "Training script should contain model training logic: nothing that runs here trains a model.",
			Recommendation: "Add model.fit(), model.train(), or an equivalent training loop.",
		}
		if idle := idleFunction(p, frameworks.Trains); idle != nil {
			issue.Message = fmt.Sprintf("Nothing that runs here trains a model: `%s` trains one, and is never called.", idle.Name)
			issue.Recommendation = fmt.Sprintf("Call `%s` from where the script starts.", outermost(idle).Name)
			name := idle.Node.Child(syntax.FieldName)
			issue.Related = []rule.Related{{Span: p.Span(name), Message: fmt.Sprintf("`%s` trains", idle.Name)}}
		}
		reportAbsent(p, requirement.TrainingLoop, entry(p), issue)
	},
}

// idleFunction is a function that never runs and holds a call with a role, nil where there is none.
func idleFunction(p *rule.Pass, role frameworks.Role) *analysis.Scope {
	for _, use := range p.Usage.Uses {
		if f := use.Call.Scope.Function(); use.Role == role && !use.Reached && f != nil {
			return f
		}
	}
	return nil
}

// outermost is the function to call for f to run: `main` where that is idle too, else f.
func outermost(f *analysis.Scope) *analysis.Scope {
	for f.Parent != nil && f.Parent.Function() != nil {
		f = f.Parent.Function()
	}
	return f
}
