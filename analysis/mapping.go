package analysis

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

func (s *Script) evalSubscript(n *syntax.Node, scope *Scope) []Value {
	object, key := n.Child(syntax.FieldValue), n.Child(syntax.FieldSubscript)
	if object == nil || key == nil {
		return nil
	}
	var out []Value
	if name, ok := targetName(n); ok {
		out = s.anyOf(s.lookup(name, scope))
	}
	keys := s.eval(key, scope)
	for _, v := range s.eval(object, scope) {
		for _, k := range keys {
			found := s.item(v, k, nil, scope)
			if len(out) > 0 && len(found) == 1 && found[0].Kind == Unknown {
				continue // an assignment in sight says more
			}
			out = union(out, found)
		}
	}
	return out
}

// item gives what `[key]` of a value is; fallback is the default of `.get`, nil where there is none.
func (s *Script) item(v, key Value, fallback *syntax.Node, scope *Scope) []Value {
	switch {
	case isEnviron(v) && key.Kind == String:
		return []Value{{Kind: EnvVar, Text: key.Text, Default: fallback, Scope: scope}}
	case v.Kind == Namespace && key.Kind == String:
		return s.attribute(v, key.Text)
	case v.Kind == Namespace && key.Kind == Constant && key.Text == "0":
		return []Value{v}
	case v.Kind == Literal && isMapping(v.Node) && key.Kind == String:
		written := s.dictionaryItem(v, key.Text, fallback, scope)
		if set := s.setItem(v, key.Text); set != nil {
			if len(written) == 1 && written[0].Kind == Unknown {
				return set
			}
			return union(set, written)
		}
		return written
	case v.Kind == Literal && key.Kind == Constant:
		items := itemsOf(v.Node)
		for i, digit := range []string{"0", "1", "2", "3", "4", "5"} {
			if key.Text == digit && i < len(items) {
				return s.eval(items[i], v.Scope)
			}
		}
	case v.Kind == Result || v.Kind == External:
		return []Value{{Kind: Result, Text: v.Text, Call: v.Call}}
	case v.Kind == Unknown:
		return []Value{v}
	}
	return unknown("it is an item of something that is known at run time only")
}

// maxUnfolding bounds how many dictionaries within dictionaries a key is looked for in.
const maxUnfolding = 12

// isMapping tells `{...}` and the arguments of `dict(...)`.
func isMapping(n *syntax.Node) bool {
	return n.Kind() == syntax.KindDictionary || n.Kind() == syntax.KindArguments
}

// dictionaryItem looks a key up in a written-out dictionary, and in the dictionaries that it is extended with.
func (s *Script) dictionaryItem(v Value, key string, fallback *syntax.Node, scope *Scope) []Value {
	unfolding := s.memory.unfolding
	if len(unfolding) > maxUnfolding || slices.Contains(unfolding, v.Node) {
		return unknown("the dictionary is made of itself") // as in `d = {**d, "key": value}`
	}
	s.memory.unfolding = slices.Concat(unfolding, []*syntax.Node{v.Node})
	defer func() { s.memory.unfolding = unfolding }()
	entries := itemsOf(v.Node)
	for i := len(entries) - 1; i >= 0; i-- { // the last one wins
		entry := entries[i]
		switch entry.Kind() {
		case syntax.KindPair:
			if k := entry.Child(syntax.FieldKey); k != nil {
				for _, kv := range s.eval(k, v.Scope) {
					if kv.Kind == String && kv.Text == key {
						return s.eval(entry.Child(syntax.FieldValue), v.Scope)
					}
				}
			}
		case syntax.KindKeywordArgument:
			if k := entry.Child(syntax.FieldName); k != nil && k.Text() == key {
				return s.eval(entry.Child(syntax.FieldValue), v.Scope)
			}
		case syntax.KindDictionarySplat:
			if found := s.spread(firstChild(entry), key, v.Scope); found != nil {
				return found
			}
		default:
			if isDictCall(v.Node.Parent()) { // dict(mapping)
				if found := s.spread(entry, key, v.Scope); found != nil {
					return found
				}
			}
		}
	}
	if fallback != nil {
		return s.eval(fallback, scope)
	}
	return unknown("the dictionary has no key `" + key + "` in sight")
}

// spread looks a key up in a mapping that a dictionary is extended with, nil where it says nothing.
func (s *Script) spread(mapping *syntax.Node, key string, scope *Scope) []Value {
	for _, inner := range s.eval(mapping, scope) {
		if inner.Kind == Literal && isMapping(inner.Node) || inner.Kind == Namespace {
			if found := s.item(inner, Value{Kind: String, Text: key}, nil, scope); !anyUnknown(found) {
				return found
			}
		}
	}
	return nil
}

func isDictCall(n *syntax.Node) bool {
	f := (*syntax.Node)(nil)
	if n != nil && n.Kind() == syntax.KindCall {
		f = n.Child(syntax.FieldFunction)
	}
	return f != nil && f.Kind() == syntax.KindIdentifier && f.Text() == "dict"
}

// setItem gives what `name["key"] = value` puts into a dictionary that is written out as the value of name; nil where
// nothing does.
func (s *Script) setItem(v Value, key string) []Value {
	n := v.Node
	if n.Kind() == syntax.KindArguments {
		n = n.Parent()
	}
	p := n.Parent()
	if p == nil || p.Kind() != syntax.KindAssignment || n.Field() != syntax.FieldRight {
		return nil
	}
	name, ok := targetName(p.Child(syntax.FieldLeft))
	if !ok {
		return nil
	}
	var out []Value
	for _, b := range s.lookup(itemName(name, key), v.Scope) {
		out = union(out, s.evalBinding(b))
	}
	return out
}
