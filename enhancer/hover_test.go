package enhancer

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

// updating tells that the golden files are to be written anew: the tests in package enhancer_test define the flag.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// cursor stands in a test's script where the mouse is; the text in the same line behind it names the case.
const cursor = "<|>"

func check(text string, o Options) *Report {
	o.File = filepath.FromSlash("/trainlsp-test/train.py") // a file xgboost.py would be taken for the library
	o.Workspace = workspace.New([]string{filepath.Dir(o.File)}, map[string][]byte{o.File: []byte(text)})
	return Check(analysis.Read(syntax.Parse([]byte(text)), nil), o)
}

// TestHover hovers at each cursor in the scripts of testdata/hover, one golden file for each script. `go test -run TestHover
// ./enhancer -update` writes them anew.
func TestHover(t *testing.T) {
	scripts, err := filepath.Glob("testdata/hover/*.py")
	if err != nil || len(scripts) == 0 {
		t.Fatal("there are no scripts", err)
	}
	for _, path := range scripts {
		t.Run(filepath.Base(path), func(t *testing.T) {
			marked, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			holdAgainst(t, strings.TrimSuffix(path, ".py")+".md", hoverAll(t, filepath.Base(path), string(marked)))
		})
	}
}

// hoverAll says of a script with cursors in it its summary and what the hover at each cursor shows.
func hoverAll(t *testing.T, name, marked string) string {
	t.Helper()
	parts := strings.Split(marked, cursor)
	text := strings.Join(parts, "")
	r := check(text, Options{Path: name})
	out := fmt.Sprintf("Summary: %q\n", r.Summary())
	at := 0
	for _, part := range parts[:len(parts)-1] {
		at += len(part)
		start := strings.LastIndexByte(text[:at], '\n') + 1
		line, _, _ := strings.Cut(text[start:], "\n")
		out += fmt.Sprintf("\n%s\n\n    %s\n", strings.Repeat("=", 100), line[:at-start]+cursor+line[at-start:])
		markdown, about, ok := r.Hover(at)
		if !ok {
			out += "\nnothing\n"
			continue
		}
		wellFormed(t, markdown)
		if lines := strings.Count(markdown, "\n") + 1; lines > 30 {
			t.Errorf("%d lines are too many:\n%s", lines, markdown)
		}
		out += fmt.Sprintf("    about: %q\n\n%s\n", text[about.Start:about.End], markdown)
	}
	return out
}

func holdAgainst(t *testing.T, golden, got string) {
	t.Helper()
	if updating() {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

var (
	codeSpan = regexp.MustCompile("(`+)[^`](?s:.*?[^`])??(`+)")
	html     = regexp.MustCompile(`(^|[^\\])<[a-zA-Z/!?]`)
)

// wellFormed wants of a hover that it is Markdown that every editor shows alike: no HTML, no open code span, no open
// emphasis, no hole of an unknown value, no blank lines at the ends or in a row.
func wellFormed(t *testing.T, markdown string) {
	t.Helper()
	fail := func(what string) { t.Errorf("%s in:\n%s", what, markdown) }
	if strings.TrimSpace(markdown) != markdown || strings.Contains(markdown, "\n\n\n") {
		fail("blank lines")
	}
	if strings.Contains(markdown, analysis.Hole) {
		fail("a hole")
	}
	for _, paragraph := range strings.Split(markdown, "\n") {
		rest := codeSpan.ReplaceAllString(paragraph, "")
		if strings.Contains(rest, "`") {
			fail("an open code span")
		}
		if html.MatchString(rest) {
			fail("HTML")
		}
		if strings.Count(strings.ReplaceAll(rest, `\*`, ""), "*")%2 != 0 {
			fail("open emphasis")
		}
	}
}

// allScripts are the texts of the scripts in the project's testdata, and broken pieces of them.
func allScripts(t *testing.T) map[string]string {
	t.Helper()
	scripts := map[string]string{}
	for _, pattern := range []string{"../testdata/scripts/*/*", "../testdata/readme/*.py", "testdata/hover/*.py"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			scripts[path] = string(text)
		}
	}
	return scripts
}

// TestHoverEverywhere hovers at every byte of every script: it never panics, and what it shows is well-formed and at the
// cursor.
func TestHoverEverywhere(t *testing.T) {
	for path, text := range allScripts(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			hoverEverywhere(t, check(text, Options{Path: path}), len(text))
			hoverEverywhere(t, check(text, Options{Path: path, StepType: "Training"}), len(text))
		})
	}
}

func hoverEverywhere(t *testing.T, r *Report, length int) {
	t.Helper()
	seen := map[string]bool{}
	for at := -2; at <= length+2; at++ {
		markdown, about, ok := r.Hover(at)
		if !ok {
			continue
		}
		if at < about.Start || at > about.End || about.End > length {
			t.Errorf("at %d the hover is about %v", at, about)
		}
		if !seen[markdown] {
			seen[markdown] = true
			wellFormed(t, markdown)
		}
	}
}

// TestHoverOfBrokenScripts hovers over scripts that end anywhere or lack a piece.
func TestHoverOfBrokenScripts(t *testing.T) {
	for path, text := range allScripts(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			for i := 1; i < 6; i++ {
				at := len(text) * i / 6
				for _, broken := range []string{text[:at], text[at:], text[:at] + text[min(at+7, len(text)):], text[:at] + "(\"" + text[at:]} {
					r := check(broken, Options{Path: path, StepType: "Training"})
					for offset := 0; offset <= len(broken); offset += 3 {
						if markdown, _, ok := r.Hover(offset); ok && offset%60 == 0 {
							wellFormed(t, markdown)
						}
					}
					_ = r.Summary()
				}
			}
		})
	}
	for _, text := range []string{"", "\n", "\x00", "\ufeff", "`", "# trainlsp: ignore[", "# trainlsp: step-type=", "if __name__ == \"__main__\":", "def main", "\xff\xfe = '/opt/ml/\xff'"} {
		hoverEverywhere(t, check(text, Options{StepType: "Training"}), len(text))
	}
}

func TestHoverOfNoScript(t *testing.T) {
	r := &Report{}
	if markdown, _, ok := r.Hover(0); ok || r.Summary() != "" || r.Overview() != "" {
		t.Errorf("a report that nobody made from a script says %q, %q, %q", markdown, r.Summary(), r.Overview())
	}
}

func TestSummary(t *testing.T) {
	answers := func(states ...State) (list []Answer) {
		for _, s := range states {
			list = append(list, Answer{State: s})
		}
		return list
	}
	for _, c := range []struct {
		report *Report
		want   string
	}{
		{&Report{StepType: "Training", Frameworks: []string{"xgboost", "sklearn"}, Requirements: answers(Found, Found)}, "Training · XGBoost · 2 of 2 requirements met"},
		{&Report{StepType: "Training", Requirements: answers(Found, Absent)}, "Training · 1 of 2 requirements met"},
		{&Report{StepType: "Training", Requirements: answers(Found, Absent, CannotTell)}, "Training · 1 of 3 requirements met, 1 cannot be told"},
		{&Report{StepType: "Processing", Frameworks: []string{"sklearn"}}, ""},
	} {
		if got := c.report.Summary(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestEveryVariableHasAnExample(t *testing.T) {
	for _, v := range sagemaker.Variables {
		example, ok := examples[v.Name]
		if !ok && v.Name != "SM_TOPOLOGY" { // no source shows one
			t.Errorf("%s has no example", v.Name)
		}
		if v.JSON && !json.Valid([]byte(example)) {
			t.Errorf("the example of %s is no JSON: %s", v.Name, example)
		}
		if _, known := sagemaker.LookupPath(example); strings.HasPrefix(example, "/opt/ml") && !known {
			t.Errorf("the example of %s is no path of a training container: %s", v.Name, example)
		}
	}
	for name := range examples {
		if v := sagemaker.LookupVariable(name); v == nil && !strings.HasSuffix(name, "_") {
			t.Errorf("%s is no variable", name)
		}
	}
}

func TestEveryStepTypeHasAMeaning(t *testing.T) {
	for _, s := range StepTypes {
		if stepTypeMeanings[s] == "" {
			t.Errorf("%s has no meaning", s)
		}
	}
	if len(stepTypeMeanings) != len(StepTypes) {
		t.Error("a step type is explained that does not exist")
	}
}

// TestEveryPageHasItsSections wants what hovers take out of the pages.
func TestEveryPageHasItsSections(t *testing.T) {
	for _, r := range Rules() {
		for _, heading := range []string{"What it does", "Why it is bad"} {
			text := section(r.Page, heading)
			if text == "" {
				t.Errorf("the page of %s has no %q", r.Name, heading)
			}
			wellFormed(t, text)
		}
	}
}

func TestEveryRoleIsToldOrLeftOut(t *testing.T) {
	for role := frameworks.Trains; role.String() != "unknown"; role++ {
		if role != frameworks.NotModel && capabilityOf[role] == "" && does[role] == "" {
			t.Errorf("nothing is said of a call that %s", role)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{code("a"), "`a`"},
		{code("a`b"), "`` a`b ``"},
		{code("a\n  b"), "`a b`"},
		{code(""), "`\"\"`"},
		{code(strings.Repeat("é", 100)), "`" + strings.Repeat("é", 79) + "…`"},
		{prose("a `b_*` <c> *d* __e__ f_g"), "a `b_*` \\<c> \\*d\\* \\_\\_e\\_\\_ f_g"},
		{prose("it`s"), "it's"},
		{prose("`a\nb` in /opt/ml/model (SM_MODEL_DIR), SM_HP_*."), "`a b` in `/opt/ml/model` (`SM_MODEL_DIR`), `SM_HP_*`."},
		{sentence("über alles"), "Über alles."},
		{sentence("is it?"), "Is it?"},
		{enumerate([]string{"a"}), "a"},
		{enumerate([]string{"a", "b", "c"}), "a, b and c"},
		{enumerate(atMost(2, []string{"a", "b", "c", "d"})), "a, b and 2 more"},
		{section("# x\n\n## A\n\none\ntwo\n\n- three\n  four\n- five\n\n## B\n\nsix\n", "A"), "one two\n\n- three four\n- five"},
		{section("# x\n", "A"), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
