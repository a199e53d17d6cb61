package syntax

import (
	"fmt"
	"testing"
	"unicode/utf8"
)

var encodings = []Encoding{UTF16, UTF8, UTF32}

func TestLines(t *testing.T) {
	for _, test := range []struct {
		text  string
		lines []string
	}{
		{"", []string{""}},
		{"a", []string{"a"}},
		{"a\n", []string{"a", ""}},
		{"a\nb\r\nc\rd", []string{"a", "b", "c", "d"}},
		{"\r\r\n\n\r", []string{"", "", "", "", ""}},
		{"é\n\u2028x\v\f\n", []string{"é", "\u2028x\v\f", ""}},
	} {
		l := NewLines([]byte(test.text))
		if l.LineCount() != len(test.lines) {
			t.Errorf("%q has %d lines, want %d", test.text, l.LineCount(), len(test.lines))
			continue
		}
		for i, want := range test.lines {
			if got := string(l.Line(i)); got != want {
				t.Errorf("line %d of %q is %q, want %q", i, test.text, got, want)
			}
		}
		if l.Line(-1) != nil || l.Line(len(test.lines)) != nil {
			t.Errorf("%q has lines beyond its ends", test.text)
		}
	}
}

// Line 1 of lined is é (2 bytes, 1 unit, 1 rune), 😀 (4 bytes, 2 units, 1 rune), a bad byte and an x.
const lined = "ab\né😀\xffx\r\nc"

func TestOffset(t *testing.T) {
	for _, test := range []struct {
		line, character    int
		utf16, utf8, utf32 int
	}{
		{0, 0, 0, 0, 0},
		{0, 1, 1, 1, 1},
		{0, 2, 2, 2, 2},
		{0, 3, 2, 2, 2},
		{1, 0, 3, 3, 3},
		{1, 1, 5, 3, 5},
		{1, 2, 5, 5, 9},
		{1, 3, 9, 5, 10},
		{1, 4, 10, 5, 11},
		{1, 5, 11, 5, 11},
		{1, 6, 11, 9, 11},
		{1, 7, 11, 10, 11},
		{1, 8, 11, 11, 11},
		{1, 1 << 40, 11, 11, 11},
		{1, -1, 3, 3, 3},
		{2, 0, 13, 13, 13},
		{2, 9, 14, 14, 14},
		{3, 0, 14, 14, 14},
		{1 << 40, 7, 14, 14, 14},
		{-1, 7, 0, 0, 0},
	} {
		l := NewLines([]byte(lined))
		p := Position{test.line, test.character}
		for enc, want := range map[Encoding]int{UTF16: test.utf16, UTF8: test.utf8, UTF32: test.utf32} {
			if got := l.Offset(p, enc); got != want {
				t.Errorf("%+v is at %d in encoding %d, want %d", p, got, enc, want)
			}
		}
	}
}

func TestPosition(t *testing.T) {
	for _, test := range []struct {
		offset, line       int
		utf16, utf8, utf32 int
	}{
		{-1, 0, 0, 0, 0},
		{0, 0, 0, 0, 0},
		{2, 0, 2, 2, 2},
		{3, 1, 0, 0, 0},
		{4, 1, 0, 0, 0},
		{5, 1, 1, 2, 1},
		{8, 1, 1, 2, 1},
		{9, 1, 3, 6, 2},
		{10, 1, 4, 7, 3},
		{11, 1, 5, 8, 4},
		{12, 1, 5, 8, 4},
		{13, 2, 0, 0, 0},
		{14, 2, 1, 1, 1},
		{99, 2, 1, 1, 1},
	} {
		l := NewLines([]byte(lined))
		for enc, character := range map[Encoding]int{UTF16: test.utf16, UTF8: test.utf8, UTF32: test.utf32} {
			if got, want := l.Position(test.offset, enc), (Position{test.line, character}); got != want {
				t.Errorf("%d is at %+v in encoding %d, want %+v", test.offset, got, enc, want)
			}
		}
	}
}

// checkRoundTrips converts the start of each rune of text there and back, and holds positions to the order of the text.
func checkRoundTrips(t *testing.T, text []byte) {
	t.Helper()
	l := NewLines(text)
	for _, enc := range encodings {
		last := Position{}
		for at := 0; at <= len(text); {
			p := l.Position(at, enc)
			insideCRLF := at > 0 && at < len(text) && text[at-1] == '\r' && text[at] == '\n'
			if got := l.Offset(p, enc); got != at && !insideCRLF {
				t.Fatalf("%d goes to %+v and back to %d in encoding %d of %q", at, p, got, enc, text)
			}
			if p.Line < last.Line || p.Line == last.Line && p.Character < last.Character {
				t.Fatalf("%+v comes after %+v in %q", p, last, text)
			}
			last = p
			_, size := utf8.DecodeRune(text[at:])
			at += max(size, 1)
		}
	}
}

func TestRoundTrips(t *testing.T) {
	checkRoundTrips(t, []byte(lined))
	for i, s := range scripts {
		t.Run(fmt.Sprint(i), func(t *testing.T) { checkRoundTrips(t, []byte(s)) })
	}
}

func TestTreeLines(t *testing.T) {
	tree := Parse([]byte("a = 1\nb = 2\n"))
	b := tree.Statements()[1].Root()
	if got, want := tree.Lines().Position(tree.Start(b), UTF16), (Position{1, 0}); got != want {
		t.Errorf("b is at %+v, want %+v", got, want)
	}
	if first := tree.Lines(); tree.Lines() != first {
		t.Error("the lines are found twice")
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(lined), 1, 2)
	f.Add([]byte("\r\n\r\n\n\xed\xa0\x80"), 0, 0)
	f.Fuzz(func(t *testing.T, text []byte, line, character int) {
		checkRoundTrips(t, text)
		l := NewLines(text)
		for _, enc := range encodings {
			at := l.Offset(Position{line, character}, enc)
			if at < 0 || at > len(text) {
				t.Fatalf("%d:%d is at %d", line, character, at)
			}
			if p := l.Position(at, enc); l.Offset(p, enc) != at {
				t.Fatalf("%d:%d is at %d, which goes to %+v and back to %d", line, character, at, p, l.Offset(p, enc))
			}
		}
	})
}
