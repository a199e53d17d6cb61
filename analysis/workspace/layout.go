package workspace

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/gitignore"
)

// scriptFolders are the folders, beside those of the contracts, in which scripts are looked for: their own name is no part
// of an entry point.
var scriptFolders = []string{"scripts", "."}

// findEntry finds the file that a contract's entry point names: below its source folder where it names one, else in a
// folder `scripts` or in the contract's own, going up from the contract to the root. It is empty where the entry point
// cannot be told, or is not there.
func (w *Workspace) findEntry(c *Contract) string {
	entry, known := c.EntryPoint.Known()
	if !known || entry == "" || strings.Contains(entry, "://") {
		return ""
	}
	folders := scriptFolders
	if source, given := c.SourceDir.Known(); given {
		folders = []string{source}
	}
	for folder := filepath.Dir(c.File()); w.files.Contains(folder); folder = filepath.Dir(folder) {
		for _, below := range folders {
			if file := filepath.Join(folder, filepath.FromSlash(below), filepath.FromSlash(entry)); w.files.IsFile(file) {
				return file
			}
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return ""
}

// ScriptsBeside are the Python files in the folders where a contract's entry point is looked for: below its source folder
// where it names one, else in the nearest folder `scripts`; none where there is no such folder.
func (w *Workspace) ScriptsBeside(c *Contract) []string {
	below := scriptFolders[0]
	if source, given := c.SourceDir.Known(); given {
		below = source
	}
	for folder := filepath.Dir(c.File()); w.files.Contains(folder); folder = filepath.Dir(folder) {
		var scripts []string
		place := filepath.Join(folder, filepath.FromSlash(below))
		for _, name := range w.files.List(place) {
			if filepath.Ext(name) == ".py" && name != "__init__.py" {
				scripts = append(scripts, filepath.Join(place, name))
			}
		}
		if len(scripts) > 0 || folder == filepath.Dir(folder) {
			return scripts
		}
	}
	return nil
}

// serves tells whether a folder of contracts, specifications or builders is one that a script's would be in: it is the
// script's own, one above it, or one beside these.
func serves(folder, script string) bool {
	return within(folder, script) || within(filepath.Dir(folder), script)
}

// nearest gives those of some files' folders that serve a script, the innermost one's first, each once.
func nearest(files []string, script string) []string {
	var folders []string
	for _, file := range files {
		if folder := filepath.Dir(file); serves(folder, script) && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	slices.SortStableFunc(folders, func(a, b string) int { return len(filepath.Dir(b)) - len(filepath.Dir(a)) })
	return folders
}

// Named are the Python files of a base name, wherever they are in the workspace, in their order.
func (w *Workspace) Named(base string) []string {
	w.namesOnce.Do(func() {
		w.names = map[string][]string{}
		for _, root := range w.roots {
			w.addNames(root)
		}
		for path := range w.files.overlay {
			w.addName(path)
		}
		for _, paths := range w.names {
			slices.Sort(paths)
		}
	})
	return w.names[base]
}

func (w *Workspace) addNames(folder string) {
	for _, name := range w.files.List(folder) {
		switch below, isFolder := strings.CutSuffix(name, "/"); {
		case strings.HasPrefix(name, ".") || slices.Contains(gitignore.Skipped, below):
		case isFolder:
			w.addNames(filepath.Join(folder, below))
		default:
			w.addName(filepath.Join(folder, name))
		}
	}
}

func (w *Workspace) addName(path string) {
	if name := filepath.Base(path); filepath.Ext(name) == ".py" && w.files.Contains(path) && !slices.Contains(w.names[name], path) {
		w.names[name] = append(w.names[name], path)
	}
}
