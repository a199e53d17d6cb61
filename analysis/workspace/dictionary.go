package workspace

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

func (r *reader) dictionary(n *syntax.Node, scope *analysis.Scope) Value {
	v := Value{Kind: Dict, Place: r.at(n)}
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindPair:
			v = r.with(v, c.Child(syntax.FieldKey), r.value(c.Child(syntax.FieldValue), scope), scope, false)
		case syntax.KindDictionarySplat:
			v = r.merged(v, r.value(firstOf(c), scope))
		}
	}
	return v
}

// with is a dictionary with one more item. A key that cannot be told leaves it open.
func (r *reader) with(d Value, key *syntax.Node, value Value, scope *analysis.Scope, maybe bool) Value {
	if key == nil {
		d.Open = true
		return d
	}
	for _, k := range r.value(key, scope).Alternatives() {
		name, ok := k.Known()
		if !ok {
			d.Open = true
			continue
		}
		at := k.Place
		if key.Kind() == syntax.KindString {
			at = r.at(key)
		}
		d = set(d, Entry{Key: name, KeyPlace: at, Value: value, Maybe: maybe || k.Place != r.at(key)})
	}
	return d
}

// set puts an entry into a dictionary, in place of the one that its key had.
func set(d Value, e Entry) Value {
	d.Entries = slices.Clone(d.Entries)
	i := slices.IndexFunc(d.Entries, func(o Entry) bool { return o.Key == e.Key })
	switch {
	case i < 0:
		d.Entries = append(d.Entries, e)
	case e.Maybe:
		before := d.Entries[i]
		e.Value, e.Maybe = either(before.Value, e.Value), before.Maybe
		e.Also = alsoAt(before.KeyPlace, before.Also, e.places())
		e.KeyPlace = before.KeyPlace
		d.Entries[i] = e
	default:
		before := d.Entries[i]
		e.Also = alsoAt(e.KeyPlace, e.Also, before.places())
		d.Entries[i] = e
	}
	return d
}

// places are where the key is written.
func (e Entry) places() []Place { return append([]Place{e.KeyPlace}, e.Also...) }

// alsoAt adds places to those that set a key beside its main one.
func alsoAt(main Place, also, more []Place) []Place {
	also = slices.Clone(also)
	for _, p := range more {
		if p != main && !slices.Contains(also, p) {
			also = append(also, p)
		}
	}
	return also
}

// merged is a dictionary with all items of another.
func (r *reader) merged(d, other Value) Value {
	if d.Kind == Either && len(d.Items) > 0 {
		d = joinDicts(d.Items)
	}
	if other.Kind == Either {
		other = joinDicts(other.Items)
	}
	if d.Kind != Dict {
		d = Value{Kind: Dict, Open: true, Place: d.Place}
	}
	if other.Kind != Dict {
		d.Open = d.Open || other.Kind != None
		return d
	}
	for _, e := range other.Entries {
		d = set(d, e)
	}
	d.Open = d.Open || other.Open
	return d
}

// joinDicts is one dictionary for several that it may be: what is not in all of them may be missing.
func joinDicts(all []Value) Value {
	out := Value{Kind: Dict, Place: all[0].Place}
	for _, d := range all {
		if d.Kind != Dict {
			out.Open = out.Open || d.Kind != None
		}
		for _, e := range d.Entries {
			e.Maybe = e.Maybe || slices.ContainsFunc(all, func(o Value) bool { _, has := o.Entry(e.Key); return !has })
			out = set(out, e)
		}
		out.Open = out.Open || d.Open
	}
	return out
}

// comprehension is `{k: f(v) for k, v in d.items()}`, with the keys of d; any other may hold anything.
func (r *reader) comprehension(n *syntax.Node, scope *analysis.Scope) Value {
	open := Value{Kind: Dict, Open: true, Place: r.at(n)}
	clause, pair := n.First(syntax.KindForInClause), n.First(syntax.KindPair)
	if clause == nil || pair == nil {
		return open
	}
	left, right := clause.Child(syntax.FieldLeft), clause.Child(syntax.FieldRight)
	if left == nil || right == nil || right.Kind() != syntax.KindCall || len(left.Children()) != 2 {
		return open
	}
	f := right.Child(syntax.FieldFunction)
	if f == nil || f.Kind() != syntax.KindAttribute || f.Child(syntax.FieldAttribute).Text() != "items" {
		return open
	}
	key := pair.Child(syntax.FieldKey)
	variable := left.Children()[0].Text()
	if key == nil || key.Text() != variable && key.Text() != "str("+variable+")" {
		return open
	}
	from := r.value(f.Child(syntax.FieldObject), scope)
	if from.Kind == Either {
		from = joinDicts(from.Items)
	}
	if from.Kind != Dict {
		return open
	}
	out := Value{Kind: Dict, Open: from.Open, Place: from.Place}
	filtered := n.First(syntax.KindIfClause) != nil
	for _, e := range from.Entries {
		if value := pair.Child(syntax.FieldValue); value == nil || value.Text() != left.Children()[1].Text() {
			e.Value = Value{Kind: Unknown, Text: "it is worked out at run time", Place: e.Value.Place}
		}
		e.Maybe = e.Maybe || filtered
		out.Entries = append(out.Entries, e)
	}
	return out
}
