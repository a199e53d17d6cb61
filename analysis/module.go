package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Imported is the script as a module that others import: without what stands below its `__main__` condition, and with
// functions that others may call with anything. All of it counts as reached; see Reach for what is. It is worked out once.
func (s *Script) Imported() *Script {
	s.importOnce.Do(func() { s.imported = s.asModule() })
	return s.imported
}

func (s *Script) asModule() *Script {
	m := &Script{Tree: s.Tree, parts: make([]*Scope, len(s.parts)), open: true}
	m.memory.parts = make([]*partMemory, len(s.parts))
	for i, part := range s.parts {
		if m.parts[i] = part; isMainGuard(part.Statement().Root()) {
			m.parts[i] = emptyPart(part.Statement())
		}
	}
	m.join()
	m.findOptions()
	m.findCallers(&heritage{})
	r := newReacher(m)
	for _, flags := range r.reached {
		for i := range flags {
			flags[i] = true
		}
	}
	m.reached = r.reached
	return m
}

// emptyPart is a statement that does nothing.
func emptyPart(statement *syntax.Statement) *Scope {
	part := &Scope{Kind: ModuleScope}
	part.facts = &facts{statement: statement}
	part.facts.add(part, part)
	return part
}

// isMainGuard tells an `if __name__ == "__main__":` without an else.
func isMainGuard(n *syntax.Node) bool {
	return isMainCondition(n) && n.Child(syntax.FieldAlternative) == nil
}

// fromOtherFiles is what other files may pass for a parameter: nothing known. Functions within functions they cannot call.
func (s *Script) fromOtherFiles(f *Scope, param string) []Value {
	if !s.open || f.Kind != FunctionScope || f.Parent.Function() != nil {
		return nil
	}
	return unknown("`" + param + "` is a parameter of `" + f.Name + "`, which other files call")
}

// Names are the names that `from module import *` brings of what the module itself binds; all tells that __all__ lists them.
// The stars are the modules whose names come along. Where known is false, __all__ is worked out at run time.
func (s *Script) Names() (names []string, all, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.module["__all__"]) > 0 {
		return s.listedNames()
	}
	seen := map[string]bool{}
	for _, part := range s.parts {
		for _, b := range part.Bindings {
			if !strings.HasPrefix(b.Name, "_") && !strings.ContainsAny(b.Name, ".[*") && !seen[b.Name] {
				seen[b.Name] = true
				names = append(names, b.Name)
			}
		}
	}
	return names, false, true
}

// listedNames are those that __all__ lists.
func (s *Script) listedNames() (names []string, all, known bool) {
	for _, b := range s.module["__all__"] {
		if b.Kind != BindAssign || b.Value == nil {
			return nil, true, false
		}
		items := s.listed(b.Value, b.Scope)
		if items == nil && len(itemsOf(b.Value)) > 0 {
			return nil, true, false
		}
		for _, item := range items {
			if len(item) != 1 || item[0].Kind != String {
				return nil, true, false
			}
			names = append(names, item[0].Text)
		}
	}
	return names, true, true
}

// Stars are the modules that the script's top level imports with a star, as it spells them.
func (s *Script) Stars() []string {
	var out []string
	for _, b := range s.stars {
		if b.Scope.Kind == ModuleScope {
			out = append(out, b.Module)
		}
	}
	return out
}

// Binds tells whether the module's top level, or a function of it, gives a name a value.
func (s *Script) Binds(name string) bool { return len(s.module[name]) > 0 }

// HasMethod tells whether a class of the script has a method of a name.
func (s *Script) HasMethod(name string) bool { return len(s.methods[name]) > 0 }

// Member says what a name of the module stands for, over attributes of what it is, or where called is true, what calling it
// gives. There is nothing where the module does not bind the name.
func (s *Script) Member(path []string, called bool) []Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	values := s.anyOf(s.module[path[0]])
	for _, name := range path[1:] {
		var next []Value
		for _, v := range s.instead(values) {
			next = union(next, s.attribute(v, name))
		}
		values = next
	}
	if !called {
		return values
	}
	var out []Value
	for _, v := range values {
		out = union(out, s.called(v))
	}
	return out
}

// instead puts in the place of functions what they return: of `make().fit`, the qualified name is `make.fit`.
func (s *Script) instead(values []Value) []Value {
	var out []Value
	for _, v := range values {
		if v.Kind == Function {
			out = union(out, s.returned(v.Scope))
		} else {
			out = union(out, []Value{v})
		}
	}
	return out
}

// called is what calling a value gives, where the call is in another file.
func (s *Script) called(v Value) []Value {
	switch v.Kind {
	case Function:
		return s.returned(v.Scope)
	case Class:
		return []Value{{Kind: Instance, Scope: v.Scope}}
	case External, Result:
		return []Value{{Kind: Result, Text: v.Text}}
	}
	return unknown("what is called cannot be followed")
}
