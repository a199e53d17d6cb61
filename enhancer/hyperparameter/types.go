package hyperparameter

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// refusal says why an option does not take a value.
type refusal struct {
	// reason reads well behind "and".
	reason string
	// end is how the script ends.
	end string
}

// usage is how argparse ends a script whose arguments it does not like.
const usage = "exit code 2"

// typeName is the function that an option's type is, such as "int" or "json.loads"; "str" where none is given, empty for
// anything that is not known.
func typeName(script *analysis.Script, o *analysis.Option) string {
	if o.Action != nil || o.Call.Keyword("nargs") != nil || slices.ContainsFunc(o.Call.Args, func(a analysis.Arg) bool { return a.Star == 2 }) {
		return ""
	}
	if o.Type == nil {
		return "str"
	}
	values := script.Eval(o.Type, o.Call.Scope)
	if len(values) != 1 || values[0].Kind != analysis.External {
		return ""
	}
	return values[0].Text
}

// whole is what Python's int() takes of a text, and fractional what float() does beside the names of what is no number.
var (
	whole      = regexp.MustCompile(`^\s*[-+]?\d+(_\d+)*\s*$`)
	fractional = regexp.MustCompile(`^\s*[-+]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][-+]?\d+(_\d+)*)?\s*$`)
	noNumber   = regexp.MustCompile(`(?i)^\s*[-+]?(nan|inf|infinity)\s*$`)
)

// refuses says why an option does not take a value; ok is false where it does, or may.
func (s sides) refuses(o *analysis.Option, v workspace.Value) (r refusal, ok bool) {
	word, known := spellingOf(s.Launch).passed(v)
	composite := v.Kind == workspace.Dict || v.Kind == workspace.List
	if !known && !composite {
		return r, false
	}
	switch typeName(s.Script, o) {
	case "int":
		if composite || !whole.MatchString(word) {
			return refusal{fmt.Sprintf("`%s` takes whole numbers only (type=int)", o.Flags[0]), usage}, true
		}
	case "float":
		if composite || !fractional.MatchString(word) && !noNumber.MatchString(word) {
			return refusal{fmt.Sprintf("`%s` takes numbers only (type=float)", o.Flags[0]), usage}, true
		}
	case "json.loads":
		if s.noJSON(v) {
			return refusal{fmt.Sprintf("`%s` takes JSON only (type=json.loads)", o.Flags[0]), usage}, true
		}
		return r, false
	case "str":
		if composite && s.noJSON(v) && s.decodes(o) {
			return refusal{fmt.Sprintf("the script decodes `%s` with json.loads()", o.Flags[0]), "a JSONDecodeError"}, true
		}
	default:
		return r, false
	}
	if !known {
		return r, false
	}
	return s.notAmongChoices(o, word)
}

// noJSON tells a value that surely arrives as something else than JSON.
func (s sides) noJSON(v workspace.Value) bool {
	sp := spellingOf(s.Launch)
	if v.Kind == workspace.Dict && sp != ofTrainer && len(v.Entries) > 0 {
		return true // `a=1`, or the repr of a dictionary, whose quotes are not JSON's
	}
	word, known := sp.passed(v)
	return known && !isJSON(word)
}

// decodes tells whether the script hands an option's value to json.loads as it is, and does not mind what happens then.
func (s sides) decodes(o *analysis.Option) bool {
	for _, scope := range s.Script.Scopes() {
		for _, call := range scope.Calls {
			if call.Method() == "loads" && s.isOption(call.Positional(0), scope, o) && s.isCall(call, "json.loads") &&
				s.Script.Surely(call.Node, scope) && call.Node.Ancestor(syntax.KindTry) == nil {
				return true
			}
		}
	}
	return false
}

func (s sides) isOption(n *syntax.Node, scope *analysis.Scope, o *analysis.Option) bool {
	return n != nil && n.Kind() == syntax.KindAttribute && slices.ContainsFunc(s.Script.Eval(n, scope), func(v analysis.Value) bool {
		return v.Kind == analysis.OptionValue && v.Option == o && v.Rest == ""
	})
}

func (s sides) isCall(call *analysis.Call, name string) bool {
	return slices.ContainsFunc(s.Script.Callees(call), func(c analysis.Callee) bool { return c.Name == name })
}

// notAmongChoices says which values an option takes, where the one that is passed is none of them.
func (s sides) notAmongChoices(o *analysis.Option, word string) (r refusal, ok bool) {
	choices := o.Call.Keyword("choices")
	if choices == nil || choices.Kind() != syntax.KindList && choices.Kind() != syntax.KindTuple && choices.Kind() != syntax.KindSet {
		return r, false
	}
	var known []string
	for _, c := range choices.Children() {
		if c.Kind() == syntax.KindComment {
			continue
		}
		choice, ok := literalOf(c)
		if !ok || sameChoice(choice, word) {
			return r, false
		}
		known = append(known, c.Text())
	}
	if len(known) == 0 {
		return r, false
	}
	return refusal{fmt.Sprintf("`%s` takes %s only", o.Flags[0], strings.Join(known, ", ")), usage}, true
}

func literalOf(n *syntax.Node) (string, bool) {
	switch n.Kind() {
	case syntax.KindString, syntax.KindConcatenatedString:
		return analysis.PlainString(n)
	case syntax.KindInteger, syntax.KindFloat:
		return n.Text(), true
	}
	return "", false
}

// sameChoice compares as argparse does once both are converted: as texts, or as numbers.
func sameChoice(choice, word string) bool {
	if choice == word {
		return true
	}
	a, errA := strconv.ParseFloat(choice, 64)
	b, errB := strconv.ParseFloat(word, 64)
	return errA == nil && errB == nil && a == b
}

// wholeNumber is the integer that a number with a fraction of zero stands for, as it should be written.
func wholeNumber(v workspace.Value) (string, bool) {
	f, ok := v.Float()
	if !ok || !strings.ContainsAny(v.Text, ".eE") || f != math.Trunc(f) || math.Abs(f) > 1e15 {
		return "", false
	}
	return strconv.FormatInt(int64(f), 10), true
}
