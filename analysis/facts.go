package analysis

import (
	"sort"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// facts are what a top-level statement brings into the file, read off its text alone.
type facts struct {
	statement *syntax.Statement
	scopes    []*Scope // each before the ones in it
	classes   []*Scope
	methods   []*Scope
	lambdas   []*Scope // in the order of the text
	calls     []*Call
	options   []*Option
	imports   []Import
	// names are those that the statement binds in the module, each once; globals are the bindings that functions make there.
	names   []string
	globals []*Binding
	// assigned are the bindings of attributes, stars those of `from x import *`.
	assigned, stars []*Binding
	// defines is the trace of all that others may look up.
	defines trace
}

// add takes in a scope of the statement, whose outermost one is part.
func (f *facts) add(s, part *Scope) {
	s.part, s.index = part, len(f.scopes)
	f.scopes = append(f.scopes, s)
	if s.Kind == ClassScope {
		f.classes = append(f.classes, s)
	}
	if s.Class() != nil {
		f.methods = append(f.methods, s)
		f.defines.add(ofMethods(s.Name))
	}
	if s.Kind == LambdaScope {
		f.lambdas = append(f.lambdas, s)
	}
	f.addBindings(s)
	f.addCalls(s)
}

// lambda is the scope of a lambda expression in the statement.
func (f *facts) lambda(n *syntax.Node) *Scope {
	i := sort.Search(len(f.lambdas), func(i int) bool { return f.lambdas[i].Node.Index() >= n.Index() })
	if i < len(f.lambdas) && f.lambdas[i].Node == n {
		return f.lambdas[i]
	}
	return nil
}

func (f *facts) addBindings(s *Scope) {
	s.byName = make(map[string][]*Binding, len(s.Bindings))
	for _, b := range s.Bindings {
		inModule := s.Kind == ModuleScope
		if inModule && s.byName[b.Name] == nil {
			f.names = append(f.names, b.Name)
		}
		s.byName[b.Name] = append(s.byName[b.Name], b)
		if s.globals[b.Name] {
			f.globals = append(f.globals, b)
			inModule = true
		}
		if inModule {
			f.defines.add(ofName(b.Name))
		}
		if b.Name == "*" {
			f.stars = append(f.stars, b)
		}
		if b.Kind == BindImport {
			f.imports = append(f.imports, Import{Module: b.Module, Item: b.Item, Name: b.Name, Node: b.Node, Scope: s})
		}
		if b.Node.Kind() == syntax.KindAttribute {
			f.assigned = append(f.assigned, b)
			f.defines.add(ofAssigned(attributeOf(b)))
		}
	}
}

// attributeOf is the last name of a binding of `name.attribute`.
func attributeOf(b *Binding) string { return b.Name[strings.LastIndexByte(b.Name, '.')+1:] }

func (f *facts) addCalls(s *Scope) {
	s.calls = make(map[*syntax.Node]*Call, len(s.Calls))
	for _, call := range s.Calls {
		call.index = len(f.calls)
		f.calls = append(f.calls, call)
		s.calls[call.Node] = call
		if o := declaredOption(call); o != nil {
			f.options = append(f.options, o)
		}
	}
}
