package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Eval says what an expression may be when it runs. It never fails: what cannot be told is one Value of kind Unknown with
// its reason. The answer is remembered, and must not be changed.
func (s *Script) Eval(n *syntax.Node, scope *Scope) []Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.eval(n, scope)
}

func anyUnknown(vs []Value) bool {
	for _, v := range vs {
		if v.Kind == Unknown {
			return true
		}
	}
	return false
}

func (s *Script) evalExpression(n *syntax.Node, scope *Scope) []Value {
	switch n.Kind() {
	case syntax.KindIdentifier:
		return s.evalName(n, scope)
	case syntax.KindAttribute:
		return s.evalAttribute(n, scope)
	case syntax.KindCall:
		return s.evalCall(n, scope)
	case syntax.KindSubscript:
		return s.evalSubscript(n, scope)
	case syntax.KindString, syntax.KindConcatenatedString:
		return s.evalString(n, scope)
	case syntax.KindInteger, syntax.KindFloat, syntax.KindTrue, syntax.KindFalse, syntax.KindNone:
		return []Value{{Kind: Constant, Text: n.Text(), Node: n}}
	case syntax.KindParenthesized, syntax.KindAwait:
		if c := firstChild(n); c != nil {
			return s.eval(c, scope)
		}
	case syntax.KindNamedExpression:
		return s.eval(n.Child(syntax.FieldValue), scope)
	case syntax.KindConditional:
		if c := n.Children(); len(c) == 3 {
			return union(s.eval(c[0], scope), s.eval(c[2], scope))
		}
	case syntax.KindBooleanOperator:
		return union(s.eval(n.Child(syntax.FieldLeft), scope), s.eval(n.Child(syntax.FieldRight), scope))
	case syntax.KindBinaryOperator:
		return s.evalBinary(n, scope)
	case syntax.KindDictionary, syntax.KindList, syntax.KindTuple, syntax.KindSet, syntax.KindExpressionList, syntax.KindPatternList:
		return []Value{{Kind: Literal, Node: n, Scope: scope}}
	case syntax.KindLambda:
		if f := s.factsOf(n).lambda(n); f != nil {
			return []Value{{Kind: Function, Scope: f}}
		}
	}
	return unknown("it is worked out at run time")
}

func (s *Script) evalName(n *syntax.Node, scope *Scope) []Value {
	bindings := s.lookup(n.Text(), scope)
	if len(bindings) == 0 {
		return s.evalUnbound(n.Text())
	}
	return s.anyOf(s.arriving(bindings, n, scope))
}

// anyOf joins what bindings of one name give it.
func (s *Script) anyOf(bindings []*Binding) []Value {
	var out []Value
	for i, b := range bindings {
		if len(out) >= maxAlternatives {
			break
		}
		if i == maxBranches {
			return union(out, tooMany("`"+b.Name+"` is given a value"))
		}
		out = union(out, s.evalBinding(b))
	}
	return out
}

// evalUnbound is a name that nothing in the file binds: a builtin, or one that `from x import *` may bring.
func (s *Script) evalUnbound(name string) []Value {
	if IsBuiltin(name) {
		return []Value{{Kind: External, Text: name}}
	}
	var out []Value
	for _, b := range s.stars {
		if len(out) >= maxAlternatives {
			break
		}
		if !s.lacks(b.Module, name) {
			out = union(out, s.outside(Value{Kind: External, Text: b.Module + "." + name}))
		}
	}
	if out == nil {
		return unknown("`" + name + "` is not defined in this file")
	}
	return out
}

func (s *Script) evalBinding(b *Binding) []Value {
	switch b.Kind {
	case BindImport:
		name := b.Module
		if b.Item != "" {
			name = strings.TrimSuffix(name, ".") + "." + b.Item
		}
		return s.outside(Value{Kind: External, Text: name})
	case BindDefinition:
		kind := Function
		if b.Defines.Kind == ClassScope {
			kind = Class
		}
		return []Value{{Kind: kind, Scope: b.Defines}}
	case BindParam:
		return s.evalParam(b)
	case BindAugmented:
		return s.evalAugmented(b)
	case BindFor:
		return s.evalLoopVariable(b)
	case BindExcept:
		return unknown("it is an exception")
	}
	if b.Value == nil {
		return unknown("`" + b.Name + "` is declared without a value")
	}
	return s.takeApart(b, s.eval(b.Value, b.Scope))
}

// evalAugmented is `name += more`: the text grows; anything else stays what it was.
func (s *Script) evalAugmented(b *Binding) []Value {
	var others []*Binding
	for _, other := range s.lookup(b.Name, b.Scope) {
		if other.Kind != BindAugmented && len(others) <= maxBranches {
			others = append(others, other)
		}
	}
	before := s.anyOf(others)
	op := b.Value.Child(syntax.FieldOperator)
	if op == nil || op.Text() != "+=" {
		return before
	}
	for _, v := range before {
		if v.IsText() {
			return union(before, concat(before, s.eval(b.Value.Child(syntax.FieldRight), b.Scope)))
		}
	}
	return before
}

func (s *Script) evalBinary(n *syntax.Node, scope *Scope) []Value {
	left, right, op := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight), n.Child(syntax.FieldOperator)
	if left == nil || right == nil || op == nil {
		return nil
	}
	switch op.Text() {
	case "+":
		if l := s.eval(left, scope); isText(l) {
			return concat(l, s.eval(right, scope))
		} else if r := s.eval(right, scope); isText(r) {
			return concat(l, r)
		}
	case "/":
		if l := s.eval(left, scope); isText(l) {
			return joinPaths(l, s.eval(right, scope))
		}
	case "%":
		if l := s.eval(left, scope); isText(l) {
			return s.formatPercent(l, right, scope)
		}
	}
	return unknown("it is worked out at run time")
}

func isText(vs []Value) bool {
	for _, v := range vs {
		if v.IsText() {
			return true
		}
	}
	return false
}
