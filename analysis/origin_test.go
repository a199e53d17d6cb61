package analysis_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// TestOrigins asks where the argument of show(...) comes from.
func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"itself", "show(a['b'])", []string{"a['b']"}},
		{"a name", "x = (first())\ny = x\nshow((y))", []string{"first()"}},
		{"the last binding", "x = 1\nx = int(x)\nshow(x)", []string{"int(x)"}},
		{"two branches", "x = 1\nif x:\n    x = 'a'\nshow(x)", []string{"1", "'a'"}},
		{"a pair", "x, y = 1, 2\nshow(y)", []string{"2"}},
		{"parameters", "def f(x, y=3):\n    show(y)\nf(1)\nf(1, 2)\nf(y='a', x=0)", []string{"3", "2", "'a'"}},
		{"a method's parameter", "class C:\n    def f(self, x):\n        show(x)\nC().f(7)", []string{"7"}},
		{"a returned value", "def f():\n    x = 1\n    return x\nshow(f())", []string{"1"}},
		{"a lambda", "f = lambda: 'a'\nshow(f())", []string{"'a'"}},
		{"a loop that keeps it", "x = 1\nwhile True:\n    show(x)\n    x = x\n", []string{"1"}},
		{"an assignment in an expression", "show((x := 1))", []string{"1"}},
		{"a loop variable", "for x in [1]:\n    show(x)", nil},
		{"a part of a call", "x, y = f()\nshow(x)", nil},
		{"a parameter nobody passes", "def f(x):\n    show(x)", nil},
		{"arguments out of a list", "def f(x):\n    show(x)\nf(*xs)", nil},
		{"a generator", "def f():\n    yield 1\nshow(f())", nil},
		{"a name from elsewhere", "show(x)", nil},
		{"more of it", "x = 1\nx += 2\nshow(x)", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := analysis.Read(syntax.Parse([]byte(c.text+"\n")), nil)
			var got []string
			for _, scope := range s.Scopes() {
				for _, call := range scope.Calls {
					if call.Method() != "show" {
						continue
					}
					for _, o := range s.Origins(call.Positional(0), scope) {
						got = append(got, o.Node.Text())
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEnvironmentRead wants an expression that is a read, and no other around it or in it.
func TestEnvironmentRead(t *testing.T) {
	const head = "import os\nfrom os import environ as env\nask = os.getenv\n"
	for text, want := range map[string]string{
		`os.environ["A"]`:                "A",
		`env.get("A", 1)`:                "A 1",
		`env.get(key="A", default=None)`: "A None",
		`ask("A")`:                       "A",
		`env.pop("A")`:                   "A",
		`int(env["A"])`:                  "",
		`{"A": 1}["A"]`:                  "",
		`"A" in os.environ`:              "",
	} {
		s := analysis.Read(syntax.Parse([]byte(head+"x = "+text+"\n")), nil)
		var got string
		for _, b := range s.Lookup("x", nil) {
			if use, ok := s.EnvironmentRead(b.Value, b.Scope); ok {
				got = use.Name
				if use.Default != nil {
					got += " " + use.Default.Text()
				}
			}
		}
		if got != want {
			t.Errorf("%s reads %q, want %q", text, got, want)
		}
	}
}

// TestIsArgparse tells argparse's options from those of other libraries.
func TestIsArgparse(t *testing.T) {
	const text = `
import argparse, click, configargparse
from argparse import ArgumentParser as P

class Own(P):
    def __init__(self):
        super().__init__()
        self.add_argument("--yes1")

p = argparse.ArgumentParser()
p.add_argument("--yes2")
p.add_argument_group("g").add_argument("--yes3")
p.add_subparsers().add_parser("x").add_argument("--yes4")
add = Own().add_argument
add("--yes5")
configargparse.ArgumentParser().add_argument("--no1")
somebody.add_argument("--no2")

def more(parser, other):
    parser.add_argument("--yes6")
    other.add_argument("--no3")

more(p, fetch())

@click.option("--no4")
def main(no4):
    pass
`
	s := analysis.Read(syntax.Parse([]byte(text)), nil)
	for _, o := range s.Options() {
		if want := strings.HasPrefix(o.Dest, "yes"); s.IsArgparse(o) != want {
			t.Errorf("%s: %v, want %v", o.Dest, !want, want)
		}
	}
	if n := len(s.Options()); n != 10 {
		t.Errorf("%d options", n)
	}
}
