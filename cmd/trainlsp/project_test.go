package main

import (
	"os"
	"strings"
	"testing"
)

// A settings file that cannot be read is like any other file that cannot be: the rest is done, and the exit code tells.
func TestUnreadableSettings(t *testing.T) {
	tree(t, map[string]string{"trainlsp.toml": "", "x.py": "BAD()\n", "sub/trainlsp.toml": "ignore = ['bad_call']\n", "sub/x.py": "BAD()\n"})
	if err := os.Truncate("trainlsp.toml", 65<<20); err != nil {
		t.Fatal(err)
	}
	o := run("", "check", "--exit-zero")
	if o.code != exitFailed || !strings.HasPrefix(o.stderr, "trainlsp: trainlsp.toml: cannot be read: ") || strings.Count(o.stdout, "ERROR") != 1 || !strings.HasPrefix(o.stdout, "x.py:1:1: ERROR") {
		t.Errorf("got %s", o)
	}
	for _, args := range [][]string{{"enhance", "x.py"}, {"validate", "x.py"}} {
		if o := run("", args...); o.code != exitFailed || o.stdout == "" || !strings.HasPrefix(o.stderr, "trainlsp: trainlsp.toml: cannot be read: ") {
			t.Errorf("%s: got %s", args[0], o)
		}
	}
	if o := run("", "check", "sub"); o.code != exitClean || o.stderr != "" {
		t.Errorf("beside one that can be read: got %s", o)
	}
}

// What is excluded is neither a script to check nor a file that declares something about one.
func TestExcluded(t *testing.T) {
	const notebook = `{"cells": [{"cell_type": "code", "source": "from sagemaker.pytorch import PyTorch\nPyTorch(entry_point='gone.py')\n"}]}`
	tree(t, map[string]string{"trainlsp.toml": "", "old/book.ipynb": notebook, "old/x.py": "BAD()\n", "x.py": "BAD()\n"})
	if o := run("", "check"); !strings.Contains(o.stdout, "old/x.py:1:1: ERROR") || !strings.Contains(o.stdout, "old/book.ipynb:") {
		t.Fatalf("got %s", o)
	}
	write(t, "trainlsp.toml", "exclude = ['old']\n")
	for _, args := range []string{"check", "check .", "check old x.py"} {
		if o := run("", strings.Fields(args)...); strings.Contains(o.stdout, "old") || !strings.Contains(o.stdout, "x.py:1:1: ERROR") {
			t.Errorf("%s: got %s", args, o)
		}
	}
}
