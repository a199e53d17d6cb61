package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// show writes a tree with all that a caller can see of it, one node a line.
func show(t *Tree) string {
	var b strings.Builder
	fmt.Fprintf(&b, "error=%v magics=%v\n", t.HasError(), t.Magics())
	for i, s := range t.Statements() {
		fmt.Fprintf(&b, "statement at %d %q\n", t.starts[i], s.Text())
		showNode(&b, s.Root(), nil, 1)
	}
	return b.String()
}

func showNode(b *strings.Builder, n, parent *Node, depth int) {
	if n.Parent() != parent {
		panic("a node is not its child's parent")
	}
	fmt.Fprintf(b, "%*s%v:%v %d-%d flags=%d %q\n", 2*depth, "", n.Field(), n.Kind(), n.Start(), n.End(), n.flags, n.Text())
	for _, c := range n.Children() {
		showNode(b, c, n, depth+1)
	}
}

// same tells whether two trees look the same, without the cost of writing them down.
func same(a, b *Tree) bool {
	if a.HasError() != b.HasError() || len(a.statements) != len(b.statements) || fmt.Sprint(a.magics) != fmt.Sprint(b.magics) {
		return false
	}
	for i, s := range a.statements {
		if a.starts[i] != b.starts[i] || s.text != b.statements[i].text || !sameNode(s.root, b.statements[i].root) {
			return false
		}
	}
	return string(a.text) == string(b.text)
}

func sameNode(a, b *Node) bool {
	if a.kind != b.kind || a.field != b.field || a.flags != b.flags || a.start != b.start || a.end != b.end || len(a.children) != len(b.children) {
		return false
	}
	for i, c := range a.children {
		if c.parent != a || c.statement != a.statement || !sameNode(c, b.children[i]) {
			return false
		}
	}
	return true
}

// checkSound holds a tree to what its own documentation promises.
func checkSound(t testing.TB, tree *Tree) {
	t.Helper()
	end := 0
	for i, s := range tree.Statements() {
		start := tree.starts[i]
		if start < end || start+len(s.Text()) > len(tree.Text()) || string(tree.Text()[start:start+len(s.Text())]) != s.Text() {
			t.Fatalf("statement %d at %d is not its text: %q", i, start, s.Text())
		}
		end = start + len(s.Text())
		if s.Root().Start() != 0 || s.Root().End() != len(s.Text()) {
			t.Fatalf("root of %q is %d-%d", s.Text(), s.Root().Start(), s.Root().End())
		}
		s.Root().Walk(func(n *Node) bool {
			for p := n.Parent(); p != nil && n.HasError() && !p.HasError(); p = p.Parent() {
				t.Fatalf("%v has an error, %v around it has none", n.Kind(), p.Kind())
			}
			if n.Start() > n.End() || n.End() > len(s.Text()) {
				t.Fatalf("%v in %q is %d-%d", n.Kind(), s.Text(), n.Start(), n.End())
			}
			return true
		})
	}
	if len(tree.Errors()) > 0 && !tree.HasError() {
		t.Fatal("errors without HasError")
	}
}
