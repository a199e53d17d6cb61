package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFix(t *testing.T) {
	for _, c := range []struct{ name, before, after, said string }{
		{"one", "BAD()\n", "GOOD()\n", "1 fix applied"},
		{"several", "BAD(); BAD()\nBAD()\n", "GOOD(); GOOD()\nGOOD()\n", "3 fixes applied"},
		{"one that uncovers another", "NESTED()\n", "GOOD()\n", "2 fixes applied"},
		{"CRLF and a BOM stay", "\ufeffx = 1\r\nBAD()\r\n", "\ufeffx = 1\r\nGOOD()\r\n", "1 fix applied"},
		{"no newline at the end stays", "BAD()", "GOOD()", "1 fix applied"},
		{"bytes that are no text stay", "\x00\xff\nBAD()\n", "\x00\xff\nGOOD()\n", "1 fix applied"},
		{"what was broken may stay so", "x = (\nBAD()\n", "x = (\nGOOD()\n", "1 fix applied"},
		{"nothing to fix", "WARN()\n", "WARN()\n", "1 warning found.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, map[string]string{"x.py": c.before})
			o := run("", "check", "--fix")
			if o.code != exitClean || readFile(t, "x.py") != c.after || !strings.Contains(o.stdout, c.said) {
				t.Errorf("x.py is %q, want %q; %s", readFile(t, "x.py"), c.after, o)
			}
			again := run("", "check", "--fix")
			if readFile(t, "x.py") != c.after || strings.Contains(again.stdout, "applied") {
				t.Errorf("a second run: x.py is %q; %s", readFile(t, "x.py"), again)
			}
		})
	}
}

func TestFixReportsWhatIsLeft(t *testing.T) {
	tree(t, map[string]string{"x.py": "BAD(1)\nWARN()\n"})
	o := run("", "check", "--fix", "--fail-on", "warning")
	want := "x.py:2:1: WARNING This call is odd. [odd_call]\nChecked 1 script: 1 warning found, 1 fix applied.\n"
	if o.code != exitFindings || o.stdout != want {
		t.Errorf("got %s", o)
	}
}

func TestFixThatWouldBreakTheScript(t *testing.T) {
	tree(t, map[string]string{"x.py": "BREAKING()\n"})
	o := run("", "check", "--fix")
	if o.code != exitFailed || readFile(t, "x.py") != "BREAKING()\n" ||
		!strings.HasPrefix(o.stdout, "x.py:1:1: ERROR The fix of this is wrong.") || !strings.Contains(o.stderr, "would no longer parse") {
		t.Errorf("x.py is %q; %s", readFile(t, "x.py"), o)
	}
}

func TestDiffAndStdinWriteNothing(t *testing.T) {
	tree(t, map[string]string{"x.py": "BAD()\n"})
	if o := run("", "check", "--diff"); o.code != exitFindings {
		t.Errorf("got %s", o)
	}
	if o := run("", "check", "--diff", "--exit-zero"); o.code != exitClean {
		t.Errorf("got %s", o)
	}
	run("BAD()\n", "check", "--fix", "--stdin-filename", "x.py")
	if got := readFile(t, "x.py"); got != "BAD()\n" {
		t.Errorf("x.py became %q", got)
	}
}

func TestFixThroughALink(t *testing.T) {
	tree(t, map[string]string{"real/x.py": "BAD()\n", "link.py": "-> real/x.py"})
	run("", "check", "--fix", "link.py")
	info, err := os.Lstat("link.py")
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode()&os.ModeSymlink == 0 || readFile(t, "real/x.py") != "GOOD()\n" {
		t.Errorf("link.py is %v, real/x.py %q", info.Mode(), readFile(t, "real/x.py"))
	}
}

func TestRewriteLeavesWhatChangedMeanwhile(t *testing.T) {
	tree(t, map[string]string{"x.py": "theirs\n"})
	err := rewrite("x.py", []byte("read\n"), []byte("fixed\n"))
	if err == nil || !strings.Contains(err.Error(), "changed by someone else") || readFile(t, "x.py") != "theirs\n" {
		t.Errorf("error %v, x.py %q", err, readFile(t, "x.py"))
	}
	if err := rewrite("gone.py", nil, nil); err == nil {
		t.Error("no error for a file that is gone")
	}
	if left, _ := filepath.Glob("x.py?*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestManyFiles wants the same output from every run, whichever core is done first.
func TestManyFiles(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		text := fmt.Sprintf("%sBAD(%d)\n", strings.Repeat("x = 1\n", i%7), i)
		switch {
		case i%50 == 0:
			text = "PANIC\n"
		case i%3 == 0:
			text = "x = 1\n"
		}
		files[fmt.Sprintf("d%d/%d.py", i%5, i)] = text
	}
	tree(t, files)
	first := run("", "check", "--output-format", "json")
	if first.code != exitFailed || strings.Count(first.stdout, `"path"`) != 200 || strings.Count(first.stderr, "defect") != 4 {
		t.Fatalf("got exit %d, %d paths, stderr %s", first.code, strings.Count(first.stdout, `"path"`), first.stderr)
	}
	for range 3 {
		if run("", "check", "--output-format", "json") != first {
			t.Fatal("two runs differ")
		}
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, fmt.Errorf("broken pipe") }

func TestOutputThatCannotBeWritten(t *testing.T) {
	for _, args := range []string{"check -", "check --output-format json -", "version", "rules", "rule bad_call", "requirements"} {
		var stderr bytes.Buffer
		code := newProgram("BAD()\n", brokenPipe{}, &stderr).main(t.Context(), strings.Fields(args))
		if code != exitFailed || !strings.Contains(stderr.String(), "broken pipe") {
			t.Errorf("%s: exit %d, stderr %q", args, code, &stderr)
		}
	}
}
