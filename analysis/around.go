package analysis

import (
	"maps"
	"slices"
	"strings"
)

// Surroundings say what the names mean that a script imports from modules beside it.
type Surroundings interface {
	// Has tells whether a module, such as "utils" or "pkg.helpers", stands beside the script.
	Has(module string) bool
	// Names are the names that `from module import *` brings; known is false where that cannot be told.
	Names(module string) (names []string, known bool)
	// Value says what a qualified name stands for, or where called is true, what calling it gives; nil where that is not
	// known. The last part of the name may be "__mro__", for a class's bases and theirs. What is said holds nothing that
	// belongs to another script: no scope, node, call or option.
	Value(name string, called bool) []Value
}

// told is what a script was told about what stands beside it. What it knows rests on that.
type told struct {
	has    map[string]bool
	values map[query][]Value
	lacks  map[query]bool
}

// query asks what a qualified name stands for, or what calling it gives.
type query struct {
	name   string
	called bool
}

func newTold() told { return told{map[string]bool{}, map[query][]Value{}, map[query]bool{}} }

// hear takes over what the previous version was told. It answers false where that is different now, so that nothing that the
// version found out may be taken over. The caller holds the previous version's lock.
func (s *Script) hear(previous *Script) (same bool) {
	if s.around == nil || previous.around == nil {
		return s.around == nil && previous.around == nil
	}
	if previous.around != s.around && !previous.told.holds(s.around) {
		return false
	}
	s.told = told{maps.Clone(previous.told.has), maps.Clone(previous.told.values), maps.Clone(previous.told.lacks)}
	return true
}

// holds tells whether others would say the same.
func (t told) holds(around Surroundings) bool {
	for root, has := range t.has {
		if around.Has(root) != has {
			return false
		}
	}
	for q, values := range t.values {
		if !slices.EqualFunc(around.Value(q.name, q.called), values, sameValue) {
			return false
		}
	}
	for q, lacks := range t.lacks {
		module, name, _ := strings.Cut(q.name, ":")
		if lacksName(around, module, name) != lacks {
			return false
		}
	}
	return true
}

// ask says what a name of a module beside the script stands for, or what calling it gives; nil where that is not known.
func (s *Script) ask(name string, called bool) []Value {
	if !s.hasBeside(name) {
		return nil
	}
	q := query{name, called}
	v, ok := s.told.values[q]
	if !ok {
		v = s.around.Value(name, called)
		s.told.values[q] = v
	}
	return v
}

// askCall says what calling a name of a module beside the script gives; nil where that is not known.
func (s *Script) askCall(name string, call *Call) []Value {
	out := slices.Clone(s.ask(name, true))
	for i, v := range out {
		if v.Kind == Result && v.Text == name {
			out[i].Call = call // an object of a class there
		}
	}
	return out
}

// hasBeside tells whether a qualified name begins with a module beside the script.
func (s *Script) hasBeside(name string) bool {
	if s.around == nil || name == "" || name[0] == '.' {
		return false
	}
	root, _, _ := strings.Cut(name, ".")
	has, ok := s.told.has[root]
	if !ok {
		has = s.around.Has(root)
		s.told.has[root] = has
	}
	return has
}

// ReadsBeside tells whether the script imports a module beside it.
func (s *Script) ReadsBeside() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.imports, func(i Import) bool { return s.hasBeside(i.Module) })
}

// IsAmong tells whether the script was read with some surroundings.
func (s *Script) IsAmong(around Surroundings) bool { return s.around == around }

// HasBeside tells whether a qualified name begins with a module beside the script.
func (s *Script) HasBeside(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hasBeside(name)
}

// outside is something imported, or what it is known to stand for.
func (s *Script) outside(v Value) []Value {
	if out := s.ask(v.Text, false); out != nil {
		return out
	}
	return []Value{v}
}

// lacks tells whether `from module import *` is known not to bring a name.
func (s *Script) lacks(module, name string) bool {
	if !s.hasBeside(module) {
		return false
	}
	q := query{name: module + ":" + name}
	lacks, ok := s.told.lacks[q]
	if !ok {
		lacks = lacksName(s.around, module, name)
		s.told.lacks[q] = lacks
	}
	return lacks
}

func lacksName(around Surroundings, module, name string) bool {
	names, known := around.Names(module)
	return known && !slices.Contains(names, name)
}

// basesOf are the qualified names of the classes that a class beside the script derives from, over any in between.
func (s *Script) basesOf(class string) []string {
	var out []string
	for _, v := range s.ask(class+".__mro__", false) {
		out = append(out, v.Text)
	}
	return out
}

// BasesOf are the qualified names of the classes that a class beside the script derives from.
func (s *Script) BasesOf(class string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.basesOf(class)
}
