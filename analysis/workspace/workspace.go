package workspace

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
)

// Workspace is one state of the files around the scripts. It never changes: an edit gives a new one, which shares what the
// edit left alone. It may be used from any goroutine, and none of its methods fails: what cannot be read is not there.
type Workspace struct {
	roots   []string
	files   *Files
	facts   map[string]*declared
	scripts *scriptCache

	joinOnce sync.Once
	byScript map[string][]*Launch

	installOnce sync.Once
	installing  map[string][]*Launch // by requirements file
	mentions    mentions
	// instead are the facts of files whose text differs from everybody else's, see with.
	instead map[string]*analysis.Script

	mu           sync.Mutex // guards what follows
	commandLines map[*analysis.Script]*CommandLine

	steps *stepIndex

	namesOnce sync.Once
	names     map[string][]string // Python files by their base names
	pins      map[string][]Pin    // of the SDK, by launcher
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

// Script gives the facts of a Python file or notebook, nil where it cannot be read. They are worked out once.
func (w *Workspace) Script(path string) *analysis.Script {
	if script, ok := w.instead[path]; ok {
		return script
	}
	return w.scripts.script(w.files, path)
}

// ScriptOf gives the facts of the script that a job starts, nil where it cannot be read: be it that the notebook which
// starts the job writes another text over it first.
func (w *Workspace) ScriptOf(l *Launch) *analysis.Script {
	if l.Script == "" {
		return nil
	}
	if l.Written != nil {
		text, err := w.files.Read(l.Script)
		if err != nil || !sameLines(string(text), *l.Written) {
			return nil
		}
	}
	return w.Script(l.Script)
}

// sameLines tells whether two texts have the same lines, whatever ends them.
func sameLines(a, b string) bool {
	plain := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return plain(a) == plain(b)
}

// LaunchesIn are the job definitions in a launcher, in the order of the text.
func (w *Workspace) LaunchesIn(file string) []*Launch {
	if d := w.facts[file]; d != nil {
		return d.launches
	}
	return nil
}

// Launcher is what a file uses of the platform's SDK, nil where that is nothing.
func (w *Workspace) Launcher(file string) *Launcher {
	if d := w.facts[file]; d != nil {
		return d.launcher
	}
	return nil
}

// LaunchesOf are the job definitions that start a script, in the order of their files and places.
func (w *Workspace) LaunchesOf(script string) []*Launch {
	w.joinOnce.Do(w.join)
	return w.byScript[script]
}

// Concerned are the files whose findings may change with a file, beside itself: the scripts that it starts, the launchers
// that start it, the scripts that import it, the other parts of its step, and what has to do with the same requirements.
func (w *Workspace) Concerned(path string) []string {
	var files []string
	for _, l := range w.LaunchesIn(path) {
		if l.Script != "" {
			files = append(files, l.Script)
		}
	}
	for _, l := range w.LaunchesOf(path) {
		files = append(files, l.File())
	}
	files = append(files, w.scripts.importers(path)...)
	files = append(files, w.concernedSteps(path)...)
	return append(files, w.concernedByRequirements(path)...)
}

// join finds out which job definitions start which script.
func (w *Workspace) join() {
	w.byScript = map[string][]*Launch{}
	for _, file := range slices.Sorted(maps.Keys(w.facts)) {
		for _, l := range w.facts[file].launches {
			if l.Script != "" {
				w.byScript[l.Script] = append(w.byScript[l.Script], l)
			}
		}
	}
}

// Declaring are the files that declare something about scripts, sorted by their paths.
func (w *Workspace) Declaring() []string { return slices.Sorted(maps.Keys(w.facts)) }
