package script

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// passed is a hyperparameter that a job definition passes to the script.
type passed struct {
	launch *workspace.Launch
	key    string
	place  workspace.Place
	// values are what it may be; one of kind Unknown stands for what cannot be told.
	values []workspace.Value
	// maybe tells that it is passed under a condition.
	maybe bool
}

// passedTo gathers what the job definitions around a script pass to it on the command line.
func passedTo(p *rule.Pass) (out []passed) {
	for _, l := range p.Launches() {
		if !l.Passes() {
			continue
		}
		for _, given := range l.Hyperparameters.Alternatives() {
			for _, e := range given.Entries {
				out = append(out, passed{l, e.Key, e.KeyPlace, e.Value.Alternatives(), e.Maybe || l.Hyperparameters.Kind == workspace.Either})
			}
		}
		for _, t := range l.Tuners {
			for _, e := range t.Ranges.Entries {
				out = append(out, passed{l, e.Key, e.KeyPlace, choices(e.Value), e.Maybe})
			}
		}
	}
	return slices.DeleteFunc(out, func(h passed) bool { return workspace.Reserved(h.key) })
}

// choices are the values that a tuner picks from: those of a CategoricalParameter; a number for a range of numbers.
func choices(v workspace.Value) []workspace.Value {
	if v.Kind != workspace.Object {
		return []workspace.Value{{Kind: workspace.Unknown}}
	}
	if v.Call.Last() != "CategoricalParameter" {
		return []workspace.Value{{Kind: workspace.Number}}
	}
	a, ok := v.Call.Arg("values")
	if !ok || a.Value.Kind != workspace.List {
		return []workspace.Value{{Kind: workspace.Unknown}}
	}
	return a.Value.Items
}

// flag is the spelling by which the hyperparameter goes to an option, empty where it does not.
func (h passed) flag(o *analysis.Option) string {
	if flag := h.launch.Flag(h.key); slices.Contains(o.Flags, flag) {
		return flag
	}
	return ""
}

// firstPassed is the first hyperparameter that goes to an option and fits; ok is false where none does.
func firstPassed(all []passed, o *analysis.Option, fits func(passed) bool) (h passed, ok bool) {
	for _, h := range all {
		if h.flag(o) != "" && fits(h) {
			return h, true
		}
	}
	return h, false
}

// anyPassed fits every hyperparameter.
func anyPassed(passed) bool { return true }

// startedByJob tells scripts whose command line a training job writes: entry points that speak of the platform, and those
// that a job definition names.
func startedByJob(p *rule.Pass) bool {
	return len(p.Launches()) > 0 || p.Requirements.Training() && p.Requirements.Platform
}

// jobOptions are argparse's options that running code declares, in the order of the text.
func jobOptions(p *rule.Pass) (out []*analysis.Option) {
	for _, o := range p.Script.Options() {
		if p.Script.Reached(o.Call.Scope) && p.Script.IsArgparse(o) {
			out = append(out, o)
		}
	}
	return out
}

// hasPositional tells scripts that declare an argument by position.
func hasPositional(p *rule.Pass) bool {
	return slices.ContainsFunc(p.Script.Options(), (*analysis.Option).Positional)
}

// builtinType is the built-in that an option names as its type, empty for anything else.
func builtinType(p *rule.Pass, o *analysis.Option) string {
	if o.Type == nil || o.Type.Kind() != syntax.KindIdentifier || !analysis.IsBuiltin(o.Type.Text()) {
		return ""
	}
	name := ""
	for _, v := range p.Script.Eval(o.Type, o.Call.Scope) {
		if v.Kind != analysis.External || v.Text != o.Type.Text() {
			return ""
		}
		name = v.Text
	}
	return name
}

// optionName is the flag that SageMaker passes, without its dashes.
func optionName(o *analysis.Option) string {
	for _, f := range o.Flags {
		if strings.HasPrefix(f, "--") {
			return f[2:]
		}
	}
	return strings.TrimLeft(o.Flags[0], "-")
}

// argument is the whole `name=value` that a value stands in.
func argument(value *syntax.Node) *syntax.Node {
	if parent := value.Parent(); parent != nil && parent.Kind() == syntax.KindKeywordArgument {
		return parent
	}
	return value
}

// plainText is the text of a string literal; plain is false for anything else, and for nothing.
func plainText(n *syntax.Node) (text string, plain bool) {
	if n == nil {
		return "", false
	}
	return analysis.PlainString(n)
}
