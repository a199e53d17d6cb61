package workspace

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// usesRest tells whether the second half of what parse_known_args gave, the arguments that no option takes, may be used. n is
// the call, or one of a function that hands both halves on.
func (r *commandLineReader) usesRest(n *syntax.Node, scope *analysis.Scope, depth int) bool {
	p := n.Parent()
	if p == nil || depth > 4 {
		return true
	}
	switch p.Kind() {
	case syntax.KindParenthesized, syntax.KindAwait:
		return r.usesRest(p, scope, depth+1)
	case syntax.KindSubscript:
		key := p.Child(syntax.FieldSubscript)
		return key == nil || key.Text() != "0"
	case syntax.KindExpressionStatement:
		return false
	case syntax.KindReturn:
		return r.callersUseRest(scope.Function(), depth)
	case syntax.KindAssignment:
		return r.targetUsesRest(p.Child(syntax.FieldLeft), scope, depth)
	}
	return true
}

func (r *commandLineReader) callersUseRest(f *analysis.Scope, depth int) bool {
	if f == nil {
		return true
	}
	for _, call := range r.script.Sites(f) {
		if r.usesRest(call.Node, call.Scope, depth+1) {
			return true
		}
	}
	return false
}

// targetUsesRest looks at what the two halves are assigned to.
func (r *commandLineReader) targetUsesRest(target *syntax.Node, scope *analysis.Scope, depth int) bool {
	if target == nil {
		return true
	}
	switch target.Kind() {
	case syntax.KindIdentifier:
		return r.pairUsed(target.Text(), scope, depth)
	case syntax.KindPatternList, syntax.KindTuplePattern, syntax.KindTuple, syntax.KindListPattern:
		names := target.Children()
		if len(names) != 2 || names[1].Kind() != syntax.KindIdentifier {
			return true
		}
		return r.reads(names[1].Text(), scope, func(n *syntax.Node) bool { return !isShown(n) })
	}
	return true
}

// pairUsed tells whether a variable that holds both halves is used for more than its first.
func (r *commandLineReader) pairUsed(name string, scope *analysis.Scope, depth int) bool {
	return r.reads(name, scope, func(n *syntax.Node) bool {
		if isShown(n) {
			return false
		}
		if p := n.Parent(); p != nil && p.Kind() == syntax.KindReturn {
			return r.callersUseRest(scope.Function(), depth)
		}
		return r.usesRest(n, scope, depth+1)
	})
}

// reads tells whether any place that reads a name of a scope counts.
func (r *commandLineReader) reads(name string, scope *analysis.Scope, counts func(*syntax.Node) bool) bool {
	for _, s := range r.script.Scopes() {
		if s != scope && scope.Kind != analysis.ModuleScope && s.Function() != scope.Function() {
			continue // a variable of one function is read there, or in what it holds
		}
		for _, n := range s.Names {
			if n.Text() == name && counts(n) {
				return true
			}
		}
	}
	return false
}

// isShown tells a place where something is only printed or logged.
func isShown(n *syntax.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case syntax.KindCall:
			f := p.Child(syntax.FieldFunction)
			if f == nil {
				return false
			}
			text := f.Text()
			last := text[strings.LastIndexByte(text, '.')+1:]
			switch last {
			case "print", "info", "debug", "warning", "warn", "error", "log", "critical", "exception":
				return true
			case "format", "str", "repr", "len":
				continue
			}
			return false
		case syntax.KindExpressionStatement, syntax.KindAssignment, syntax.KindReturn:
			return false
		}
	}
	return false
}
