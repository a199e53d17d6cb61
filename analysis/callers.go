package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// callSite is one way in which a function is called: by a call, or by being handed on with its arguments, as in
// `Thread(target=work, args=(a, b))` or `mp.spawn(work, args=(a,))`.
type callSite struct {
	call *Call
	// shift is how many parameters the callee fills before the first argument: 1 for a bound method's receiver.
	shift int
	// args, where not nil, are the arguments that are handed on; named is the mapping of those handed on by name.
	args  []*syntax.Node
	named *syntax.Node
	// partial is the functools.partial that fills parameters first, nil where none does.
	partial *Call
}

// sites are the call sites in one top-level statement.
type sites struct {
	list  []site
	rests trace
}

// site is one way in which a function is called.
type site struct {
	function *Scope
	callSite
}

func (s site) equal(t site) bool {
	return s.function == t.function && s.call == t.call && s.shift == t.shift && s.named == t.named && s.partial == t.partial &&
		(s.args == nil) == (t.args == nil) && slices.Equal(s.args, t.args)
}

// differ gives the functions that two lists of call sites do not have in common. Lists may be nil.
func differ(a, b *sites) (t trace) {
	if a == b || a != nil && b != nil && slices.EqualFunc(a.list, b.list, site.equal) {
		return t
	}
	for _, list := range []*sites{a, b} {
		for i := 0; list != nil && i < len(list.list); i++ {
			t.add(ofCallers(list.list[i].function))
		}
	}
	return t
}

// findCallers notes for each function of the file who calls it. It takes two rounds: in the second, functions that are
// handed over as parameters are known. In the last round, which is for everybody else, the call sites stay.
func (s *Script) findCallers(h *heritage) {
	m := &s.memory
	h.drop(s)
	for m.round = 0; m.round < lastRound; m.round++ {
		h.sites(s)
		s.callers = nil
	}
	h.drop(s)
	s.renew()
}

// sitesIn finds the call sites in a statement.
func (s *Script) sitesIn(part *Scope) *sites {
	s.memory.work = work{}
	found := &sites{}
	for _, call := range part.facts.calls {
		found.list = s.appendSites(found.list, call)
	}
	found.rests = s.memory.work.rests
	return found
}

// sitesOf are the calls of a function, as the round knows them.
func (s *Script) sitesOf(f *Scope) []callSite {
	s.memory.rest(ofCallers(f))
	if s.memory.round == 0 {
		return nil
	}
	if s.callers == nil {
		s.callers = map[*Scope][]callSite{}
		for _, sites := range s.sites[s.memory.round-1] {
			for _, site := range sites.list {
				s.callers[site.function] = append(s.callers[site.function], site.callSite)
			}
		}
	}
	return s.callers[f]
}

func (s *Script) appendSites(out []site, call *Call) []site {
	for _, v := range s.eval(call.Func, call.Scope) {
		for _, f := range s.callees(v) {
			out = append(out, site{f.Scope, callSite{call: call, shift: shiftOf(f, v), partial: f.partial}})
		}
		if v.Kind == External || v.Kind == Result || v.Kind == Unknown {
			out = s.appendHandedOn(out, call, v)
		}
	}
	return out
}

// callees are the functions of the file that run when a value is called.
func (s *Script) callees(v Value) []Value {
	switch v.Kind {
	case Function:
		return []Value{v}
	case Class:
		return functionsOf(s.member(Value{Kind: Instance, Scope: v.Scope}, "__init__"))
	case Instance:
		out := functionsOf(s.member(v, "__call__"))
		return append(out, functionsOf(s.member(v, "forward"))...)
	}
	return nil
}

func functionsOf(vs []Value) []Value {
	var out []Value
	for _, v := range vs {
		if v.Kind == Function {
			out = append(out, v)
		}
	}
	return out
}

// shiftOf tells whether the first parameter is filled by the receiver.
func shiftOf(f, called Value) int {
	bound := f.Self != nil || called.Kind == Class || called.Kind == Instance
	if bound && f.Scope.Class() != nil && !f.Scope.isStatic() {
		return 1
	}
	return 0
}

// appendHandedOn finds functions among the arguments of a call whose callee is not in the file.
func (s *Script) appendHandedOn(out []site, call *Call, callee Value) []site {
	for _, a := range call.Args {
		if a.Value.Kind() != syntax.KindIdentifier && a.Value.Kind() != syntax.KindAttribute {
			continue
		}
		for _, v := range functionsOf(s.eval(a.Value, call.Scope)) {
			handed := callSite{call: call, shift: shiftOf(v, v), partial: v.partial}
			switch {
			case strings.HasSuffix(callee.Text, "partial"):
				handed.partial, handed.args = call, []*syntax.Node{}
			default:
				handed.args, handed.named = s.handedArguments(call)
				if strings.HasSuffix(callee.Text, "spawn") {
					handed.shift++ // the process index comes first
				}
			}
			out = append(out, site{v.Scope, handed})
		}
	}
	return out
}

// handedArguments are the items of `args=(...)`, and the mapping of `kwargs={...}` (which some pass as `args`).
func (s *Script) handedArguments(call *Call) (items []*syntax.Node, named *syntax.Node) {
	items, named = []*syntax.Node{}, call.Keyword("kwargs")
	args := call.Keyword("args")
	if args == nil {
		return items, named
	}
	for _, v := range s.eval(args, call.Scope) {
		if v.Kind == Literal && isMapping(v.Node) {
			named = args
		} else if v.Kind == Literal {
			items = itemsOf(v.Node)
		}
	}
	return items, named
}

// evalParam joins what the calls in the file pass for a parameter.
func (s *Script) evalParam(b *Binding) []Value {
	f := b.Scope
	param := f.Params[b.Unpack]
	if class := f.Class(); class != nil && b.Unpack == 0 && !f.isStatic() {
		if f.isClassMethod() {
			return []Value{{Kind: Class, Scope: class}}
		}
		return []Value{{Kind: Instance, Scope: class}}
	}
	if param.Star == 2 {
		if out := s.gathered(f); out != nil {
			return out
		}
	}
	if param.Star > 0 {
		return unknown("`" + param.Name + "` gathers arguments")
	}
	out := s.fromOtherFiles(f, param.Name)
	sites := s.sitesOf(f)
	missing := len(sites) == 0
	for i, site := range sites {
		if len(out) >= maxAlternatives {
			break
		}
		if i == maxBranches {
			return union(out, tooMany("`"+f.Name+"` is called"))
		}
		v := s.passed(site, f, b.Unpack)
		if v == nil {
			missing = true
			continue
		}
		out = union(out, v)
	}
	if missing {
		out = union(out, s.clickOption(f, param.Name))
		if param.Default != nil {
			out = union(out, s.eval(param.Default, f.Parent))
		}
	}
	if out == nil {
		return unknown("`" + param.Name + "` is a parameter of `" + f.Name + "`, and no call in this file says what it is")
	}
	return out
}

// passed gives what one call passes for a parameter, nil where it leaves it to the default.
func (s *Script) passed(site callSite, f *Scope, index int) []Value {
	scope := site.call.Scope
	position := index - site.shift
	if site.partial != nil {
		filled, v := s.filled(site.partial, f.Params[index].Name, position)
		if v != nil && (site.args != nil || site.call.Keyword(f.Params[index].Name) == nil) {
			return v
		}
		position -= filled
	}
	if site.args != nil {
		if position >= 0 && position < len(site.args) {
			return s.eval(site.args[position], scope)
		}
		if site.named != nil {
			return s.fromKeywords(site.named, f.Params[index].Name, scope)
		}
		return unknown("`" + f.Params[index].Name + "` is handed on by something that is not in this file")
	}
	name := f.Params[index].Name
	if v := site.call.Keyword(name); v != nil {
		return s.eval(v, scope)
	}
	if position >= 0 && !f.Params[index].KeywordOnly {
		if v := site.call.Positional(position); v != nil {
			return s.eval(v, scope)
		}
	}
	before := 0
	for _, a := range site.call.Args {
		if a.Star == 2 {
			return s.fromKeywords(a.Value, name, scope)
		}
		if a.Name == "" && a.Star == 0 {
			before++
		}
		if a.Star == 1 {
			if items := s.listed(a.Value, scope); items != nil && position >= before && !f.Params[index].KeywordOnly {
				if position-before < len(items) {
					return items[position-before]
				}
				continue
			}
			return unknown("`" + name + "` comes out of `*" + a.Value.Text() + "`")
		}
	}
	return nil
}

// filled gives how many parameters functools.partial fills by position, and what it passes for one, nil for none.
func (s *Script) filled(partial *Call, name string, position int) (count int, v []Value) {
	for _, a := range partial.Args {
		if a.Name == "" && a.Star == 0 {
			count++
		}
	}
	count-- // the function itself
	if n := partial.Keyword(name); n != nil {
		return count, s.eval(n, partial.Scope)
	}
	if position >= 0 && position < count {
		return count, s.eval(partial.Positional(position+1), partial.Scope)
	}
	return count, nil
}

// gathered gives the keyword arguments that the calls in the file pass for `**kwargs`.
func (s *Script) gathered(f *Scope) []Value {
	var out []Value
	for _, site := range s.sitesOf(f) {
		args := site.call.Node.Child(syntax.FieldArguments)
		if site.args != nil || site.partial != nil || args == nil {
			return nil
		}
		out = union(out, []Value{{Kind: Literal, Node: args, Scope: site.call.Scope}})
	}
	return out
}

// fromKeywords is what `**mapping` passes under a name.
func (s *Script) fromKeywords(mapping *syntax.Node, name string, scope *Scope) []Value {
	var out []Value
	for _, v := range s.eval(mapping, scope) {
		out = union(out, s.item(v, Value{Kind: String, Text: name}, nil, scope))
	}
	return out
}

// Item says what a mapping may hold under a key that is written out.
func (s *Script) Item(mapping *syntax.Node, key string, scope *Scope) []Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fromKeywords(mapping, key, scope)
}
