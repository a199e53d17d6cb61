package rule

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/frameworks"
)

// TrainingCall is the last call that trains and runs: behind it the model exists. Nil where none does.
func (p *Pass) TrainingCall() *analysis.Call {
	var last *analysis.Call
	for _, use := range p.Usage.Of(frameworks.Trains) {
		if last == nil || p.Script.Tree.Start(use.Call.Node) > p.Script.Tree.Start(last.Node) {
			last = use.Call
		}
	}
	return last
}

// Head is where a finding about the script as a whole stands: the training call, else the `__main__` condition, else
// `def main`, else the first statement that does something.
func (p *Pass) Head() *syntax.Node {
	if call := p.TrainingCall(); call != nil {
		return call.Func
	}
	for _, n := range p.Requirements.Answer(requirement.TrainingLoop).Evidence {
		if f := n.Child(syntax.FieldFunction); f != nil {
			return f // it trains in a module beside the script
		}
	}
	return p.Entry()
}

// Entry is where the script begins to run.
func (p *Pass) Entry() *syntax.Node {
	if f := p.Script.Function("main"); f != nil && p.Script.Reached(f) {
		return f.Node.Child(syntax.FieldName)
	}
	if guard := p.Script.MainGuard(); guard != nil {
		return guard.Child(syntax.FieldCondition)
	}
	var first *syntax.Node
	for _, s := range p.Script.Tree.Statements() {
		switch s.Root().Kind() {
		case syntax.KindComment, syntax.KindError:
		case syntax.KindImport, syntax.KindImportFrom, syntax.KindFutureImport:
			if first == nil {
				first = s.Root()
			}
		default:
			if first == nil || first.Kind() != syntax.KindExpressionStatement {
				return firstLine(s.Root())
			}
		}
	}
	return first
}

// firstLine is the part of a statement that fits on a line: the name of a definition, else all of it.
func firstLine(n *syntax.Node) *syntax.Node {
	for n.Kind() == syntax.KindDecorated || n.Kind() == syntax.KindFunction || n.Kind() == syntax.KindClass {
		next := n.Child(syntax.FieldName)
		if next == nil {
			next = n.Child(syntax.FieldDefinition)
		}
		if next == nil {
			break
		}
		n = next
	}
	return n
}
