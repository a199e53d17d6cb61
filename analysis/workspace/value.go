package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// Kind says what is known about a value in a job definition.
type Kind uint8

// The kinds of value.
const (
	// Unknown is a value that cannot be told; Text says why.
	Unknown Kind = iota
	// String is a text; analysis.Hole stands in Text for each part that cannot be told.
	String
	// Number is an integer or a floating-point number; Text is its source.
	Number
	// Bool is True or False; Text is which.
	Bool
	// None is Python's None.
	None
	// List is a list, tuple or set of Items.
	List
	// Dict is a dictionary of Entries.
	Dict
	// Object is what calling an imported class or function gave; Call says which.
	Object
	// Either is one of Items, and it cannot be told which.
	Either
)

// Value is what a job definition says at one place. It is plain data: it holds on to no tree.
type Value struct {
	Kind    Kind
	Text    string
	Items   []Value
	Entries []Entry
	// Open tells that a List or Dict may hold more than is known.
	Open bool
	Call *Call
	// Variable is the environment variable of the launcher that the value comes from, empty for any other.
	Variable string
	// Place is where the value is written.
	Place Place
}

// Entry is one item of a dictionary whose key is a known text.
type Entry struct {
	Key      string
	KeyPlace Place
	// Also are the other places that set the same key, in the order in which they run.
	Also  []Place
	Value Value
	// Maybe tells that the entry is set under a condition.
	Maybe bool
}

// Call is a call of an imported class or function.
type Call struct {
	// Name is the qualified name of what is called, such as "sagemaker.pytorch.PyTorch".
	Name string
	// Place is the whole call, Callee the name that is called.
	Place, Callee Place
	// Args are the arguments by name, those of expanded dictionaries included; arguments by position have the names of the
	// parameters that they fill where these are known, else none.
	Args []Argument
	// Open tells that there may be more arguments than are known: a `**kwargs` that cannot be followed.
	Open bool
}

// Argument is one argument of a call.
type Argument struct {
	Name string
	// Place is the whole argument: `name=value`, or the value alone.
	Place Place
	// NamePlace is where the name is written; zero for an argument by position.
	NamePlace Place
	Value     Value
}

// Arg gives the argument of a name; ok is false where there is none.
func (c *Call) Arg(name string) (a Argument, ok bool) {
	if c == nil {
		return a, false
	}
	i := slices.IndexFunc(c.Args, func(a Argument) bool { return a.Name == name })
	if i < 0 {
		return a, false
	}
	return c.Args[i], true
}

// Has tells whether an argument of one of the names is given, or may be.
func (c *Call) Has(names ...string) bool {
	return c.Open || slices.ContainsFunc(c.Args, func(a Argument) bool { return slices.Contains(names, a.Name) })
}

// Last is the last part of the qualified name, such as "PyTorch".
func (c *Call) Last() string { return c.Name[strings.LastIndexByte(c.Name, '.')+1:] }

// Alternatives are what the value may be: itself, or the items of an Either.
func (v Value) Alternatives() []Value {
	if v.Kind == Either {
		return v.Items
	}
	return []Value{v}
}

// Known gives the text of a text that is known whole; ok is false for anything else.
func (v Value) Known() (text string, ok bool) {
	return v.Text, v.Kind == String && !strings.Contains(v.Text, analysis.Hole)
}

// IsLiteral tells a number, a truth value, None, or a text that is known whole.
func (v Value) IsLiteral() bool {
	_, known := v.Known()
	return known || v.Kind == Number || v.Kind == Bool || v.Kind == None
}

// IsTrue and IsFalse tell the truth values.
func (v Value) IsTrue() bool { return v.Kind == Bool && v.Text == "True" }

// IsFalse tells False.
func (v Value) IsFalse() bool { return v.Kind == Bool && v.Text == "False" }

// Entry gives the entry of a key; ok is false where there is none in sight.
func (v Value) Entry(key string) (e Entry, ok bool) {
	for i := len(v.Entries) - 1; i >= 0; i-- {
		if v.Entries[i].Key == key {
			return v.Entries[i], true
		}
	}
	return e, false
}
