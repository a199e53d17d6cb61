package hyperparameter

import (
	_ "embed"
	"fmt"
	"strings"

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
			if r, refused := s.refuses(o, e.Value); refused {
				s.reportRefused("The job", e.Key, e.Value, o, r)
			}
		}
	},
}

// reportRefused reports a value that somebody, the job or its tuner, passes and an option does not take.
func (s sides) reportRefused(who, key string, v workspace.Value, o *analysis.Option, r refusal) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("%s passes `%s`%s, and %s: %s ends with %s.", who, key, s.shown(v), r.reason, s.script(), r.end),
		Recommendation: "Pass a value that the option takes, or give the option another type.",
		Details:        s.details(key),
		Related:        []rule.Related{rule.RelatedTo(s.flagOf(o), "the option says what it takes")},
		Shared:         true,
	}
	if r.end != usage {
		issue.Recommendation = "Pass json.dumps(...) of it, or take the value apart as it arrives."
	}
	if number, ok := wholeNumber(v); ok && typeName(s.Script, o) == "int" && s.isWritten(v) {
		issue.Fixes = []rule.Fix{{Title: "Pass it as `" + number + "`", Edits: []rule.Edit{rule.EditAt(v.Place, number)}, Safe: true}}
	}
	s.Report(v.Place, issue)
}

// shown is a value as it arrives, for a message; empty where that cannot be told.
func (s sides) shown(v workspace.Value) string {
	switch word, known := spellingOf(s.Launch).passed(v); {
	case !known:
		return ""
	case word == "":
		return " as an empty text"
	default:
		return " as `" + word + "`"
	}
}

// isWritten tells a number that stands as such at its place.
func (s sides) isWritten(v workspace.Value) bool {
	return strings.ReplaceAll(s.Source(v.Place), "_", "") == v.Text
}
