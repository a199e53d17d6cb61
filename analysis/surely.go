package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Surely tells whether a place of a scope is come to whenever the script is started and nothing fails before: no branch,
// loop, handler or early return keeps the script from it. A false answer means "perhaps not".
func (s *Script) Surely(n *syntax.Node, scope *Scope) bool {
	return s.surely(n, scope, map[*Scope]bool{})
}

// surely leaves out the functions whose callers have been looked at: one that is surely called has ended the search.
func (s *Script) surely(n *syntax.Node, scope *Scope, asked map[*Scope]bool) bool {
	if n == nil || !s.Reached(scope) {
		return false
	}
	p, below := n.Parent(), n
	for ; p != nil && p != scope.Node; p, below = p.Parent(), p {
		if mayPass(p, below) {
			return false
		}
	}
	switch scope.Kind {
	case ModuleScope:
		return true
	case ClassScope:
		return s.surely(scope.Node, scope.Parent, asked)
	case FunctionScope:
		if asked[scope] || returnsBefore(scope.Node, n) {
			return false
		}
		asked[scope] = true
		return slices.ContainsFunc(s.Sites(scope), func(c *Call) bool { return s.surely(c.Node, c.Scope, asked) })
	}
	return false
}

// mayPass tells whether a construct may leave out the part of it that is given.
func mayPass(p, part *syntax.Node) bool {
	switch p.Kind() {
	case syntax.KindIf:
		condition := p.Child(syntax.FieldCondition)
		return condition == nil || part != condition && !strings.Contains(condition.Text(), "__main__")
	case syntax.KindElif, syntax.KindElse, syntax.KindExcept, syntax.KindExceptGroup, syntax.KindWhile, syntax.KindMatch, syntax.KindLambda, syntax.KindFunction,
		syntax.KindListComprehension, syntax.KindSetComprehension, syntax.KindDictionaryComprehension, syntax.KindGenerator:
		return true
	case syntax.KindFor:
		return part != p.Child(syntax.FieldRight)
	case syntax.KindConditional:
		c := p.Children()
		return len(c) < 2 || part != c[1]
	case syntax.KindBooleanOperator:
		return part != p.Child(syntax.FieldLeft)
	case syntax.KindWith:
		clause := p.First(syntax.KindWithClause)
		return clause == nil || strings.Contains(clause.Text(), "suppress")
	}
	return false
}

// returnsBefore tells whether a function may be left before a place in it.
func returnsBefore(function, place *syntax.Node) (found bool) {
	function.Walk(func(n *syntax.Node) bool {
		if n != function && (n.Kind() == syntax.KindFunction || n.Kind() == syntax.KindLambda) {
			return false
		}
		if n.Kind() == syntax.KindReturn && n.Start() < place.Start() && !n.Contains(place) {
			found = true
		}
		return !found
	})
	return found
}
