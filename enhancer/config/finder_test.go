package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
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
	f.Changed(outer)
	want("unsaved, and changed on the disk", "c")
	if !edit(inner, `ignore = ["d"]`) {
		t.Error("a new file is a change")
	}
	want("with an unsaved one that is nearer", "d")
	f.Close(inner)
	want("without", "c")
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

func TestOptions(t *testing.T) {
	file := filepath.Join(top, "steps", "train.py")
	p := read("select = [\"a\"]\nignore = [\"b\"]\nstep-type = \"Utility\"\n[severity]\na = \"info\"\nb = \"info\"\n[step-types]\n\"steps/train.py\" = \"Transform\"\n")
	for name, c := range map[string]struct {
		own  config.Settings
		p    *config.File
		want enhancer.Options
	}{
		"nothing": {},
		"the file's": {p: p, want: enhancer.Options{Select: []string{"a"}, Ignore: []string{"b"}, StepType: "Transform",
			Severity: map[string]rule.Severity{"a": rule.Info, "b": rule.Info}}},
		"own ones": {own: config.Settings{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}},
			want: enhancer.Options{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}}},
		"both": {own: config.Settings{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}}, p: p,
			want: enhancer.Options{Select: []string{"c"}, Ignore: []string{"b", "d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error, "b": rule.Info}}},
		"a pattern on top":          {own: config.Settings{StepTypes: map[string]string{"steps/train.py": "Lambda"}}, p: read("step-types.\"steps/train.py\" = \"Transform\""), want: enhancer.Options{StepType: "Lambda"}},
		"a pattern that is longer":  {own: config.Settings{StepTypes: map[string]string{"train.py": "Lambda"}}, p: read("step-types.\"steps/train.py\" = \"Transform\""), want: enhancer.Options{StepType: "Transform"}},
		"a pattern of another file": {p: read("step-type = \"Utility\"\nstep-types.\"train.py.bak\" = \"Transform\""), want: enhancer.Options{StepType: "Utility"}},
	} {
		c.want.Path = file
		got := c.own.Options(file, file, c.p)
		for _, o := range []*enhancer.Options{&got, &c.want} {
			if len(o.Ignore) == 0 {
				o.Ignore = nil
			}
			if len(o.Severity) == 0 {
				o.Severity = nil
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, file string
		want          bool
	}{
		{"old", "old/a/train.py", true},
		{"old/", "old/train.py", true},
		{"old", "src/old/train.py", true},
		{"/old", "src/old/train.py", false},
		{"/old", "old/train.py", true},
		{"src/old", "src/old/train.py", true},
		{"src/old", "a/src/old/train.py", false},
		{"**/src/old", "a/src/old/train.py", true},
		{"*_test.py", "a/b/train_test.py", true},
		{"*.py", "a.py/readme", true},
		{"a/*.py", "a/b/train.py", false},
		{"a/**/*.py", "a/b/c/train.py", true},
		{"train.py", "../train.py", false},
		{"project", "train.py", false},
	} {
		p := read(`exclude = ["` + c.pattern + `"]`)
		if got := p.Excludes(filepath.Join(top, filepath.FromSlash(c.file))); got != c.want {
			t.Errorf("%s excludes %s: %v", c.pattern, c.file, got)
		}
	}
	if (*config.File)(nil).Excludes(top) {
		t.Error("no file excludes something")
	}
}
