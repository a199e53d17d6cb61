package builder

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_estimator_creation.md
var missingEstimatorCreationPage string

// missingEstimatorCreation finds builders of training steps that make neither an estimator nor anything else that trains:
// the pipeline has no job to start.
var missingEstimatorCreation = &rule.Rule{
	Name:     "missing_estimator_creation",
	Level:    4,
	Severity: rule.Error,
	Lacks:    true,
	Summary:  "A training builder makes no estimator",
	Page:     missingEstimatorCreationPage,
	CheckBuilder: func(p *rule.BuilderPass) {
		l := lineageOf(p)
		if !trains(p) || !l.whole || p.Builder.MakesTraining() || l.defines("_create_estimator") || inheritsEstimator(p, l) {
			return
		}
		p.Report(p.Builder.Place, rule.Issue{
			Message:        "Training builder should create estimator: without one there is no job to start.",
			Recommendation: "Add _create_estimator method to training builder.",
			Details:        map[string]any{"builder_path": p.Workspace.Name(p.Builder.File())},
		})
	},
}

// inheritsEstimator tells builders whose base makes one.
func inheritsEstimator(p *rule.BuilderPass, l lineage) bool {
	for _, c := range l.classes[1:] {
		for _, b := range p.Workspace.BuildersIn(c.Body.File) {
			if b.Body == c.Body && b.MakesTraining() {
				return true
			}
		}
	}
	return false
}
