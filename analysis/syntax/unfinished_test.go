package syntax

import (
	"fmt"
	"strings"
	"testing"
)

func TestUnfinished(t *testing.T) {
	for _, test := range []struct {
		name, text string
		found      []string
	}{
		{"nothing", "x = f(\n    1)\nimport os\n", nil},
		{"a bracket before a statement", "f(\nimport os\n", []string{"f("}},
		{"a bracket at the end", "f(\n", nil},
		{"with its arguments", "f(\n    a,\n\n    b\nimport os\n", []string{"f(", "a,", "b"}},
		{"statements between", "x = {\ny = (1,\n2)\nimport os\n", []string{"x = {"}},
		{"in a body", "def g():\n    f(\n    return 1\n", []string{"f("}},
		{"two", "f(\ng[\nimport os\nh{\nclass A:\n    pass\n", []string{"f(", "g[", "h{"}},
		{"a head's bracket takes the body along", "def f(\n    import os\n    x\ny\n", []string{"def f(", "import os", "x"}},
		{"a head without a colon", "for i in x\n    f(i)\ny\n", []string{"for i in x", "f(i)"}},
		{"a head's colon in brackets", "if x[1:2]\ny\n", []string{"if x[1:2]"}},
		{"a head on lines", "if (a and\n    b) \\\n    and c:\n    d\n", nil},
		{"a head and its body on a line", "if x: y\nwhile z: pass\n", nil},
		{"a comprehension", "x = [i\nfor i in y\nif i]\nimport os\n", nil},
		{"a loop in a bracket", "x = [\nfor i in y:\n    z\n", []string{"x = ["}},
		{"strings", "f('(')\ng(\"\"\"\nimport os\n\"\"\")\nh('\\'(')\nx = 'abc(\nimport os\n", nil},
		{"comments", "f(1)  # (\nimport os\n# (\nimport os\n", nil},
		{"too many closing brackets", ")\nf(1))\nimport os\n", nil},
		{"names that begin like keywords", "f(\nimport_path=1,\nclass_weight=2)\nformat(x)\n", nil},
		{"CRLF", "f(\r\nimport os\r\n", []string{"f("}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, r := range unfinished([]byte(test.text)) {
				got = append(got, test.text[r.Start:r.End])
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", test.found) {
				t.Errorf("found %q, want %q", got, test.found)
			}
		})
	}
}

func TestUnfinishedLinesAreErrors(t *testing.T) {
	tree := Parse([]byte("import os\ndef g():\n    f(\n    return 1\nx = 2\ny = [\nclass A:\n    pass\n# a comment\n"))
	var errors []string
	for _, n := range tree.Errors() {
		errors = append(errors, n.Kind().String()+" "+n.Text())
	}
	if got, want := strings.Join(errors, "; "), "ERROR f(; ERROR y = ["; got != want || !tree.HasError() {
		t.Errorf("errors %q, want %q", got, want)
	}
	for i, want := range []bool{false, true, false, true, false, false} {
		if s := tree.Statements()[i]; s.Root().HasError() != want {
			t.Errorf("%q has an error: %v", s.Text(), !want)
		}
	}
}
