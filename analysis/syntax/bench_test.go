package syntax

import (
	"fmt"
	"testing"
	"time"
)

var benchLines = []int{300, 1000, 3000}

// BenchmarkParse reads a script from scratch. x-bare is the ratio to what tree-sitter alone takes to follow one keystroke.
func BenchmarkParse(b *testing.B) {
	for _, n := range benchLines {
		text := tiled(xgboostScript, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(text)
			}
			reportRatio(b, bareEdits(text, b.N))
		})
	}
}

// BenchmarkEdit follows a keystroke in the middle of a script.
func BenchmarkEdit(b *testing.B) {
	for _, n := range benchLines {
		text := tiled(xgboostScript, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := Open(text)
			defer d.Close()
			d.Tree()
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				d.Edit(keystroke(text, i))
				d.Tree()
				i++
			}
			reportRatio(b, bareEdits(text, b.N))
		})
	}
}

// BenchmarkEditWithError has a half-typed line at the start, so that each edit parses from scratch twice.
func BenchmarkEditWithError(b *testing.B) {
	for _, n := range benchLines {
		text := append([]byte("f(\n"), tiled(xgboostScript, n)...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := Open(text)
			defer d.Close()
			d.Tree()
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				d.Edit(keystroke(text, i))
				d.Tree()
				i++
			}
		})
	}
}

func BenchmarkLines(b *testing.B) {
	for _, n := range benchLines {
		text := tiled(xgboostScript, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				NewLines(text)
			}
		})
	}
}

// keystroke is the i-th edit of a run that types a letter into a name in the middle of text and deletes it again.
func keystroke(text []byte, i int) Edit {
	at := len(text) / 2
	for !isLetter(text[at]) || !isLetter(text[at+1]) || !isLetter(text[at-1]) {
		at++
	}
	if i%2 == 0 {
		return Edit{at, at, "x"}
	}
	return Edit{at, at + 1, ""}
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' }

// bareEdits gives the time that tree-sitter alone takes for one such edit, without a copy of the tree for Go.
func bareEdits(text []byte, n int) time.Duration {
	d := Open(text)
	defer d.Close()
	d.c = parseC(cTree{}, text)
	n = min(max(n, 20), 200)
	start := time.Now()
	for i := range n {
		d.Edit(keystroke(text, i))
		next := parseC(d.c, d.text)
		d.c.close()
		d.c = next
	}
	return time.Since(start) / time.Duration(n)
}

func reportRatio(b *testing.B, bare time.Duration) {
	perOp := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(float64(bare.Microseconds()), "bare-µs")
	b.ReportMetric(float64(perOp)/float64(bare), "x-bare")
}
