package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// findReached follows what runs: from the module's statements to every function that reached code names. A function
// that is only named counts too: it may be a callback.
func (s *Script) findReached() {
	r := reacher{script: s, reached: map[*Scope]bool{}, byName: map[string]bool{}}
	for _, part := range s.parts {
		r.mark(part)
	}
	for len(r.todo) > 0 {
		next := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		r.follow(next)
	}
	s.reached = r.reached
}

type reacher struct {
	script  *Script
	reached map[*Scope]bool
	todo    []*Scope
	// used are the classes that reached code names; byName are the methods that something unknown is asked for.
	used   []*Scope
	byName map[string]bool
}

func (r *reacher) mark(s *Scope) {
	if s != nil && !r.reached[s] {
		r.reached[s] = true
		r.todo = append(r.todo, s)
	}
}

func (r *reacher) follow(s *Scope) {
	for _, c := range s.Children {
		if c.Kind != FunctionScope || registers(c, r.script) {
			r.mark(c) // a class's body and a lambda run with what is around them
		}
	}
	for _, n := range s.Names {
		r.name(n.Text(), s)
	}
	for _, call := range s.Calls {
		if startsMain(call) {
			r.name("main", s)
		}
	}
	for _, a := range s.Attributes {
		r.attribute(a, s)
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

func (r *reacher) name(name string, s *Scope) {
	for _, b := range r.script.lookup(name, s) {
		if b.Kind == BindDefinition {
			r.define(b.Defines)
		}
	}
	if name == "globals" || name == "eval" || name == "exec" {
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
	if containsScope(r.used, d) {
		return
	}
	r.used = append(r.used, d)
	foreign := slices.ContainsFunc(r.script.externalBases(d), callsMethods) || unresolvedBase(d, r.script)
	for _, class := range r.script.ancestry(d) {
		for _, m := range class.Children {
			if foreign || strings.HasPrefix(m.Name, "__") || r.byName[m.Name] {
				r.mark(m)
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

// attribute marks the methods that `object.name` may mean: those of the object's class where that is known, else every
// method of that name in a class that is used.
func (r *reacher) attribute(n *syntax.Node, s *Scope) {
	attribute, object := n.Child(syntax.FieldAttribute), n.Child(syntax.FieldObject)
	if attribute == nil || object == nil {
		return
	}
	name := attribute.Text()
	if len(r.script.methods[name]) == 0 {
		return
	}
	sure := true
	for _, v := range r.script.eval(object, s) {
		switch v.Kind {
		case Class, Instance:
			for _, class := range r.script.ancestry(v.Scope) {
				for _, b := range class.lookup(name) {
					if b.Defines != nil {
						r.mark(b.Defines)
					}
				}
			}
			for _, sub := range r.script.methods[name] { // a subclass may override it
				if containsScope(r.script.ancestry(sub.Parent), v.Scope) {
					r.mark(sub)
				}
			}
		case External, String, EnvVar, OptionValue, Constant:
		default:
			sure = false
		}
	}
	if sure || r.byName[name] {
		return
	}
	r.byName[name] = true
	for _, m := range r.script.methods[name] {
		r.mark(m)
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
func (s *Script) Reached(scope *Scope) bool { return s.reached[scope] }
