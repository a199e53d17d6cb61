package hyperparameter

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// typeName is the builtin that an option's type is, such as "int"; "str" where none is given, empty for anything else.
func typeName(script *analysis.Script, o *analysis.Option) string {
	if o.Action != nil || o.Call.Keyword("nargs") != nil {
		return ""
	}
	if o.Type == nil {
		return "str"
	}
	if o.Type.Kind() != syntax.KindIdentifier || len(script.Lookup(o.Type.Text(), o.Call.Scope)) > 0 {
		return ""
	}
	return o.Type.Text()
}

// number is what Python's int() takes of a text, without underscores.
var number = regexp.MustCompile(`^\s*[-+]?\d+\s*$`)

// refuses says why an option does not take a value, empty where it does or may.
func (s sides) refuses(o *analysis.Option, v workspace.Value) string {
	if !v.IsLiteral() || v.Kind == workspace.None {
		return ""
	}
	text := passedText(v, s.Launch)
	switch typeName(s.Script, o) {
	case "int":
		if !number.MatchString(text) {
			return fmt.Sprintf("`%s` takes whole numbers only (type=int)", o.Flags[0])
		}
	case "float":
		if !isFloat(text) {
			return fmt.Sprintf("`%s` takes numbers only (type=float)", o.Flags[0])
		}
	case "str":
	default:
		return ""
	}
	return s.notAmongChoices(o, text)
}

func isFloat(text string) bool {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, "xXpP") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil || strings.Contains(err.Error(), "out of range")
}

// notAmongChoices says which values an option takes, where the one that is passed is none of them.
func (s sides) notAmongChoices(o *analysis.Option, text string) string {
	choices := o.Call.Keyword("choices")
	if choices == nil || choices.Kind() != syntax.KindList && choices.Kind() != syntax.KindTuple && choices.Kind() != syntax.KindSet {
		return ""
	}
	var known []string
	for _, c := range choices.Children() {
		choice, ok := literalOf(c)
		if !ok || sameChoice(choice, text) {
			return ""
		}
		known = append(known, c.Text())
	}
	if len(known) == 0 {
		return ""
	}
	return fmt.Sprintf("`%s` takes %s only", o.Flags[0], strings.Join(known, ", "))
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
func sameChoice(choice, text string) bool {
	if choice == text {
		return true
	}
	a, errA := strconv.ParseFloat(choice, 64)
	b, errB := strconv.ParseFloat(text, 64)
	return errA == nil && errB == nil && a == b
}

// passedText is how the platform spells a value on the command line.
// Source: sagemaker-training-toolkit, mapping.py, to_cmd_args; sagemaker-train, container_drivers (August 2026).
func passedText(v workspace.Value, l *workspace.Launch) string {
	switch v.Kind {
	case workspace.Bool:
		if l.Generation == 3 && !l.IsTuned() {
			return strings.ToLower(v.Text)
		}
	case workspace.Number:
		return pythonNumber(v.Text)
	}
	return v.Text
}

// pythonNumber is how Python prints a number that is written like this: 1e2 is 100.0.
func pythonNumber(source string) string {
	if !strings.ContainsAny(source, ".eE") || strings.HasPrefix(strings.ToLower(source), "0x") {
		return source
	}
	f, err := strconv.ParseFloat(source, 64)
	if err != nil {
		return source
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e16 {
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// wholeNumber is the integer that a number with a fraction of zero stands for, as it should be written.
func wholeNumber(v workspace.Value) (string, bool) {
	f, ok := v.Float()
	if !ok || !strings.ContainsAny(v.Text, ".eE") || f != math.Trunc(f) || math.Abs(f) > 1e15 {
		return "", false
	}
	return strconv.FormatInt(int64(f), 10), true
}
