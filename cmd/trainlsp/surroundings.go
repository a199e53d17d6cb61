package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// rootsOf are the folders that hold what may belong to the files and folders that are checked: their projects.
func rootsOf(args []string) []string {
	var roots []string
	for _, arg := range args {
		path, err := filepath.Abs(arg)
		if err != nil {
			continue
		}
		inside := path
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			inside = filepath.Join(path, "-") // any file in it
		}
		if root := workspace.Root(inside); !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	slices.Sort(roots)
	return slices.CompactFunc(roots, func(a, b string) bool { return isBelow(a, b) }) // what lies in another root is in it already
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
			if err != nil || !isBelow(folder, file) {
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
