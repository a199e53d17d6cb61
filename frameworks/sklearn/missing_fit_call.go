package sklearn

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_fit_call.md
var missingFitCallPage string

// missingFitCall finds estimators that are made and never fitted: using one raises NotFittedError, and saving one saves
// nothing learnt.
var missingFitCall = &rule.Rule{
	Name:      "missing_fit_call",
	Level:     1,
	Severity:  rule.Warning,
	Summary:   "A scikit-learn estimator is made and never fitted",
	Framework: "sklearn",
	WholeFile: true,
	Page:      missingFitCallPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.TrainingLoop).State != requirement.Absent {
			return
		}
		for _, use := range p.Usage.Of(frameworks.Defines) {
			if use.Framework != nil && use.Framework.Name == "sklearn" {
				p.Report(use.Call.Func, rule.Issue{
					Message:        fmt.Sprintf("Scikit-learn training script should call fit(): the `%s` made here is never fitted.", use.Call.Method()),
					Recommendation: "Call fit(X, y) on it before it is saved.",
				})
				return
			}
		}
	},
}
