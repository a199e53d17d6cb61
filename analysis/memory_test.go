package analysis

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// circles goes round in all the ways that code can: through calls, returns, parameters, loops, classes and attributes.
const circles = `
import os
def a(x, n=0):
    return b(x) if n else os.path.join(x, "a")
def b(y):
    z = c(a(y, 1))
    return z or a(y)
def c(w):
    for w in [w, b(w), a(w)]:
        w += "c"
    return w
class P(Q):
    def __init__(self, p):
        self.p = self.q(p)
        self.r = self.p + self.s()
    def q(self, p): return P(self.p).p or p
    def s(self): return self.r
class Q(P):
    def __call__(self, f): return f(self.p)(f)
one = two
two = three or one
three = [one, two][0] or {"k": two}["k"]
d = {"k": d["k"], **d}
lost = P(one)(a)
def g0(x): return g1(x) or g2(x)
def g1(x): return g2(x) or g3(x)
def g2(x): return g3(x) or g0(x)
def g3(x): return g0(x) or g1(x) or x
print(a("x"), b("y"), c("z"), lost.p, lost.r, d["k"], g0("p"), g1("q"), g3(lost))
`

// scripts are the project's own, the annotated examples, and one that goes round in circles.
func scripts(t testing.TB) map[string]string {
	t.Helper()
	all := examples(t)
	all["circles"] = circles
	names, err := filepath.Glob("../testdata/scripts/*/*")
	if err != nil || len(names) == 0 {
		t.Fatal("no scripts: ", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(text)
	}
	return all
}

// question is an expression to evaluate.
type question struct {
	node  *syntax.Node
	scope *Scope
}

func questions(s *Script) []question {
	var all []question
	for _, scope := range s.Scopes() {
		for _, nodes := range [][]*syntax.Node{scope.Names, scope.Attributes, scope.Subscripts, scope.Returns, scope.Strings, scope.Bases} {
			for _, n := range nodes {
				all = append(all, question{n, scope})
			}
		}
		for _, call := range scope.Calls {
			all = append(all, question{call.Node, scope})
		}
	}
	return all
}

// TestOrderOfQuestions asks about every expression in several orders: none may show in the answers.
func TestOrderOfQuestions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, text := range scripts(t) {
		tree := syntax.Parse([]byte(text))
		reference := Read(tree, nil)
		all := questions(reference)
		want := make([]string, len(all))
		for i, q := range all {
			want[i] = spell(reference, reference.Eval(q.node, q.scope))
		}
		for range 3 {
			s := Read(tree, reference)
			for _, i := range random.Perm(len(all)) {
				if got := spell(s, s.Eval(all[i].node, all[i].scope)); got != want[i] {
					t.Fatalf("%s: %s was %s, and after other questions it is %s", name, all[i].node.Text(), want[i], got)
				}
			}
		}
	}
}

// spell writes values down without the places of things in memory.
func spell(s *Script, values []Value) string {
	out := ""
	for _, v := range values {
		out += fmt.Sprintf("[%d %q %q %q", v.Kind, v.Text, v.Rest, v.Reason)
		if v.Option != nil {
			out += fmt.Sprint(" option ", v.Option.Dest, s.Tree.Start(v.Option.Call.Node), v.Option.Call.Node.Text())
		}
		if v.Scope != nil && v.Scope.Node != nil {
			out += fmt.Sprint(" scope ", s.Tree.Start(v.Scope.Node))
		}
		for _, n := range []*syntax.Node{v.Node, v.Default} {
			if n != nil {
				out += fmt.Sprint(" node ", s.Tree.Start(n))
			}
		}
		if v.Call != nil {
			out += fmt.Sprint(" call ", s.Tree.Start(v.Call.Node))
		}
		out += "]"
	}
	return out
}

// TestInherit changes one statement of a script: what others say about it must be what it is from scratch, though they are
// taken over from the version before.
func TestInherit(t *testing.T) {
	for _, c := range []struct{ name, text, old, new string }{
		{"a name", "x = 'a'\ny = x + 'b'\nprint(y)\n", "'a'", "'c'"},
		{"an import", "import a as m\ndef f(): return m.run()\nf()\n", "import a", "import b"},
		{"a name that was not bound", "y = 1\ndef f(): return x\nf()\n", "y = 1", "x = 1"},
		{"a star import", "import a\ndef f(): return x()\nf()\n", "import a", "from a import *"},
		{"a name that a function makes global", "def f():\n  pass\ndef g(): return x\nf(), g()\n", "pass", "global x; x = 'a'"},
		{"a call", "def f(a): return a\ndef g(): return f('x')\nprint(g())\n", "f('x')", "f('y')"},
		{"a call more", "def f(a): return a\nf('x')\npass\n", "pass", "f('y')"},
		{"a call through another", "def f(a): return a\ndef g(b): return f(b)\ng('x')\n", "'x'", "'y'"},
		{"a function that is handed over", "def f(a): return a('x')\ndef g(b): return b\ndef h(b): return b\nf(g)\n", "f(g)", "f(h)"},
		{"a receiver", "class A:\n  def m(self, p): return p\nclass B:\n  def m(self, p): return p\no = A()\nr = o.m('x')\n", "o = A()", "o = B()"},
		{"an option that goes", "def f(): return args.lr\np.add_argument('--lr')\nargs = p.parse_args()\nf()\n", "--lr", "--x"},
		{"what declares an option", "add = p.add_argument\nadd('--lr')\nargs = p.parse_args()\nprint(args.lr)\n", "p.add_argument", "print"},
		{"an attribute of the options", "args = p.parse_args()\ndef f(): return args.lr\npass\nf()\n", "pass", "args.lr = 'a'"},
		{"an item", "d = {'k': 'a'}\ndef f(): return d['k']\npass\nf()\n", "pass", "d['k'] = 'b'"},
		{"a method of a class", "class A:\n  def m(self): pass\ndef f(x): x.n()\nf(thing)\n", "def m", "def n"},
		{"a base", "class A: pass\nclass B(A): pass\nB().run()\n", "class A", "class A(m.C)"},
		{"what is reached", "def f(): g()\ndef g(): h()\ndef h(): pass\nf()\n", "\nf()", "\npass"},
		{"statements that change places", "x = 'a'\nx = 'b'\nprint(x)\n", "x = 'a'\nx = 'b'", "x = 'b'\nx = 'a'"},
		{"a circle that opens", "def f(a): return g(a)\ndef g(b): return f(b)\nx = f('a')\n", "return f(b)", "return b"},
		{"a circle that closes", "def f(a): return g(a)\ndef g(b): return b\nx = f('a')\n", "return b", "return f(b)"},
	} {
		t.Run(c.name, func(t *testing.T) { inherits(t, c.text, c.old, c.new) })
	}
	for _, name := range strings.Split("abcdefghijklmnop", "") { // names may share a bit of a trace, but not all of them
		t.Run("option "+name, func(t *testing.T) {
			inherits(t, "def f(): return args."+name+"\nfor o in [1]:\n  p.add_argument('--"+name+"')\nargs = p.parse_args()\nf()\n", "[1]", "[2]")
		})
		t.Run("attribute "+name, func(t *testing.T) {
			inherits(t, "import argparse\nargs = argparse.ArgumentParser().parse_args()\ndef f(): return args."+name+"\ndef g(o):\n  pass\ng(args), f()\n", "pass", "o."+name+" = 'a'")
		})
	}
}

// inherits compares what is taken over into a version in which old is replaced by new with what it would be from scratch.
func inherits(t *testing.T, text, old, now string) {
	t.Helper()
	d := syntax.Open([]byte(text))
	defer d.Close()
	before := Read(d.Tree(), nil)
	describe(before)
	at := strings.Index(text, old)
	d.Edit(syntax.Edit{Start: at, End: at + len(old), New: now})
	want, got := describe(Read(syntax.Parse(d.Tree().Text()), nil)), describe(Read(d.Tree(), before))
	if want != got {
		t.Errorf("from scratch:\n%s\nafter the edit:\n%s", want, got)
	}
}

// describe writes down all that a script says about its expressions.
func describe(s *Script) string {
	out := ""
	for _, scope := range s.Scopes() {
		out += fmt.Sprintf("%s reached %v\n", scope.Name, s.Reached(scope))
		for _, call := range scope.Calls {
			for _, c := range s.Callees(call) {
				out += call.Func.Text() + " runs " + c.Name + c.Reason
				if c.Local != nil {
					out += fmt.Sprint(s.Tree.Start(c.Local.Node))
				}
				out += "\n"
			}
		}
	}
	for _, q := range questions(s) {
		out += q.node.Text() + " is " + spell(s, s.Eval(q.node, q.scope)) + "\n"
	}
	for _, scope := range Gather(s, describeKey{}, func(scope *Scope) []*Scope {
		if s.Reached(scope) {
			return []*Scope{scope}
		}
		return nil
	}) {
		out += "gathered " + scope.Name + "\n"
	}
	for _, n := range s.Unbound() {
		out += "unbound " + n.Node.Text() + "\n"
	}
	return out
}

type describeKey struct{}
