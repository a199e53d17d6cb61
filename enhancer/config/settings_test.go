package config_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func TestOptions(t *testing.T) {
	file := filepath.Join(top, "steps", "train.py")
	p := read("select = [\"a\"]\nignore = [\"b\"]\nstep-type = \"Utility\"\n[severity]\na = \"info\"\nb = \"info\"\n[step-types]\n\"steps/train.py\" = \"Transform\"\n")
	for name, c := range map[string]struct {
		own  config.Settings
		p    *config.File
		want enhancer.Options
	}{
		"nothing": {},
		"the file's": {p: p, want: enhancer.Options{Select: []string{"a"}, Ignore: []string{"b"}, DefaultStepType: "Transform",
			Severity: map[string]rule.Severity{"a": rule.Info, "b": rule.Info}}},
		"own ones": {own: config.Settings{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}},
			want: enhancer.Options{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}}},
		"both": {own: config.Settings{Select: []string{"c"}, Ignore: []string{"d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error}}, p: p,
			want: enhancer.Options{Select: []string{"c"}, Ignore: []string{"b", "d"}, StepType: "Tuning", Severity: map[string]rule.Severity{"a": rule.Error, "b": rule.Info}}},
		"a pattern on top":          {own: config.Settings{StepTypes: map[string]string{"steps/train.py": "Lambda"}}, p: read("step-types.\"steps/train.py\" = \"Transform\""), want: enhancer.Options{StepType: "Lambda", DefaultStepType: "Transform"}},
		"a pattern that is longer":  {own: config.Settings{StepTypes: map[string]string{"train.py": "Lambda"}}, p: read("step-types.\"steps/train.py\" = \"Transform\""), want: enhancer.Options{DefaultStepType: "Transform"}},
		"a pattern of another file": {p: read("step-type = \"Utility\"\nstep-types.\"train.py.bak\" = \"Transform\""), want: enhancer.Options{DefaultStepType: "Utility"}},
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

// What a script says of itself counts more than what its project's file says of it, and less than what somebody sets.
func TestWhoSaysWhatAScriptIs(t *testing.T) {
	p := read("step-types.\"train.py\" = \"Transform\"")
	for _, c := range []struct {
		own          config.Settings
		script, want string
	}{
		{config.Settings{}, "", "Transform"},
		{config.Settings{}, "# trainlsp: step-type=Lambda\n", "Lambda"},
		{config.Settings{StepType: "Tuning"}, "# trainlsp: step-type=Lambda\n", "Tuning"},
		{config.Settings{StepTypes: map[string]string{"train.py": "Tuning"}}, "# trainlsp: step-type=Lambda\n", "Tuning"},
	} {
		file := filepath.Join(top, "train.py")
		report := enhancer.Check(analysis.Read(syntax.Parse([]byte(c.script)), nil), c.own.Options(file, file, p))
		if report.StepType != c.want {
			t.Errorf("%+v and %q make it %s, want %s", c.own, c.script, report.StepType, c.want)
		}
	}
}
