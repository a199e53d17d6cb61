package analysis

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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
			out += " option " + v.Option.Dest
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
