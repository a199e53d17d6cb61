package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// takeApart gives the part of a value that a binding takes out of it.
func (s *Script) takeApart(b *Binding, v []Value) []Value {
	for _, i := range b.around {
		v = s.elements(v, i)
	}
	if b.Unpack >= 0 {
		return s.elements(v, b.Unpack)
	}
	return v
}

func (s *Script) evalLoopVariable(b *Binding) []Value {
	parts := b.around
	if b.Unpack >= 0 {
		parts = append(parts[:len(parts):len(parts)], b.Unpack)
	}
	out := s.runOver(b.Value, parts, b.Scope)
	if out == nil {
		return unknown("`" + b.Name + "` runs over something that is known at run time only")
	}
	return out
}

// runOver gives what a loop over an expression yields, taken apart; nil where that is known at run time only.
func (s *Script) runOver(n *syntax.Node, parts []int, scope *Scope) []Value {
	if n != nil && n.Kind() == syntax.KindCall {
		if call := s.callIn(n, scope); call != nil {
			if out, ok := s.runOverCall(call, parts); ok {
				return out
			}
		}
	}
	var out []Value
	for _, v := range s.eval(n, scope) {
		if v.Kind != Literal || isMapping(v.Node) {
			continue
		}
		for i, item := range itemsOf(v.Node) {
			if len(out) >= maxAlternatives {
				break
			}
			if i == maxBranches {
				return union(out, tooMany("it runs over something"))
			}
			values := s.eval(item, v.Scope)
			for _, i := range parts {
				values = s.elements(values, i)
			}
			out = union(out, values)
		}
	}
	return out
}

// runOverCall knows the functions and methods that loops run over; ok is false for any other call.
func (s *Script) runOverCall(call *Call, parts []int) (out []Value, ok bool) {
	switch method, bare := call.Method(), call.Func.Kind() == syntax.KindIdentifier; {
	case bare && method == "enumerate" && len(parts) > 0:
		if parts[0] == 1 {
			out = s.runOver(call.Positional(0), parts[1:], call.Scope)
		}
		return out, true
	case bare && method == "zip" && len(parts) > 0:
		return s.runOver(call.Positional(parts[0]), parts[1:], call.Scope), true
	case bare && (method == "sorted" || method == "reversed"):
		return s.runOver(call.Positional(0), parts, call.Scope), true
	case !bare && (method == "items" && len(parts) == 1 || method == "keys" || method == "values"):
		field := syntax.FieldKey
		if method == "values" || method == "items" && parts[0] == 1 {
			field = syntax.FieldValue
		}
		for _, v := range s.eval(call.Func.Child(syntax.FieldObject), call.Scope) {
			if v.Kind != Literal || v.Node.Kind() != syntax.KindDictionary {
				continue
			}
			for _, entry := range v.Node.Children() {
				if entry.Kind() == syntax.KindPair {
					out = union(out, s.eval(entry.Child(field), v.Scope))
				}
			}
		}
		return out, out != nil
	}
	return nil, false
}

// elements takes the i-th part of each alternative.
func (s *Script) elements(vs []Value, i int) []Value {
	var out []Value
	for _, v := range vs {
		switch v.Kind {
		case Literal:
			items := itemsOf(v.Node)
			if i < len(items) && !isMapping(v.Node) {
				out = union(out, s.eval(items[i], v.Scope))
			}
		case Namespace:
			if i == 0 {
				out = union(out, []Value{v})
			}
		case Result, External:
			out = union(out, []Value{{Kind: Result, Text: v.Text, Call: v.Call}})
		default:
			out = union(out, unknown("it is a part of something unknown"))
		}
	}
	return out
}

// itemsOf gives a list's or tuple's items.
func itemsOf(n *syntax.Node) []*syntax.Node {
	var items []*syntax.Node
	for _, c := range n.Children() {
		if c.Kind() != syntax.KindComment {
			items = append(items, c)
		}
	}
	return items
}
