package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// top is the folder of the settings files in these tests.
var top = filepath.FromSlash("/project")

func read(text string) *config.File {
	return config.Read(filepath.Join(top, config.Name), []byte(text), enhancer.RuleNames())
}

// told shows what is wrong with a file: each place with what stands there, and what is said of it.
func told(f *config.File) (list []string) {
	for _, i := range f.Issues {
		list = append(list, fmt.Sprintf("%s: %s", f.Text[i.Span.Start:i.Span.End], i.Message))
	}
	return list
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want func(*config.File)
	}{
		"nothing":  {"", func(*config.File) {}},
		"comments": {"\ufeff# ours\n\n  # and theirs\r\n", func(*config.File) {}},
		"all": {
			`select = ["missing_model_saving", 'unused_ignore']
ignore = [
  "missing_optimizer", # ours is in a library
]
step-type = "training"
exclude = ["old", "**/*_test.py"]

[severity]
missing_model_saving = "warning"
"unused_ignore" = "ERROR"

[step-types]
"steps/*.py" = "Processing"
`, func(f *config.File) {
				f.Select, f.Ignore = []string{"missing_model_saving", "unused_ignore"}, []string{"missing_optimizer"}
				f.StepType, f.Exclude = "Training", []string{"old", "**/*_test.py"}
				f.Severity = map[string]rule.Severity{"missing_model_saving": rule.Warning, "unused_ignore": rule.Error}
				f.StepTypes = map[string]string{"steps/*.py": "Processing"}
			},
		},
		"tables on one line": {
			`severity = { missing_optimizer = "info" }
step-types = {"a.py" = "Tuning", b = "Lambda"}
severity.unused_ignore = "error"
`, func(f *config.File) {
				f.Severity = map[string]rule.Severity{"missing_optimizer": rule.Info, "unused_ignore": rule.Error}
				f.StepTypes = map[string]string{"a.py": "Tuning", "b": "Lambda"}
			},
		},
		"frameworks": {
			"[frameworks.acme]\nmodules = ['acme', 'acme_data']\ntrains = ['acme.*.fit']\n[frameworks]\nours = {saves = ['ours.save'], loads = ['ours.read'], evaluates = ['ours.score']}\n",
			func(f *config.File) {
				f.Frameworks = []*frameworks.Framework{
					{Name: "acme", Title: "acme", Modules: []string{"acme", "acme_data"}, Trains: []frameworks.Call{{Name: "acme.*.fit"}}},
					{Name: "ours", Title: "ours", Saves: []frameworks.Call{{Name: "ours.save"}}, Loads: []frameworks.Call{{Name: "ours.read"}}, Evaluates: []frameworks.Call{{Name: "ours.score"}}},
				}
			},
		},
		"empty ones": {"select = []\nignore = []\n[severity]\n[step-types]\n", func(*config.File) {}},
	} {
		got, want := read(c.text), &config.File{Path: filepath.Join(top, config.Name), Text: []byte(c.text)}
		c.want(want)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(config.File{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Whatever is wrong, the good setting beside it counts.
func TestReadComplains(t *testing.T) {
	const missing = `and no check has this name.`
	for name, c := range map[string]struct {
		text  string
		told  []string
		fixed string // what the fixes make of it; empty for none
	}{
		"an unknown key": {`ignor = ["unused_ignore"]`, []string{`ignor: There is no setting "ignor". Did you mean ignore?`}, `ignore = ["unused_ignore"]`},
		"a key as editors have it": {
			`stepType = "Training"`, []string{`stepType: There is no setting "stepType". Did you mean step-type?`}, `step-type = "Training"`,
		},
		"a key like no other": {`colour = 1`, []string{`colour: There is no setting "colour"; there are select, ignore, severity, step-type, step-types, exclude, frameworks.`}, ""},
		"an unknown table": {
			"[tool.trainlsp]\nselect = [\"a\"]\nb = 1\n", []string{`tool: There is no setting "tool"; there are select, ignore, severity, step-type, step-types, exclude, frameworks.`}, "",
		},
		"an unknown category": {
			`ignore = ["missing_model_savin", "xyz"]`,
			[]string{
				`"missing_model_savin": The setting ignore names "missing_model_savin", ` + missing + ` Did you mean missing_model_saving?`,
				`"xyz": The setting ignore names "xyz", ` + missing,
			}, `ignore = ["missing_model_saving", "xyz"]`,
		},
		"a text for a list":        {`ignore = "unused_ignore"`, []string{`"unused_ignore": The setting ignore must be a list of categories, not "unused_ignore".`}, `ignore = ["unused_ignore"]`},
		"a number for a list":      {`select = 7`, []string{`7: The setting select must be a list of categories, not 7.`}, ""},
		"a number in a list":       {`select = ["unused_ignore", 7]`, []string{`7: The setting select must be a list of categories, not 7.`}, ""},
		"a list in a list":         {`exclude = [["a"]]`, []string{`[["a"]]: The setting exclude must be a list of file patterns, not [["a"]].`}, ""},
		"a table for a list":       {"[select]\n", []string{`select: The setting select must be a list of categories, not [select].`}, ""},
		"a key below a list":       {"select.a = 1\n", []string{`a = 1: The setting select must be a list of categories, not a = 1.`}, ""},
		"a list for a table":       {`severity = []`, []string{`[]: The setting severity must be a table of categories with "error", "warning" or "info", not [].`}, ""},
		"a table of tables":        {"[[severity]]\nunused_ignore = 1\n", []string{`severity: The setting severity must be a table of categories with "error", "warning" or "info", not [severity].`}, ""},
		"a severity":               {`severity.unused_ignore = "eror"`, []string{`"eror": The setting severity.unused_ignore must be "error", "warning" or "info", not "eror". Did you mean error?`}, `severity.unused_ignore = "error"`},
		"a severity's category":    {`severity.unused_ignor = "error"`, []string{`unused_ignor: The setting severity names "unused_ignor", ` + missing + ` Did you mean unused_ignore?`}, `severity.unused_ignore = "error"`},
		"a severity's type":        {`severity = {unused_ignore = 1}`, []string{`1: The setting severity.unused_ignore must be "error", "warning" or "info", not 1.`}, ""},
		"a step type":              {`step-type = "Trainning"`, []string{`"Trainning": The setting step-type must be a step type, such as "Training", not "Trainning". Did you mean Training?`}, `step-type = "Training"`},
		"a step type's type":       {`step-type = ["Training"]`, []string{`["Training"]: The setting step-type must be a step type, such as "Training", not ["Training"].`}, ""},
		"a pattern's step type":    {"[step-types]\n\"a\" = \"Proccessing\"\n", []string{`"Proccessing": The setting step-types.a must be a step type, such as "Training", not "Proccessing". Did you mean Processing?`}, "[step-types]\n\"a\" = \"Processing\"\n"},
		"a pattern":                {`exclude = ["[", "a"]`, []string{`"[": The setting exclude has a pattern that cannot be read: "[".`}, ""},
		"a pattern of a type":      {`step-types = {"{" = "Training"}`, []string{`"{": The setting step-types has a pattern that cannot be read: "{".`}, ""},
		"a pattern upwards":        {`exclude = ["../a"]`, []string{`"../a": The setting exclude has a pattern that leads out of the folder of this file: "../a".`}, ""},
		"a pattern's dots":         {"[step-types]\ntrain.py = \"Training\"\n", []string{`train.py: A name with dots must stand in quotes: "train.py".`}, "[step-types]\n\"train.py\" = \"Training\"\n"},
		"a key twice":              {"ignore = []\nignore = []\n", []string{`ignore: The setting ignore is there twice.`}, ""},
		"a table twice":            {"[severity]\n[severity]\n", []string{`severity: The setting severity is there twice.`}, ""},
		"a framework's part":       {"[frameworks.acme]\ntrain = ['acme.fit']\n", []string{`train: A framework has no "train"; it has modules, trains, saves, loads, evaluates. Did you mean trains?`}, "[frameworks.acme]\ntrains = ['acme.fit']\n"},
		"a framework's other part": {"frameworks.acme.colour = 1", []string{`colour: A framework has no "colour"; it has modules, trains, saves, loads, evaluates.`}, ""},
		"a framework's names": {"frameworks.acme.trains = ['acme.fit()', 'acme.fit', 7]", []string{
			`'acme.fit()': The setting frameworks.acme.trains must be a list of names as Python imports them, such as "acme.Trainer.fit", not 'acme.fit()'.`,
			`7: The setting frameworks.acme.trains must be a list of names as Python imports them, such as "acme.Trainer.fit", not 7.`,
		}, ""},
		"a framework's name":        {"frameworks.pytorch.modules = ['torch']", []string{`pytorch: The framework pytorch is known already; one of your own needs another name.`}, ""},
		"a framework without name":  {"[frameworks]\nmodules = ['acme']\n", []string{`modules = ['acme']: The setting frameworks must be a table for each framework, such as [frameworks.acme], not modules = ['acme'].`}, ""},
		"a framework too deep":      {"[frameworks.acme.trains]\na = 1\n", []string{`frameworks.acme.trains: The setting frameworks must be a table for each framework, such as [frameworks.acme], not [frameworks.acme.trains].`}, ""},
		"a list of frameworks":      {"[[frameworks.acme]]\nmodules = ['acme']\n", []string{`frameworks.acme: The setting frameworks must be a table for each framework, such as [frameworks.acme], not [frameworks.acme].`}, ""},
		"a value that is missing":   {"ignore =\n", []string{"\n: This is no TOML: unexpected character U+000A at start of value."}, ""},
		"a key that is begun":       {"ign\n", []string{"\n: This is no TOML: expected '=' after key."}, ""},
		"a bracket that is missing": {"ignore = [\n  \"unused_ignore\",\n", []string{`s: This is no TOML: unexpected character U+0073 's' at start of value.`}, ""},
		"a comma that is missing":   {"ignore = [\"a\"\n\"b\"]\n", []string{"\": This is no TOML: expected ',' or ']' after array value."}, ""},
		"a quote that is missing":   {"ignore = [\"a]\n", []string{"\n: This is no TOML: basic strings cannot have new lines."}, ""},
		"a table that is begun":     {"[sever\nunused_ignore = \"error\"\n", []string{"\n: This is no TOML: expected ']' to close table name."}, ""},
		"more behind a value":       {"ignore = [] []\n", []string{"[: This is no TOML: expected newline but got U+005B '['."}, ""},
		"a text without end":        {"ignore = \"\"\"a\n", []string{"\n: This is no TOML: multiline basic string not terminated by \"\"\"."}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			good := "\n[step-types]\n\"good.py\" = \"Lambda\"\n"
			if strings.Contains(c.text, "step-types") {
				good = "\n[severity]\nmissing_optimizer = \"info\"\n"
			}
			f := read(c.text + good)
			if diff := cmp.Diff(c.told, told(f)); diff != "" {
				t.Errorf("what is wrong (-want +got):\n%s", diff)
			}
			if f.StepTypes["good.py"] != "Lambda" && f.Severity["missing_optimizer"] != rule.Info {
				t.Errorf("the rest does not count: %+v", f.Settings)
			}
			fixed, applied := enhancer.ApplyFixes(f.Text, f.Issues)
			if want := firstOf(c.fixed, c.text) + good; string(fixed) != want || (applied > 0) != (c.fixed != "") {
				t.Errorf("%d fixes make it %q, want %q", applied, fixed, want)
			}
			if c.fixed != "" && len(told(read(string(fixed)))) >= len(c.told) {
				t.Errorf("the fix leaves %q", told(read(string(fixed))))
			}
		})
	}
}

// TestReadme holds the README's example to what can be read, and its table to the keys.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n### trainlsp.toml\n")
	section, _, _ = strings.Cut(section, "\n### ")
	_, example, _ := strings.Cut(section, "```toml\n")
	example, _, _ = strings.Cut(example, "```")
	if f := read(example); len(f.Issues) > 0 || len(f.Ignore) == 0 || len(f.StepTypes) == 0 || len(f.Severity) == 0 || len(f.Exclude) == 0 {
		t.Errorf("the example says %+v; %q", f.Settings, told(f))
	}
	var keys []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(section, -1) {
		keys = append(keys, m[1])
	}
	list, _ := config.Complete(nil, 0)
	var want []string
	for _, c := range list {
		want = append(want, c.Label)
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("the README's keys (-want +got):\n%s", diff)
	}
}

// FuzzRead holds that any bytes can be read, and that what is wrong with them stands inside them.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"select = [\"unused_ignore\"]\n[severity]\nunused_ignore = \"info\"\n[step-types]\n\"a/*.py\" = 'Training'\n",
		"severity = {a = 1, 'b' = \"error\"}\nstep-types.a.b = 1\nignore = \"\"\"a\nb\"\"\"\n",
		"\ufeffexclude = [\"[\", [1], {a = 1}, 1979-05-27]\r\n", "[[select]]\n[a.b]\n[x", "select = [\n\"", "a = \"\\u0041\"\n= 1\n\x00 # \x01\n", "\r", "a={\na={\n", "[frameworks.a]\ntrains = ['a.b', '(']\n[frameworks]\nb.saves = 1\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := config.Read(config.Name, text, enhancer.RuleNames())
		for _, i := range file.Issues {
			if i.Span.Start < 0 || i.Span.Start > i.Span.End || i.Span.End > len(text) || i.Message == "" {
				t.Errorf("%q stands at %v of %d bytes", i.Message, i.Span, len(text))
			}
			for _, fix := range i.Fixes {
				if fix.Edits[0].Span != i.Span {
					t.Errorf("the fix of %v is at %v", i.Span, fix.Edits[0].Span)
				}
			}
		}
		for offset := 0; offset <= len(text); offset += 1 + len(text)/32 {
			_, at, _ := file.Hover(offset)
			list, span := config.Complete(text, offset)
			if at.Start < 0 || at.Start > at.End || at.End > len(text) || len(list) > 0 && (span.Start > offset || offset > span.End) {
				t.Errorf("at %d of %d bytes there are a hover about %v and completions for %v", offset, len(text), at, span)
			}
		}
	})
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
