package launcher

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// commandScripts are the absolute paths of the scripts that a command names, where they are in the source folder.
func commandScripts(p *rule.LaunchPass, command string) (paths []string) {
	folder, known := p.Launch.SourceDir.Known()
	if !known {
		return nil
	}
	for _, word := range strings.Fields(command) {
		if ext := path.Ext(word); ext != ".py" && ext != ".sh" {
			continue
		}
		for _, base := range bases(p) {
			if file := join(join(base, folder), word); p.Workspace.Files().IsFile(file) {
				paths = append(paths, file)
				break
			}
		}
	}
	return paths
}

// readsHyperparameters tells whether a text speaks of the ways in which a script gets the job's hyperparameters other than
// by its command line.
func readsHyperparameters(text []byte) bool {
	return slices.ContainsFunc([]string{"SM_HP", "SM_TRAINING_ENV", "hyperparameters.json"}, func(way string) bool { return bytes.Contains(text, []byte(way)) })
}

// bases are the folders that a relative path of a launcher may be relative to: its own, and those above it in the workspace.
func bases(p *rule.LaunchPass) (folders []string) {
	for folder := filepath.Dir(p.Launch.File()); p.Workspace.Files().Contains(folder); folder = filepath.Dir(folder) {
		folders = append(folders, folder)
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return folders
}

// join puts a path that a launcher names behind a folder.
func join(folder, name string) string {
	name = filepath.FromSlash(strings.TrimPrefix(name, "file://"))
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(folder, name)
}
