package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// arriving leaves out the bindings that cannot be in force where a name is read: those before the last one that always
// runs on the way there, and those behind it that no loop brings back. Names of another scope may be bound at any time.
func (s *Script) arriving(bindings []*Binding, use *syntax.Node, scope *Scope) []*Binding {
	if len(bindings) == 1 {
		return bindings
	}
	for _, b := range bindings {
		if b.Scope != scope && !(b.Scope.Kind == ModuleScope && scope.Kind == ModuleScope) {
			return bindings
		}
	}
	at := s.Tree.Start(use)
	var last *Binding
	for _, b := range bindings {
		if s.Tree.Start(b.Node) < at && !b.Value.Contains(use) && dominates(b, use) {
			last = b
		}
	}
	if last == nil {
		return bindings
	}
	var out []*Binding
	for _, b := range bindings {
		start := s.Tree.Start(b.Node)
		earlier := start < at && !b.Value.Contains(use)
		if b == last || start > s.Tree.Start(last.Node) && (earlier || shareLoop(b.Node, use)) {
			out = append(out, b)
		}
	}
	return out
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

// shareLoop tells whether a loop runs both.
func shareLoop(a, b *syntax.Node) bool {
	for n := a.Parent(); n != nil; n = n.Parent() {
		if (n.Kind() == syntax.KindFor || n.Kind() == syntax.KindWhile) && n.Contains(b) {
			return true
		}
	}
	return false
}
