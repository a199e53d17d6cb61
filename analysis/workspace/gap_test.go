package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// Nothing that a user may have typed, and no place in it, may bring the server down.
func TestGapsAndMentionsOfRealScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.FromSlash("../../testdata/scripts/*/*.py"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.FromSlash("/project/train.py")
		w := workspace.New([]string{filepath.FromSlash("/project")}, map[string][]byte{path: text})
		for at := i % 97; at <= len(text); at += 97 {
			w.GapAt(path, text[:at], at)
			w.GapAt(path, text, at)
		}
		for _, m := range w.MentionsIn(path) {
			if m.Place.Span.Start < 0 || m.Place.Span.End > len(text) || m.Place.Span.Start >= m.Place.Span.End {
				t.Errorf("%s: a mention is at %v", file, m.Place.Span)
			}
			if changes, err := w.Rename(path, m.Place.Span.Start, m.Spelling+"_2"); err == nil && len(changes) == 0 {
				t.Errorf("%s: nothing changes with %q", file, m.Spelling)
			}
		}
	}
}

func TestGapsInLaunchers(t *testing.T) {
	p := newProject(t, map[string]string{"launch.py": launcher, "src/train.py": script})
	file := filepath.Join(p.folder, "launch.py")
	for at := range len(launcher) + 1 {
		p.GapAt(file, []byte(launcher[:at]), at)
		p.GapAt(file, []byte(launcher), at)
	}
}
