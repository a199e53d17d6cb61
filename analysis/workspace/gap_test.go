package workspace_test

import (
	"os"
	"path/filepath"
	"slices"
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
			changes, err := w.Rename(path, m.Place.Span.Start, m.Spelling+"_2")
			if err != nil {
				continue
			}
			after := workspace.New(w.Roots(), map[string][]byte{path: changed(text, changes)})
			if before, now := len(w.MentionsIn(path)), len(after.MentionsIn(path)); len(changes) == 0 || now != before {
				t.Errorf("%s: %d changes turn %d mentions into %d with %q", file, len(changes), before, now, m.Spelling)
			}
			if w.Script(path).Tree.HasError() != after.Script(path).Tree.HasError() {
				t.Errorf("%s: it does not parse with another name for %q", file, m.Spelling)
			}
		}
	}
}

// changed is a text with changes.
func changed(text []byte, changes []workspace.Replacement) []byte {
	slices.SortFunc(changes, func(a, b workspace.Replacement) int { return b.Place.Span.Start - a.Place.Span.Start })
	for _, c := range changes {
		text = slices.Concat(text[:c.Place.Span.Start], []byte(c.New), text[c.Place.Span.End:])
	}
	return text
}

func TestGapsInLaunchers(t *testing.T) {
	p := newProject(t, map[string]string{"launch.py": launcher, "src/train.py": script})
	file := filepath.Join(p.folder, "launch.py")
	for at := range len(launcher) + 1 {
		p.GapAt(file, []byte(launcher[:at]), at)
		p.GapAt(file, []byte(launcher), at)
	}
}
