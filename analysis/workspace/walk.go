package workspace

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/gitignore"
)

// candidates are the files below the roots (in them, where the walk is to be shallow) that may declare something, without those that git leaves out and those of
// environments and caches. Links are not followed.
func candidates(ctx context.Context, roots []string, shallow bool) []string {
	var paths []string
	for _, root := range roots {
		rules, base, err := gitignore.Above(root)
		if err != nil {
			continue
		}
		w := walk{ctx: ctx, root: root, base: base, shallow: shallow}
		w.enter("", rules)
		paths = append(paths, w.found...)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// walk goes through one root.
type walk struct {
	ctx  context.Context
	root string
	base string // the root's path below the repository's top
	// shallow walks stay out of subfolders.
	shallow bool
	found   []string
}

func (w *walk) enter(below string, rules gitignore.Rules) {
	folder := filepath.Join(w.root, filepath.FromSlash(below))
	entries, err := os.ReadDir(folder)
	if err != nil || w.ctx.Err() != nil {
		return
	}
	if below != "" && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" }) {
		return // a virtual environment, whatever its name
	}
	rules, _ = rules.WithFile(folder, path.Join(w.base, below)) // one that cannot be read leaves nothing out
	for _, e := range entries {
		name := path.Join(below, e.Name())
		if rules.Excludes(path.Join(w.base, name), e.IsDir()) {
			continue
		}
		switch {
		case e.IsDir():
			if !w.shallow && !slices.Contains(gitignore.Skipped, e.Name()) {
				w.enter(name, rules)
			}
		case e.Type().IsRegular() && (MayDeclare(e.Name()) || path.Ext(e.Name()) == ".py"):
			w.found = append(w.found, filepath.Join(folder, e.Name()))
		}
	}
}

// MayDeclare tells files that are no scripts and may declare something about scripts, by their names.
func MayDeclare(name string) bool {
	return strings.EqualFold(path.Ext(name), ".ipynb") || IsRequirementsFile(name) || isStepYAML(name)
}

// Root finds the folder that a file's project is in when no editor says so: the nearest one above it that holds a mark of a
// project, such as .git. Where there is none, or it is somebody's home folder, it is the file's own, and project is false.
// The path is absolute.
func Root(file string) (root string, project bool) {
	own := filepath.Dir(file)
	if folder := marked(own, projectMarks); folder != "" {
		return folder, true
	}
	return own, false
}

// Repository finds the top of the repository that a file is in, which may hold several projects; where there is none, that of
// its project.
func Repository(file string) string {
	if folder := marked(filepath.Dir(file), repositoryMarks); folder != "" {
		return folder
	}
	root, _ := Root(file)
	return root
}

// marked is the nearest folder from one on upwards that holds one of some marks, empty where there is none below somebody's
// home folder.
func marked(folder string, marks []string) string {
	home, _ := os.UserHomeDir() // without one, there is none to stay out of
	for ; folder != home; folder = filepath.Dir(folder) {
		for _, mark := range marks {
			if _, err := os.Lstat(filepath.Join(folder, mark)); err == nil {
				return folder
			}
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return ""
}

var (
	// repositoryMarks stand at the top of a repository.
	repositoryMarks = []string{".git", ".hg"}
	// projectMarks stand at the top of a project.
	projectMarks = append(repositoryMarks[:len(repositoryMarks):len(repositoryMarks)], "pyproject.toml", "setup.py", "setup.cfg", "trainlsp.toml")
)
