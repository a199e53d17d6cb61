package workspace

import (
	"path/filepath"
	"slices"
	"strings"
)

// Installation is what pip installs into the container before a script starts.
type Installation struct {
	// File is the requirements file that is installed, empty where none is.
	File string
	// Add is the file to write a further requirement into, which need not exist; empty where no file would be installed.
	Add string
	// Requirements are those of File, of the files that it reads, and of a package's setup.py.
	Requirements []Requirement
	// Open tells that more may be installed than is known.
	Open bool
}

// Asks gives the requirements for a distribution, by its normalised name.
func (i *Installation) Asks(distribution string) []Requirement {
	var found []Requirement
	for _, r := range i.Requirements {
		if r.Distribution == distribution {
			found = append(found, r)
		}
	}
	return found
}

// InstalledFor is what is installed for a job. Of the containers of estimators it is requirements.txt at the root of the
// source folder, of a ModelTrainer the file that its SourceCode names.
// Sources: sagemaker-training-toolkit 5.1, entry_point.py and modules.py; sagemaker-python-sdk 3.20.0, model_trainer.py and
// templates.py (August 2026).
func (w *Workspace) InstalledFor(l *Launch) *Installation {
	if l.Generation == 3 {
		return w.installedByTrainer(l)
	}
	i := &Installation{}
	entry, known := l.EntryPoint.Known()
	if !known || l.Call.Open || strings.HasSuffix(entry, ".sh") {
		i.Open = true // a shell script installs what it likes
		return i
	}
	if a, given := l.Arg("dependencies"); given && !(a.Value.Kind == List && len(a.Value.Items) == 0 && !a.Value.Open) && a.Value.Kind != None {
		i.Open = true // what is in these folders lies beside the script
	}
	if a, given := l.Arg("git_config"); given && a.Value.Kind != None {
		i.Open = true
	}
	switch {
	case l.SourceDir.Kind == None:
		return i // the script goes alone
	case l.Root == "":
		i.Open = true
		return i
	}
	w.install(i, filepath.Join(l.Root, "requirements.txt"))
	if setup := filepath.Join(l.Root, "setup.py"); w.files.IsFile(setup) {
		w.addTo(i, w.RequirementsIn(setup), nil)
	}
	return i
}

// installedByTrainer is what a ModelTrainer installs.
func (w *Workspace) installedByTrainer(l *Launch) *Installation {
	i := &Installation{}
	source := l.Source()
	if source == nil || source.Open || source.Has("command") || l.Root == "" {
		i.Open = true
		return i
	}
	a, given := source.Arg("requirements")
	if !given || a.Value.Kind == None {
		return i
	}
	name, known := a.Value.Known()
	if !known {
		i.Open = true
		return i
	}
	w.install(i, filepath.Join(l.Root, filepath.FromSlash(name)))
	return i
}

// InstalledBeside is what would be installed for a script if its folder were the source folder.
func (w *Workspace) InstalledBeside(script string) *Installation {
	i := &Installation{}
	w.install(i, filepath.Join(filepath.Dir(script), "requirements.txt"))
	return i
}

// install takes in the file that pip is given.
func (w *Workspace) install(i *Installation, file string) {
	i.Add = file
	if !w.files.IsFile(file) {
		i.Open = i.Open || w.isWritten(file)
		return
	}
	i.File = file
	w.addTo(i, w.pipFile(file), nil)
}

// pipFile reads a file that pip is given, whatever its name.
func (w *Workspace) pipFile(file string) *Requirements {
	if r := w.RequirementsIn(file); r != nil {
		return r
	}
	return requirementsOf(w.files, file, readRequirements)
}

// isWritten tells whether a notebook writes a file when it runs.
func (w *Workspace) isWritten(file string) bool {
	for _, d := range w.facts {
		if slices.ContainsFunc(d.written, func(f writtenFile) bool { return f.path == file }) {
			return true
		}
	}
	return false
}

// addTo takes in the requirements of a file and of those that it reads.
func (w *Workspace) addTo(i *Installation, r *Requirements, seen []string) {
	if r == nil {
		i.Open = true
		return
	}
	i.Open = i.Open || r.Open || w.isWritten(r.File)
	i.Requirements = append(i.Requirements, r.List...)
	seen = append(seen, r.File)
	for _, include := range r.Includes {
		if slices.Contains(seen, include.File) {
			continue
		}
		w.addTo(i, w.pipFile(include.File), seen)
	}
}

// Installing are the jobs that a requirements file is installed for, be it through another one.
func (w *Workspace) Installing(file string) []*Launch {
	w.installOnce.Do(w.joinInstallations)
	return w.installing[file]
}

// joinInstallations finds out which files are installed for which jobs.
func (w *Workspace) joinInstallations() {
	w.installing = map[string][]*Launch{}
	for _, launcher := range w.Declaring() {
		for _, l := range w.LaunchesIn(launcher) {
			i := w.InstalledFor(l)
			files := []string{i.File}
			for _, r := range i.Requirements {
				if !slices.Contains(files, r.Place.File) {
					files = append(files, r.Place.File)
				}
			}
			for _, file := range files {
				w.installing[file] = append(w.installing[file], l)
			}
		}
	}
}

// concernedByRequirements are the files whose findings may change with a launcher or a requirements file, because of what is
// installed for a job.
func (w *Workspace) concernedByRequirements(path string) (files []string) {
	for _, l := range w.LaunchesIn(path) {
		for _, r := range w.InstalledFor(l).Requirements {
			if !slices.Contains(files, r.Place.File) {
				files = append(files, r.Place.File)
			}
		}
	}
	if !IsRequirementsFile(path) {
		return files
	}
	for _, l := range w.Installing(path) {
		files = append(files, l.File(), l.Script)
	}
	folder := filepath.Dir(path)
	for _, name := range w.files.List(folder) {
		if filepath.Ext(name) != ".py" {
			continue
		}
		script := filepath.Join(folder, name)
		files = append(files, script)
		for _, l := range w.LaunchesOf(script) {
			files = append(files, l.File())
		}
	}
	return slices.DeleteFunc(files, func(f string) bool { return f == "" })
}
