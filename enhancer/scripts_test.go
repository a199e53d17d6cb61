package enhancer_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// script is a file of testdata/scripts; its name is the path in there.
type script struct{ name, text string }

func wholeScripts(t *testing.T) []script {
	t.Helper()
	root := filepath.Join("..", "testdata", "scripts")
	var out []script
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		out = append(out, script{filepath.ToSlash(name), string(text)})
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d scripts: %v", len(out), err)
	}
	return out
}

// TestScripts wants whole scripts, written in the ways real ones are, to be judged rightly. What is said of each is in
// testdata/scripts.golden; -update writes it.
func TestScripts(t *testing.T) {
	var all bytes.Buffer
	for _, s := range wholeScripts(t) {
		report := ruletest.Check(s.name, s.text)
		for _, i := range report.Issues {
			testPlaced(t, s.text, i)
			switch folder, _, _ := strings.Cut(s.name, "/"); {
			case folder == "not_training" && isWholeFile(i.Category), folder != "not_training" && i.Severity > rule.Info:
				t.Errorf("%s:%d: %s: %s", s.name, i.Range.Start.Line+1, i.Category, i.Message)
			}
		}
		describe(&all, s, report)
	}
	golden := filepath.Join("..", "testdata", "scripts.golden")
	if *update {
		if err := os.WriteFile(golden, all.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(all.String(), "\n")); diff != "" {
		t.Errorf("%s (-want +got), -update writes it:\n%s", golden, diff)
	}
}

func isWholeFile(category string) bool {
	for _, r := range enhancer.Rules() {
		if r.Name == category {
			return r.WholeFile
		}
	}
	return false
}

// describe writes what is said of a script, in lines that read well in a diff.
func describe(out *bytes.Buffer, s script, r *enhancer.Report) {
	line := func(offset int) int { return strings.Count(s.text[:offset], "\n") + 1 }
	stepType := r.StepType
	if stepType == "" {
		stepType = "no step"
	}
	fmt.Fprintf(out, "%s: %s, because %s %v\n", s.name, stepType, r.StepTypeReason, r.Frameworks)
	for _, a := range r.Requirements {
		fmt.Fprintf(out, "  %s %s", a.Capability, a.State)
		for _, e := range a.Evidence {
			fmt.Fprintf(out, " %d", line(e.Start))
		}
		if a.Reason != "" {
			fmt.Fprintf(out, ", because %s", a.Reason)
		}
		fmt.Fprintln(out)
	}
	for _, i := range r.Issues {
		fmt.Fprintf(out, "  %s %d: %s: %s\n", i.Severity, line(i.Span.Start), i.Category, i.Message)
	}
}

// fixable are all scripts of the tests: whole ones, examples of pages, and those beside the rules.
func fixable(t *testing.T) []script {
	t.Helper()
	all := wholeScripts(t)
	for _, r := range enhancer.Rules() {
		for i, files := range examples(r.Page) {
			for path, code := range files {
				if strings.HasSuffix(path, ".py") && len(files) == 1 {
					all = append(all, script{fmt.Sprintf("%s.md/%d/%s", r.Name, i, path), code})
				}
			}
		}
	}
	for _, f := range testFiles(t) {
		for _, c := range f.Cases {
			all = append(all, script{f.Rule + ".txtar/" + c.Name, c.Text})
		}
	}
	return all
}

// TestFixes wants of every fix that is offered for any of the scripts: that the script parses as well as before, that the
// finding is gone, and that no other of its weight comes up.
func TestFixes(t *testing.T) {
	made := map[string]int{}
	for _, s := range fixable(t) {
		before := ruletest.Check(s.name, s.text)
		for _, i := range before.Issues {
			for k, fix := range i.Fixes {
				fixed, applied := enhancer.ApplyFixes([]byte(s.text), []rule.Issue{ruletest.Trusting(i, k)})
				if applied != 1 {
					t.Errorf("%s: %s: %q cannot be made", s.name, i.Category, fix.Title)
					continue
				}
				made[i.Category]++
				after := ruletest.Check(s.name, string(fixed))
				for _, fault := range faults(s.text, string(fixed), before, after, i) {
					t.Errorf("%s: %q on line %d %s:\n%s", s.name, fix.Title, i.Range.Start.Line+1, fault, fixed)
				}
			}
		}
	}
	for name, texts := range fixableWorkspaces(t) {
		testWorkspaceFixes(t, name, texts, made)
	}
	for _, r := range enhancer.Rules() {
		if r.Fixable != (made[r.Name] > 0) {
			t.Errorf("%s: %d fixes were made, but Fixable is %v", r.Name, made[r.Name], r.Fixable)
		}
	}
}

// fixableWorkspaces are the cases of several files, those on pages and those beside the rules.
func fixableWorkspaces(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, r := range enhancer.Rules() {
		for i, files := range examples(r.Page) {
			if len(files) > 1 {
				all[fmt.Sprintf("%s.md/%d", r.Name, i)] = files
			}
		}
	}
	for _, f := range testFiles(t) {
		for _, w := range f.Workspaces {
			all[f.Rule+".txtar/"+w.Name] = w.Texts()
		}
	}
	return all
}

// testWorkspaceFixes makes each fix that is offered in a workspace: all files must parse as well as before, and there must
// be one finding of the rule less.
func testWorkspaceFixes(t *testing.T, name string, texts map[string]string, made map[string]int) {
	t.Helper()
	before := ruletest.CheckWorkspace(texts)
	for path, report := range before {
		for _, i := range report.Issues {
			for _, fix := range i.Fixes {
				fixed := ruletest.ApplyFix(texts, path, fix)
				made[i.Category]++
				for file, text := range fixed {
					if strings.HasSuffix(file, ".py") && errorsIn(text) > errorsIn(texts[file]) {
						t.Errorf("%s: %q leaves syntax errors in %s:\n%s", name, fix.Title, file, text)
					}
				}
				if had, has := countIn(before, i.Category), countIn(ruletest.CheckWorkspace(fixed), i.Category); has >= had {
					t.Errorf("%s: %q leaves the finding of %s in %s", name, fix.Title, i.Category, path)
				}
			}
		}
	}
}

// countIn counts the findings of a category, each where it belongs.
func countIn(reports map[string]*enhancer.Report, category string) (n int) {
	for _, r := range reports {
		for _, i := range r.Issues {
			if i.Category == category && i.Mirror == "" {
				n++
			}
		}
	}
	return n
}

// faults says what is wrong with a fix for an issue.
func faults(text, fixed string, before, after *enhancer.Report, issue rule.Issue) []string {
	var out []string
	if had, has := errorsIn(text), errorsIn(fixed); has > had {
		out = append(out, fmt.Sprintf("leaves %d syntax errors where %d were", has, had))
	}
	had, has := count(before), count(after)
	if has[issue.Category] >= had[issue.Category] {
		out = append(out, "leaves the finding of "+issue.Category)
	}
	for _, i := range after.Issues {
		if had[i.Category] == 0 && i.Severity >= issue.Severity {
			out = append(out, "brings up "+i.Category)
		}
	}
	return out
}

func errorsIn(text string) int {
	tree := syntax.Parse([]byte(text))
	return len(tree.Errors()) + len(tree.Magics())
}

func count(r *enhancer.Report) map[string]int {
	out := map[string]int{}
	for _, i := range r.Issues {
		out[i.Category]++
	}
	return out
}

// TestFixAll wants "fix all" to come to an end, to leave nothing that it could mend, and to break nothing.
func TestFixAll(t *testing.T) {
	for _, s := range fixable(t) {
		before := ruletest.Check(s.name, s.text)
		text, after := s.text, before
		for round := 0; ; round++ {
			fixed, applied := enhancer.ApplyFixes([]byte(text), after.Issues)
			if applied == 0 {
				if string(fixed) != text {
					t.Errorf("%s: no fix was made, and the text has changed", s.name)
				}
				break
			}
			if round == 10 {
				t.Errorf("%s: the fixes never end:\n%s", s.name, fixed)
				break
			}
			text = string(fixed)
			after = ruletest.Check(s.name, text)
		}
		if had, has := errorsIn(s.text), errorsIn(text); has > had {
			t.Errorf("%s: %d syntax errors where %d were:\n%s", s.name, has, had, text)
		}
		for _, i := range after.Issues {
			if _, ok := enhancer.SafeFix(i); ok {
				t.Errorf("%s: %s is left:\n%s", s.name, i.Category, text)
			}
		}
	}
}
