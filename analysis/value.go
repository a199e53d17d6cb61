package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// ValueKind says what is known about a value.
type ValueKind uint8

// The kinds of value.
const (
	// Unknown is a value that cannot be told; Reason says why.
	Unknown ValueKind = iota
	// Constant is a number, a truth value or None; Text is its source.
	Constant
	// String is a text; Hole stands in Text for each part that cannot be told.
	String
	// EnvVar is the environment variable Text, with Rest appended.
	EnvVar
	// OptionValue is what the command line gives for Option, with Rest appended.
	OptionValue
	// External is something imported: a module, function or class by its qualified name in Text.
	External
	// Result is what calling External or one of its methods gave; Text is the qualified name of what was called.
	Result
	// Function is a function or method of this file, in Scope; Self is its receiver where it is bound.
	Function
	// Class is a class of this file, in Scope.
	Class
	// Instance is an object of the class Scope of this file.
	Instance
	// Literal is a dictionary, list, tuple or set that is written out; Node is it, Scope is where it stands.
	Literal
	// Namespace is what an argument parser gave; Text is the qualified name of what holds or returns it in another file.
	Namespace
)

// Hole stands in a String for a part that cannot be told.
const Hole = "\ufffc"

// Value is one thing that an expression may be when it runs.
type Value struct {
	Kind   ValueKind
	Text   string
	Rest   string
	Reason string
	Option *Option
	Scope  *Scope
	Node   *syntax.Node
	Call   *Call
	Self   *Value
	// Default is the expression that an environment variable falls back to, nil where it has none.
	Default *syntax.Node
	// partial is the functools.partial that fills a Function's first parameters, nil where none does.
	partial *Call
}

func unknown(reason string) []Value { return []Value{{Kind: Unknown, Reason: reason}} }

func text(s string) []Value { return []Value{{Kind: String, Text: s}} }

// IsText tells whether v is a text, known in whole or in part.
func (v Value) IsText() bool { return v.Kind == String || v.Kind == EnvVar || v.Kind == OptionValue }

// maxAlternatives bounds how many things an expression may be before it counts as unknown: real scripts stay below.
const maxAlternatives = 12

// maxBranches bounds how many assignments, calls or items are looked at for what one expression may be. Beyond it, it may be
// anything.
const maxBranches = 50

func tooMany(what string) []Value { return unknown(what + " in too many places to follow") }

// union joins alternatives, leaving out repetitions.
func union(a, b []Value) []Value {
	for _, v := range b {
		if len(a) >= maxAlternatives {
			break
		}
		if !containsValue(a, v) {
			a = append(a[:len(a):len(a)], v)
		}
	}
	return a
}

func containsValue(vs []Value, v Value) bool {
	for _, w := range vs {
		if sameValue(v, w) {
			return true
		}
	}
	return false
}

func sameValue(v, w Value) bool {
	return w.Kind == v.Kind && w.Text == v.Text && w.Rest == v.Rest && w.Scope == v.Scope && w.Node == v.Node && w.Option == v.Option && w.Reason == v.Reason && w.Call == v.Call && w.partial == v.partial
}

// concat appends texts: what stands first decides what the whole is.
func concat(left, right []Value) []Value {
	var out []Value
	for _, l := range left {
		for _, r := range right {
			out = union(out, []Value{appendText(l, r)})
		}
	}
	return out
}

func appendText(l, r Value) Value {
	tail := Hole
	if r.Kind == String {
		tail = r.Text
	} else if r.Kind == Constant {
		tail = r.Text
	}
	switch l.Kind {
	case String:
		if l.Text == "" && r.Kind != Constant {
			return r
		}
		l.Text += tail
	case EnvVar, OptionValue:
		l.Rest += tail
	case Result, External:
		return Value{Kind: Unknown, Reason: "it is made of what `" + l.Text + "` gives"}
	case Unknown:
	default:
		return Value{Kind: Unknown, Reason: "it is put together at run time"}
	}
	return l
}

// joinPaths is os.path.join: an absolute part starts anew.
func joinPaths(left, right []Value) []Value {
	var out []Value
	for _, l := range left {
		for _, r := range right {
			out = union(out, []Value{joinPath(l, r)})
		}
	}
	return out
}

func joinPath(l, r Value) Value {
	if r.Kind == String && len(r.Text) > 0 && r.Text[0] == '/' {
		return r
	}
	if l.Kind == String && (l.Text == "" || l.Text == ".") {
		return r
	}
	if l.IsText() && !endsWithSlash(l) {
		l = appendText(l, Value{Kind: String, Text: "/"})
	}
	return appendText(l, r)
}

func endsWithSlash(v Value) bool {
	s := v.Rest
	if v.Kind == String {
		s = v.Text
	}
	return s != "" && s[len(s)-1] == '/'
}
