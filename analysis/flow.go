package analysis

import (
	"sort"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// arriving leaves out the bindings that cannot be in force where a name is read: those before the last one that always
// runs on the way there, and those behind it that no loop brings back. Names of another scope may be bound at any time.
func (s *Script) arriving(bindings []*Binding, use *syntax.Node, scope *Scope) []*Binding {
	if len(bindings) == 1 {
		return bindings
	}
	if len(bindings) < maxBranches {
		return s.findArriving(bindings, use, scope)
	}
	m := &s.memory
	found, ok := m.arriving[use]
	if !ok {
		if m.arriving == nil {
			m.arriving = map[*syntax.Node][]*Binding{}
		}
		found = s.findArriving(bindings, use, scope)
		m.arriving[use] = found
	}
	return found
}

func (s *Script) findArriving(bindings []*Binding, use *syntax.Node, scope *Scope) []*Binding {
	for _, b := range bindings {
		if b.Scope != scope && !(b.Scope.Kind == ModuleScope && scope.Kind == ModuleScope) {
			return bindings
		}
	}
	statement, _ := s.Tree.Index(use.Statement())
	end := sort.Search(len(bindings), func(i int) bool { return s.statementOf(bindings[i]) > statement })
	last := end - 1
	for ; last >= 0; last-- {
		if b := bindings[last]; s.before(b.Node, use) && !b.Value.Contains(use) && dominates(b, use) {
			break
		}
	}
	if last < 0 {
		return bindings
	}
	first := sort.Search(last, func(i int) bool { return s.statementOf(bindings[i]) >= s.statementOf(bindings[last]) })
	loop := outermostLoop(use)
	var out []*Binding
	for _, b := range bindings[first:end] {
		earlier := s.before(b.Node, use) && !b.Value.Contains(use)
		if b == bindings[last] || s.before(bindings[last].Node, b.Node) && (earlier || loop.Contains(b.Node)) {
			out = append(out, b)
		}
		if len(out) > maxBranches {
			break // nobody looks at more
		}
	}
	return out
}

// statementOf is the place of the top-level statement that a binding stands in. The bindings of a name are in its order.
func (s *Script) statementOf(b *Binding) int {
	i, _ := s.Tree.Index(b.Node.Statement())
	return i
}

// before tells whether a begins before b.
func (s *Script) before(a, b *syntax.Node) bool {
	if a.Statement() == b.Statement() {
		return a.Start() < b.Start()
	}
	return s.Tree.Start(a) < s.Tree.Start(b)
}

// dominates tells whether a binding that stands before a name has run whenever the name is read: the block that it
// stands in holds the name too.
func dominates(b *Binding, use *syntax.Node) bool {
	if b.Kind == BindAugmented || b.Kind == BindExcept {
		return false
	}
	for n := b.Node.Parent(); n != nil; n = n.Parent() {
		switch n.Kind() {
		case syntax.KindWith, syntax.KindFor:
			if n.Contains(use) {
				return true
			}
			if b.Kind == BindWith || b.Kind == BindFor {
				return false
			}
		case syntax.KindBlock:
			return n.Contains(use)
		}
	}
	return true // at module level
}

// outermostLoop is the outermost loop around a node, nil where there is none: what it holds may run before the node does.
func outermostLoop(n *syntax.Node) (loop *syntax.Node) {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == syntax.KindFor || p.Kind() == syntax.KindWhile {
			loop = p
		}
	}
	return loop
}

// Arriving gives the bindings that may be in force where a name is read.
func (s *Script) Arriving(name *syntax.Node, scope *Scope) []*Binding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.arriving(s.lookup(name.Text(), scope), name, scope)
}

// Before tells whether a begins before b in the file.
func (s *Script) Before(a, b *syntax.Node) bool { return s.before(a, b) }
