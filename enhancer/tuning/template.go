package tuning

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// What may stand where a script fills something in, as regexes.
const (
	// anything is a text that nothing is known of.
	anything = `(?s:.*)`
	// numeric is a number or truth value, or an array of them, as Python, NumPy and PyTorch write it.
	numeric = `(?:[-+0-9.,eE%() \[\]\n]|nan|inf|None|True|False|tensor|array|np\.float(?:32|64)|device='(?:cuda|cpu|mps|xla)(?::[0-9]+)?'|grad_fn=<[A-Za-z]*Backward[0-9]+>|dtype=(?:torch\.)?b?(?:float|int)[0-9]+)*`
	// setting is a name or path that is known before the script starts, or the text of an error.
	setting = `[\w./\-]*`
)

// maxDepth bounds how far values are followed.
const maxDepth = 8

// templates writes what a script prints as regexes.
type templates struct {
	script *analysis.Script
	depth  int
	prefix string // what a logger may put before a message
}

// text is what `str(n)` may be.
func (t *templates) text(n *syntax.Node, scope *analysis.Scope) string {
	if n == nil || scope == nil || t.depth > maxDepth {
		return anything
	}
	t.depth++
	defer func() { t.depth-- }()
	switch n.Kind() {
	case syntax.KindString:
		return t.literal(n, scope)
	case syntax.KindConcatenatedString:
		out := ""
		for _, c := range n.Children() {
			if c.Kind() != syntax.KindComment {
				out += t.text(c, scope)
			}
		}
		return out
	case syntax.KindParenthesized:
		return t.text(n.Children()[0], scope)
	case syntax.KindConditional:
		if c := n.Children(); len(c) == 3 {
			return "(?:" + t.text(c[0], scope) + "|" + t.text(c[2], scope) + ")"
		}
	case syntax.KindBinaryOperator:
		if out, ok := t.operator(n, scope); ok {
			return out
		}
	case syntax.KindCall:
		if out, ok := t.call(n, scope); ok {
			return out
		}
	case syntax.KindIdentifier:
		if out, ok := t.variable(n, scope); ok {
			return out
		}
	}
	return t.hole(n, scope)
}

// literal is a string, an f-string too.
func (t *templates) literal(n *syntax.Node, scope *analysis.Scope) string {
	if plain, ok := analysis.PlainString(n); ok {
		return regexp.QuoteMeta(plain)
	}
	out := ""
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindStringContent:
			out += regexp.QuoteMeta(contentOf(c.Text(), n.Text()))
		case syntax.KindInterpolation:
			out += t.interpolation(c, scope)
		}
	}
	return out
}

// contentOf is a stretch of an f-string as it is printed. In raw ones backslashes stand for themselves.
func contentOf(content, literal string) string {
	content = strings.NewReplacer("{{", "{", "}}", "}").Replace(content)
	prefix, _, _ := strings.Cut(strings.ReplaceAll(literal, `'`, `"`), `"`)
	if strings.ContainsAny(prefix, "rR") {
		return content
	}
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r", `\'`, `'`, `\"`, `"`, "\\\n", "").Replace(content)
}

// interpolation is `{value:.4f}` in an f-string.
func (t *templates) interpolation(n *syntax.Node, scope *analysis.Scope) string {
	value, format := n.Child(syntax.FieldExpression), n.First(syntax.KindFormatSpecifier)
	inner := strings.TrimSuffix(strings.TrimSpace(n.Text()), "}")
	if value == nil || strings.HasSuffix(strings.TrimSpace(inner), "=") || strings.Contains(inner, "=:") {
		return anything
	}
	if format != nil && isNumberFormat(format.Text()) {
		return numeric
	}
	if out := t.text(value, scope); format == nil && n.First(syntax.KindTypeConversion) == nil || out == numeric {
		return out
	}
	return anything
}

// isNumberFormat tells a format specification that Python takes for numbers only.
func isNumberFormat(spec string) bool {
	return spec != "" && strings.ContainsRune("bcdeEfFgGnoxX%", rune(spec[len(spec)-1]))
}

// operator is `"..." % values`, `text + text`, or arithmetic; ok is false for anything else.
func (t *templates) operator(n *syntax.Node, scope *analysis.Scope) (out string, ok bool) {
	left, right, op := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight), n.Child(syntax.FieldOperator)
	if left == nil || right == nil || op == nil {
		return "", false
	}
	switch op.Text() {
	case "%":
		if format, isText := t.plain(left, scope); isText {
			values := []*syntax.Node{right}
			if right.Kind() == syntax.KindTuple {
				values = right.Children()
			}
			return t.percent(format, values, scope), true
		}
	case "+":
		if !t.isNumber(n, scope) {
			return t.text(left, scope) + t.text(right, scope), true
		}
	case "*":
		if l, isText := t.plain(left, scope); isText {
			return "(?:" + regexp.QuoteMeta(l) + ")*", true
		}
	}
	return "", false
}

// plain is a text that is known whole.
func (t *templates) plain(n *syntax.Node, scope *analysis.Scope) (text string, ok bool) {
	if n == nil {
		return "", false
	}
	values := t.script.Eval(n, scope)
	if len(values) == 1 && values[0].Kind == analysis.String && !strings.Contains(values[0].Text, analysis.Hole) {
		return values[0].Text, true
	}
	return "", false
}

// percentField is a placeholder of a format such as "%s/%.4f".
var percentField = regexp.MustCompile(`%(\(\w+\))?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?([a-zA-Z%])`)

// percent fills a format in the way of Python's operator %.
func (t *templates) percent(format string, values []*syntax.Node, scope *analysis.Scope) string {
	out, at, i := "", 0, 0
	for _, m := range percentField.FindAllStringSubmatchIndex(format, -1) {
		out += regexp.QuoteMeta(format[at:m[0]])
		at = m[1]
		switch kind := format[m[4]:m[5]]; {
		case kind == "%":
			out += "%"
			continue
		case strings.ContainsAny(kind, "diouxXeEfFgGc"):
			out += numeric
		case kind == "s" && m[2] < 0 && i < len(values):
			out += t.text(values[i], scope)
		default:
			out += anything
		}
		i++
	}
	return out + regexp.QuoteMeta(format[at:])
}

// braceField is a placeholder of a format such as "{}/{name:.4f}", or a brace that is written twice.
var braceField = regexp.MustCompile(`\{\{|\}\}|\{([^{}:!]*)(![rsa])?(?::([^{}]*))?\}`)

// braces fills a format in the way of str.format.
func (t *templates) braces(format string, call *analysis.Call) string {
	out, at, next := "", 0, 0
	for _, m := range braceField.FindAllStringSubmatchIndex(format, -1) {
		out += regexp.QuoteMeta(format[at:m[0]])
		at = m[1]
		if m[2] < 0 {
			out += regexp.QuoteMeta(format[m[0] : m[0]+1])
			continue
		}
		value := call.Keyword(format[m[2]:m[3]])
		if number := format[m[2]:m[3]]; number == "" {
			value = call.Positional(next)
			next++
		} else if number >= "0" && number <= "9" && len(number) == 1 {
			value = call.Positional(int(number[0] - '0'))
		}
		switch {
		case m[6] >= 0 && isNumberFormat(format[m[6]:m[7]]):
			out += numeric
		case m[4] >= 0 || m[6] >= 0 && m[7] > m[6]:
			if filled := t.text(value, call.Scope); filled == numeric {
				out += numeric
			} else {
				out += anything
			}
		default:
			out += t.text(value, call.Scope)
		}
	}
	if strings.ContainsAny(braceField.ReplaceAllString(format, ""), "{}") {
		return anything // a field in a field
	}
	return out + regexp.QuoteMeta(format[at:])
}

// call is `"...".format(...)` or `str(...)`; ok is false for any other.
func (t *templates) call(n *syntax.Node, scope *analysis.Scope) (out string, ok bool) {
	call := callAt(n, scope)
	if call == nil {
		return "", false
	}
	switch call.Method() {
	case "format":
		if format, isText := t.plain(call.Func.Child(syntax.FieldObject), scope); isText {
			return t.braces(format, call), true
		}
	case "str":
		if call.Func.Kind() == syntax.KindIdentifier && len(call.Args) == 1 {
			return t.text(call.Args[0].Value, scope), true
		}
	case "format_exc":
		return setting, true
	}
	return "", false
}

// callAt is the call that a node is, nil where it is none.
func callAt(n *syntax.Node, scope *analysis.Scope) *analysis.Call {
	for s := scope; s != nil; s = s.Parent {
		if i := slices.IndexFunc(s.Calls, func(c *analysis.Call) bool { return c.Node == n }); i >= 0 {
			return s.Calls[i]
		}
	}
	return nil
}

// variable is what a name holds where that is a text that is put together somewhere; ok is false where it is not known.
func (t *templates) variable(n *syntax.Node, scope *analysis.Scope) (out string, ok bool) {
	var all []string
	for _, b := range t.script.Arriving(n, scope) {
		switch {
		case b.Kind == analysis.BindExcept:
			all = append(all, setting)
		case b.Kind == analysis.BindAssign && b.Value != nil && b.Unpack < 0 && isTextual(b.Value):
			all = append(all, t.text(b.Value, b.Scope))
		default:
			return "", false
		}
	}
	return "(?:" + strings.Join(all, "|") + ")", len(all) > 0
}

// isTextual tells an expression that puts a text together.
func isTextual(n *syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindString, syntax.KindConcatenatedString, syntax.KindParenthesized, syntax.KindBinaryOperator:
		return n.First(syntax.KindString) != nil || n.Kind() == syntax.KindString || n.Kind() == syntax.KindConcatenatedString
	case syntax.KindCall:
		f := n.Child(syntax.FieldFunction)
		return f != nil && strings.HasSuffix(f.Text(), ".format")
	}
	return false
}

// hole is a value that is filled in.
func (t *templates) hole(n *syntax.Node, scope *analysis.Scope) string {
	if t.isNumber(n, scope) {
		return numeric
	}
	if t.isOption(n, scope) {
		return setting
	}
	var all []string
	for _, v := range t.script.Eval(n, scope) {
		switch v.Kind {
		case analysis.String:
			all = append(all, strings.ReplaceAll(regexp.QuoteMeta(v.Text), analysis.Hole, anything))
		case analysis.EnvVar, analysis.OptionValue:
			all = append(all, setting+strings.ReplaceAll(regexp.QuoteMeta(v.Rest), analysis.Hole, anything))
		default:
			return anything
		}
	}
	if len(all) == 0 {
		return anything
	}
	return "(?:" + strings.Join(all, "|") + ")"
}

// isOption tells an attribute of what the command line gave.
func (t *templates) isOption(n *syntax.Node, scope *analysis.Scope) bool {
	object := n.Child(syntax.FieldObject)
	if n.Kind() != syntax.KindAttribute || object == nil {
		return false
	}
	values := t.script.Eval(object, scope)
	return len(values) > 0 && !slices.ContainsFunc(values, func(v analysis.Value) bool { return v.Kind != analysis.Namespace })
}
