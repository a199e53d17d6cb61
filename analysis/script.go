// Package analysis says what a Python script does: its names, calls and values, what of it runs, and which of the
// training platform's paths and variables it uses. It knows no rules and no frameworks.
package analysis

import (
	"slices"
	"sync"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Script is what is known about one version of a script. It may be shared between goroutines.
type Script struct {
	Tree *syntax.Tree

	parts   []*Scope // one per top-level statement
	module  map[string][]*Binding
	scopes  []*Scope
	classes []*Scope
	methods map[string][]*Scope
	imports []Import
	stars   []*Binding // from x import *
	// assigned are the bindings of `name.attribute`, by the attribute.
	assigned map[string][]*Binding
	options  []*Option
	byDest   map[string]*Option
	sites    [lastRound][]*sites // by statement
	reached  [][]bool            // by statement and scope

	// open tells a module that other files import: they may call its functions with anything.
	open bool
	// around says what stands beside the script, nil where nothing does; told is what it said.
	around Surroundings
	told   told

	importOnce sync.Once
	imported   *Script

	asking sync.Mutex // held while a room above works something out about a statement
	mu     sync.Mutex // guards what follows
	memory memory
	// callers are the call sites of each function as the round knows them, nil until somebody asks.
	callers map[*Scope][]callSite
}

// Read gathers the facts of a script of which nothing is known but its text. What previous (which may be nil) knows about
// statements that both versions share is taken over.
func Read(tree *syntax.Tree, previous *Script) *Script { return ReadAmong(tree, previous, nil) }

// ReadAmong gathers the facts of a script that stands among others, of which around (which may be nil) tells.
func ReadAmong(tree *syntax.Tree, previous *Script, around Surroundings) *Script {
	s := &Script{Tree: tree, parts: make([]*Scope, len(tree.Statements())), around: around, told: newTold()}
	s.memory.parts = make([]*partMemory, len(s.parts))
	for i, statement := range tree.Statements() {
		if s.parts[i] = previous.part(statement); s.parts[i] == nil {
			s.parts[i] = collect(statement)
		}
	}
	s.join()
	s.findOptions()
	h := s.inherit(previous)
	s.findCallers(&h)
	s.findReached(&h)
	return s
}

// part gives what is known about a statement, nil where nothing is.
func (s *Script) part(statement *syntax.Statement) *Scope {
	if s == nil {
		return nil
	}
	if i, ok := s.Tree.Index(statement); ok {
		return s.parts[i]
	}
	return nil
}

// factsOf are those of the statement that a node stands in.
func (s *Script) factsOf(n *syntax.Node) *facts {
	i, _ := s.Tree.Index(n.Statement())
	return s.parts[i].facts
}

// join makes one module of the statements' facts.
func (s *Script) join() {
	s.module = make(map[string][]*Binding, len(s.parts))
	own := map[string]bool{}
	s.methods = map[string][]*Scope{}
	s.assigned = map[string][]*Binding{}
	for _, part := range s.parts {
		f := part.facts
		for _, name := range f.names {
			s.bind(own, name, part.byName[name]...)
		}
		for _, b := range f.globals {
			s.bind(own, b.Name, b)
		}
		for _, b := range f.assigned {
			name := attributeOf(b)
			s.assigned[name] = append(s.assigned[name], b)
		}
		for _, m := range f.methods {
			s.methods[m.Name] = append(s.methods[m.Name], m)
		}
		s.scopes = append(s.scopes, f.scopes...)
		s.classes = append(s.classes, f.classes...)
		s.stars = append(s.stars, f.stars...)
		s.imports = append(s.imports, f.imports...)
	}
}

// bind adds bindings of a name of the module. The first ones are a statement's own list, which is not to be changed; own
// are the names whose list is the module's.
func (s *Script) bind(own map[string]bool, name string, bindings ...*Binding) {
	before := s.module[name]
	if before == nil {
		s.module[name] = bindings
		return
	}
	if !own[name] {
		own[name] = true
		before = slices.Clone(before)
	}
	s.module[name] = append(before, bindings...)
}

// Parts are the module's scopes, one per top-level statement, in the order of the text.
func (s *Script) Parts() []*Scope { return s.parts }

// Scopes are all scopes of the script, each before the ones in it.
func (s *Script) Scopes() []*Scope { return s.scopes }

// Classes are the classes that the script defines.
func (s *Script) Classes() []*Scope { return s.classes }

// Options are the command-line options that the script declares.
func (s *Script) Options() []*Option { return s.options }

// lookup gives the bindings that a name may mean in a scope, by Python's rules: the function's own, those of the
// functions around it (classes in between are passed over), then the module's.
func (s *Script) lookup(name string, scope *Scope) []*Binding {
	for at := scope; at != nil && at.Parent != nil; at = at.Parent {
		if at.globals[name] {
			break
		}
		if at.Kind == ClassScope && at != scope {
			continue
		}
		if found := at.lookup(name); len(found) > 0 {
			return found
		}
	}
	s.memory.rest(ofName(name))
	return s.module[name]
}

// Lookup gives the bindings that a name may mean in a scope.
func (s *Script) Lookup(name string, scope *Scope) []*Binding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lookup(name, scope)
}
