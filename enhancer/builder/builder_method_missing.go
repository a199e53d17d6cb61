package builder

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed builder_method_missing.md
var builderMethodMissingPage string

// builderMethodMissing finds builders that lack a method which the pipeline calls: Python does not even make the object.
var builderMethodMissing = &rule.Rule{
	Name:     "builder_method_missing",
	Level:    4,
	Severity: rule.Warning,
	Lacks:    true,
	Summary:  "A training builder lacks a method that the pipeline calls",
	Page:     builderMethodMissingPage,
	CheckBuilder: func(p *rule.BuilderPass) {
		l := lineageOf(p)
		if !trains(p) || !l.whole {
			return
		}
		var missing []string
		for _, name := range requiredMethods {
			if !l.defines(name) {
				missing = append(missing, "`"+name+"`")
			}
		}
		if len(missing) == 0 {
			return
		}
		it := "it"
		if len(missing) > 1 {
			it = "them"
		}
		p.Report(p.Builder.Place, rule.Issue{
			Message:        fmt.Sprintf("`%s` does not define %s: StepBuilderBase demands %s, and the pipeline cannot make the builder.", p.Builder.Name, strings.Join(missing, ", "), it),
			Recommendation: "Define what is missing.",
			Details:        map[string]any{"builder_path": p.Workspace.Name(p.Builder.File()), "missing": missing},
		})
	},
}

// requiredMethods are the abstract methods of StepBuilderBase. Source: cursus 1.0 core/base/builder_base.py (2025-08).
var requiredMethods = []string{"validate_configuration", "_get_inputs", "_get_outputs", "create_step"}
