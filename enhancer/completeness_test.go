package enhancer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

func TestRuleNames(t *testing.T) {
	snake := regexp.MustCompile(`^[a-z]+[a-z0-9]*(_[a-z0-9]+)+$`)
	seen := map[string]bool{}
	for _, r := range enhancer.Rules() {
		if !snake.MatchString(r.Name) {
			t.Errorf("%q is no snake_case name", r.Name)
		}
		if seen[r.Name] {
			t.Errorf("two rules are named %s", r.Name)
		}
		seen[r.Name] = true
		if r.Summary == "" || strings.HasSuffix(r.Summary, ".") || strings.Contains(r.Summary, "\n") {
			t.Errorf("%s: the summary %q is no line without a full stop", r.Name, r.Summary)
		}
		if r.Severity < rule.Info || r.Severity > rule.Error || r.Level < 1 || r.Level > 4 {
			t.Errorf("%s: severity %v, level %d", r.Name, r.Severity, r.Level)
		}
	}
}

// TestRuleIsComplete wants the four things of a rule side by side: its Go file, its page, its test file, and its line in
// the list.
func TestRuleIsComplete(t *testing.T) {
	code, pages, tests := ruleFiles(t, ".go"), ruleFiles(t, ".md"), ruleFiles(t, ".txtar")
	for _, r := range enhancer.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			folder := filepath.Dir(code[r.Name])
			if code[r.Name] == "" {
				t.Errorf("there is no %s.go", r.Name)
			} else if err := definesRule(code[r.Name], r.Name); err != nil {
				t.Error(err)
			}
			for _, other := range []string{pages[r.Name], tests[r.Name]} {
				if other == "" || filepath.Dir(other) != folder {
					t.Errorf("a page and a test file must be beside %s.go; there is %q", r.Name, other)
				}
			}
			if file := pages[r.Name]; file != "" {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if string(text) != r.Page {
					t.Errorf("Page is not the text of %s", file)
				}
				testPage(t, r)
			}
			if file := tests[r.Name]; file != "" {
				testTestFile(t, r, file)
			}
		})
	}
	for _, files := range []map[string]string{pages, tests} {
		for name, file := range files {
			if !slices.ContainsFunc(enhancer.Rules(), func(r *rule.Rule) bool { return r.Name == name }) {
				t.Errorf("%s: there is no rule of this name", file)
			}
		}
	}
}

// definesRule wants a Go file to hold the variable of a rule, with a comment.
func definesRule(file, name string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, d := range parsed.Decls {
		declaration, ok := d.(*ast.GenDecl)
		if !ok || declaration.Tok != token.VAR {
			continue
		}
		for _, spec := range declaration.Specs {
			variable := spec.(*ast.ValueSpec)
			if len(variable.Values) != 1 || ruleName(variable.Values[0]) != name {
				continue
			}
			if variable.Doc.Text() == "" && declaration.Doc.Text() == "" {
				return fmt.Errorf("%s: the rule has no comment that says what it finds", file)
			}
			return nil
		}
	}
	return fmt.Errorf("%s holds no rule named %s", file, name)
}

// ruleName is the Name in &rule.Rule{Name: "..."}.
func ruleName(n ast.Expr) string {
	address, ok := n.(*ast.UnaryExpr)
	if !ok {
		return ""
	}
	literal, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isName := pair.Key.(*ast.Ident)
		value, isText := pair.Value.(*ast.BasicLit)
		if isName && isText && key.Name == "Name" {
			name, _ := strconv.Unquote(value.Value)
			return name
		}
	}
	return ""
}

// testPage wants a page to have its parts, and to say what the rule says of itself.
func testPage(t *testing.T, r *rule.Rule) {
	t.Helper()
	lines := strings.Split(r.Page, "\n")
	about := fmt.Sprintf("**%s** · level %d", r.Severity, r.Level)
	if r.Fixable {
		about += " · has a fix"
	}
	if len(lines) < 4 || lines[0] != "# "+r.Name || lines[2] != about {
		t.Errorf("the page must begin with %q, an empty line and %q", "# "+r.Name, about)
	}
	var headings []string
	inCode := false
	for _, l := range lines {
		if strings.HasPrefix(l, "```") {
			inCode = !inCode
		}
		if strings.HasPrefix(l, "## ") && !inCode {
			headings = append(headings, l[3:])
		}
	}
	if diff := cmp.Diff([]string{"What it does", "Why it is bad", "Example", "When to ignore it", "Sources"}, headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

// testTestFile wants a test file to show the rule at work, to show where it is silent, and to show its fix.
func testTestFile(t *testing.T, r *rule.Rule, file string) {
	t.Helper()
	f, err := ruletest.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	finds, silent, fixed := 0, 0, 0
	for _, c := range f.Cases {
		if slices.ContainsFunc(c.Want, func(w ruletest.Finding) bool { return w.Category == r.Name }) {
			finds++
		} else {
			silent++
		}
		if _, ok := c.WantFixed(); ok {
			fixed++
		}
	}
	for _, w := range f.Workspaces {
		if slices.ContainsFunc(w.Files, func(c ruletest.Case) bool {
			return slices.ContainsFunc(c.Want, func(f ruletest.Finding) bool { return f.Category == r.Name })
		}) {
			finds++
		} else {
			silent++
		}
		if len(w.WantFixed()) > 0 {
			fixed++
		}
	}
	if finds == 0 || silent == 0 || finds+silent < 3 {
		t.Errorf("%s: %d scripts with the finding and %d without it", file, finds, silent)
	}
	if r.Fixable != (fixed > 0) {
		t.Errorf("%s: %d fixed scripts, but Fixable is %v", file, fixed, r.Fixable)
	}
}

// examples are the files of the bad and of the good example on a page, by their paths. A block of code that begins with a
// comment that is a path is that file; any other is train.py.
func examples(page string) (sides []map[string]string) {
	for _, half := range strings.Split(page, "Use instead:") {
		files := map[string]string{}
		for i, part := range strings.Split(half, "```") {
			language, code, _ := strings.Cut(part, "\n")
			if i%2 == 0 || !slices.Contains([]string{"python", "yaml", "text", "toml"}, language) {
				continue
			}
			name := "train.py"
			if m := fileComment.FindStringSubmatch(code); m != nil {
				name = m[1]
			}
			files[name] = code
		}
		sides = append(sides, files)
	}
	return sides
}

var fileComment = regexp.MustCompile(`^# ([\w./-]+\.(?:py|txt|yaml|toml|cfg))\n`)

// inseparable are errors and warnings that stand beside a rule's own in the bad example of its page, because there is no
// script with the one and without the other.
var inseparable = map[string]string{
	"missing_fit_call":           "missing_training_loop", // a script that fits nothing trains nothing
	"missing_xgboost_train_call": "missing_training_loop", // nor does one that never calls train()
}

// TestPages runs the examples: the bad one has the page's finding and no other error or warning, the good one none at all.
func TestPages(t *testing.T) {
	for _, r := range enhancer.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			for _, fault := range pageFaults(r) {
				t.Error(fault)
			}
		})
	}
}

// pageFaults says what is wrong with the examples of a rule's page.
func pageFaults(r *rule.Rule) []string {
	sides := examples(r.Page)
	if len(sides) != 2 || len(sides[0]) == 0 || len(sides[1]) == 0 {
		return []string{`the page has no bad example and, behind "Use instead:", a good one`}
	}
	var faults []string
	own := 0
	for path, report := range ruletest.CheckWorkspace(sides[0]) {
		for _, i := range report.Issues {
			switch {
			case i.Category == r.Name:
				own++
			case i.Severity == rule.Info || i.Category == inseparable[r.Name]:
			default:
				faults = append(faults, fmt.Sprintf("the bad example, %s line %d: %s: %s", path, i.Range.Start.Line+1, i.Category, i.Message))
			}
		}
	}
	if own == 0 {
		faults = append(faults, "the bad example is not found")
	}
	for path, report := range ruletest.CheckWorkspace(sides[1]) {
		for _, i := range report.Issues {
			faults = append(faults, fmt.Sprintf("the good example, %s line %d: %s: %s", path, i.Range.Start.Line+1, i.Category, i.Message))
		}
	}
	return faults
}
