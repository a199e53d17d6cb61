package testutil

import (
	"fmt"
	"testing"
	"time"
)

// Benchmark measures a step at each of the Sizes. start readies it for a script and gives what is measured: the i-th step.
// x-bare is the ratio to what tree-sitter alone takes to follow a Keystroke, measured in the same run.
func Benchmark(b *testing.B, start func(b *testing.B, script string) func(i int)) {
	for _, lines := range Sizes {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			script := Script(lines)
			bare := Bare(script)
			step := start(b, script)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				step(i)
				i++
			}
			bare = min(bare, Bare(script))
			b.ReportMetric(float64(bare)/float64(time.Microsecond), "bare-µs")
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(bare), "x-bare")
		})
	}
}
