package enhancer_test

import (
	"flag"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

var update = flag.Bool("update", false, "write what is found into the expected results")

// ruleFiles gives the files with an ending in the folders that hold rules, by the name before the ending.
func ruleFiles(t *testing.T, ending string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, root := range []string{".", "../frameworks"} {
		err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			if name, ok := strings.CutSuffix(entry.Name(), ending); ok && !entry.IsDir() {
				if files[name] != "" && name != "rules" && name != "doc" {
					t.Errorf("%s and %s have the same name", files[name], file)
				}
				files[name] = file
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// testFiles are the rules' test files, in the order of the rules.
func testFiles(t *testing.T) []*ruletest.File {
	t.Helper()
	paths := ruleFiles(t, ".txtar")
	var files []*ruletest.File
	for _, r := range enhancer.Rules() {
		if paths[r.Name] == "" {
			continue // TestRuleIsComplete says so
		}
		f, err := ruletest.Read(paths[r.Name])
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func TestRules(t *testing.T) {
	for _, f := range testFiles(t) {
		t.Run(f.Rule, func(t *testing.T) {
			for _, c := range f.Cases {
				t.Run(c.Name, func(t *testing.T) { testCase(t, c) })
			}
			for _, w := range f.Workspaces {
				t.Run(w.Name, func(t *testing.T) { testWorkspace(t, f, w) })
			}
			if *update {
				if err := f.Save(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func testCase(t *testing.T, c ruletest.Case) {
	report := c.Check()
	if *update {
		c.MoveMarks(c.Findings(report))
	}
	for _, difference := range ruletest.Differences(c.Want, c.Findings(report)) {
		t.Error(difference)
	}
	for _, i := range report.Issues {
		testPlaced(t, c.Text, i)
	}
	got, ok, err := c.Fixed(report)
	if err != nil {
		t.Fatal(err)
	}
	if ok && *update {
		c.SetFixed(got)
	}
	want, expected := c.WantFixed()
	switch {
	case ok && !expected:
		t.Error("there is a fix, and no .fixed.py member; -update writes it")
	case !ok && expected:
		t.Error("there is no fix, but a .fixed.py member")
	default:
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("fixed (-want +got):\n%s", diff)
		}
	}
}

// testWorkspace checks a case of several files.
func testWorkspace(t *testing.T, f *ruletest.File, w *ruletest.Workspace) {
	reports := ruletest.CheckWorkspace(w.Texts())
	for _, c := range w.Files {
		found := w.Findings(c, reports[c.Name])
		if *update {
			c.MoveMarks(found)
		}
		for _, difference := range ruletest.Differences(c.Want, found) {
			t.Errorf("%s: %s", c.Name, difference)
		}
		for _, i := range reports[c.Name].Issues {
			if i.Range != (rule.Range{Start: utf16Position(c.Text, i.Span.Start), End: utf16Position(c.Text, i.Span.End)}) {
				t.Errorf("%s: %s: range %v is not that of bytes %v", c.Name, i.Category, i.Range, i.Span)
			}
		}
	}
	got, err := w.Fixed()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		f.SetFixed(w, got)
	}
	if diff := cmp.Diff(w.WantFixed(), got); diff != "" && !*update {
		t.Errorf("fixed (-want +got):\n%s", diff)
	}
}

// testPlaced wants an issue's place in LSP's counting to be that of its bytes, and its fixes to be good edits.
func testPlaced(t *testing.T, text string, i rule.Issue) {
	t.Helper()
	if i.Span.Start < 0 || i.Span.End < i.Span.Start || i.Span.End > len(text) {
		t.Fatalf("%s: span %v is not in the text", i.Category, i.Span)
	}
	if want := (rule.Range{Start: utf16Position(text, i.Span.Start), End: utf16Position(text, i.Span.End)}); i.Range != want {
		t.Errorf("%s: range %v, but the bytes are at %v", i.Category, i.Range, want)
	}
	for _, fix := range i.Fixes {
		end := 0
		for _, e := range fix.Edits {
			if e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > len(text) {
				t.Errorf("%s: the edits of %q overlap, or are out of order: %v", i.Category, fix.Title, fix.Edits)
			}
			end = e.Span.End
		}
		if fix.Title == "" || len(fix.Edits) == 0 {
			t.Errorf("%s: a fix without a title or edits: %v", i.Category, fix)
		}
	}
}

// utf16Position counts as LSP does.
func utf16Position(text string, offset int) rule.Position {
	p := rule.Position{Line: strings.Count(text[:offset], "\n")}
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	if p.Line == 0 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	for _, c := range line {
		p.Character++
		if c > 0xFFFF {
			p.Character++
		}
	}
	return p
}
