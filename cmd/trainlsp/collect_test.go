package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree puts files into a new folder and goes there. A name that ends in "/" is an empty folder, a text "-> x" a link to x.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		target, link := strings.CutPrefix(text, "-> ")
		switch {
		case strings.HasSuffix(name, "/"):
			if err := os.MkdirAll(at, 0o755); err != nil {
				t.Fatal(err)
			}
		case link:
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(target, at); err != nil {
				t.Skip("needs symbolic links:", err)
			}
		default:
			write(t, at, text)
		}
	}
	t.Chdir(dir)
}

func TestCollect(t *testing.T) {
	for _, c := range []struct {
		name     string
		files    map[string]string
		args     string
		want     string
		problems string
	}{
		{
			name:  "sorted within folders, as given between them",
			files: map[string]string{"b/z.py": "", "b/a.py": "", "b/a/x.py": "", "b/a-b.py": "", "a/x.py": "", "c.py": ""},
			args:  "c.py b a",
			want:  "c.py b/a/x.py b/a-b.py b/a.py b/z.py a/x.py",
		},
		{
			name:  "names of folders are kept as given",
			files: map[string]string{"src/x.py": "", "src/sub/y.py": ""},
			args:  "./src/",
			want:  "./src/sub/y.py ./src/x.py",
		},
		{
			name:  "the current folder leaves no trace",
			files: map[string]string{"x.py": "", "sub/y.py": ""},
			args:  ".",
			want:  "sub/y.py x.py",
		},
		{
			name:  "given files are taken whatever their name",
			files: map[string]string{"notes.txt": "", ".gitignore": "*.py\n", "x.py": ""},
			args:  "notes.txt x.py .",
			want:  "notes.txt x.py",
		},
		{
			name:  "a file comes once, under its first name",
			files: map[string]string{"src/x.py": "", "link.py": "-> src/x.py"},
			args:  "link.py src src/x.py ./src",
			want:  "link.py",
		},
		{
			name: "Python programs without an extension",
			files: map[string]string{
				"train": "#!/usr/bin/env python3\n", "serve": "#!/usr/bin/python", "run": "#!/bin/sh\n# python\n", "empty": "",
				"Makefile": "python:\n", "train.sh": "#!/usr/bin/python\n", "long": "#!" + strings.Repeat(" ", 9999),
			},
			args: ".",
			want: "serve train",
		},
		{
			name: "other people's folders",
			files: map[string]string{
				"x.py": "", "venv/x.py": "", ".venv/x.py": "", "node_modules/x.py": "", "__pycache__/x.py": "", ".git/x.py": "",
				"lib/site-packages/x.py": "", ".ipynb_checkpoints/x.py": "", "myenv/pyvenv.cfg": "", "myenv/lib/x.py": "",
			},
			args: ".",
			want: "x.py",
		},
		{
			name:  "other people's folders, asked for",
			files: map[string]string{"venv/pyvenv.cfg": "", "venv/x.py": ""},
			args:  "venv",
			want:  "venv/x.py",
		},
		{
			name: "nested .gitignore",
			files: map[string]string{
				".gitignore": "out/\n*_gen.py\n/top.py\n", "top.py": "", "x.py": "", "a_gen.py": "", "out/x.py": "",
				"sub/top.py": "", "sub/.gitignore": "!keep_gen.py\nx.py\n", "sub/keep_gen.py": "", "sub/x.py": "", "sub/deep/x.py": "",
				"next/x.py": "",
			},
			args: ".",
			want: "next/x.py sub/keep_gen.py sub/top.py x.py",
		},
		{
			name: ".gitignore files above, up to the repository's top",
			files: map[string]string{
				".gitignore": "a.py\n", "repo/.git/": "", "repo/.gitignore": "src/b.py\n", "repo/src/.gitignore": "c.py\n",
				"repo/src/sub/a.py": "", "repo/src/b.py": "", "repo/src/sub/c.py": "", "repo/src/sub/d.py": "",
			},
			args: "repo/src/sub repo/src",
			want: "repo/src/sub/a.py repo/src/sub/d.py",
		},
		{
			name: "links",
			files: map[string]string{
				"in/x.py": "", "in/a.py": "-> x.py", "in/loop": "-> .", "in/up": "-> ..", "in/hidden/.gitignore": "*",
				"in/hidden/real.py": "", "in/b.py": "-> hidden/real.py", "in/out.py": "-> ../secret.py", "secret.py": "",
				"in/folder.py": "-> hidden", "in/.#x.py": "-> user@host",
			},
			args: "in",
			want: "in/b.py in/x.py",
		},
		{
			name:     "a link to nowhere",
			files:    map[string]string{"in/gone.py": "-> nowhere", "in/x.py": ""},
			args:     "in",
			want:     "in/x.py",
			problems: "in/gone.py: is a link that leads nowhere; expected one to a script",
		},
		{
			name:     "a link to itself",
			files:    map[string]string{"me.py": "-> me.py", "x.py": ""},
			args:     ".",
			want:     "x.py",
			problems: "me.py: cannot be read: too many levels of symbolic links",
		},
		{
			name:     "a .gitignore that is none",
			files:    map[string]string{".gitignore/": "", "x.py": ""},
			args:     ".",
			want:     "x.py",
			problems: ".gitignore: cannot be read: is a directory",
		},
		{
			name:     "what is not there",
			files:    map[string]string{"x.py": ""},
			args:     "nowhere x.py x.py/y.py",
			want:     "x.py",
			problems: "nowhere: there is no such file or folder\nx.py/y.py: cannot be read: not a directory",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, c.files)
			paths, problems := collect(strings.Fields(c.args), func(string) bool { return false })
			if diff := cmp.Diff(c.want, filepath.ToSlash(strings.Join(paths, " "))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(c.problems, joined(problems)); diff != "" {
				t.Errorf("problems: -want +got:\n%s", diff)
			}
		})
	}
}

func joined(problems []problem) string {
	lines := make([]string, 0, len(problems))
	for _, p := range problems {
		lines = append(lines, filepath.ToSlash(p.String()))
	}
	return strings.Join(lines, "\n")
}

func TestNothingToCheck(t *testing.T) {
	tree(t, map[string]string{"notes.txt": ""})
	o := run("", "check")
	if o.code != exitClean || o.stderr != "trainlsp: warning: no Python script in .\n" {
		t.Errorf("got %s", o)
	}
}

func TestTooLarge(t *testing.T) {
	tree(t, map[string]string{"x.py": "BAD()\n", "big.py": ""})
	if err := os.Truncate("big.py", largest+1); err != nil {
		t.Fatal(err)
	}
	o := run("", "check")
	want := "trainlsp: big.py: is too large to be a script; expected at most 20 MB\n"
	if o.code != exitFailed || o.stderr != want || !strings.HasPrefix(o.stdout, "x.py:1:1: ERROR") {
		t.Errorf("got %s", o)
	}
	o = run(strings.Repeat(" ", largest+1), "check", "-")
	if o.code != exitFailed || o.stderr != "trainlsp: -: standard input is too large to be a script; expected at most 20 MB\n" {
		t.Errorf("standard input: got exit %d, stderr %q", o.code, o.stderr)
	}
}

func TestControlCharactersInNames(t *testing.T) {
	name := "a\x1b[31m\nb.py"
	tree(t, map[string]string{name: "BAD()\n"})
	if o := run("", "check"); !strings.HasPrefix(o.stdout, "a␛[31m␊b.py:1:1: ERROR") {
		t.Errorf("got %s", o)
	}
}

// write puts a file into a folder that is made for it.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
