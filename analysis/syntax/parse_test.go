package syntax

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func kinds(tree *Tree) string {
	var names []string
	for _, s := range tree.Statements() {
		names = append(names, fmt.Sprintf("%v@%d", s.Root().Kind(), tree.Start(s.Root())))
	}
	return strings.Join(names, " ")
}

func TestParseTakesAnyBytes(t *testing.T) {
	for _, test := range []struct {
		name, text, kinds string
		hasError          bool
	}{
		{"empty", "", "", false},
		{"blank", "\n \n", "", false},
		{"no newline at the end", "x = 1", "expression_statement@0", false},
		{"semicolons are no statements", "a; b;\n", "expression_statement@0 expression_statement@3", false},
		{"CRLF", "import os\r\nif x:\r\n    y()\r\n", "import_statement@0 if_statement@11", false},
		{"lone CR", "import os\rif x:\r    y()\r", "import_statement@0 if_statement@10", false},
		{"byte order mark", "\ufeffimport os\n", "import_statement@3", false},
		{"byte order mark and an error", "\ufeffimport os\nfor (:\nx\n", "import_statement@3 ERROR@13", true},
		{"tabs", "if x:\n\ty()\n\tz()\n", "if_statement@0", false},
		{"non-ASCII", "größe = '数据 😀'\n", "expression_statement@0", false},
		{"invalid UTF-8 in a string", "x = '\xff\xfe'\ny\n", "expression_statement@0 expression_statement@9", false},
		{"invalid UTF-8 in a comment", "# \xe9t\xe9\ny\n", "comment@0 expression_statement@6", false},
		{"Python 2", "print x\nexec y\n", "print_statement@0 exec_statement@8", false},
		{"unfinished call", "f(\n", "ERROR@0", true},
		{"unfinished string", "x = '''abc\n", "expression_statement@0", true},
		{"NUL", "a\x00b\n", "", true},
		{"no Python", "\x7fELF\x02\x01\x01\x00\x00", "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := Parse([]byte(test.text))
			checkSound(t, tree)
			if tree.HasError() != test.hasError || test.hasError != (len(tree.Errors()) > 0) {
				t.Errorf("error %v, %d errors, want %v", tree.HasError(), len(tree.Errors()), test.hasError)
			}
			if got := kinds(tree); got != test.kinds && (test.kinds != "" || !test.hasError) {
				t.Errorf("statements %s\nwant       %s", got, test.kinds)
			}
			if string(tree.Text()) != test.text {
				t.Errorf("text %q", tree.Text())
			}
		})
	}
}

func TestCommentsEndBeforeTheReturn(t *testing.T) {
	tree := Parse([]byte("# a\r\nf(x)  # b\r\n"))
	for i, want := range []string{"# a", "f(x)", "# b"} {
		if got := tree.Statements()[i].Text(); got != want {
			t.Errorf("statement %d is %q, want %q", i, got, want)
		}
	}
}

func TestABrokenStatementLeavesTheOthersAlone(t *testing.T) {
	text := "import os\nclass A:\n    def f(self):\n        x = {(\n        y = 1\n\nimport sys\nz = 2\n"
	tree := Parse([]byte(text))
	if got := tree.Statements()[0].Text(); got != "import os" {
		t.Errorf("the first statement is %q", got)
	}
	for _, s := range tree.Statements() {
		if strings.Contains(s.Text(), "y = 1") && !s.Root().HasError() {
			t.Errorf("what stands in a broken class passes as a statement: %q", s.Text())
		}
	}
}

func TestAHalfTypedLineLeavesTheOthersAlone(t *testing.T) {
	lines := []string{
		"import ", "from x import ", "def train(", "class A(", "model.fit(", "for i in", "foo[", "x = {", `x = "abc`, "if x", "if x:",
		"with open(", "@", "x.", "x = ", "return (", "lambda", "try:", "f(a, b=",
	}
	for _, script := range []string{xgboostScript, torchScript} {
		whole := Parse([]byte(script))
		for i, s := range whole.Statements() {
			for _, line := range lines {
				at := whole.starts[i]
				tree := Parse([]byte(script[:at] + line + "\n" + script[at:]))
				checkSound(t, tree)
				if lost := missing(whole, tree); lost > 4 {
					t.Errorf("%q before %.20q makes %d of %d statements vanish:\n%s", line, s.Text(), lost, len(whole.Statements()), kinds(tree))
				}
			}
		}
	}
}

// missing counts the statements of whole that tree lacks or has with an error in them.
func missing(whole, tree *Tree) (n int) {
	have := map[string]bool{}
	for _, s := range tree.Statements() {
		have[s.Text()] = !s.Root().HasError()
	}
	for _, s := range whole.Statements() {
		if !have[s.Text()] {
			n++
		}
	}
	return n
}

func TestErrors(t *testing.T) {
	tree := Parse([]byte("a = f(1 2)\nb = 3\nif c\n    d()\ne = g(\n"))
	last := -1
	for _, n := range tree.Errors() {
		if n.Kind() != KindError && !n.IsMissing() {
			t.Errorf("%v is no error", n.Kind())
		}
		for p := n.Parent(); p != nil; p = p.Parent() {
			if p.Kind() == KindError {
				t.Errorf("%q is not outermost", n.Text())
			}
		}
		if tree.Start(n) < last {
			t.Errorf("%q is out of order", n.Text())
		}
		last = tree.Start(n)
	}
	if last < 0 {
		t.Error("no errors")
	}
}

func TestMagics(t *testing.T) {
	for _, test := range []struct {
		name, text string
		magics     []string
		hasError   bool
	}{
		{"none", "x = 1\n", nil, false},
		{"shell", "x = 1\n!pip install xgboost\ny = 2\n", []string{"!pip install xgboost"}, false},
		{"line magic", "%matplotlib inline\nx = 1\n", []string{"%matplotlib inline"}, false},
		{"cell magic", "%%time\nx = 1\n", []string{"%%time"}, false},
		{"in a block", "if x:\n    !ls\n    y()\n", []string{"!ls"}, false},
		{"CRLF", "!ls\r\nx = 1\r\n", []string{"!ls"}, false},
		{"lone CR", "!ls\rx = 1\r", []string{"!ls"}, false},
		{"last line", "x = 1\n%time", []string{"%time"}, false},
		{"several", "!a\nx = 1\n!b 'c\ny = 2\n%d\n", []string{"!a", "!b 'c", "%d"}, false},
		{"a string's line", "x = '''\n!ls\n%time\n'''\n", nil, false},
		{"a string's line beside an error", "x = '''\n!ls\n'''\n!ls\n", []string{"!ls"}, false},
		{"an operator", "x = ('%d'\n    % y)\n", nil, false},
		{"an operator beside a magic", "x = ('%d'\n    %y)\n!ls\n", []string{"!ls"}, false},
		{"not equal", "x = (a\n    != b)\nf(\n", nil, true},
		{"another error", "!ls\nf(1 2)\n", []string{"!ls"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := Parse([]byte(test.text))
			checkSound(t, tree)
			var got []string
			for _, m := range tree.Magics() {
				got = append(got, test.text[m.Start:m.End])
				if n := tree.At(m.Start); n.Kind() != KindComment || n.Text() != test.text[m.Start:m.End] {
					t.Errorf("%q is the %v %q", test.text[m.Start:m.End], n.Kind(), n.Text())
				}
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", test.magics) || tree.HasError() != test.hasError {
				t.Errorf("magics %q, error %v; want %q, %v\n%s", got, tree.HasError(), test.magics, test.hasError, show(tree))
			}
		})
	}
}

func TestDeepNesting(t *testing.T) {
	for _, n := range []int{100, maxDepth, 10_000, 200_000} {
		for _, text := range []string{
			strings.Repeat("(", n) + "x" + strings.Repeat(")", n) + "\ny = 1\n",
			strings.Repeat("(", n),
			"x = " + strings.Repeat("not ", n) + "y\n",
			"x" + strings.Repeat(".y", n) + "\n",
			"x" + strings.Repeat(" + y", n) + "\n",
		} {
			d := Open([]byte(text))
			tree := d.Tree()
			deepest := 0
			for _, s := range tree.Statements() {
				s.Root().Walk(func(n *Node) bool {
					if len(n.Children()) == 0 {
						deepest = max(deepest, depth(n))
					}
					return true
				})
			}
			if deepest > maxDepth {
				t.Errorf("%.10q is %d levels deep", text, deepest)
			}
			d.Edit(Edit{0, 0, "a\n"})
			if !same(d.Tree(), Parse(d.text)) {
				t.Errorf("%.10q differs after an edit", text)
			}
			d.Close()
		}
	}
}

func depth(n *Node) (levels int) {
	for ; n.Parent() != nil; n = n.Parent() {
		levels++
	}
	return levels
}

func TestWhatIsTooDeepIsAnError(t *testing.T) {
	tree := Parse([]byte(strings.Repeat("(", 2*maxDepth) + "x" + strings.Repeat(")", 2*maxDepth)))
	if !tree.HasError() || !tree.Statements()[0].Root().HasError() || len(tree.Errors()) != 1 {
		t.Error("the tree hides that it is cut off")
	}
}

func TestALongLine(t *testing.T) {
	text := append(bytes.Repeat([]byte("x"), 10<<20), " = 1\ny = 2\n"...)
	d := Open(text)
	defer d.Close()
	if got := len(d.Tree().Statements()); got != 2 {
		t.Errorf("%d statements", got)
	}
	d.Edit(Edit{5 << 20, 5 << 20, "y"})
	if got := len(d.Tree().Statements()); got != 2 {
		t.Errorf("%d statements after an edit", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range scripts {
		f.Add([]byte(s))
	}
	for _, p := range pastes {
		f.Add([]byte(p))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tree := Parse(text)
		checkSound(t, tree)
		for i := range text {
			if n := tree.At(i); n != nil && (tree.Start(n) > i || tree.End(n) <= i) {
				t.Fatalf("the node at %d is %d-%d", i, tree.Start(n), tree.End(n))
			}
		}
	})
}
