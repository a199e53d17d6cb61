package workspace

import (
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// Symbol is a name in a module, as some file speaks of it.
type Symbol struct {
	// From is the file that speaks of it.
	From string
	// Name is the name in that file where Local is set, else the qualified name of an import: "..configs.base.BaseConfig".
	Name  string
	Local bool
}

// IsZero tells a symbol that is not known.
func (s Symbol) IsZero() bool { return s.Name == "" }

// Last is the last part of the name, such as "BaseConfig".
func (s Symbol) Last() string { return s.Name[strings.LastIndexByte(s.Name, '.')+1:] }

// maxReexports is how often an imported name may be imported from elsewhere again.
const maxReexports = 5

// Resolve finds the file of the workspace that defines a symbol, and its name there; ok is false where none does.
func (w *Workspace) Resolve(s Symbol) (file, name string, ok bool) {
	for range maxReexports {
		if s.Local {
			return s.From, s.Name, true
		}
		file, name, ok = w.module(s)
		if !ok {
			return "", "", false
		}
		next := w.reexported(file, name)
		if next.IsZero() {
			return file, name, true
		}
		s = next
	}
	return "", "", false
}

// reexported is what a name of a module is imported from, zero where the module defines it.
func (w *Workspace) reexported(file, name string) Symbol {
	script := w.Script(file)
	if script == nil {
		return Symbol{}
	}
	bindings := script.Lookup(name, nil)
	if len(bindings) != 1 || bindings[0].Kind != analysis.BindImport || bindings[0].Item == "" {
		return Symbol{}
	}
	return Symbol{From: file, Name: strings.TrimSuffix(bindings[0].Module, ".") + "." + bindings[0].Item}
}

// module finds the file of a qualified name: its longest beginning that is a module. What is left is the name in it.
func (w *Workspace) module(s Symbol) (file, name string, ok bool) {
	rest := strings.TrimLeft(s.Name, ".")
	dots := len(s.Name) - len(rest)
	folder := filepath.Dir(s.From)
	if dots > 0 {
		for range dots - 1 {
			folder = filepath.Dir(folder)
		}
		return w.moduleBelow(folder, rest, true)
	}
	for ; w.files.Contains(folder); folder = filepath.Dir(folder) {
		if file, name, ok = w.moduleBelow(folder, rest, false); ok {
			return file, name, true
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return "", "", false
}

// moduleBelow finds the module below a folder that is the longest beginning of a dotted name. A folder by itself is one
// only where an import is relative to it.
func (w *Workspace) moduleBelow(folder, dotted string, relative bool) (file, name string, ok bool) {
	parts := strings.Split(dotted, ".")
	for i := len(parts) - 1; i > 0; i-- {
		base := filepath.Join(folder, filepath.Join(parts[:i]...))
		for _, candidate := range []string{base + ".py", filepath.Join(base, "__init__.py")} {
			if w.files.IsFile(candidate) {
				return candidate, strings.Join(parts[i:], "."), true
			}
		}
	}
	file = filepath.Join(folder, "__init__.py")
	return file, dotted, relative && w.files.IsFile(file)
}
