package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// findReached follows what runs: from the module's statements to every function that reached code names. A function
// that is only named counts too: it may be a callback.
func (s *Script) findReached(h *heritage) {
	r := newReacher(s)
	for _, part := range s.parts {
		r.mark(part)
	}
	for len(r.todo) > 0 {
		next := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		r.follow(next)
	}
	s.reached = r.reached
	h.dropReached(s)
}

// newReacher begins where nothing is reached.
func newReacher(s *Script) *reacher {
	r := &reacher{script: s, reached: make([][]bool, len(s.parts)), used: map[*Scope]bool{}, byName: map[string]bool{}}
	flags := make([]bool, len(s.scopes))
	for i, part := range s.parts {
		n := len(part.facts.scopes)
		r.reached[i], flags = flags[:n:n], flags[n:]
	}
	return r
}

type reacher struct {
	script  *Script
	todo    []*Scope
	reached [][]bool // by statement and scope
	// used are the classes that reached code names; byName are the methods that something unknown is asked for.
	used   map[*Scope]bool
	byName map[string]bool
	// classes are the used ones, in the order in which that was found out.
	classes []*Scope
}

func (r *reacher) mark(s *Scope) {
	if s == nil {
		return
	}
	i, _ := r.script.Tree.Index(s.Statement())
	if reached := &r.reached[i][s.index]; !*reached {
		*reached = true
		r.todo = append(r.todo, s)
	}
}

func (r *reacher) follow(s *Scope) {
	l := r.script.leadsFrom(s)
	for _, next := range l.to {
		r.mark(next)
	}
	for _, d := range l.definitions {
		r.define(d)
	}
	for _, name := range l.methods {
		r.everyMethod(name)
	}
	if l.anything {
		for _, part := range r.script.parts {
			for _, c := range part.Children {
				r.define(c)
			}
		}
	}
}

func (r *reacher) define(d *Scope) {
	if d.Kind != ClassScope {
		r.mark(d)
		return
	}
	if r.used[d] {
		return
	}
	r.used[d] = true
	r.classes = append(r.classes, d)
	for _, m := range r.script.leadsFrom(d).called {
		r.mark(m)
	}
}

// everyMethod marks the methods of a name, whatever class they are in.
func (r *reacher) everyMethod(name string) {
	if r.byName[name] {
		return
	}
	r.byName[name] = true
	for _, m := range r.script.methods[name] {
		r.mark(m)
	}
}

// leads are where the code of a scope leads to.
type leads struct {
	to          []*Scope // what runs with it, and what it surely calls
	definitions []*Scope // functions and classes that it names
	methods     []string // methods that something unknown is asked for
	anything    bool     // everything that the module defines
	called      []*Scope // of a class: the methods that run once it is used
}

type leadsKey struct{}

func (s *Script) leadsFrom(scope *Scope) *leads {
	part := scope.part
	all := s.derive(part, leadsKey{}, func() any {
		all := make([]leads, len(part.facts.scopes))
		for i, scope := range part.facts.scopes {
			all[i].read(scope, s)
		}
		return all
	}).([]leads)
	return &all[scope.index]
}

func (l *leads) read(scope *Scope, s *Script) {
	for _, c := range scope.Children {
		if c.Kind != FunctionScope || registers(c, s) {
			l.to = append(l.to, c) // a class's body and a lambda run with what is around them
		}
	}
	for _, n := range scope.Names {
		l.name(n.Text(), scope, s)
	}
	for _, call := range scope.Calls {
		if startsMain(call) {
			l.name("main", scope, s)
		}
	}
	for _, a := range scope.Attributes {
		l.attribute(a, scope, s)
	}
	if scope.Kind == ClassScope {
		l.class(scope, s)
	}
}

// startsMain tells `tf.app.run()` and `absl.app.run()` without arguments: they call the script's `main`.
// Source: TensorFlow 1.15, python/platform/app.py.
func startsMain(call *Call) bool {
	if call.Method() != "run" || call.Positional(0) != nil || call.Keyword("main") != nil {
		return false
	}
	callee := call.Func.Text()
	return callee == "app.run" || strings.HasSuffix(callee, ".app.run")
}

func (l *leads) name(name string, scope *Scope, s *Script) {
	for _, b := range s.lookup(name, scope) {
		if b.Kind == BindDefinition && !slices.Contains(l.definitions, b.Defines) {
			l.definitions = append(l.definitions, b.Defines)
		}
	}
	if name == "globals" || name == "eval" || name == "exec" {
		l.anything = true
	}
}

// class finds the methods that run once a class is used: all where its base is something imported or unknown, which may call
// them, else those with a meaning to Python.
func (l *leads) class(d *Scope, s *Script) {
	foreign := slices.ContainsFunc(s.externalBases(d), callsMethods) || unresolvedBase(d, s)
	for _, class := range s.ancestry(d) {
		for _, m := range class.Children {
			if foreign || strings.HasPrefix(m.Name, "__") {
				l.called = append(l.called, m)
			}
		}
	}
}

// callsMethods tells an imported base that may call the methods of a class that derives from it. Those that only say what
// a class is do not.
func callsMethods(base string) bool {
	switch base {
	case "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol", "typing.NamedTuple", "Exception":
		return false
	}
	return true
}

// unresolvedBase tells a class that derives from something unknown, whose methods that may call.
func unresolvedBase(class *Scope, s *Script) bool {
	for _, base := range class.Bases {
		if anyUnknown(s.eval(base, class.Parent)) {
			return true
		}
	}
	return false
}

// attribute finds the methods that `object.name` may mean: those of the object's class where that is known, else every
// method of that name.
func (l *leads) attribute(n *syntax.Node, scope *Scope, s *Script) {
	attribute, object := n.Child(syntax.FieldAttribute), n.Child(syntax.FieldObject)
	if attribute == nil || object == nil {
		return
	}
	name := attribute.Text()
	s.memory.rest(ofMethods(name))
	if len(s.methods[name]) == 0 {
		return
	}
	sure := true
	for _, v := range s.eval(object, scope) {
		switch v.Kind {
		case Class, Instance:
			l.methodsOf(v.Scope, name, s)
		case External, String, EnvVar, OptionValue, Constant:
		default:
			sure = false
		}
	}
	if !sure && !slices.Contains(l.methods, name) {
		l.methods = append(l.methods, name)
	}
}

// methodsOf finds a class's method of a name, and those of the classes that derive from it.
func (l *leads) methodsOf(class *Scope, name string, s *Script) {
	for _, class := range s.ancestry(class) {
		for _, b := range class.lookup(name) {
			if b.Defines != nil {
				l.to = append(l.to, b.Defines)
			}
		}
	}
	for _, sub := range s.methods[name] { // a subclass may override it
		if containsScope(s.ancestry(sub.Parent), class) {
			l.to = append(l.to, sub)
		}
	}
}

// registers tells a function whose decorator hands it to something that calls it, such as `@app.command()` where `app`
// is a variable of the file.
func registers(f *Scope, s *Script) bool {
	for _, d := range f.Decorators {
		root := d
		for root.Kind() == syntax.KindCall || root.Kind() == syntax.KindAttribute {
			next := root.Child(syntax.FieldFunction)
			if root.Kind() == syntax.KindAttribute {
				next = root.Child(syntax.FieldObject)
			}
			if next == nil {
				break
			}
			root = next
		}
		if root == d || root.Kind() != syntax.KindIdentifier || root.Text() == f.Name {
			continue
		}
		for _, b := range s.lookup(root.Text(), f.Parent) {
			if b.Kind == BindAssign {
				return true
			}
		}
	}
	return false
}

// Reached tells whether the code of a scope may run when the script is started.
func (s *Script) Reached(scope *Scope) bool {
	i, _ := s.Tree.Index(scope.Statement())
	return s.reached[i][scope.index]
}
