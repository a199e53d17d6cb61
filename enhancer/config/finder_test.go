package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
)

// tree makes files in a new folder, and gives the folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		put(t, filepath.Join(folder, filepath.FromSlash(name)), text)
	}
	return folder
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ignored is what the settings file of a script ignores, nil where there is none.
func ignored(f *config.Finder, script string) []string {
	if file := f.Of(script); file != nil {
		return file.Ignore
	}
	return nil
}

func TestFinderTakesTheNearest(t *testing.T) {
	files := map[string]string{
		"trainlsp.toml":            `ignore = ["api_limit"]`,
		"repo/.git/HEAD":           "",
		"repo/trainlsp.toml":       `ignore = ["unused_ignore"]`,
		"repo/part/setup.py":       "",
		"repo/part/steps/train.py": "",
		"repo/own/trainlsp.toml":   `ignore = ["missing_optimizer"]`,
		"repo/own/train.py":        "",
		"bare/setup.py":            "",
		"bare/deep/train.py":       "",
		"nowhere/train.py":         "",
	}
	folder := tree(t, files)
	if err := os.MkdirAll(filepath.Join(folder, "repo", "folder", config.Name), 0o750); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", folder) // what stands above is nobody's project
	for _, c := range []struct{ roots, script, want string }{
		{"", "repo/train.py", "unused_ignore"},
		{"", "repo/part/steps/train.py", "unused_ignore"}, // a part of a repository is no end of it
		{"", "repo/own/train.py", "missing_optimizer"},
		{"", "repo/folder/train.py", "unused_ignore"}, // what is no file is no settings file
		{"", "bare/deep/train.py", ""},                // never above the project
		{"", "nowhere/train.py", ""},
		{"repo/part", "repo/part/steps/train.py", ""}, // never above the workspace
		{"repo", "repo/part/steps/train.py", "unused_ignore"},
		{".", "bare/deep/train.py", "api_limit"},
		{"repo/part", "repo/train.py", "unused_ignore"},
	} {
		var roots []string
		if c.roots != "" {
			roots = []string{filepath.Join(folder, filepath.FromSlash(c.roots))}
		}
		got := ignored(config.NewFinder(enhancer.RuleNames(), roots...), filepath.Join(folder, filepath.FromSlash(c.script)))
		if want := c.want; len(got) > 1 || len(got) == 1 && got[0] != want || len(got) == 0 && want != "" {
			t.Errorf("%s in %q: %q, want %q", c.script, c.roots, got, want)
		}
	}
}

func TestFinderFollowsChanges(t *testing.T) {
	folder := tree(t, map[string]string{"train.py": "", "deep/train.py": ""})
	script, outer, inner := filepath.Join(folder, "deep", "train.py"), filepath.Join(folder, config.Name), filepath.Join(folder, "deep", config.Name)
	f := config.NewFinder(enhancer.RuleNames(), folder)
	want := func(when string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, ignored(f, script)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	edit := func(path, text string) bool { return f.Edit(config.Read(path, []byte(text), enhancer.RuleNames())) }
	want("at first")
	put(t, outer, `ignore = ["a"]`)
	want("before anybody tells")
	if !f.Look() || f.Look() {
		t.Error("only the first look is one at something new")
	}
	want("after a look", "a")
	put(t, outer, `ignore = ["b"]`)
	f.Changed(outer)
	want("after a change", "b")
	if edit(outer, `ignore = ["b"]`) {
		t.Error("the text of the disk is no change")
	}
	if !edit(outer, `ignore = ["c"]`) || edit(outer, "ignore = [\"c\"]\nigno") {
		t.Error("the first edit alone changes what is said")
	}
	want("unsaved", "c")
	if !edit(inner, `ignore = ["e"]`) || f.Look() || !edit(inner, `ignore = ["f"]`) {
		t.Error("an edit is a change, whether or not anybody has asked since the last one")
	}
	f.Close(inner)
	f.Changed(outer)
	want("unsaved, and changed on the disk", "c")
	if !edit(inner, `ignore = ["d"]`) {
		t.Error("a new file is a change")
	}
	want("with an unsaved one that is nearer", "d")
	f.Close(inner)
	want("without", "c")
	if beside := filepath.Join(folder, "beside", config.Name); !edit(beside, `ignore = ["g"]`) {
		t.Error("a file beside is a change")
	} else {
		f.Close(beside)
	}
	put(t, inner, `ignore = ["h"]`)
	if !f.Look() {
		t.Error("what is known of a folder outlasts a change beside it")
	}
	want("with one on the disk that is nearer", "h")
	if err := os.Remove(inner); err != nil || !f.Look() {
		t.Error("that it is gone is a change", err)
	}
	f.Close(outer)
	want("without any", "b")
	if err := os.Remove(outer); err != nil {
		t.Fatal(err)
	}
	if !f.Look() {
		t.Error("that a file is gone is a change")
	}
	want("in the end")
}

func TestFinderTellsOfFilesThatCannotBeRead(t *testing.T) {
	folder := tree(t, map[string]string{config.Name: ""})
	if err := os.Truncate(filepath.Join(folder, config.Name), 65<<20); err != nil {
		t.Fatal(err)
	}
	f := config.NewFinder(enhancer.RuleNames(), folder)
	told := 0
	f.Unreadable = func(string, error) { told++ }
	for range 3 {
		if file := f.Of(filepath.Join(folder, "train.py")); file == nil || file.Err == nil || file.Ignore != nil {
			t.Fatalf("got %+v", file)
		}
	}
	if files := f.Files(); told != 1 || len(files) != 1 || files[0].Err == nil {
		t.Errorf("it is told %d times of %d files", told, len(files))
	}
}
