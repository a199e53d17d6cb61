package hyperparameter

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed hyperparameter_type_mismatch.md
var hyperparameterTypeMismatchPage string

// hyperparameterTypeMismatch finds values that the script's option refuses: the job ends with exit code 2.
var hyperparameterTypeMismatch = &rule.Rule{
	Name:     "hyperparameter_type_mismatch",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A job passes a value that the script's option refuses",
	Fixable:  true,
	Page:     hyperparameterTypeMismatchPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		s, ok := readable(p)
		if !ok {
			return
		}
		for _, e := range p.Launch.Hyperparameters.Entries {
			o, _ := s.line.Option(p.Launch.Flag(e.Key))
			if o == nil {
				continue
			}
			if reason := s.refuses(o, e.Value); reason != "" {
				s.reportRefused(e.Key, e.Value, o, reason)
			}
		}
	},
}

func (s sides) reportRefused(key string, v workspace.Value, o *analysis.Option, reason string) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("The job passes `%s` as `%s`, and %s: %s ends with exit code 2.", key, passedText(v, s.Launch), reason, s.script()),
		Recommendation: "Pass a value that the option takes, or give the option another type.",
		Details:        s.details(key),
		Related:        []rule.Related{rule.RelatedTo(s.flagOf(o), "the option says what it takes")},
		Shared:         true,
	}
	if whole, ok := wholeNumber(v); ok && typeName(s.Script, o) == "int" {
		issue.Fixes = []rule.Fix{{Title: "Pass it as `" + whole + "`", Edits: []rule.Edit{rule.EditAt(v.Place, whole)}, Safe: true}}
	}
	s.Report(v.Place, issue)
}
