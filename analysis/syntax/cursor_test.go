package syntax

import (
	"strings"
	"testing"
)

func TestCursorAt(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // what the span holds, in brackets where nothing closes a string; empty outside strings and comments
		open string // the kinds of the brackets around
	}{
		{`x = <|>1`, "", ""},
		{`f("ab<|>c", 1)`, "abc", "("},
		{`f("<|>", 1)`, "", "("},
		{`f(x["ab<|>c`, "[abc]", "(["},
		{`f(x["<|>], y="z")`, "[]", "(["},
		{`f({"a": "b<|>c"})`, "bc", "({"},
		{"x = 'it\\'s <|>so'", `it\'s so`, ""},
		{"x = '''a\n'b' <|>c\n'''", "[a\n'b' c]", ""},
		{"x = \"\"\"a <|>c\"\"\"", "a c", ""},
		{"x = 'open\ny = f('<|>')", "", "("},
		{"x = 1  # say <|>it\ny", "# say it", ""},
		{"x = '# no' <|>", "", ""},
		{"# it's\nf('<|>a')", "a", "("},
		{"f(1, (2, [3]), <|>)", "", "("},
		{"x = ']' + y['<|>a']", "a", "["},
		{`x = f"a {b} <|>c"`, "a {b} c", ""},
		{"x = r'\\<|>'", "[\\]", ""},
		{"<|>", "", ""},
		{`'<|>`, "[]", ""},
	} {
		at := strings.Index(c.text, "<|>")
		text := []byte(strings.Replace(c.text, "<|>", "", 1))
		got := CursorAt(text, at)
		open := ""
		for _, b := range got.Open {
			open += string(b.Kind)
		}
		said := ""
		if got.String || got.Comment {
			said = string(text[got.Span.Start:got.Span.End])
		}
		if got.String && !got.Closed {
			said = "[" + said + "]"
		}
		if said != c.want || open != c.open {
			t.Errorf("%q: got %q in %q, want %q in %q", c.text, said, open, c.want, c.open)
		}
	}
}

func FuzzCursorAt(f *testing.F) {
	f.Add("f(x['a\n\"\"\"# \\", 5)
	f.Fuzz(func(t *testing.T, text string, at int) {
		c := CursorAt([]byte(text), at)
		if c.Span.Start < 0 || c.Span.Start > c.Span.End || c.Span.End > len(text) {
			t.Errorf("the span is %v of %d bytes", c.Span, len(text))
		}
		if at = max(0, min(at, len(text))); (c.String || c.Comment) && (at < c.Span.Start || at > c.Span.End) {
			t.Errorf("the span is %v, the place %d", c.Span, at)
		}
	})
}
