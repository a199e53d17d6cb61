package workspace

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// name is what a variable holds where it is read, with what was done to it in between.
func (r *reader) name(n *syntax.Node, scope *analysis.Scope) Value {
	var all []Value
	for _, b := range r.script.Arriving(n, scope) {
		if v, ok := r.parameterValue(b); ok && b.Kind == analysis.BindParam {
			all = append(all, r.changed(v, n, nil))
			continue
		}
		if b.Kind != analysis.BindAssign || b.Value == nil || b.Unpack >= 0 {
			return r.changed(r.evaluated(n, scope), n, nil)
		}
		all = append(all, r.changed(r.value(b.Value, b.Scope), n, b.Node))
	}
	if len(all) == 0 {
		return r.evaluated(n, scope)
	}
	return either(all...)
}

// changed is a value with the changes that were made to it under a name, from where it was assigned (nil: from the
// beginning) up to where it is read.
func (r *reader) changed(v Value, use, from *syntax.Node) Value {
	name, ok := nameOf(use)
	if r.mutations == nil {
		r.mutations = mutationsIn(r.script.Tree)
	}
	if !ok || len(r.mutations[name]) == 0 {
		return v
	}
	if v.Kind == Either && slices.ContainsFunc(v.Items, func(i Value) bool { return i.Kind == Dict }) {
		v = joinDicts(v.Items)
	}
	around := use.Ancestor(syntax.KindFunction, syntax.KindLambda)
	for _, m := range r.mutations[name] {
		same := m.function == around
		if from != nil && same && r.script.Before(m.node, from) || same && !r.script.Before(m.node, use) {
			continue
		}
		if !same && m.function != nil && r.rebinds(m, name) {
			continue // another variable of the same name
		}
		maybe := conditional(m.node, use) || m.function != nil && !same
		v = r.apply(v, m, r.scopeOf(m), maybe)
	}
	return v
}

// rebinds tells whether the function that a change stands in has a variable of its own of the name.
func (r *reader) rebinds(m mutation, name string) bool {
	scope := r.scopeOf(m)
	return scope != nil && slices.ContainsFunc(scope.Bindings, func(b *analysis.Binding) bool { return b.Name == name })
}

// scopeOf is the scope that a change stands in.
func (r *reader) scopeOf(m mutation) *analysis.Scope {
	for _, s := range r.script.Scopes() {
		if m.function != nil && s.Node == m.function || m.function == nil && s.Kind == analysis.ModuleScope && s.Statement() == m.node.Statement() {
			return s
		}
	}
	return nil
}

// apply makes a change.
func (r *reader) apply(v Value, m mutation, scope *analysis.Scope, maybe bool) Value {
	switch v.Kind {
	case Dict:
		return r.applyToDict(v, m, scope, maybe)
	case List:
		return r.applyToList(v, m, scope)
	}
	return v
}

func (r *reader) applyToDict(v Value, m mutation, scope *analysis.Scope, maybe bool) Value {
	switch {
	case m.method == "" && m.key != nil:
		return r.with(v, m.key, r.value(m.value, scope), scope, maybe)
	case m.method == "extend":
		return r.optionally(v, r.value(m.value, scope), maybe)
	case m.method == "update":
		return r.updated(v, m, scope, maybe)
	case m.method == "setdefault":
		call := r.callOf(m.call, scope)
		if call == nil {
			return v
		}
		return r.with(v, call.Positional(0), r.value(call.Positional(1), scope), scope, maybe)
	case m.method == "pop":
		return r.without(v, m, scope, maybe)
	case m.method == "clear" && !maybe:
		return Value{Kind: Dict, Place: v.Place}
	}
	v.Open = true
	return v
}

// optionally merges what may not be merged.
func (r *reader) optionally(v, other Value, maybe bool) Value {
	if !maybe {
		return r.merged(v, other)
	}
	if other.Kind == Dict {
		other.Entries = slices.Clone(other.Entries)
		for i := range other.Entries {
			other.Entries[i].Maybe = true
		}
	}
	return r.merged(v, other)
}

// updated is `name.update(mapping, key=value)`.
func (r *reader) updated(v Value, m mutation, scope *analysis.Scope, maybe bool) Value {
	call := r.callOf(m.call, scope)
	if call == nil {
		v.Open = true
		return v
	}
	for _, a := range call.Args {
		switch {
		case a.Name != "":
			v = set(v, Entry{Key: a.Name, KeyPlace: r.argName(a), Value: r.value(a.Value, scope), Maybe: maybe})
		default:
			v = r.optionally(v, r.value(a.Value, scope), maybe)
		}
	}
	return v
}

// without is a dictionary from which a key was taken.
func (r *reader) without(v Value, m mutation, scope *analysis.Scope, maybe bool) Value {
	key := m.key
	if m.call != nil {
		if call := r.callOf(m.call, scope); call != nil {
			key = call.Positional(0)
		}
	}
	name, ok := r.value(key, scope).Known()
	v.Entries = slices.Clone(v.Entries)
	for i := range v.Entries {
		if !ok || v.Entries[i].Key == name {
			v.Entries[i].Maybe = true
		}
	}
	if ok && !maybe {
		v.Entries = slices.DeleteFunc(v.Entries, func(e Entry) bool { return e.Key == name })
	}
	return v
}

func (r *reader) applyToList(v Value, m mutation, scope *analysis.Scope) Value {
	v.Items = slices.Clone(v.Items)
	switch m.method {
	case "append":
		if call := r.callOf(m.call, scope); call != nil {
			v.Items = append(v.Items, r.value(call.Positional(0), scope))
			return v
		}
	case "extend":
		more := r.value(m.value, scope)
		if call := r.callOf(m.call, scope); call != nil {
			more = r.value(call.Positional(0), scope)
		}
		v.Items = append(v.Items, more.Items...)
		v.Open = v.Open || more.Kind != List || more.Open
		return v
	}
	v.Open = true
	return v
}
