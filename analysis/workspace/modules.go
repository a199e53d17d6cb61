package workspace

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
)

// Modules finds the files that a script's imports lead to, as Python does when the script is started: it looks into the
// script's own folder, then into the sources that a job brings along. Nothing but the workspace's files is looked at. A nil
// Modules has none.
//
// It says the same for as long as it is used, and may be used from any goroutine.
type Modules struct {
	files     *Files
	scripts   *scriptCache
	folders   []string          // that are searched, in their order
	isLibrary func(string) bool // whether a package of that name is likely to be installed

	mu      sync.Mutex
	modules map[string]*Module // by name; nil for names that lead to no file
	seen    map[string]stamp   // the state of each file that was looked for
	values  map[asked][]analysis.Value
	kept    map[any]*kept
	askers  map[string]bool // the scripts that they were given to
}

// Module is one module: a file, or a folder that is a package.
type Module struct {
	// Name is how scripts import it, such as "pkg.helpers".
	Name string
	// Path is its file, empty for a package without an __init__.py.
	Path string
	// Script is what the file does when it is imported, empty where it has no file.
	Script *analysis.Script

	folder string // that its submodules are in, empty for a module that is no package
}

// Modules finds what a script, given by its absolute path, imports. Of the packages that isLibrary tells, those without an
// __init__.py do not count: the one that is installed comes first.
func (w *Workspace) Modules(script string, isLibrary func(name string) bool) *Modules {
	if w == nil || script == "" {
		return nil
	}
	folders := []string{filepath.Dir(script)}
	for _, l := range w.LaunchesOf(script) {
		if l.Root != "" && !slices.Contains(folders, l.Root) {
			folders = append(folders, l.Root) // it is on the container's PYTHONPATH
		}
	}
	return w.scripts.modulesIn(newModules(w.files, w.scripts, folders, isLibrary), script)
}

func newModules(files *Files, scripts *scriptCache, folders []string, isLibrary func(string) bool) *Modules {
	return &Modules{
		files: files, scripts: scripts, folders: folders, isLibrary: isLibrary,
		modules: map[string]*Module{}, seen: map[string]stamp{}, values: map[asked][]analysis.Value{}, kept: map[any]*kept{},
	}
}

// Has tells whether a module is one of the project's.
func (m *Modules) Has(module string) bool { return m.Module(module) != nil }

// Module finds a module by its name, nil where it is none of the project's.
func (m *Modules) Module(name string) *Module {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.module(name)
}

func (m *Modules) module(name string) *Module {
	if found, ok := m.modules[name]; ok {
		return found
	}
	folders := m.folders
	last := name
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		parent := m.module(name[:dot])
		if parent == nil || parent.folder == "" {
			m.modules[name] = nil
			return nil
		}
		folders, last = []string{parent.folder}, name[dot+1:]
	}
	found := m.search(folders, name, last)
	m.modules[name] = found
	return found
}

// search looks for a module in folders: the first package or file counts, a folder without an __init__.py only where there is
// neither in any.
// Source: The Python Language Reference, "The import system", 5.5 The Path Based Finder (3.14).
func (m *Modules) search(folders []string, name, last string) *Module {
	if last == "" {
		return nil
	}
	namespace := ""
	for _, folder := range folders {
		base := filepath.Join(folder, last)
		if found := m.read(filepath.Join(base, "__init__.py")); found != nil {
			return &Module{Name: name, Path: filepath.Join(base, "__init__.py"), Script: found, folder: base}
		}
		if found := m.read(base + ".py"); found != nil {
			return &Module{Name: name, Path: base + ".py", Script: found}
		}
		if namespace == "" && m.isPackage(base) {
			namespace = base
		}
	}
	if namespace == "" || name == last && m.isLibrary(name) {
		return nil
	}
	return &Module{Name: name, Script: emptyModule(), folder: namespace}
}

// read gives the facts of a file that is imported, nil where there is none.
func (m *Modules) read(path string) *analysis.Script {
	if !m.files.Contains(path) {
		return nil
	}
	m.seen[path] = m.files.stamp(path)
	if m.seen[path] == (stamp{}) || !m.files.IsFile(path) {
		return nil
	}
	script := m.scripts.script(m.files, path)
	if script == nil {
		return nil
	}
	return script.Imported()
}

// isPackage tells a folder that holds modules: one of data alone is no package that a script would mean.
func (m *Modules) isPackage(folder string) bool {
	if !m.files.Contains(folder) {
		return false
	}
	m.seen[folder] = m.files.stamp(folder)
	if !m.files.IsFolder(folder) {
		return false
	}
	return slices.ContainsFunc(m.files.List(folder), func(name string) bool { return strings.HasSuffix(name, ".py") || strings.HasSuffix(name, "/") })
}

// goOn has modules look among a newer state of the files from now on. It answers false where a file that was looked for is
// not what it was. The disk is asked only where something has told that it may have changed: not at each keystroke.
func (m *Modules) goOn(files *Files) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.files.sameRoots(files) {
		return false
	}
	for path, was := range m.seen {
		if !m.files.sees(path, files) && files.stamp(path) != was {
			return false
		}
	}
	m.files = files
	return true
}

// Absolute is the name that a module spells, with leading dots where it is relative, as every other module would spell it;
// ok is false where it leads out of the topmost package.
func (mod *Module) Absolute(name string) (absolute string, ok bool) {
	rest := strings.TrimLeft(name, ".")
	level := len(name) - len(rest)
	if level == 0 {
		return name, true
	}
	parts := strings.Split(mod.Name, ".")
	if mod.folder == "" {
		parts = parts[:len(parts)-1]
	}
	if level > len(parts) {
		return "", false
	}
	parts = parts[:len(parts)-level+1]
	if rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, "."), true
}

// kept is something that was worked out once.
type kept struct {
	once  sync.Once
	value any
}

// Keep works something out once for as long as the modules stay what they are. The key is of a type of its own, as for a
// context.
func Keep[T any](m *Modules, key any, work func() T) T {
	m.mu.Lock()
	k := m.kept[key]
	if k == nil {
		k = &kept{}
		m.kept[key] = k
	}
	m.mu.Unlock()
	k.once.Do(func() { k.value = work() })
	return k.value.(T)
}
