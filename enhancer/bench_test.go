package enhancer_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
	"github.com/trainlsp/trainlsp/enhancer"
)

// BenchmarkCheck checks a script from scratch, from its tree to its issues.
func BenchmarkCheck(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) {
		tree := syntax.Parse([]byte(script))
		return func(int) { check(b, analysis.Read(tree, nil)) }
	})
}

// BenchmarkCheckAgain follows a keystroke from the edit of the text to the issues, with all that is known about the version
// before at hand.
func BenchmarkCheckAgain(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) {
		d := syntax.Open([]byte(script))
		b.Cleanup(d.Close)
		facts := analysis.Read(d.Tree(), nil)
		check(b, facts)
		return func(i int) {
			d.Edit(syntax.Edit(testutil.Keystroke(script, i)))
			facts = analysis.Read(d.Tree(), facts)
			check(b, facts)
		}
	})
}

func check(b *testing.B, script *analysis.Script) {
	if report := enhancer.Check(script, enhancer.Options{Path: "train.py"}); len(report.Issues) != 1 {
		b.Fatalf("%d issues, want the one that the script has", len(report.Issues))
	}
}
