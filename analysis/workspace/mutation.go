package workspace

import (
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// mutation is a place that changes a dictionary or list after it was made.
type mutation struct {
	node *syntax.Node // the assignment, call or deletion
	// key and value are those of `name[key] = value`; call is that of `name.update(...)` and its like.
	key, value *syntax.Node
	method     string
	call       *syntax.Node
	// function is the definition around it, nil at module level.
	function *syntax.Node
}

// mutationsIn finds what changes dictionaries and lists in a script, by the name that they are changed under.
func mutationsIn(tree *syntax.Tree) map[string][]mutation {
	found := map[string][]mutation{}
	for _, statement := range tree.Statements() {
		statement.Root().Walk(func(n *syntax.Node) bool {
			if name, m, ok := mutationAt(n); ok {
				m.function = n.Ancestor(syntax.KindFunction, syntax.KindLambda)
				found[name] = append(found[name], m)
			}
			return true
		})
	}
	return found
}

// mutationAt reads a node as a mutation; ok is false for any other.
func mutationAt(n *syntax.Node) (name string, m mutation, ok bool) {
	switch n.Kind() {
	case syntax.KindAssignment:
		left := n.Child(syntax.FieldLeft)
		if left == nil || left.Kind() != syntax.KindSubscript {
			return "", m, false
		}
		name, ok = nameOf(left.Child(syntax.FieldValue))
		return name, mutation{node: n, key: left.Child(syntax.FieldSubscript), value: n.Child(syntax.FieldRight)}, ok
	case syntax.KindAugmentedAssignment:
		name, ok = nameOf(n.Child(syntax.FieldLeft))
		return name, mutation{node: n, method: "extend", value: n.Child(syntax.FieldRight)}, ok
	case syntax.KindDelete:
		for _, c := range n.Children() {
			if c.Kind() == syntax.KindSubscript {
				name, ok = nameOf(c.Child(syntax.FieldValue))
				return name, mutation{node: n, key: c.Child(syntax.FieldSubscript), method: "pop"}, ok
			}
		}
	case syntax.KindCall:
		f := n.Child(syntax.FieldFunction)
		if f == nil || f.Kind() != syntax.KindAttribute || f.Child(syntax.FieldAttribute) == nil {
			return "", m, false
		}
		method := f.Child(syntax.FieldAttribute).Text()
		if !mutators[method] {
			return "", m, false
		}
		name, ok = nameOf(f.Child(syntax.FieldObject))
		return name, mutation{node: n, method: method, call: n}, ok
	}
	return "", m, false
}

// mutators are the methods that change a dictionary or a list.
var mutators = map[string]bool{"update": true, "setdefault": true, "pop": true, "popitem": true, "clear": true, "append": true, "extend": true, "insert": true, "remove": true}

// nameOf spells a variable or an attribute of one, such as "hp" and "self.hp".
func nameOf(n *syntax.Node) (name string, ok bool) {
	if n == nil {
		return "", false
	}
	switch n.Kind() {
	case syntax.KindIdentifier:
		return n.Text(), true
	case syntax.KindAttribute:
		name, ok = nameOf(n.Child(syntax.FieldObject))
		if a := n.Child(syntax.FieldAttribute); ok && a != nil {
			return name + "." + a.Text(), true
		}
	}
	return "", false
}

// conditional tells whether a place may be passed over on the way to a use: it stands in a branch or a loop that the use is
// not in.
func conditional(n, use *syntax.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case syntax.KindIf, syntax.KindFor, syntax.KindWhile, syntax.KindTry, syntax.KindMatch:
			if !p.Contains(use) {
				return true
			}
		case syntax.KindElif, syntax.KindElse, syntax.KindExcept, syntax.KindCase:
			if !p.Contains(use) {
				return true
			}
		case syntax.KindFunction, syntax.KindLambda:
			return false
		}
	}
	return false
}
