package script

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed argparse_positional.md
var argparsePositionalPage string

// argparsePositional finds arguments by position that a training job's command line must hold: SageMaker passes options
// only, so that argparse ends the job.
var argparsePositional = &rule.Rule{
	Name:     "argparse_positional",
	Level:    1,
	Severity: rule.Error,
	Summary:  "An argument by position, which SageMaker never passes",
	Fixable:  true,
	Page:     argparsePositionalPage,
	Check: func(p *rule.Pass) {
		if !hasPositional(p) || !startedByJob(p) || !readsCommandLine(p) || everyJobGivesItsCommand(p) {
			return
		}
		all := passedTo(p)
		for _, o := range jobOptions(p) {
			if o.Positional() && needsValue(p, o) && !ofSubcommand(p, o) {
				reportPositional(p, o, all)
			}
		}
	},
}

// readsCommandLine tells whether the options are parsed from what the job passes: not from a list that the script gives.
func readsCommandLine(p *rule.Pass) bool {
	for _, scope := range p.Script.Scopes() {
		for _, call := range scope.Calls {
			if (call.Method() == "parse_args" || call.Method() == "parse_known_args") && p.Script.Reached(scope) && !parsesOwnList(p, call) {
				return true
			}
		}
	}
	return false
}

// parsesOwnList tells `parse_args([...])`.
func parsesOwnList(p *rule.Pass, call *analysis.Call) bool {
	given := call.Positional(0)
	if given == nil {
		given = call.Keyword("args")
	}
	if given == nil {
		return false
	}
	for _, v := range p.Script.Eval(given, call.Scope) {
		if v.Kind != analysis.Literal {
			return false
		}
	}
	return true
}

// everyJobGivesItsCommand tells scripts whose jobs all write the whole command line themselves.
func everyJobGivesItsCommand(p *rule.Pass) bool {
	launches := p.Launches()
	for _, l := range launches {
		if l.Passes() {
			return false
		}
	}
	return len(launches) > 0
}

// needsValue tells whether argparse ends the script where nothing is passed. A default does not help without nargs.
func needsValue(p *rule.Pass, o *analysis.Option) bool {
	nargs := o.Call.Keyword("nargs")
	if nargs == nil {
		return o.Action == nil
	}
	for _, v := range p.Script.Eval(nargs, o.Call.Scope) {
		if !(v.Kind == analysis.String && v.Text == "+" || v.Kind == analysis.Constant && v.Text != "0" && v.Text != "None") {
			return false
		}
	}
	return true
}

// ofSubcommand tells an argument of a sub-parser, which counts only where its command is given.
func ofSubcommand(p *rule.Pass, o *analysis.Option) bool {
	for _, c := range p.Script.Callees(o.Call) {
		if strings.Contains(c.Name, ".add_parser.") {
			return true
		}
	}
	return false
}

var pythonName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func reportPositional(p *rule.Pass, o *analysis.Option, all []passed) {
	name, at := o.Flags[0], o.Call.Positional(0)
	issue := rule.Issue{
		Message:        fmt.Sprintf("SageMaker passes hyperparameters as `--name value` and nothing by position: without `%s` argparse ends the job with exit code 2.", name),
		Recommendation: fmt.Sprintf("Make it an option, `--%s`, and pass it as a hyperparameter.", name),
		Details:        map[string]any{"argument": name},
	}
	for _, h := range all {
		if h.key == name {
			issue.Related = []rule.Related{rule.RelatedTo(h.place, "the job passes it as an option")}
			break
		}
	}
	if pythonName.MatchString(name) && at != nil && at.Kind() == syntax.KindString && o.Call.Keyword("dest") == nil {
		issue.Fixes = []rule.Fix{{
			Title: "Make it the option --" + name,
			Edits: []rule.Edit{respell(p, at, name, "--"+name)},
			// Whoever passes it by position has to pass it by name from then on.
			Safe: len(issue.Related) > 0,
		}}
	}
	p.Report(at, issue)
}
