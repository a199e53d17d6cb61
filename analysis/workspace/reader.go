package workspace

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// maxDepth bounds how many expressions a value may rest on.
const maxDepth = 24

// reader makes plain values of a file's expressions.
type reader struct {
	source
	files     *Files
	script    *analysis.Script
	mutations map[string][]mutation
	depth     int
	running   map[*syntax.Node]bool
	// given are the arguments of the calls of functions that are being looked into, by parameter.
	given []map[*analysis.Scope]map[string]Value
}

// newReader reads the Python of a file; script are its facts, nil where they are not known yet.
func newReader(files *Files, s source, script *analysis.Script) *reader {
	if script == nil {
		script = analysis.Read(syntax.Parse(s.text), nil)
	}
	return &reader{source: s, files: files, script: script, running: map[*syntax.Node]bool{}}
}

// at is where a node stands in the file.
func (r *reader) at(n *syntax.Node) Place {
	return r.place(r.script.Tree.Start(n), r.script.Tree.End(n))
}

func (r *reader) unknown(n *syntax.Node, reason string) Value {
	return Value{Kind: Unknown, Text: reason, Place: r.at(n)}
}

// value says what an expression is.
func (r *reader) value(n *syntax.Node, scope *analysis.Scope) Value {
	if n == nil {
		return Value{Text: "nothing is given"}
	}
	if r.depth > maxDepth || r.running[n] {
		return r.unknown(n, "it goes round in a circle")
	}
	r.depth++
	r.running[n] = true
	v := r.read(n, scope)
	delete(r.running, n)
	r.depth--
	if v.Place.IsZero() {
		v.Place = r.at(n)
	}
	return v
}

func (r *reader) read(n *syntax.Node, scope *analysis.Scope) Value {
	switch n.Kind() {
	case syntax.KindInteger, syntax.KindFloat:
		return Value{Kind: Number, Text: strings.ReplaceAll(n.Text(), "_", "")}
	case syntax.KindTrue, syntax.KindFalse:
		return Value{Kind: Bool, Text: n.Text()}
	case syntax.KindNone:
		return Value{Kind: None}
	case syntax.KindUnaryOperator:
		return r.negative(n, scope)
	case syntax.KindParenthesized, syntax.KindAwait:
		if c := firstOf(n); c != nil {
			return r.value(c, scope)
		}
	case syntax.KindList, syntax.KindTuple, syntax.KindSet, syntax.KindExpressionList:
		return r.list(n, scope)
	case syntax.KindDictionary:
		return r.dictionary(n, scope)
	case syntax.KindDictionaryComprehension:
		return r.comprehension(n, scope)
	case syntax.KindConditional:
		if c := n.Children(); len(c) == 3 {
			return either(r.value(c[0], scope), r.value(c[2], scope))
		}
	case syntax.KindBooleanOperator:
		return either(r.value(n.Child(syntax.FieldLeft), scope), r.value(n.Child(syntax.FieldRight), scope))
	case syntax.KindBinaryOperator:
		return r.binary(n, scope)
	case syntax.KindIdentifier:
		return r.name(n, scope)
	case syntax.KindCall:
		return r.call(n, scope)
	}
	return r.evaluated(n, scope)
}

func firstOf(n *syntax.Node) *syntax.Node {
	for _, c := range n.Children() {
		if c.Kind() != syntax.KindComment {
			return c
		}
	}
	return nil
}

// negative is `-1`.
func (r *reader) negative(n *syntax.Node, scope *analysis.Scope) Value {
	if c := n.Children(); len(c) > 0 && strings.HasPrefix(n.Text(), "-") {
		if v := r.value(c[len(c)-1], scope); v.Kind == Number {
			v.Text, v.Place = "-"+v.Text, r.at(n)
			return v
		}
	}
	return r.unknown(n, "it is worked out at run time")
}

// either joins alternatives; several that are the same are one.
func either(values ...Value) Value {
	var all []Value
	for _, v := range values {
		for _, a := range v.Alternatives() {
			if !containsSame(all, a) {
				all = append(all, a)
			}
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return Value{Kind: Either, Items: all, Place: all[0].Place}
}

func containsSame(values []Value, v Value) bool {
	for _, w := range values {
		if w.Kind == v.Kind && w.Text == v.Text && w.Place == v.Place {
			return true
		}
	}
	return false
}

func (r *reader) list(n *syntax.Node, scope *analysis.Scope) Value {
	v := Value{Kind: List, Place: r.at(n)}
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindComment:
		case syntax.KindListSplat:
			inner := r.value(firstOf(c), scope)
			if inner.Kind != List || inner.Open {
				v.Open = true
			}
			v.Items = append(v.Items, inner.Items...)
		default:
			v.Items = append(v.Items, r.value(c, scope))
		}
	}
	return v
}

func (r *reader) binary(n *syntax.Node, scope *analysis.Scope) Value {
	left, right, op := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight), n.Child(syntax.FieldOperator)
	if left == nil || right == nil || op == nil {
		return r.unknown(n, "it does not parse")
	}
	switch op.Text() {
	case "|":
		return r.merged(r.value(left, scope), r.value(right, scope))
	case "*", "-", "+":
		l, rt := r.value(left, scope), r.value(right, scope)
		if l.Kind == Number && rt.Kind == Number {
			if v, ok := calculate(l.Text, op.Text(), rt.Text); ok {
				return Value{Kind: Number, Text: v, Place: r.at(n)}
			}
		}
		if l.Kind == List && rt.Kind == List && op.Text() == "+" {
			return Value{Kind: List, Items: append(l.Items[:len(l.Items):len(l.Items)], rt.Items...), Open: l.Open || rt.Open, Place: r.at(n)}
		}
	}
	return r.evaluated(n, scope)
}

// evaluated is what the analysis of scripts says of an expression.
func (r *reader) evaluated(n *syntax.Node, scope *analysis.Scope) Value {
	var all []Value
	for _, v := range r.script.Eval(n, scope) {
		all = append(all, r.converted(v, n, scope))
	}
	if len(all) == 0 {
		return r.unknown(n, "it cannot be followed")
	}
	return either(all...)
}

// converted makes a plain value of one that the analysis of scripts found for n.
func (r *reader) converted(v analysis.Value, n *syntax.Node, scope *analysis.Scope) Value {
	switch v.Kind {
	case analysis.String:
		return Value{Kind: String, Text: v.Text, Place: r.at(n)}
	case analysis.EnvVar:
		given := r.unknown(n, "it is known at run time only")
		if v.Rest != "" {
			given = Value{Kind: String, Text: analysis.Hole + v.Rest, Place: r.at(n)}
		}
		given.Variable = v.Text
		return given
	case analysis.OptionValue:
		if v.Rest != "" {
			return Value{Kind: String, Text: analysis.Hole + v.Rest, Place: r.at(n)}
		}
	case analysis.Constant:
		if v.Node != nil && v.Node != n {
			return r.value(v.Node, scope)
		}
		if v.Text == "None" {
			return Value{Kind: None, Place: r.at(n)}
		}
	case analysis.Literal:
		if v.Node != n {
			return r.value(v.Node, v.Scope)
		}
	case analysis.Result:
		if v.Call != nil && v.Call.Node != n && v.Text != "" {
			return r.value(v.Call.Node, v.Call.Scope)
		}
	case analysis.Unknown:
		return r.unknown(n, v.Reason)
	}
	return r.unknown(n, "it is known at run time only")
}
