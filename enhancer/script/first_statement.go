package script

import (
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// firstStatement is the first statement that runs behind the imports and definitions: in `main`, else under the
// `__main__` condition; nil where neither is there.
func firstStatement(p *rule.Pass) *syntax.Node {
	if f := p.Script.Function("main"); f != nil && p.Script.Reached(f) {
		if body := f.Node.Child(syntax.FieldBody); body != nil {
			return afterDocstring(body)
		}
	}
	if guard := p.Script.MainGuard(); guard != nil {
		if body := guard.Child(syntax.FieldConsequence); body != nil {
			return afterDocstring(body)
		}
	}
	return nil
}

func afterDocstring(body *syntax.Node) *syntax.Node {
	for i, n := range body.Children() {
		switch c := n.Children(); {
		case n.Kind() == syntax.KindComment:
		case i == 0 && n.Kind() == syntax.KindExpressionStatement && len(c) == 1 && c[0].Kind() == syntax.KindString:
		case n.Parent().Statement() != nil && sharesLine(n):
			return nil
		default:
			return n
		}
	}
	return nil
}

// sharesLine tells a body that stands on the line of its `def` or `if`.
func sharesLine(n *syntax.Node) bool {
	around := n.Parent().Parent()
	if around == nil {
		return false
	}
	text := n.Statement().Text()[around.Start():n.Start()]
	for _, c := range text {
		if c == '\n' || c == '\r' {
			return false
		}
	}
	return true
}
