package lsp

import (
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
	"github.com/trainlsp/trainlsp/enhancer"
)

// BenchmarkKeystroke measures the way from a didChange of one character to the diagnostics for its version, over a pipe.
// x-bare is the ratio to tree-sitter's incremental parse of the same edit alone.
func BenchmarkKeystroke(b *testing.B) {
	testutil.Benchmark(b, func(b *testing.B, script string) func(int) {
		e := open(b, Options{Checker: enhancer.Check}, modern("utf-16"))
		e.didOpen(train, script)
		if len(e.published(train, 1)) != 1 {
			b.Fatal("there is not the one thing to find")
		}
		return func(i int) {
			edit := testutil.Keystroke(script, i)
			line := strings.Count(script[:edit.Start], "\n")
			from := edit.Start - strings.LastIndexByte(script[:edit.Start], '\n') - 1
			e.didChange(train, i+2, obj{"range": place(line, from, line, from+edit.End-edit.Start), "text": edit.New})
			e.published(train, i+2)
		}
	})
}
