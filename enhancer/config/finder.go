package config

import (
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"sync"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// Finder finds the settings file of each script: the nearest one in its folder or above, inside the workspace. It reads each
// once, until it is told that something has changed. It may be used from any goroutine.
type Finder struct {
	// Unreadable is told of each settings file that cannot be read; it may be nil.
	Unreadable func(path string, err error)

	categories []string

	mu      sync.Mutex
	roots   []string
	overlay map[string][]byte // what an editor holds
	nearest map[string]string // by folder; empty where there is none
	files   map[string]*File
}

// NewFinder makes a finder. categories are the names of all checks, roots the folders of the workspace; a file outside
// them has its settings in its own repository or project.
func NewFinder(categories []string, roots ...string) *Finder {
	return &Finder{
		categories: categories, roots: roots,
		overlay: map[string][]byte{}, nearest: map[string]string{}, files: map[string]*File{},
	}
}

// Of gives the settings file of a script, nil where there is none.
func (f *Finder) Of(script string) *File {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.of(filepath.Dir(script))
}

func (f *Finder) of(folder string) *File {
	path, known := f.nearest[folder]
	if !known {
		path = f.find(folder)
		f.nearest[folder] = path
	}
	if path == "" {
		return nil
	}
	file, known := f.files[path]
	if !known {
		file = f.read(path)
		f.files[path] = file
	}
	return file
}

// find looks for the nearest settings file.
func (f *Finder) find(folder string) string {
	within := f.within(filepath.Join(folder, Name))
	for ; within.Contains(folder); folder = filepath.Dir(folder) {
		path := filepath.Join(folder, Name)
		if _, open := f.overlay[path]; open || within.IsFile(path) {
			return path
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return ""
}

// within are the files among which those of a file's settings are.
func (f *Finder) within(file string) *workspace.Files {
	if files := workspace.NewFiles(f.roots, nil); files.Contains(file) {
		return files
	}
	return workspace.NewFiles([]string{workspace.Repository(file)}, nil)
}

// read reads a settings file.
func (f *Finder) read(path string) *File {
	if text, open := f.overlay[path]; open {
		return Read(path, text, f.categories)
	}
	text, err := f.within(path).Read(path)
	if err != nil {
		if f.Unreadable != nil {
			f.Unreadable(path, err)
		}
		return &File{Path: path, Err: err}
	}
	return Read(path, text, f.categories)
}

// Files are the settings files that were read, by their paths.
func (f *Finder) Files() []*File {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]*File, 0, len(f.files))
	for _, path := range slices.Sorted(maps.Keys(f.files)) {
		list = append(list, f.files[path])
	}
	return list
}

// Edit notes the text of a settings file that an editor holds, and tells whether that changes what it says.
func (f *Finder) Edit(file *File) (changed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	before, known := f.files[file.Path]
	f.overlay[file.Path] = file.Text
	if known && before.same(file) {
		return false // what was worked out under the former stays good
	}
	if !known {
		f.lookBelow(file.Path)
	}
	f.files[file.Path] = file
	return true
}

// Close notes that an editor holds a settings file no longer: what is on the disk counts again.
func (f *Finder) Close(path string) {
	f.mu.Lock()
	delete(f.overlay, path)
	f.mu.Unlock()
	f.Changed(path)
}

// Changed notes that a settings file was made, changed or removed on the disk.
func (f *Finder) Changed(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.files, path)
	f.lookBelow(path)
}

// lookBelow has the folders that a settings file may be about looked at anew.
func (f *Finder) lookBelow(path string) {
	within := workspace.NewFiles([]string{filepath.Dir(path)}, nil)
	maps.DeleteFunc(f.nearest, func(folder, _ string) bool { return within.Contains(folder) })
}

// SetRoots notes that the workspace has other folders.
func (f *Finder) SetRoots(roots []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.roots = roots
	clear(f.nearest)
	clear(f.files)
}

// Look looks at the disk again, and tells whether something has changed.
func (f *Finder) Look() (changed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	nearest, files := f.nearest, f.files
	f.nearest, f.files = map[string]string{}, map[string]*File{}
	for folder := range nearest {
		f.of(folder)
	}
	return !maps.Equal(nearest, f.nearest) || slices.ContainsFunc(slices.Collect(maps.Keys(f.files)), func(path string) bool {
		return files[path] != nil && !files[path].same(f.files[path])
	})
}

// same tells whether two files say the same, be it at other places.
func (p *File) same(other *File) bool {
	return (p.Err == nil) == (other.Err == nil) && reflect.DeepEqual(p.Settings, other.Settings) && slices.Equal(p.Exclude, other.Exclude) && reflect.DeepEqual(p.Frameworks, other.Frameworks)
}
