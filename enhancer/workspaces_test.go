package enhancer_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// folder is one of testdata/workspaces, a project as somebody may have it on the disk.
type folder struct {
	name  string
	root  string
	files []string // paths in it, sorted
}

func folders(t *testing.T) []folder {
	t.Helper()
	all, err := filepath.Abs(filepath.Join("..", "testdata", "workspaces"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(all)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d workspaces: %v", len(entries), err)
	}
	var out []folder
	for _, e := range entries {
		f := folder{name: e.Name(), root: filepath.Join(all, e.Name())}
		err := filepath.WalkDir(f.root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			path, err := filepath.Rel(f.root, file)
			f.files = append(f.files, filepath.ToSlash(path))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(f.files)
		out = append(out, f)
	}
	return out
}

func (f folder) file(path string) string { return filepath.Join(f.root, filepath.FromSlash(path)) }

// check checks files of a folder in an order, and gives what is found in each.
func (f folder) check(w *workspace.Workspace, order []string) map[string][]rule.Issue {
	found := map[string][]rule.Issue{}
	for _, path := range order {
		if r := enhancer.CheckFile(w, f.file(path), enhancer.Options{Path: path}); r != nil {
			found[path] = r.Issues
		}
	}
	return found
}

// describe writes the findings in lines that read well in a diff, a shared one at the file that it belongs to.
func (f folder) describe(found map[string][]rule.Issue) []string {
	lines := []string{f.name}
	for _, path := range f.files {
		for _, i := range found[path] {
			if i.Mirror != "" {
				continue
			}
			start, end := i.Range.Start, i.Range.End
			to := fmt.Sprint(end.Character + 1)
			if end.Line != start.Line {
				to = fmt.Sprintf("%d:%d", end.Line+1, end.Character+1)
			}
			lines = append(lines, fmt.Sprintf("  %s:%d:%d-%s %s %s %s",
				path, start.Line+1, start.Character+1, to, i.Severity, i.Category, i.Message))
		}
	}
	return lines
}

func changesOthers(f rule.Fix) bool {
	return slices.ContainsFunc(f.Edits, func(e rule.Edit) bool { return e.File != "" })
}

// launcherRules are those of level 1 that look at the jobs which start a script.
var launcherRules = []string{
	"argparse_type_bool", "argparse_type_container", "argparse_flag_as_hyperparameter", "argparse_positional",
	"hyperparameters_json_path", "hyperparameter_string_used_as_number", "sm_env_json_not_decoded",
	"env_var_of_other_sdk_generation", "relative_import_in_entry_point",
}

func looksAround(r *rule.Rule) bool { return r.Level > 1 || slices.Contains(launcherRules, r.Name) }

// TestWorkspaces wants whole workspaces on the disk to be judged rightly. What is said of each is in
// testdata/workspaces.golden; -update writes it.
func TestWorkspaces(t *testing.T) {
	var all []string
	for _, f := range folders(t) {
		found := f.check(workspace.New([]string{f.root}, nil), f.files)
		for path, issues := range found {
			text, err := os.ReadFile(f.file(path))
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range issues {
				i.Fixes = slices.DeleteFunc(slices.Clone(i.Fixes), changesOthers)
				testPlaced(t, string(text), i)
			}
		}
		all = append(all, f.describe(found)...)
	}
	golden := filepath.Join("..", "testdata", "workspaces.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(strings.Join(all, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"), all); diff != "" {
		t.Errorf("%s (-want +got), -update writes it:\n%s", golden, diff)
	}
}

// miss is a place where a rule nearly reports something.
type miss struct {
	category    string
	first, last int // lines, from 0
}

var missComment = regexp.MustCompile(`# near miss: ([a-z0-9_]+(?:, [a-z0-9_]+)*)`)

// misses are the places that comments mark: their own line, and the next one where the comment has its line for itself.
func misses(text string) (out []miss) {
	for n, line := range strings.Split(text, "\n") {
		at := missComment.FindStringSubmatchIndex(line)
		if at == nil {
			continue
		}
		last := n
		if strings.Trim(line[:at[0]], " \t\"") == "" {
			last++
		}
		for category := range strings.SplitSeq(line[at[2]:at[3]], ", ") {
			out = append(out, miss{category, n, last})
		}
	}
	return out
}

// TestWorkspacesNearMisses wants each rule that looks around to find something in a workspace, and to keep silent where it
// nearly would: on the lines that a comment `# near miss: category` marks.
func TestWorkspacesNearMisses(t *testing.T) {
	finds, nearly := map[string]bool{}, map[string]bool{}
	for _, f := range folders(t) {
		for path, issues := range f.check(workspace.New([]string{f.root}, nil), f.files) {
			text, err := os.ReadFile(f.file(path))
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range issues {
				finds[i.Category] = true
			}
			for _, m := range misses(string(text)) {
				nearly[m.category] = true
				if enhancer.PageOf(m.category) == "" {
					t.Errorf("%s/%s:%d: there is no rule %s", f.name, path, m.first+1, m.category)
				}
				for _, i := range issues {
					if i.Category == m.category && m.first <= i.Range.Start.Line && i.Range.Start.Line <= m.last {
						t.Errorf("%s/%s:%d: more than a near miss: %s", f.name, path, i.Range.Start.Line+1, i.Message)
					}
				}
			}
		}
	}
	for _, r := range enhancer.Rules() {
		if looksAround(r) && !finds[r.Name] {
			t.Errorf("%s finds nothing in any workspace", r.Name)
		}
		if looksAround(r) && !nearly[r.Name] {
			t.Errorf("%s nearly finds nothing in any workspace", r.Name)
		}
	}
}

// TestWorkspacesOrder wants the same findings from a second look, and in whatever order the files are looked at.
func TestWorkspacesOrder(t *testing.T) {
	for _, f := range folders(t) {
		w := workspace.New([]string{f.root}, nil)
		first := f.check(w, f.files)
		if diff := cmp.Diff(first, f.check(w, f.files)); diff != "" {
			t.Errorf("%s: the second look differs (-first +second):\n%s", f.name, diff)
		}
		backwards := slices.Clone(f.files)
		slices.Reverse(backwards)
		if diff := cmp.Diff(first, f.check(workspace.New([]string{f.root}, nil), backwards)); diff != "" {
			t.Errorf("%s: the other way round it differs (-forwards +backwards):\n%s", f.name, diff)
		}
		for _, path := range f.files {
			alone := f.check(workspace.New([]string{f.root}, nil), []string{path})
			if diff := cmp.Diff(first[path], alone[path]); diff != "" {
				t.Errorf("%s/%s: alone it differs (-all +alone):\n%s", f.name, path, diff)
			}
		}
	}
}
