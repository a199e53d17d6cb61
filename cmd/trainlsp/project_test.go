package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestEditorAndCheckAgreeUnderSettings has settings of all kinds say the same to `check`, for a folder and for standard
// input, and to an editor.
func TestEditorAndCheckAgreeUnderSettings(t *testing.T) {
	const faulty = "import argparse\nimport os\nprint(os.environ['SM_MODLE_DIR'])\nargparse.ArgumentParser().add_argument('--x', type=bool)\n"
	want := map[string][]string{
		"train.py":     {"ERROR unknown_sm_env_var"},
		"jobs/run.py":  {"ERROR missing_training_loop", "ERROR unknown_sm_env_var"},
		"own/train.py": {"WARNING argparse_type_bool"},
		"old/train.py": nil,
	}
	files := map[string]string{
		"trainlsp.toml": "ignore = ['argparse_type_bool', 'missing_hyperparameter_loading']\nexclude = ['old']\n" +
			"[severity]\nunknown_sm_env_var = 'error'\n[step-types]\n'jobs/*.py' = 'Training'\n",
		"own/trainlsp.toml": "select = ['argparse_type_bool']\n",
	}
	for name := range want {
		files[name] = faulty
	}
	built(t) // before it goes to another folder
	tree(t, files)
	here, err := filepath.EvalSymlinks(home(t))
	if err != nil {
		t.Fatal(err)
	}
	var checked struct {
		Files []struct {
			Path   string
			Issues []issue
		}
	}
	var stdout, stderr bytes.Buffer
	Main(t.Context(), []string{"check", "--exit-zero", "--output-format", "json"}, strings.NewReader(""), &stdout, &stderr)
	decodeInto(t, stdout.Bytes(), &checked)
	said := map[string][]issue{}
	for _, f := range checked.Files {
		said[f.Path] = f.Issues
	}
	for name, codes := range want {
		var got []string
		for _, i := range said[name] {
			got = append(got, i.Severity+" "+i.Category)
		}
		if diff := cmp.Diff(codes, got); diff != "" {
			t.Errorf("%s (-want +what check says; %s):\n%s", name, &stderr, diff)
		}
		d := startServer(t, editor(false), "utf-16").open(filepath.ToSlash(filepath.Join(here, name)), files[name], false)
		if diff := cmp.Diff(d.expected(said[name]), d.diagnostics()); diff != "" {
			t.Errorf("%s (-what check says +what the editor shows):\n%s", name, diff)
		}
		if name == "old/train.py" {
			continue // what is named is checked all the same
		}
		if diff := cmp.Diff(said[name], d.check(false)); diff != "" {
			t.Errorf("%s (-what check says +what it says of standard input):\n%s", name, diff)
		}
	}
}
