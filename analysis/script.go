// Package analysis says what a Python script does: its names, calls and values, what of it runs, and which of the
// training platform's paths and variables it uses. It knows no rules and no frameworks.
package analysis

import (
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Script is what is known about one version of a script. It may be shared between goroutines.
type Script struct {
	Tree *syntax.Tree

	parts   []*Scope // one per top-level statement
	module  map[string][]*Binding
	scopes  []*Scope
	defines map[*syntax.Node]*Scope
	classes []*Scope
	methods map[string][]*Scope
	stars   []*Binding // from x import *
	// assigned are the bindings of `name.attribute`, by the attribute.
	assigned map[string][]*Binding
	options  []*Option
	callers  map[*Scope][]callSite
	reached  map[*Scope]bool

	// unfolding are the dictionaries, one within the other, that a key is being looked for in.
	unfolding map[*syntax.Node]bool

	mu     sync.Mutex // guards memory
	memory memory
}

// Read gathers the facts of a script. What previous (which may be nil) knows about statements that both versions share
// is taken over.
func Read(tree *syntax.Tree, previous *Script) *Script {
	s := &Script{Tree: tree, unfolding: map[*syntax.Node]bool{}, parts: make([]*Scope, len(tree.Statements()))}
	for i, statement := range tree.Statements() {
		if s.parts[i] = previous.part(statement); s.parts[i] == nil {
			s.parts[i] = collect(statement)
		}
	}
	s.join()
	s.forget()
	s.findOptions()
	s.findCallers()
	s.findReached()
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

// join makes one module of the statements' facts.
func (s *Script) join() {
	s.module = map[string][]*Binding{}
	s.defines = map[*syntax.Node]*Scope{}
	s.methods = map[string][]*Scope{}
	s.assigned = map[string][]*Binding{}
	for _, part := range s.parts {
		for _, b := range part.Bindings {
			s.module[b.Name] = append(s.module[b.Name], b)
		}
		part.Walk(s.joinScope)
	}
}

func (s *Script) joinScope(scope *Scope) {
	s.scopes = append(s.scopes, scope)
	if scope.Node != nil {
		s.defines[scope.Node] = scope
	}
	if scope.Kind == ClassScope {
		s.classes = append(s.classes, scope)
	}
	if scope.Class() != nil {
		s.methods[scope.Name] = append(s.methods[scope.Name], scope)
	}
	for _, b := range scope.Bindings {
		if b.Name == "*" {
			s.stars = append(s.stars, b)
		}
		if b.Node.Kind() == syntax.KindAttribute {
			attribute := b.Name[strings.LastIndexByte(b.Name, '.')+1:]
			s.assigned[attribute] = append(s.assigned[attribute], b)
		}
		if scope.globals[b.Name] {
			s.module[b.Name] = append(s.module[b.Name], b)
		}
	}
}

// forget drops what was evaluated: it rested on less than is known now.
func (s *Script) forget() { s.memory = newMemory(len(s.parts)) }

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
	return s.module[name]
}

// Lookup gives the bindings that a name may mean in a scope.
func (s *Script) Lookup(name string, scope *Scope) []*Binding { return s.lookup(name, scope) }
