package script

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed argparse_type_bool.md
var argparseTypeBoolPage string

// argparseTypeBool finds options of type bool: argparse calls bool() with the text that is passed, and every text but the
// empty one is true. SageMaker passes False as a text.
var argparseTypeBool = &rule.Rule{
	Name:     "argparse_type_bool",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "An option of type bool, for which the text False is true",
	Fixable:  true,
	Page:     argparseTypeBoolPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Platform && !p.Requirements.Training() && len(p.Launches()) == 0 {
			return
		}
		all := passedTo(p)
		for _, o := range jobOptions(p) {
			if builtinType(p, o) == "bool" {
				reportBool(p, o, all)
			}
		}
	},
}

// fromText is a type for truth values: it takes what both generations of the SDK write, `True` and `true`.
const fromText = `lambda v: v.lower() in ("1", "true", "yes", "y", "on")`

func reportBool(p *rule.Pass, o *analysis.Option, all []passed) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("`type=bool` makes True of every text but the empty one: `--%s False` turns it on.", optionName(o)),
		Recommendation: "Read the text: type=" + fromText + ".",
		Details:        map[string]any{"option": optionName(o)},
		Fixes:          []rule.Fix{{Title: "Read the text with a lambda", Edits: []rule.Edit{{Span: p.Span(o.Type), New: fromText}}, Safe: !readsTextDefault(p, o)}},
	}
	if h, ok := firstPassed(all, o, passed.mayBeFalse); ok {
		issue.Severity = rule.Error
		issue.Message = fmt.Sprintf("`type=bool` makes True of every text but the empty one, so that the job's `%s` is never False.", h.key)
		issue.Related = []rule.Related{rule.RelatedTo(h.place, "a false value is passed here")}
	}
	p.Report(argument(o.Type), issue)
}

// readsTextDefault tells options whose default is a text, or may be: argparse applies the type to it, and it may mean
// something else once the text is read.
func readsTextDefault(p *rule.Pass, o *analysis.Option) bool {
	if o.Default == nil {
		return false
	}
	for _, v := range p.Script.Eval(o.Default, o.Call.Scope) {
		if v.IsText() {
			return true
		}
	}
	return false
}

// mayBeFalse tells whether one of the values means no, and arrives as a text that bool() takes for yes.
func (h passed) mayBeFalse() bool {
	for _, v := range h.values {
		text, known := v.Known()
		if v.IsFalse() || v.Kind == workspace.Number && v.Text == "0" || known && isNo(text) {
			return true
		}
	}
	return false
}

func isNo(text string) bool {
	switch strings.ToLower(text) {
	case "false", "no", "off", "0", "n":
		return true
	}
	return false
}
