package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// maxHops bounds over how many modules a name is followed that each imports from the next.
const maxHops = 12

// asked is what a name was asked for.
type asked struct {
	name   string
	called bool
}

// target is a name in the module that gives it a value.
type target struct {
	module *Module
	path   []string // empty for the module itself
}

// Names are the names that `from module import *` brings.
func (m *Modules) Names(module string) (names []string, known bool) {
	if m == nil {
		return nil, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.names(module, maxHops)
}

func (m *Modules) names(module string, hops int) (names []string, known bool) {
	mod := m.module(module)
	if mod == nil || hops == 0 {
		return nil, false
	}
	names, all, known := mod.Script.Names()
	if all || !known {
		return names, known
	}
	for _, star := range mod.Script.Stars() {
		absolute, ok := mod.Absolute(star)
		if !ok {
			return nil, false
		}
		more, known := m.names(absolute, hops-1)
		if !known {
			return nil, false
		}
		names = append(names, more...)
	}
	return names, true
}

// find finds the modules that give a qualified name its value, over those that import it from others. There may be several,
// as with an import in a try statement, and none where no module of the project's says what it is.
func (m *Modules) find(name string) []target { return m.follow(name, maxHops, nil) }

func (m *Modules) follow(name string, hops int, out []target) []target {
	mod, path := m.split(name)
	if mod == nil || hops == 0 {
		return out
	}
	if len(path) == 0 {
		return append(out, target{mod, nil})
	}
	if !mod.Script.Binds(path[0]) {
		for _, next := range m.starred(mod, path, hops) {
			out = m.follow(next, hops-1, out)
		}
		return out
	}
	for _, next := range mod.imported(path[0]) {
		if next != name {
			out = m.follow(strings.Join(append([]string{next}, path[1:]...), "."), hops-1, out)
		}
	}
	if mod.defines(path[0]) {
		out = append(out, target{mod, path})
	}
	return out
}

// split takes a qualified name apart: the module, and what is looked up in it. What a package binds itself comes before its
// submodules.
func (m *Modules) split(name string) (*Module, []string) {
	parts := strings.Split(name, ".")
	mod := m.module(parts[0])
	if mod == nil {
		return nil, nil
	}
	parts = parts[1:]
	for len(parts) > 0 && mod.folder != "" && !mod.bindsItself(parts[0]) {
		next := m.module(mod.Name + "." + parts[0])
		if next == nil {
			break
		}
		mod, parts = next, parts[1:]
	}
	return mod, parts
}

// bindsItself tells names of a package that are something else than its submodule of that name.
func (mod *Module) bindsItself(name string) bool {
	if !mod.Script.Binds(name) {
		return false
	}
	return mod.defines(name) || !slices.Contains(mod.imported(name), mod.Name+"."+name)
}

// imported are the qualified names that a module's imports give a name of it.
func (mod *Module) imported(name string) []string {
	var out []string
	for _, i := range mod.Script.Imports() {
		if i.Name != name || i.Item == "*" {
			continue
		}
		module := i.Module
		if i.Item != "" {
			module = strings.TrimSuffix(module, ".") + "." + i.Item
		}
		if absolute, ok := mod.Absolute(module); ok && !slices.Contains(out, absolute) {
			out = append(out, absolute)
		}
	}
	return out
}

// defines tells whether a module gives a name a value by more than imports.
func (mod *Module) defines(name string) bool {
	for _, b := range mod.Script.Lookup(name, nil) {
		if b.Kind != analysis.BindImport {
			return true
		}
	}
	return false
}

// Value says what a qualified name stands for, or what calling it gives. See analysis.Surroundings.
func (m *Modules) Value(name string, called bool) []analysis.Value {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.value(asked{name, called}, maxHops)
}

func (m *Modules) value(q asked, hops int) []analysis.Value {
	if v, ok := m.values[q]; ok {
		return v
	}
	if hops == maxHops {
		m.values[q] = nil // while it is worked out
	}
	var out []analysis.Value
	if class, ok := strings.CutSuffix(q.name, ".__mro__"); ok {
		out = m.ancestry(class, hops)
	} else {
		out = m.workOut(q, hops)
	}
	if hops == maxHops {
		m.values[q] = out // else it may have been cut short
	}
	return out
}

// workOut reads a value off the module that a name is looked up in. What that imports is followed on the way.
func (m *Modules) workOut(q asked, hops int) []analysis.Value {
	mod, path := m.split(q.name)
	if mod == nil || len(path) == 0 || hops == 0 {
		return nil
	}
	if !mod.Script.Binds(path[0]) {
		return m.fromStars(mod, path, q.called, hops)
	}
	var out []analysis.Value
	sure := true
	for _, v := range mod.Script.Member(path, q.called) {
		found := m.carry(v, target{mod, path}, hops)
		sure = sure && found != nil
		out = append(out, found...)
	}
	if len(out) > 0 && !sure {
		out = append(out, foreign(q.name, q.called))
	}
	return distinct(out)
}

// foreign is something that is known by its name alone, or what calling it gives.
func foreign(name string, called bool) analysis.Value {
	if called {
		return analysis.Value{Kind: analysis.Result, Text: name}
	}
	return analysis.Value{Kind: analysis.External, Text: name}
}

// fromStars is what a module imports with a star.
func (m *Modules) fromStars(mod *Module, path []string, called bool, hops int) []analysis.Value {
	var out []analysis.Value
	for _, name := range m.starred(mod, path, hops) {
		out = append(out, m.value(asked{name, called}, hops-1)...)
	}
	return distinct(out)
}

// starred are the qualified names that something may have which a module imports with a star.
func (m *Modules) starred(mod *Module, path []string, hops int) []string {
	var out []string
	for _, star := range mod.Script.Stars() {
		absolute, ok := mod.Absolute(star)
		if !ok || m.module(absolute) == nil {
			continue
		}
		if names, known := m.names(absolute, hops-1); !known || slices.Contains(names, path[0]) {
			out = append(out, absolute+"."+strings.Join(path, "."))
		}
	}
	return out
}

// carry brings a value into a form that belongs to no script; nil where it is not known, or has none.
func (m *Modules) carry(v analysis.Value, t target, hops int) []analysis.Value {
	switch v.Kind {
	case analysis.String, analysis.Constant:
		return []analysis.Value{{Kind: v.Kind, Text: v.Text}}
	case analysis.EnvVar:
		return []analysis.Value{{Kind: v.Kind, Text: v.Text, Rest: v.Rest}}
	case analysis.External, analysis.Result:
		return m.carryName(v, t, hops)
	case analysis.Function, analysis.Class:
		if name := qualified(v.Scope); name != "" {
			return []analysis.Value{{Kind: analysis.External, Text: t.module.Name + "." + name}}
		}
	case analysis.Instance:
		if name := qualified(v.Scope); name != "" {
			return []analysis.Value{{Kind: analysis.Result, Text: t.module.Name + "." + name}}
		}
	case analysis.Namespace:
		return []analysis.Value{{Kind: v.Kind, Text: t.module.Name + "." + strings.Join(t.path, ".")}}
	case analysis.OptionValue:
		return carryOption(v, t)
	}
	return nil
}

// carryName spells the name of something imported as all modules do, and follows it.
func (m *Modules) carryName(v analysis.Value, t target, hops int) []analysis.Value {
	name, ok := t.module.Absolute(v.Text)
	if !ok {
		return nil
	}
	if m.module(topmost(name)) != nil {
		if found := m.value(asked{name, v.Kind == analysis.Result}, hops-1); found != nil {
			return found
		}
	}
	return []analysis.Value{foreign(name, v.Kind == analysis.Result)}
}

// carryOption is what the command line gives for an option: its default where that is one of the platform's own variables
// or paths, which a launcher leaves alone. Any other may well be given.
func carryOption(v analysis.Value, t target) []analysis.Value {
	if v.Option.Default == nil {
		return nil
	}
	var out []analysis.Value
	for _, d := range t.module.Script.Eval(v.Option.Default, v.Option.Call.Scope) {
		switch {
		case d.Kind == analysis.EnvVar:
			out = append(out, analysis.Value{Kind: d.Kind, Text: d.Text, Rest: d.Rest + v.Rest})
		case d.Kind == analysis.String && strings.HasPrefix(d.Text, "/opt/ml/model"):
			out = append(out, analysis.Value{Kind: d.Kind, Text: d.Text + v.Rest})
		}
	}
	return out
}

// ancestry are the bases of a class and theirs.
func (m *Modules) ancestry(class string, hops int) []analysis.Value {
	if hops == 0 {
		return nil
	}
	var out []analysis.Value
	for _, t := range m.find(class) {
		if len(t.path) == 0 {
			continue
		}
		for _, v := range t.module.Script.Member(t.path, false) {
			if v.Kind != analysis.Class {
				continue
			}
			for _, base := range t.module.Script.ExternalBases(v.Scope) {
				name, ok := t.module.Absolute(base)
				if !ok {
					continue
				}
				out = append(out, analysis.Value{Kind: analysis.External, Text: name})
				out = append(out, m.value(asked{name + ".__mro__", false}, hops-1)...)
			}
		}
	}
	return distinct(out)
}

// topmost is the outermost module of a qualified name.
func topmost(name string) string {
	first, _, _ := strings.Cut(name, ".")
	return first
}

// qualified is the name of a function or class below its module, empty where it is made in a function.
func qualified(s *analysis.Scope) string {
	name := s.Name
	for s = s.Parent; s != nil && s.Kind != analysis.ModuleScope; s = s.Parent {
		if s.Kind != analysis.ClassScope {
			return ""
		}
		name = s.Name + "." + name
	}
	return name
}

func distinct(values []analysis.Value) []analysis.Value {
	var out []analysis.Value
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
