package hyperparameter

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed tuned_parameter_not_in_script.md
var tunedParameterNotInScriptPage string

// tunedParameterNotInScript finds ranges of a tuner that its script cannot take: each training job of the search fails, or
// all of them train with the same value.
var tunedParameterNotInScript = &rule.Rule{
	Name:     "tuned_parameter_not_in_script",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A tuner searches a hyperparameter that the script does not take",
	Fixable:  true,
	Page:     tunedParameterNotInScriptPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		s, ok := readable(p)
		if !ok {
			return
		}
		for _, t := range p.Launch.Tuners {
			for _, e := range t.Ranges.Entries {
				if s.lost(e.Key) {
					s.reportNotTuned(e)
				} else if o, _ := s.line.Option(p.Launch.Flag(e.Key)); o != nil {
					s.checkRange(e, o)
				}
			}
		}
	},
}

func (s sides) reportNotTuned(e workspace.Entry) {
	flag := s.Launch.Flag(e.Key)
	what := "each job of the search ends with \"unrecognized arguments\""
	if !s.line.Strict {
		what = "parse_known_args() drops it, and all jobs train with the same value"
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("The tuner searches `%s`, and %s has no option `%s`: %s.", e.Key, s.script(), flag, what),
		Recommendation: fmt.Sprintf("Add an option `%s` to %s.", flag, s.script()),
		Details:        s.details(e.Key),
		Related:        []rule.Related{rule.RelatedTo(s.inScript(s.line.Parse.Node), "the command line is read here, without `"+flag+"`")},
		Shared:         true,
	}
	if name, ok := s.meant(e.Key); ok {
		s.suggestName(&issue, e, name)
	}
	if fix, ok := s.addOption(workspace.Entry{Key: e.Key, Value: example(e.Value)}); ok {
		issue.Fixes = append(issue.Fixes, fix)
	}
	s.Report(e.KeyPlace, issue)
}

// example is a value that a range may give.
func example(searched workspace.Value) workspace.Value {
	if searched.Kind == workspace.Object {
		switch searched.Call.Last() {
		case "IntegerParameter":
			return workspace.Value{Kind: workspace.Number, Text: "1"}
		case "CategoricalParameter":
			if values, ok := searched.Call.Arg("values"); ok && len(values.Value.Items) > 0 {
				return values.Value.Items[0]
			}
			return workspace.Value{Kind: workspace.String}
		}
	}
	return workspace.Value{Kind: workspace.Number, Text: "0.1"}
}

// checkRange looks whether the option can take what the range gives.
func (s sides) checkRange(e workspace.Entry, o *analysis.Option) {
	if e.Value.Kind != workspace.Object {
		return
	}
	switch e.Value.Call.Last() {
	case "ContinuousParameter":
		if typeName(s.Script, o) == "int" {
			s.Report(e.KeyPlace, rule.Issue{
				Message:        fmt.Sprintf("The tuner gives `%s` numbers with a fraction, and %s reads it with type=int: each job of the search fails.", e.Key, s.script()),
				Recommendation: "Use IntegerParameter for the range, or type=float for the option.",
				Details:        s.details(e.Key),
				Related:        []rule.Related{rule.RelatedTo(s.flagOf(o), "the option takes whole numbers only")},
				Shared:         true,
			})
		}
	case "CategoricalParameter":
		values, _ := e.Value.Call.Arg("values")
		for _, v := range values.Value.Items {
			if r, refused := s.refuses(o, v); refused {
				s.reportRefused("The tuner", e.Key, v, o, r)
			}
		}
	}
}
