package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// runSlowly checks a folder of three scripts, each of which takes the given time by a clock of our own.
func runSlowly(t *testing.T, each time.Duration, terminal bool) (stdout, stderr string) {
	t.Helper()
	tree(t, map[string]string{"a.py": "", "b.py": "", "c.py": ""})
	var out, err bytes.Buffer
	p := newProgram("", &out, &err)
	p.terminal = func(io.Writer) bool { return terminal }
	clock := time.Unix(0, 0)
	p.now = func() time.Time {
		clock = clock.Add(each) // asked once at the start, then after each script, under a lock
		return clock
	}
	if code := p.main(context.Background(), []string{"check"}); code != exitClean {
		t.Fatalf("exit %d, stderr %q", code, &err)
	}
	return out.String(), err.String()
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name     string
		each     time.Duration
		terminal bool
		want     bool
	}{
		{"slow", time.Second, true, true},
		{"quick", time.Millisecond, true, false},
		{"slow, into a file", time.Second, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			stdout, stderr := runSlowly(t, c.each, c.terminal)
			if shown := strings.Contains(stderr, "checking"); shown != c.want {
				t.Errorf("a bar was shown: %v, want %v; stderr %q", shown, c.want, stderr)
			}
			if !strings.Contains(stdout, "Checked 3 scripts: nothing found.\n") {
				t.Errorf("stdout %q", stdout)
			}
		})
	}
}

func TestColor(t *testing.T) {
	for _, c := range []struct {
		flag, noColor, term string
		terminal, want      bool
	}{
		{"auto", "", "xterm", true, true},
		{"auto", "", "xterm", false, false},
		{"auto", "1", "xterm", true, false},
		{"auto", "", "dumb", true, false},
		{"always", "1", "dumb", false, true},
		{"never", "", "xterm", true, false},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", c.term)
		p := newProgram("", nil, nil)
		p.terminal = func(io.Writer) bool { return c.terminal }
		if got := p.style(c.flag).on; got != c.want {
			t.Errorf("%+v: colour %v", c, got)
		}
	}
}
