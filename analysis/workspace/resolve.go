package workspace

import (
	"path/filepath"
	"strings"
)

// locator finds the files that a launcher names.
type locator struct {
	files   *Files
	path    string // the launcher
	written []writtenFile
}

// locate finds the script and the source folder of a job.
func (l locator) locate(launch *Launch) {
	launch.Script, launch.Root = l.resolve(launch.entry, launch.source)
	launch.Written = nil
	if text, ok := l.writtenText(launch.Script); ok {
		launch.Written = &text
	}
}

// relocated are job definitions of one launcher, located anew.
func (l locator) relocated(launches []*Launch) []*Launch {
	again := make([]*Launch, len(launches))
	for i, launch := range launches {
		moved := *launch
		l.locate(&moved)
		again[i] = &moved
	}
	return again
}

// resolve finds the script that an entry point names, and its source folder; empty where they cannot be told or are not
// there. Relative paths are looked for from the launcher's folder on upwards: a launcher is started from its own folder
// (a notebook always is), or from one above it.
func (l locator) resolve(entry, source Value) (script, root string) {
	name, ok := entry.Known()
	if !ok {
		return "", ""
	}
	folder, known := "", true
	if source.Kind != None {
		folder, known = source.Known()
	}
	if !known {
		return "", ""
	}
	for _, base := range l.bases() {
		root = l.join(base, folder)
		if path := l.join(root, name); l.files.IsFile(path) || l.isWritten(path) {
			if source.Kind == None {
				root = filepath.Dir(path)
			}
			return path, root
		}
	}
	return "", ""
}

// bases are the folders that a relative path may be relative to: the launcher's, and those above it in the workspace.
func (l locator) bases() []string {
	var bases []string
	for folder := filepath.Dir(l.path); l.files.Contains(folder); folder = filepath.Dir(folder) {
		bases = append(bases, folder)
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return bases
}

// join puts a path that a launcher names behind a folder.
func (l locator) join(folder, path string) string {
	path = filepath.FromSlash(strings.TrimPrefix(path, "file://"))
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(folder, path)
}

// isWritten tells whether the notebook itself writes a file.
func (l locator) isWritten(path string) bool {
	_, ok := l.writtenText(path)
	return ok
}

// writtenText is what the notebook itself writes to a file; of several texts, the last one.
func (l locator) writtenText(path string) (text string, ok bool) {
	for _, w := range l.written {
		if w.path == path {
			text, ok = w.text, true
		}
	}
	return text, ok
}
