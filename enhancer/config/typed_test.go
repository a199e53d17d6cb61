package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
)

// TestComplete types at the place that "<|>" marks.
func TestComplete(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string // the first label, empty for none; more behind commas, of which "-name" must not be there
		line string // what the line is when the first one is taken
	}{
		"a key":                       {"<|>", "select,ignore,severity,step-type,step-types,exclude,frameworks", "select"},
		"a key behind others":         {"select = []\nig<|>n", "select,ignore", "select"},
		"a table":                     {"select = []\n[st<|>", "severity,step-types,-select", "[severity"},
		"a category's severity":       {"[severity]\nmissing_<|>", "api_limit,missing_model_saving", "api_limit"},
		"a severity":                  {"[severity]\nunused_ignore = \"<|>\"", "error,warning,info", `unused_ignore = "error"`},
		"a severity without quotes":   {"[severity]\nunused_ignore = <|>", `"error","warning"`, `unused_ignore = "error"`},
		"a severity by a dot":         {"severity.unused_ignore = '<|>'", "error,warning", `severity.unused_ignore = 'error'`},
		"a category on one line":      {"severity = { un<|> }", "api_limit", "severity = { api_limit }"},
		"a severity on one line":      {"severity = { unused_ignore = \"<|>\" }", "error", `severity = { unused_ignore = "error" }`},
		"another one on that line":    {"severity = { unused_ignore = \"info\", <|> }", "api_limit", `severity = { unused_ignore = "info", api_limit }`},
		"a category":                  {"ignore = [\"api_limit\", \"<|>\", \"unused_ignore\"]", "argparse_flag_as_hyperparameter,-api_limit,-unused_ignore", `ignore = ["api_limit", "argparse_flag_as_hyperparameter", "unused_ignore"]`},
		"a category between lines":    {"# ours\nselect = [ # [\n  \"api_limit\",\n  \"m<|>\n]", "argparse_flag_as_hyperparameter,-api_limit", `  "argparse_flag_as_hyperparameter`},
		"a category without quotes":   {"select = [<|>]", `"api_limit"`, `select = ["api_limit"]`},
		"a step type":                 {"step-type = \"Tr<|>\"", "Training,Processing", `step-type = "Training"`},
		"a step type, begun":          {"step-type = Tr<|>", `"Training"`, `step-type = "Training"`},
		"a pattern's step type":       {"[step-types]\n\"a.py\" = \"<|>\"", "Training", `"a.py" = "Training"`},
		"a pattern's on one line":     {"step-types = {\"a.py\" = <|>}", `"Training"`, `step-types = {"a.py" = "Training"}`},
		"a key in Windows' file":      {"select = []\r\n<|>\r\n", "select", "select\r"},
		"a framework's part":          {"[frameworks.acme]\nmo<|>", "modules,trains,saves,loads,evaluates", "modules"},
		"a pattern":                   {"[step-types]\n<|>", "", ""},
		"a pattern of files":          {"exclude = [\"<|>\"]", "", ""},
		"a comment":                   {"select = [] # <|>", "", ""},
		"behind a list":               {"select = []\n# x = \"<|>", "", ""},
		"a list that is no list yet":  {"select = <|>", "", ""},
		"an unknown table":            {"[tool]\n<|>", "", ""},
		"a key of a table, not a key": {"[severity]\nselect = [\"<|>\"]", "error", `select = ["error"]`},
	} {
		t.Run(name, func(t *testing.T) {
			at := strings.Index(c.text, "<|>")
			text := strings.Replace(c.text, "<|>", "", 1)
			list, span := config.Complete([]byte(text), at)
			var got []string
			for _, l := range list {
				got = append(got, l.Label)
			}
			if c.want == "" {
				if len(got) > 0 {
					t.Errorf("got %q", got)
				}
				return
			}
			for i, want := range strings.Split(c.want, ",") {
				name, out := strings.CutPrefix(want, "-")
				if slices.Contains(got, name) == out || i == 0 && got[0] != want {
					t.Fatalf("got %q, want %q", got, c.want)
				}
			}
			changed := text[:span.Start] + got[0] + text[span.End:]
			if !slices.Contains(strings.Split(changed, "\n"), c.line) {
				t.Errorf("it makes it %q", changed)
			}
		})
	}
}

func TestCompletionTellsOfCategories(t *testing.T) {
	list, _ := config.Complete([]byte(`select = [""]`), len(`select = ["`))
	if len(list) != len(enhancer.Rules()) || list[0].Kind != enhancer.CompletesRule || list[0].Detail == "" || list[0].Text == "" {
		t.Errorf("got %d: %+v", len(list), list[0])
	}
}

// TestHover looks at the place that "<|>" marks.
func TestHover(t *testing.T) {
	for name, c := range map[string]struct{ text, about, want string }{
		"a key":                   {`igno<|>re = []`, "ignore", "**`ignore`** · setting\n\nLeaves out these categories. It is a list of categories."},
		"a table":                 {"[sever<|>ity]", "severity", "Sets the severities of categories."},
		"a category":              {`ignore = ["missing_<|>model_saving"]`, `"missing_model_saving"`, "**`missing_model_saving`** · ERROR"},
		"a category's severity":   {"[severity]\n<|>unused_ignore = 'info'", "unused_ignore", "**`unused_ignore`** · INFO"},
		"a step type":             {`step-type = "Train<|>ing"`, `"Training"`, "**`Training`** · step type\n\nA training job's entry point"},
		"a framework's part":      {"[frameworks.acme]\ntra<|>ins = []", "trains", "**`trains`** · of a framework\n\nThe calls that train a model."},
		"behind what is broken":   {"[x\nignore = [\nseverity = {unused_ig<|>nore = 'info'}", "", ""},
		"an unknown key":          {`ig<|>nor = []`, "", ""},
		"an unknown category":     {`ignore = ["x<|>yz"]`, "", ""},
		"a key that is another's": {"[severity]\nseve<|>rity = 'info'", "", ""},
		"a pattern":               {`exclude = ["o<|>ld"]`, "", ""},
	} {
		at, text := strings.Index(c.text, "<|>"), strings.Replace(c.text, "<|>", "", 1)
		got, about, ok := read(text).Hover(at)
		if ok != (c.want != "") || !strings.Contains(got, c.want) || text[about.Start:about.End] != c.about {
			t.Errorf("%s: about %q: %q", name, text[about.Start:about.End], got)
		}
	}
}
