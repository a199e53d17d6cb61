package script

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed argparse_flag_as_hyperparameter.md
var argparseFlagAsHyperparameterPage string

// argparseFlagAsHyperparameter finds switches that a job sets by a hyperparameter: SageMaker passes the value behind the
// name, and a switch takes none.
var argparseFlagAsHyperparameter = &rule.Rule{
	Name:     "argparse_flag_as_hyperparameter",
	Level:    1,
	Severity: rule.Error,
	Summary:  "A switch that a job passes with a value",
	Fixable:  true,
	Page:     argparseFlagAsHyperparameterPage,
	Check: func(p *rule.Pass) {
		all := passedTo(p)
		if len(all) == 0 || hasPositional(p) { // the value that a switch leaves over goes to the latter
			return
		}
		line := p.Workspace.CommandLine(p.Path)
		if line == nil || line.Unreadable != "" {
			return
		}
		for _, o := range jobOptions(p) {
			if h, ok := firstPassed(all, o, passed.hasValue); ok && takesNoValue(p, o) {
				reportFlag(p, o, h, all, line.Strict)
			}
		}
	},
}

// switches are argparse's actions that take no value.
// Source: The Python Standard Library, argparse, "action" (3.14).
var switches = map[string]bool{
	"store_true": true, "store_false": true, "store_const": true, "append_const": true, "count": true, "argparse.BooleanOptionalAction": true,
}

func takesNoValue(p *rule.Pass, o *analysis.Option) bool {
	return !o.Positional() && switches[action(p, o)]
}

// action is argparse's name of an option's action, empty where it has none or it cannot be told.
func action(p *rule.Pass, o *analysis.Option) string {
	if o.Action == nil {
		return ""
	}
	if v := p.Script.Eval(o.Action, o.Call.Scope); len(v) == 1 && (v[0].Kind == analysis.String || v[0].Kind == analysis.External) {
		return v[0].Text
	}
	return ""
}

// hasValue tells whether something is left behind the option's name: the classic toolkit has a shell read the command line,
// which drops an empty text.
// Source: sagemaker-training-toolkit, process.py, run_async (August 2026).
func (h passed) hasValue() bool {
	return slices.ContainsFunc(h.values, func(v workspace.Value) bool {
		text, known := v.Known()
		return v.Kind != workspace.None && !(known && text == "")
	})
}

// reportFlag says what becomes of the value. A parser that passes over what it does not know drops it, so that the switch
// is on whatever the value.
func reportFlag(p *rule.Pass, o *analysis.Option, h passed, all []passed, strict bool) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("The job passes `%s` with a value, and `%s` takes none: argparse ends the job with \"unrecognized arguments\".", h.flag(o), action(p, o)),
		Recommendation: "Let the option take a value: type=" + fromText + ".",
		Details:        map[string]any{"option": h.key},
		Fixes:          valueFix(p, o),
	}
	if !strict {
		off, isOff := firstPassed(all, o, passed.mayBeFalse)
		switch {
		case !isOff && !h.mayBeTrue():
			return
		case isOff:
			h = off
			issue.Message = fmt.Sprintf("The job passes `%s` with a value, which parse_known_args drops: the switch is on for False as well.", h.flag(o))
		default:
			issue.Severity = rule.Info
			issue.Message = fmt.Sprintf("The job passes `%s` with a value, which parse_known_args drops: False would turn it on as well.", h.flag(o))
		}
	}
	if (h.maybe || h.isUnknown()) && issue.Severity == 0 {
		issue.Severity = rule.Warning
	}
	issue.Related = []rule.Related{rule.RelatedTo(h.place, "it is passed here")}
	p.Report(argument(o.Action), issue)
}

// isUnknown tells whether nothing can be told of the value.
func (h passed) isUnknown() bool {
	return !slices.ContainsFunc(h.values, func(v workspace.Value) bool { return v.Kind != workspace.Unknown })
}

// mayBeTrue tells whether one of the values is known to mean yes.
func (h passed) mayBeTrue() bool {
	for _, v := range h.values {
		if v.IsTrue() || v.Kind == workspace.Number || v.Kind == workspace.String {
			return true
		}
	}
	return false
}

// valueFix lets a switch take a value, and leaves the bare flag what it was.
func valueFix(p *rule.Pass, o *analysis.Option) []rule.Fix {
	if action(p, o) != "store_true" || o.Type != nil {
		return nil
	}
	takes := "type=" + fromText + `, nargs="?", const=True`
	if o.Default == nil {
		takes += ", default=False"
	}
	return []rule.Fix{{Title: "Let it take a value", Edits: []rule.Edit{{Span: p.Span(argument(o.Action)), New: takes}}, Safe: true}}
}
