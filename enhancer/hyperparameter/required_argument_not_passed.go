package hyperparameter

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed required_argument_not_passed.md
var requiredArgumentNotPassedPage string

// requiredArgumentNotPassed finds options that a script requires and its job does not pass: the job ends with exit code 2
// as soon as the script starts.
var requiredArgumentNotPassed = &rule.Rule{
	Name:     "required_argument_not_passed",
	Level:    2,
	Severity: rule.Error,
	Lacks:    true,
	Summary:  "A job does not pass an option that its script requires",
	Fixable:  true,
	Page:     requiredArgumentNotPassedPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		s, ok := readable(p)
		if !ok || !knownWhole(p.Launch) || !p.Script.Surely(s.line.Parse.Node, s.line.Parse.Scope) {
			return
		}
		for _, o := range s.line.Options {
			if o.Required && p.Script.Surely(o.Call.Node, o.Call.Scope) && !s.passed(o) {
				s.reportRequired(o)
			}
		}
	},
}

// knownWhole tells whether all that a job passes is known.
func knownWhole(l *workspace.Launch) bool {
	if h := l.Hyperparameters; h.Kind != workspace.None && (h.Kind != workspace.Dict || h.Open) {
		return false
	}
	for _, t := range l.Tuners {
		if t.Ranges.Kind != workspace.Dict || t.Ranges.Open {
			return false
		}
	}
	return !l.Call.Open && (len(l.Runs) > 0 || l.IsTuned())
}

// passed tells whether a job passes an option, or its container does by itself.
func (s sides) passed(option *analysis.Option) bool {
	for _, name := range addedBySDK(s.Launch) {
		if o, _ := s.line.Option("--" + name); o == option {
			return true
		}
	}
	takes := func(entries []workspace.Entry) bool {
		for _, e := range entries {
			if o, _ := s.line.Option(s.Launch.Flag(e.Key)); o == option {
				return true
			}
		}
		return false
	}
	if takes(s.Launch.Hyperparameters.Entries) {
		return true
	}
	for _, t := range s.Launch.Tuners {
		if takes(t.Ranges.Entries) {
			return true
		}
	}
	return false
}

// addedBySDK are the hyperparameters that an estimator passes unasked, or may.
// Source: sagemaker-python-sdk 2.257.6, tensorflow/estimator.py (hyperparameters) and estimator.py
// (_distribution_configuration).
func addedBySDK(l *workspace.Launch) (names []string) {
	if a, given := l.Arg("model_dir"); l.Class == "TensorFlow" && (!given || !a.Value.IsFalse()) {
		names = append(names, "model_dir")
	}
	if _, given := l.Arg("distribution"); given {
		names = append(names, "mp_parameters")
	}
	return names
}

func (s sides) reportRequired(o *analysis.Option) {
	name := strings.TrimLeft(o.Flags[0], "-")
	if names := s.namesOf(o); len(names) > 0 {
		name = slices.MaxFunc(names, func(a, b string) int { return len(a) - len(b) }) // the telling one
	}
	at := s.Launch.Call.Callee
	if h := s.Launch.Hyperparameters; h.Kind == workspace.Dict && h.Place.File == s.Launch.File() {
		if a, ok := s.Launch.Arg("hyperparameters"); ok && !a.NamePlace.IsZero() {
			at = a.NamePlace
		}
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("%s requires the option `%s`, and the job does not pass it: the script ends with exit code 2.", s.script(), o.Flags[0]),
		Recommendation: fmt.Sprintf("Add `%s` to the job's hyperparameters, or give the option a default.", name),
		Details:        s.details(name),
		Related:        []rule.Related{rule.RelatedTo(s.flagOf(o), "the option is required here")},
		Shared:         true,
	}
	if edit, ok := s.addHyperparameter(name); ok && slices.Contains(s.namesOf(o), name) {
		issue.Fixes = []rule.Fix{{Title: fmt.Sprintf("Add `%s` to the hyperparameters, with a value to fill in", name), Edits: []rule.Edit{edit}}}
	}
	s.Report(at, issue)
}

// addHyperparameter gives the job a hyperparameter. What value it needs nobody knows: the ellipsis, which no SDK sends, makes
// sure that somebody fills it in.
func (s sides) addHyperparameter(name string) (rule.Edit, bool) {
	if s.Launch.Hyperparameters.Kind == workspace.None {
		if _, given := s.Launch.Arg("hyperparameters"); !given {
			return s.InsertArgument(s.Launch.Call, "hyperparameters", fmt.Sprintf(`{"%s": ...}`, name))
		}
	}
	return s.InsertEntry(s.Launch.Hyperparameters, name, "...")
}
