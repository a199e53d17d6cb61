package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
	"github.com/trainlsp/trainlsp/enhancer"
)

// largeWorkspace is how many files BenchmarkLargeWorkspace makes.
const largeWorkspace = 50_000

// BenchmarkLargeWorkspace opens a script in a workspace of 50,000 Python files, of which one in 200 starts a job, and types
// into it while the workspace is being read. It reports milliseconds: to the first diagnostics, until everything is read,
// and of keystrokes (median and worst) while it reads and afterwards; and megabytes of Go's heap in the end.
func BenchmarkLargeWorkspace(b *testing.B) {
	folder := b.TempDir()
	makeWorkspace(b, folder)
	script := testutil.Script(300)
	uri := "file://" + filepath.ToSlash(filepath.Join(folder, "p0", "train.py"))
	for b.Loop() {
		began := time.Now()
		e := open(b, Options{Checker: enhancer.Check}, modern("utf-16"), obj{"rootUri": "file://" + filepath.ToSlash(folder)})
		e.didOpen(uri, script)
		e.published(uri, 1)
		b.ReportMetric(milliseconds(time.Since(began)), "first-ms")
		version := 1
		reading, after := []time.Duration{}, []time.Duration{}
		for !e.hasRead() {
			version++
			reading = append(reading, e.keystroke(uri, script, version))
		}
		b.ReportMetric(milliseconds(time.Since(began)), "indexed-ms")
		for range 200 {
			version++
			after = append(after, e.keystroke(uri, script, version))
		}
		report(b, "reading", reading)
		report(b, "after", after)
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		b.ReportMetric(float64(memory.HeapAlloc>>20), "heap-MB")
		b.ReportMetric(0, "ns/op")
	}
}

func makeWorkspace(b *testing.B, folder string) {
	b.Helper()
	module := "import os\n" + strings.Repeat("\ndef area(width, height):\n    total = width * height\n    return total if total > 0 else 0\n", 20)
	launcher := "from sagemaker.pytorch import PyTorch\n\nPyTorch(entry_point=\"train.py\", hyperparameters={\"epochs\": 3}).fit({\"train\": \"s3://b/t\"})\n" + module
	for i := range largeWorkspace {
		name, text := filepath.Join(folder, fmt.Sprintf("p%d", i/100), fmt.Sprintf("module_%d.py", i)), module
		if i%200 == 0 {
			text = launcher
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// hasRead tells whether the server has ended the progress bar of its reading.
func (e *editor) hasRead() bool {
	inbox := e.inbox(e.inboxes, "$/progress")
	for {
		select {
		case m := <-inbox:
			var p struct{ Value struct{ Kind string } }
			if json.Unmarshal(m.Params, &p) == nil && p.Value.Kind == "end" {
				return true
			}
		default:
			return false
		}
	}
}

// keystroke types one character and waits for the diagnostics of the version that it makes.
func (e *editor) keystroke(uri, script string, version int) time.Duration {
	edit := testutil.Keystroke(script, version)
	line := strings.Count(script[:edit.Start], "\n")
	from := edit.Start - strings.LastIndexByte(script[:edit.Start], '\n') - 1
	began := time.Now()
	e.didChange(uri, version, obj{"range": place(line, from, line, from+edit.End-edit.Start), "text": edit.New})
	e.published(uri, version)
	return time.Since(began)
}

func report(b *testing.B, name string, times []time.Duration) {
	if len(times) == 0 {
		return
	}
	slices.Sort(times)
	b.ReportMetric(milliseconds(times[len(times)/2]), name+"-p50-ms")
	b.ReportMetric(milliseconds(times[len(times)-1]), name+"-max-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
