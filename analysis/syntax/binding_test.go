package syntax

import (
	"context"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"
)

// TestAgainstBinding reads each script node by node with the binding's Go interface as well. It fails when a new version
// of tree-sitter lays out its C types in another way than the declarations in ctree.go say.
func TestAgainstBinding(t *testing.T) {
	texts := append([]string{"x = (\n", "def f(a b):\n  pass\n", "a = b'\xff'\n#\x80\n", "f(a b)\n"}, xgboostScript, torchScript, modernScript)
	for _, text := range texts {
		parser := sitter.NewParser()
		parser.SetLanguage(python.GetLanguage())
		c, err := parser.ParseCtx(context.Background(), nil, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		tree := Parse([]byte(text))
		root := c.RootNode()
		if root.Type() != "module" {
			t.Fatalf("%q has the root %s", text, root.Type())
		}
		statements := tree.Statements()
		for i := range int(root.ChildCount()) {
			child := root.Child(i)
			if !child.IsNamed() && !child.IsMissing() {
				continue
			}
			cursor := sitter.NewTreeCursor(child)
			compareWithBinding(t, tree, statements[0].Root(), cursor)
			cursor.Close()
			statements = statements[1:]
		}
		if len(statements) > 0 {
			t.Errorf("%q has %d statements too many", text, len(statements))
		}
		c.Close()
		parser.Close()
	}
}

func compareWithBinding(t *testing.T, tree *Tree, n *Node, cursor *sitter.TreeCursor) {
	t.Helper()
	c := cursor.CurrentNode()
	if want := kindNames[n.Kind()]; n.Kind() > KindToken && c.Type() != want {
		t.Fatalf("%q is a %s, want %s", n.Text(), want, c.Type())
	}
	if n.Kind() == KindOther && c.IsNamed() {
		for k := KindComment; k < kindCount; k++ {
			if k.String() == c.Type() {
				t.Fatalf("%q is of no kind, want %v", n.Text(), k)
			}
		}
	}
	if tree.Start(n) != int(c.StartByte()) || tree.End(n) != int(c.EndByte()) {
		t.Fatalf("%v is at %d-%d, want %d-%d", n.Kind(), tree.Start(n), tree.End(n), c.StartByte(), c.EndByte())
	}
	if n.Field().String() != cursor.CurrentFieldName() && n.Field() != FieldNone {
		t.Fatalf("%q is its parent's %v, want %s", n.Text(), n.Field(), cursor.CurrentFieldName())
	}
	if n.IsMissing() != c.IsMissing() || c.HasError() && !n.HasError() {
		t.Fatalf("%q: missing %v, error %v; want %v, %v", n.Text(), n.IsMissing(), n.HasError(), c.IsMissing(), c.HasError())
	}
	children := n.Children()
	for ok := cursor.GoToFirstChild(); ok; {
		c, field := cursor.CurrentNode(), cursor.CurrentFieldName()
		if c.IsNamed() || c.IsMissing() || c.IsError() || field != "" {
			if len(children) == 0 {
				t.Fatalf("%q lacks the child %s", n.Text(), c.Type())
			}
			compareWithBinding(t, tree, children[0], cursor)
			children = children[1:]
		}
		if ok = cursor.GoToNextSibling(); !ok {
			cursor.GoToParent()
		}
	}
	if len(children) > 0 {
		t.Fatalf("%q has %d children too many", n.Text(), len(children))
	}
}
