package syntax

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// pastes are stretches that an editor's user types or pastes, many of which leave the text broken.
var pastes = []string{
	"(", ")", "[", "]", "{", "}", `"`, "'", `"""`, "'''", "#", ":", ",", ".", "=", "\\", "\n", "\r\n", "\r", "\t", " ", "    ",
	"\n\n", "é", "数据", "😀", "\xff", "\x00", "\ufeff", "f\"{", "}\"", "@", "%", "!", "\n!pip install x\n", "\n%time y\n", "; ",
	"def f(a, b=1):\n    return a\n", "import os\n", "from x import (a,\n  b)\n", "if x:\n", "else:\n", "    pass\n",
	"class A(B):\n    x: int = 1\n    def m(self): ...\n", "x = [1, 2, 3]\n", "print(x)\n", "return", "lambda x: ", "\n    ", "\n  ",
	"with open(p) as f:\n    f.write(s)\n", "try:\n    a()\nexcept E:\n    b()\n", "x", "1", "yield", "async ", "await ", "match x:\n    case 1: pass\n",
}

// randomEdit makes an edit somewhere in a text of n bytes.
func randomEdit(r *rand.Rand, n int) Edit {
	start := r.Intn(n + 1)
	switch r.Intn(5) {
	case 0:
		return Edit{start, start, string(rune(' ' + r.Intn(95)))}
	case 1:
		return Edit{start, start + 1, ""}
	case 2:
		return Edit{start, start + r.Intn(60), ""}
	case 3:
		return Edit{start, start + r.Intn(4), pastes[r.Intn(len(pastes))]}
	default:
		return Edit{start, start, pastes[r.Intn(len(pastes))]}
	}
}

// TestRandomEdits holds documents to the answer of Parse over edits and their undoing, in bursts and one by one.
func TestRandomEdits(t *testing.T) {
	const edits = 700
	for i, script := range scripts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewSource(int64(i)))
			d := Open([]byte(script))
			defer d.Close()
			clean := 0
			for n := range edits {
				before := d.text
				e := randomEdit(r, len(before)).clamp(len(before))
				d.Edit(e)
				if r.Intn(6) > 0 {
					compare(t, d, n, e)
				}
				if !d.Tree().HasError() {
					clean++
				}
				if r.Intn(5) > 0 {
					undo := Edit{e.Start, e.Start + len(e.New), string(before[e.Start:e.End])}
					d.Edit(undo)
					compare(t, d, n, undo)
				}
				if n%12 == 11 {
					d.Replace([]byte(script))
				}
			}
			if clean < edits/20 {
				t.Errorf("only %d of %d edits left the text without an error: the test shows little", clean, edits)
			}
		})
	}
}

func compare(t *testing.T, d *Document, n int, e Edit) {
	t.Helper()
	got, want := d.Tree(), Parse(d.text)
	if !same(got, want) {
		t.Fatalf("edit %d %+v: the tree differs from a fresh one of\n%s\ngot\n%s\nwant\n%s", n, e, d.text, show(got), show(want))
	}
	checkSound(t, got)
}

// edited opens a text, takes its tree, replaces the only occurrence of old, and gives the trees before and after.
func edited(t *testing.T, text, old, replacement string) (before, after *Tree) {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q is in the text %d times", old, strings.Count(text, old))
	}
	d := Open([]byte(text))
	t.Cleanup(d.Close)
	before = d.Tree()
	at := strings.Index(text, old)
	d.Edit(Edit{at, at + len(old), replacement})
	return before, d.Tree()
}

// shared counts the statements of after that before has too.
func shared(before, after *Tree) (n int) {
	own := map[*Statement]bool{}
	for _, s := range before.Statements() {
		own[s] = true
	}
	for _, s := range after.Statements() {
		if own[s] {
			n++
		}
	}
	return n
}

func TestStatementsKeepTheirIdentity(t *testing.T) {
	for _, test := range []struct {
		name, script, old, new string
		changed                int
	}{
		{"in a statement", xgboostScript, "0.1, \"max", "0.25, \"max", 1},
		{"in a function", xgboostScript, "return pd.concat", "return  pd.concat", 1},
		{"a new statement", xgboostScript, "import pandas as pd\n", "import pandas as pd\nimport numpy\n", 1},
		{"a blank line", xgboostScript, "import pandas as pd\n", "\nimport pandas as pd\n", 0},
		{"nothing in the end", xgboostScript, "import pandas as pd\n", "import pandas as pd\n", 0},
		{"an error elsewhere", xgboostScript, "num_boost_round=100", "num_boost_round=", 1},
		{"a half-typed call", torchScript, "\n\nmain()\n", "\n\nmain(\n", 1},
		{"in a notebook", notebookScript, "total += 1", "total += 2", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := edited(t, test.script, test.old, test.new)
			if got := len(after.Statements()) - shared(before, after); got != test.changed {
				t.Errorf("%d new statements, want %d:\n%s", got, test.changed, show(after))
			}
		})
	}
}

func TestStatementsThatMoveKeepTheirIdentity(t *testing.T) {
	d := Open([]byte("a = 1\nb = 2\nc = 3\nb = 2\n"))
	defer d.Close()
	before := d.Tree()
	d.Replace([]byte("x = 0\nc = 3\nb = 2\na = 1\nb = 2\nb = 2\ny = 0\n"))
	after := d.Tree()
	if got := shared(before, after); got != 4 {
		t.Errorf("%d statements shared, want 4", got)
	}
	seen := map[*Statement]bool{}
	for i, s := range after.Statements() {
		if seen[s] {
			t.Errorf("%q stands twice", s.Text())
		}
		seen[s] = true
		if got := after.Start(s.Root()); got != after.starts[i] {
			t.Errorf("%q starts at %d, want %d", s.Text(), got, after.starts[i])
		}
	}
}

func TestASnapshotStays(t *testing.T) {
	d := Open([]byte("a = 1\nb = 2\n"))
	before := d.Tree()
	want := show(before)
	if d.Tree() != before {
		t.Error("a second tree of the same text is another one")
	}
	d.Edit(Edit{0, 1, "other"})
	d.Tree()
	d.Replace([]byte("def f(): pass"))
	d.Tree()
	d.Close()
	if got := show(before); got != want || string(before.Text()) != "a = 1\nb = 2\n" {
		t.Errorf("the snapshot changed to\n%s", got)
	}
}

func TestEditsOutOfRange(t *testing.T) {
	for _, test := range []struct {
		edit Edit
		want string
	}{
		{Edit{-5, 1, "X"}, "Xbc"},
		{Edit{1, 99, "X"}, "aX"},
		{Edit{99, 120, "X"}, "abcX"},
		{Edit{2, 1, "X"}, "abXc"},
		{Edit{-9, -3, "X"}, "Xabc"},
		{Edit{0, 3, ""}, ""},
	} {
		d := Open([]byte("abc"))
		d.Tree()
		d.Edit(test.edit)
		if got := string(d.Tree().Text()); got != test.want {
			t.Errorf("%+v gives %q, want %q", test.edit, got, test.want)
		}
		compare(t, d, 0, test.edit)
		d.Close()
	}
}

func TestCloseAgain(t *testing.T) {
	d := Open([]byte("a = 1\n"))
	tree := d.Tree()
	d.Close()
	d.Close()
	if d.Tree() != tree || tree.Statements()[0].Text() != "a = 1" {
		t.Error("closing took the tree along")
	}
	d.Edit(Edit{0, 1, "b"})
	if got := d.Tree().Statements()[0].Text(); got != "b = 1" {
		t.Errorf("the closed document gives %q", got)
	}
	if d.c.c != nil {
		t.Error("the closed document took C memory again")
	}
}

func FuzzEdits(f *testing.F) {
	for _, s := range scripts {
		f.Add([]byte(s), 10, 20, "(", 5, 5, "\"\"\"")
	}
	f.Add([]byte("\xef\xbb\xbfx = 1\r\n"), 0, 3, "", 0, 0, "\xef\xbb\xbf")
	f.Fuzz(func(t *testing.T, text []byte, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		if len(text) > 1<<14 {
			t.Skip("too long to be quick")
		}
		d := Open(text)
		defer d.Close()
		compare(t, d, 0, Edit{})
		d.Edit(Edit{s1, e1, n1})
		compare(t, d, 1, Edit{s1, e1, n1})
		d.Edit(Edit{s2, e2, n2})
		compare(t, d, 2, Edit{s2, e2, n2})
	})
}
