package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Run follows what runs of a module once others import it and use some of what it defines. It is for one goroutine.
type Run struct {
	r     *reacher
	order []*Scope // what runs, in the order in which it was found out
	// taken is how much of it NextMentions has given out, derived how many of the classes that are used.
	taken, derived int
}

// NewRun begins where nothing of a module runs. The module is one that Imported gave.
func NewRun(module *Script) *Run { return &Run{r: newReacher(module)} }

// Scopes are those that run, in the order in which that was found out.
func (r *Run) Scopes() []*Scope { return r.order }

// Runs tells whether a scope is among them.
func (r *Run) Runs(s *Scope) bool {
	i, _ := r.r.script.Tree.Index(s.Statement())
	return r.r.reached[i][s.index]
}

// Import runs the module's top level.
func (r *Run) Import() {
	r.locked(func() {
		for _, part := range r.r.script.parts {
			r.r.mark(part)
		}
	})
}

// Use runs what a name of the module stands for, over attributes of what it is. It gives the qualified names of other
// modules that it stands for in place of that; found is false where the module does not say what it is.
func (r *Run) Use(path []string) (outside []string, found bool) {
	r.locked(func() {
		s := r.r.script
		values := s.anyOf(s.module[path[0]])
		for i := 1; ; i++ {
			r.define(values)
			if i == len(path) {
				break
			}
			values = r.members(s.instead(values), path[i])
		}
		found = len(s.module[path[0]]) > 0 && !anyUnknown(values)
		for _, v := range values {
			if v.Kind == External {
				outside = append(outside, v.Text)
			}
		}
	})
	return outside, found
}

// define uses the functions and classes among values.
func (r *Run) define(values []Value) {
	for _, v := range values {
		switch v.Kind {
		case Function, Class, Instance:
			r.r.define(v.Scope)
			if v.Kind != Function {
				r.derive(v.Scope)
			}
		}
	}
}

// derive uses the classes that a class derives from.
func (r *Run) derive(class *Scope) {
	for _, c := range r.r.script.ancestry(class) {
		r.r.define(c)
	}
}

// members takes an attribute of values. Where it cannot be told whose it is, every method of that name may run.
func (r *Run) members(values []Value, name string) []Value {
	s := r.r.script
	var out []Value
	for _, v := range values {
		switch v.Kind {
		case Class, Instance:
			l := leads{}
			l.methodsOf(v.Scope, name, s)
			for _, m := range l.to {
				r.r.mark(m)
			}
		case External, String, EnvVar, OptionValue, Constant:
		default:
			r.r.everyMethod(name)
		}
		out = union(out, s.attribute(v, name))
	}
	return out
}

// Ask runs the methods of a name, of the classes that are used: something unknown is asked for it.
func (r *Run) Ask(method string) {
	r.locked(func() {
		for _, m := range r.r.script.methods[method] {
			if r.r.used[m.Parent] {
				r.r.mark(m)
			}
		}
	})
}

// locked changes what runs, and follows where that leads.
func (r *Run) locked(change func()) {
	s := r.r.script
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	for len(r.r.todo) > 0 {
		next := r.r.todo[len(r.r.todo)-1]
		r.r.todo = r.r.todo[:len(r.r.todo)-1]
		r.order = append(r.order, next)
		r.r.follow(next)
	}
}

// Mention is a name of another module in code.
type Mention struct {
	// Name is qualified, as the script's imports spell it.
	Name string
	// Node is the name, or the attribute of something that comes from there.
	Node  *syntax.Node
	Scope *Scope
	// Import tells the import of a module, which runs its top level alone.
	Import bool
	// Derives is the class that is derived from it in this place, nil for any other mention.
	Derives *Scope
}

// Mentions are the names of other modules that a scope mentions, and the methods that it asks something unknown for.
func (s *Script) Mentions(scope *Scope) (names, asked []Mention) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.readMentions(scope)
	return m.names, m.asked
}

// mentions are those of one scope.
type mentions struct{ names, asked []Mention }

func (s *Script) readMentions(scope *Scope) (m mentions) {
	for _, i := range scope.part.facts.imports {
		if i.Scope == scope {
			m.names = append(m.names, Mention{Name: joinNames(i.Module, i.Item), Node: i.Node, Scope: scope, Import: true})
		}
	}
	for _, n := range scope.Names {
		if s.mayBeImported(n.Text(), scope) {
			m.addExternal(s.eval(n, scope), n, scope)
		}
	}
	for _, n := range scope.Attributes {
		m.addExternal(s.eval(n, scope), n, scope)
		object, attribute := n.Child(syntax.FieldObject), n.Child(syntax.FieldAttribute)
		if object != nil && attribute != nil && anyUnknown(s.eval(object, scope)) {
			m.asked = append(m.asked, Mention{Name: attribute.Text(), Node: n, Scope: scope})
		}
	}
	return m
}

func (m *mentions) addExternal(values []Value, n *syntax.Node, scope *Scope) {
	for _, v := range values {
		if v.Kind == External {
			m.names = append(m.names, Mention{Name: v.Text, Node: n, Scope: scope, Derives: derivedIn(n, scope)})
		}
	}
}

// derivedIn is the class among whose bases a node stands, nil where it stands elsewhere.
func derivedIn(n *syntax.Node, scope *Scope) *Scope {
	for p := n; p != nil; p = p.Parent() {
		if p.Kind() != syntax.KindClass {
			continue
		}
		for _, c := range scope.Children {
			if c.Node == p {
				return c
			}
		}
		return nil
	}
	return nil
}

// joinNames is the qualified name of what is imported.
func joinNames(module, item string) string {
	if item == "" || item == "*" {
		return module
	}
	return strings.TrimSuffix(module, ".") + "." + item
}

// mayBeImported tells names that an import binds, or that a star may bring.
func (s *Script) mayBeImported(name string, scope *Scope) bool {
	bindings := s.lookup(name, scope)
	for _, b := range bindings {
		if b.Kind == BindImport {
			return true
		}
	}
	return len(bindings) == 0 && len(s.stars) > 0 && !IsBuiltin(name)
}

// NextMentions are the mentions in what has begun to run since it was asked last. Those from which a class is derived come
// once that is used.
func (r *Run) NextMentions() (names, asked []Mention) {
	for ; r.taken < len(r.order); r.taken++ {
		m := r.r.script.mentionsOf(r.order[r.taken])
		asked = append(asked, m.asked...)
		for _, n := range m.names {
			if n.Derives == nil {
				names = append(names, n)
			}
		}
	}
	for ; r.derived < len(r.r.classes); r.derived++ {
		class := r.r.classes[r.derived]
		for _, name := range r.r.script.ExternalBases(class) {
			names = append(names, Mention{Name: name, Node: class.Node, Scope: class.Parent})
		}
	}
	return names, asked
}

type mentionsKey struct{}

// mentionsOf remembers what the scopes of a module mention.
func (s *Script) mentionsOf(scope *Scope) *mentions {
	s.mu.Lock()
	defer s.mu.Unlock()
	part := scope.part
	all := s.derive(part, mentionsKey{}, func() any {
		all := make([]mentions, len(part.facts.scopes))
		for i, scope := range part.facts.scopes {
			all[i] = s.readMentions(scope)
		}
		return all
	}).([]mentions)
	return &all[scope.index]
}
