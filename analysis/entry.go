package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// MainGuard is the script's `if __name__ == "__main__":` statement, nil where it has none.
func (s *Script) MainGuard() *syntax.Node {
	for _, statement := range s.Tree.Statements() {
		if n := statement.Root(); isMainCondition(n) {
			return n
		}
	}
	return nil
}

func isMainCondition(n *syntax.Node) bool {
	condition := n.Child(syntax.FieldCondition)
	if n.Kind() != syntax.KindIf || condition == nil {
		return false
	}
	t := condition.Text()
	return strings.Contains(t, "__name__") && strings.Contains(t, "__main__")
}

// Function gives the module's function or class of a name, nil where there is none.
func (s *Script) Function(name string) *Scope {
	for _, b := range s.Lookup(name, nil) {
		if b.Kind == BindDefinition {
			return b.Defines
		}
	}
	return nil
}

// Import is one module or item that a script imports.
type Import struct {
	// Module is the dotted name, with leading dots where it is relative; Item is what `from` takes out of it.
	Module, Item string
	// Name is what the script calls it.
	Name  string
	Node  *syntax.Node
	Scope *Scope
}

// Imports are the script's imports in the order of the text, those inside functions included.
func (s *Script) Imports() []Import {
	return s.imports
}

// Unbound are the names that the script reads and that nothing in it binds: each with the scope that reads it. Where the
// script imports with a star, nothing can be said, and there are none.
func (s *Script) Unbound() []UnboundName {
	if len(s.stars) > 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.memory.rest(everything)
	return gather(s, unboundKey{}, s.unboundIn)
}

type unboundKey struct{}

func (s *Script) unboundIn(part *Scope) (out []UnboundName) {
	for _, scope := range part.facts.scopes {
		for _, n := range scope.Names {
			if name := n.Text(); !IsBuiltin(name) && len(s.lookup(name, scope)) == 0 {
				out = append(out, UnboundName{Node: n, Scope: scope})
			}
		}
	}
	return out
}

// UnboundName is a name that is read and never bound.
type UnboundName struct {
	Node  *syntax.Node
	Scope *Scope
}
