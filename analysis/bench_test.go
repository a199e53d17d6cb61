package analysis_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
)

// BenchmarkRead gathers the facts of a script from scratch.
func BenchmarkRead(b *testing.B) {
	testutil.Benchmark(b, func(_ *testing.B, script string) func(int) {
		tree := syntax.Parse([]byte(script))
		return func(int) { analysis.Read(tree, nil) }
	})
}

// BenchmarkReadAgain gathers the facts after a keystroke, with those of the version before at hand.
func BenchmarkReadAgain(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) {
		d := syntax.Open([]byte(script))
		b.Cleanup(d.Close)
		before := d.Tree()
		d.Edit(syntax.Edit(testutil.Keystroke(script, 0)))
		trees := [2]*syntax.Tree{before, d.Tree()}
		facts := analysis.Read(before, nil)
		return func(i int) { facts = analysis.Read(trees[(i+1)%2], facts) }
	})
}
