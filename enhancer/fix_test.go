package enhancer

import (
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func fixed(safe bool, edits ...rule.Edit) rule.Issue {
	return rule.Issue{Fixes: []rule.Fix{{Edits: edits, Safe: safe}}}
}

func edit(start, end int, text string) rule.Edit {
	return rule.Edit{Span: rule.Span{Start: start, End: end}, New: text}
}

func TestApplyFixes(t *testing.T) {
	importOS := edit(0, 0, "import os\n")
	for _, c := range []struct {
		name    string
		issues  []rule.Issue
		want    string
		applied int
	}{
		{"none", nil, "abcdef", 0},
		{"one", []rule.Issue{fixed(true, edit(1, 3, "X"))}, "aXdef", 1},
		{"in any order", []rule.Issue{fixed(true, edit(4, 5, "Y")), fixed(true, edit(1, 3, "X"))}, "aXdYf", 2},
		{"several edits", []rule.Issue{fixed(true, edit(0, 1, ""), edit(5, 6, "!"))}, "bcde!", 1},
		{"unsafe ones are left", []rule.Issue{fixed(false, edit(1, 3, "X"))}, "abcdef", 0},
		{"without edits there is no fix", []rule.Issue{fixed(true)}, "abcdef", 0},
		{"the first of two that overlap", []rule.Issue{fixed(true, edit(1, 3, "X")), fixed(true, edit(2, 4, "Y"))}, "aXdef", 1},
		{"all of a fix or nothing", []rule.Issue{fixed(true, edit(1, 3, "X")), fixed(true, edit(2, 4, "Y"), edit(5, 6, "Z"))}, "aXdef", 1},
		{"touching replacements", []rule.Issue{fixed(true, edit(1, 3, "X")), fixed(true, edit(3, 4, "Y"))}, "aXYef", 2},
		{"an insertion beside a replacement waits", []rule.Issue{fixed(true, edit(1, 3, "X")), fixed(true, edit(3, 3, "Y"))}, "aXdef", 1},
		{"two insertions at one place: the second waits", []rule.Issue{fixed(true, edit(3, 3, "X")), fixed(true, edit(3, 3, "Y"))}, "abcXdef", 1},
		{"a shared edit is made once", []rule.Issue{fixed(true, importOS, edit(1, 2, "X")), fixed(true, importOS, edit(4, 5, "Y"))},
			"import os\naXcdYf", 2},
		{"edits outside the text", []rule.Issue{fixed(true, edit(5, 9, "X"))}, "abcdef", 0},
		{"edits out of order", []rule.Issue{fixed(true, edit(4, 5, "X"), edit(1, 2, "Y"))}, "abcdef", 0},
		{"only the first fix counts", []rule.Issue{{Fixes: []rule.Fix{
			{Edits: []rule.Edit{edit(0, 1, "X")}},
			{Edits: []rule.Edit{edit(0, 1, "Y")}, Safe: true},
		}}}, "abcdef", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, applied := ApplyFixes([]byte("abcdef"), c.issues)
			if string(got) != c.want || applied != c.applied {
				t.Errorf("got %q, %d applied; want %q, %d", got, applied, c.want, c.applied)
			}
			if edits := FixAll(c.issues); fits(edits, len("abcdef")) {
				if got := splice([]byte("abcdef"), edits); string(got) != c.want {
					t.Errorf("FixAll makes it %q, want %q", got, c.want)
				}
			}
		})
	}
}

func TestIgnoreEditWithoutScript(t *testing.T) {
	if e, ok := (&Report{}).IgnoreEdit(rule.Issue{Category: "bad"}); ok {
		t.Errorf("a report that nobody made from a script gives %v", e)
	}
}

// TestIgnoreEdit wants of each edit that it gives the text, that the issue is silenced then, and that the comment is used.
func TestIgnoreEdit(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"a line", "BAD()\nx = 1\n", "BAD()  # trainlsp: ignore[bad]\nx = 1\n"},
		{"the last line", "BAD()", "BAD()  # trainlsp: ignore[bad]"},
		{"CRLF", "BAD()\r\nx = 1\r\n", "BAD()  # trainlsp: ignore[bad]\r\nx = 1\r\n"},
		{"behind a comment", "BAD()  # noqa\n", "BAD()  # noqa  # trainlsp: ignore[bad]\n"},
		{"behind a comment that ends like a continuation", "BAD()  # C:\\\n", "BAD()  # C:\\  # trainlsp: ignore[bad]\n"},
		{"into a list", "BAD()  # trainlsp: ignore[other] why\n", "BAD()  # trainlsp: ignore[other, bad] why\n"},
		{"into a list with a comma at its end", "BAD()  # trainlsp: ignore[other, ]\n", "BAD()  # trainlsp: ignore[other, bad]\n"},
		{"into an empty list", "BAD()  # trainlsp: ignore[]\n", "BAD()  # trainlsp: ignore[bad]\n"},
		{"in parentheses", "x = (BAD,\n  2)\n", "x = (BAD,  # trainlsp: ignore[bad]\n  2)\n"},
		{"before a string of several lines", "x = BAD + '''\nabc\n'''\n", "x = BAD + '''\nabc\n'''  # trainlsp: ignore[bad]\n"},
		{"in an f-string of several lines", "x = f'''\n{BAD}\n'''\n", "x = f'''\n{BAD}\n'''  # trainlsp: ignore[bad]\n"},
		{"before a continuation", "x = BAD + \\\n  2\n", "x = BAD + \\\n  2  # trainlsp: ignore[bad]\n"},
		{"the head of a block", "def f():\n  for x in BAD(\n      1):\n    pass\n", "def f():\n  for x in BAD(  # trainlsp: ignore[bad]\n      1):\n    pass\n"},
		{"no place for it", "x = BAD; y = '''\n'''; z = 3\n", ""},
		{"silenced already", "BAD()  # trainlsp: ignore\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			report := Check(analysis.Read(syntax.Parse([]byte(c.before)), nil), Options{})
			e, ok := report.IgnoreEdit(planted(c.before)[0])
			if !ok {
				if c.after != "" {
					t.Fatalf("no edit for %q", c.before)
				}
				return
			}
			after := string(splice([]byte(c.before), []rule.Edit{e}))
			if after != c.after {
				t.Fatalf("%q became %q, want %q", c.before, after, c.after)
			}
			d := parseDirectives(syntax.Parse([]byte(after)))
			if kept, _ := d.split(planted(after)); len(kept) > 0 {
				t.Errorf("%q does not silence the issue", after)
			}
		})
	}
}
