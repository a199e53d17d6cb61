package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// surroundings reads what may belong to the files and folders that are checked: their projects. Of a file that is in no
// project, it is the folder that the file is in.
// The overlays are texts that take the place of files.
func surroundings(args []string, overlays ...overlay) *workspace.Workspace {
	var roots []string
	shallow := true
	for _, arg := range args {
		path, err := filepath.Abs(arg)
		if err != nil {
			continue
		}
		inside, folder := path, isFolder(path)
		if folder {
			inside = filepath.Join(path, "-") // any file in it
		}
		root, project := workspace.Root(inside)
		shallow = shallow && !project && !folder
		if !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	slices.Sort(roots)
	roots = slices.CompactFunc(roots, isBelow) // what lies in another root is in it already
	x := workspace.NewIndex(roots)
	x.Shallow = shallow
	for _, o := range overlays {
		x.Edit(o.file, o.text, nil)
	}
	_, _ = x.Walk(context.Background(), nil) // it ends early only with the context
	return x.Workspace()
}

// overlay is a text that takes the place of a file, given by its absolute path.
type overlay struct {
	file string
	text []byte
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// declaring are the files in the folders to check that are no scripts and declare something about scripts, as the user
// would name them.
func (c checker) declaring(args []string) []string {
	var paths []string
	for _, file := range c.around.Declaring() {
		if workspace.IsScript(file) {
			continue
		}
		for _, arg := range args {
			folder, err := filepath.Abs(arg)
			if err != nil || !isBelow(folder, file) || c.project.excludes(file) {
				continue
			}
			below, _ := filepath.Rel(folder, file) // it is below
			paths = append(paths, filepath.Join(arg, below))
			break
		}
	}
	return paths
}

// reportOnce drops findings that are shown in one file and belong to another, where that is checked too.
func reportOnce(results []result) {
	checked := map[string]bool{}
	for _, r := range results {
		if path, err := filepath.Abs(r.path); err == nil {
			checked[path] = true
		}
	}
	for i := range results {
		results[i].issues = slices.DeleteFunc(results[i].issues, func(i rule.Issue) bool { return checked[i.Mirror] })
	}
}

// isBelow tells whether a path is in a folder.
func isBelow(folder, path string) bool {
	return strings.HasPrefix(path, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}
