package analysis

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Origin is an expression that gave a value, in the scope where it stands.
type Origin struct {
	Node  *syntax.Node
	Scope *Scope
}

// Origins are the expressions that may have given what n is, unchanged on the way: what the names, the parameters and the
// functions of this file in between were given. Nil where a step cannot be followed. Eval says what a value is; Origins says
// through which expressions it came, so that a conversion shows.
func (s *Script) Origins(n *syntax.Node, scope *Scope) []Origin {
	s.mu.Lock()
	defer s.mu.Unlock()
	var w way
	if !w.back(s, n, scope) {
		return nil
	}
	return w.origins
}

// way leads from a value back to its origins.
type way struct {
	seen    []*syntax.Node
	origins []Origin
}

// back follows an expression; false where it leads through something that cannot be followed.
func (w *way) back(s *Script, n *syntax.Node, scope *Scope) bool {
	if n == nil || len(w.seen) > maxBranches {
		return false
	}
	if slices.Contains(w.seen, n) {
		return true // it goes round: what else there is decides
	}
	w.seen = append(w.seen, n)
	switch n.Kind() {
	case syntax.KindParenthesized:
		return w.back(s, firstChild(n), scope)
	case syntax.KindNamedExpression:
		return w.back(s, n.Child(syntax.FieldValue), scope)
	case syntax.KindIdentifier:
		return w.name(s, n, scope)
	case syntax.KindCall:
		if f := s.calledFunction(n, scope); f != nil {
			return w.returned(s, f)
		}
	}
	w.origins = append(w.origins, Origin{n, scope})
	return true
}

func (w *way) name(s *Script, n *syntax.Node, scope *Scope) bool {
	bindings := s.lookup(n.Text(), scope)
	if len(bindings) == 0 {
		return false
	}
	for _, b := range s.arriving(bindings, n, scope) {
		if !w.binding(s, b) {
			return false
		}
	}
	return true
}

func (w *way) binding(s *Script, b *Binding) bool {
	switch {
	case b.Kind == BindParam:
		return w.param(s, b)
	case b.Kind != BindAssign && b.Kind != BindWith || b.Value == nil || len(b.around) > 0:
		return false
	case b.Unpack < 0:
		return w.back(s, b.Value, b.Scope)
	}
	switch b.Value.Kind() {
	case syntax.KindExpressionList, syntax.KindTuple, syntax.KindList: // a, b = x, y
		if items := itemsOf(b.Value); b.Unpack < len(items) && !slices.ContainsFunc(items, isSplat) {
			return w.back(s, items[b.Unpack], b.Scope)
		}
	}
	return false
}

func isSplat(n *syntax.Node) bool { return n.Kind() == syntax.KindListSplat }

// param follows what the calls in the file pass.
func (w *way) param(s *Script, b *Binding) bool {
	f := b.Scope
	param := f.Params[b.Unpack]
	sites := s.sitesOf(f)
	if param.Star != 0 || len(sites) == 0 || len(sites) > maxBranches {
		return false
	}
	for _, site := range sites {
		n, scope := param.Default, f.Parent
		if site.args != nil || site.partial != nil || slices.ContainsFunc(site.call.Args, func(a Arg) bool { return a.Star != 0 }) {
			return false
		}
		if given := site.given(param, b.Unpack); given != nil {
			n, scope = given, site.call.Scope
		}
		if !w.back(s, n, scope) {
			return false
		}
	}
	return true
}

// given is the argument for a parameter, nil where the call leaves it to the default.
func (c callSite) given(param Param, index int) *syntax.Node {
	if n := c.call.Keyword(param.Name); n != nil {
		return n
	}
	if position := index - c.shift; position >= 0 && !param.KeywordOnly {
		return c.call.Positional(position)
	}
	return nil
}

// calledFunction is the one function of the file that a call runs, nil where it may be another, or none.
func (s *Script) calledFunction(n *syntax.Node, scope *Scope) *Scope {
	call := s.callIn(n, scope)
	if call == nil {
		return nil
	}
	if called := s.eval(call.Func, call.Scope); len(called) == 1 && called[0].Kind == Function && called[0].partial == nil {
		return called[0].Scope
	}
	return nil
}

// returned follows what a function returns; a generator returns nothing that can be followed.
func (w *way) returned(s *Script, f *Scope) bool {
	for _, r := range f.Returns {
		if f.Kind != LambdaScope && r.Parent().Kind() != syntax.KindReturn || !w.back(s, r, f) {
			return false
		}
	}
	return len(f.Returns) > 0
}
