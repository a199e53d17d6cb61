package gitignore

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestIgnoredAsByGit asks git itself about random .gitignore files.
func TestIgnoredAsByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	patterns := []string{
		"*.py", "!a.py", "b/", "/c", "b/*.py", "**/x.py", "b/**", "!b/a.py", "b/**/x.py", "a*", "a?py", "[ab].py", `\#x.py`, "#x.py",
		"x.py ", `x.py\ `, "/b/c/", "!/b", "c/x.py", "/*", "!/b/", "*.p[xy]", "!b/c/x.py", "[!a].py", "[^a].py", "c/**/", "**/c",
		"**/b/a.py", `\!x.py`, "b/c", "*/x.py", "**", "", "{a,x}.py", "a**y", "!*/", "/", "[a-c].py", "x.py\t",
	}
	names := []string{"a.py", "x.py", "#x.py", "x.py ", "!x.py", "ab.py", "{a,x}.py"}
	folders := []string{"", "b", "c", "b/c", "b/b", "c/b/c"}
	all := make([]string, 0, len(names)*len(folders))
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	for _, folder := range folders {
		for _, name := range names {
			write(t, filepath.Join(dir, folder, name), "")
			all = append(all, strings.TrimPrefix(folder+"/"+name, "/"))
		}
	}
	r := rand.New(rand.NewSource(1))
	for range 150 {
		said := make([]string, 0, 2)
		for _, folder := range []string{"", "b"} {
			lines := make([]string, r.Intn(5))
			for i := range lines {
				lines[i] = patterns[r.Intn(len(patterns))]
			}
			write(t, filepath.Join(dir, folder, ".gitignore"), strings.Join(lines, "\n"))
			said = append(said, fmt.Sprintf("%q", lines))
		}
		want := map[string]bool{}
		for _, name := range strings.Split(git(t, dir, "ls-files", "--others", "--exclude-standard", "-z"), "\x00") {
			want[name] = true
		}
		kept := walkAsGit(t, dir, "", nil)
		for _, name := range all {
			if kept[name] != want[name] {
				t.Errorf("with %s: %q kept: %v, by git: %v", strings.Join(said, " and below b "), name, kept[name], want[name])
			}
		}
	}
}

// walkAsGit tells of every file below a folder whether the rules keep it.
func walkAsGit(t *testing.T, dir, below string, rules Rules) map[string]bool {
	t.Helper()
	rules, err := rules.WithFile(filepath.Join(dir, below), below)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, below))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, e := range entries {
		name := strings.TrimPrefix(below+"/"+e.Name(), "/")
		out := rules.Excludes(name, e.IsDir())
		switch {
		case e.Name() == ".git":
		case !e.IsDir():
			kept[name] = !out
		case !out:
			for n, k := range walkAsGit(t, dir, name, rules) {
				kept[n] = k
			}
		}
	}
	return kept
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", append([]string{"-c", "core.excludesFile="}, args...)...)
	c.Dir = dir
	out, err := c.Output()
	if err != nil {
		t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

// write puts a file into a folder that is made for it.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
