package workspace

import (
	"path/filepath"
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Workspace is one state of the files around the scripts. It never changes: an edit gives a new one, which shares what the
// edit left alone. It may be used from any goroutine, and none of its methods fails: what cannot be read is not there.
type Workspace struct {
	roots []string
	files *Files
	index *index

	mu      sync.Mutex
	scripts map[string]*analysis.Script
}

// Roots are the absolute paths of the folders that the workspace is made of. Nothing outside them is read.
func (w *Workspace) Roots() []string { return w.roots }

// Files reads the workspace's files, unsaved edits included.
func (w *Workspace) Files() *Files { return w.files }

// Name is a short name for a file, to show to people: its path below the root it is in.
func (w *Workspace) Name(path string) string {
	for _, root := range w.roots {
		if rel, err := filepath.Rel(root, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(path)
}

// Script gives the facts of a Python file, nil where it cannot be read. They are worked out once.
func (w *Workspace) Script(path string) *analysis.Script {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.scripts[path]; ok {
		return s
	}
	var s *analysis.Script
	if text, err := w.files.Read(path); err == nil {
		s = analysis.Read(syntax.Parse(text), nil)
	}
	w.scripts[path] = s
	return s
}

// LaunchesOf are the job definitions that start a script, in the order of their files and places.
func (w *Workspace) LaunchesOf(script string) []*Launch { return w.index.byScript[script] }

// LaunchesIn are the job definitions in a launcher, in the order of the text.
func (w *Workspace) LaunchesIn(file string) []*Launch { return w.index.launches[file] }
