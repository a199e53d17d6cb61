package syntax_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
)

// BenchmarkParse reads a script from scratch.
func BenchmarkParse(b *testing.B) {
	testutil.Benchmark(b, func(_ *testing.B, script string) func(int) {
		return func(int) { syntax.Parse([]byte(script)) }
	})
}

// BenchmarkEdit follows a keystroke in the middle of a script.
func BenchmarkEdit(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) { return edits(b, script, "") })
}

// BenchmarkEditWithError has a half-typed line at the start, so that each edit parses from scratch twice.
func BenchmarkEditWithError(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) { return edits(b, script, "f(\n") })
}

// edits gives the step that makes the next keystroke in a script behind a head.
func edits(b *testing.B, script, head string) func(int) {
	d := syntax.Open([]byte(head + script))
	b.Cleanup(d.Close)
	d.Tree()
	return func(i int) {
		edit := testutil.Keystroke(script, i)
		d.Edit(syntax.Edit{Start: edit.Start + len(head), End: edit.End + len(head), New: edit.New})
		d.Tree()
	}
}

// BenchmarkLines finds the lines of a script.
func BenchmarkLines(b *testing.B) {
	testutil.Benchmark(b, func(_ *testing.B, script string) func(int) {
		text := []byte(script)
		return func(int) { syntax.NewLines(text) }
	})
}
