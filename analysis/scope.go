package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// ScopeKind says what opened a scope.
type ScopeKind uint8

// The kinds of scope. Comprehensions have none of their own here: their names are told apart rarely enough.
const (
	ModuleScope ScopeKind = iota
	FunctionScope
	ClassScope
	LambdaScope
)

// Scope is a stretch of code with its own names: the module, a function, a class, a lambda. The module's scope is one
// per top-level statement, joined by Script.
type Scope struct {
	Kind ScopeKind
	Name string
	// Node is the definition, nil for the module.
	Node *syntax.Node
	// Parent is the scope around it, nil for the module.
	Parent *Scope
	// Children are the scopes opened in it, in the order of the text.
	Children []*Scope
	// Bindings are the places that give a name a value, in the order of the text.
	Bindings []*Binding
	// Calls are the calls made in it, in the order of the text.
	Calls []*Call
	// Names are the identifiers that are read in it.
	Names []*syntax.Node
	// Attributes are the attribute expressions that are read in it.
	Attributes []*syntax.Node
	// Subscripts are the subscript expressions that are read in it.
	Subscripts []*syntax.Node
	// Returns are the values that a function returns or yields.
	Returns []*syntax.Node
	// Params are a function's parameters, without the separators.
	Params []Param
	// Decorators are the expressions of a definition's decorators.
	Decorators []*syntax.Node
	// Bases are a class's base expressions.
	Bases []*syntax.Node
	// Strings are the string literals that are values (docstrings are not).
	Strings []*syntax.Node

	globals map[string]bool
	byName  map[string][]*Binding
	calls   map[*syntax.Node]*Call
	// part is the module's scope around it, itself for the module; index is its place among the part's scopes.
	part  *Scope
	index int
	facts *facts // of a module's scope
}

// Param is one parameter of a function.
type Param struct {
	Name    string
	Default *syntax.Node
	Type    *syntax.Node
	// Star is 1 for *args, 2 for **kwargs.
	Star int
	// KeywordOnly parameters stand behind a "*".
	KeywordOnly bool
}

// BindingKind says how a name got its value.
type BindingKind uint8

// The ways in which a name is bound.
const (
	BindAssign BindingKind = iota
	BindAugmented
	BindImport
	BindParam
	BindFor
	BindWith
	BindExcept
	BindDefinition
)

// Binding is one place that gives a name a value.
type Binding struct {
	Kind BindingKind
	// Name is the variable; "self.x" for an attribute, `d["key"]` for an item with a constant key.
	Name string
	// Node is where the name stands.
	Node *syntax.Node
	// Value is the expression that the value comes from, nil for parameters and imports.
	Value *syntax.Node
	// Unpack is the place in a tuple that is taken apart, from 0; -1 where the value is taken whole.
	Unpack int
	// around are the places of the tuples in tuples that Unpack's tuple is in, the outermost first.
	around []int
	// Module is what an import names, such as "xgboost" or "..utils"; Item is what `from` takes out of it.
	Module, Item string
	// Defines is the scope of a function or class definition.
	Defines *Scope
	// Scope is where the binding stands.
	Scope *Scope
}

// Call is one call expression.
type Call struct {
	Node  *syntax.Node
	Func  *syntax.Node
	Args  []Arg
	Scope *Scope

	index int // among the calls of its statement
}

// Arg is one argument of a call.
type Arg struct {
	// Name is the keyword, empty for an argument by position.
	Name  string
	Value *syntax.Node
	// Star is 1 for *args, 2 for **kwargs.
	Star int
}

// Keyword gives the value passed under a name, nil where there is none.
func (c *Call) Keyword(name string) *syntax.Node {
	for _, a := range c.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}

// Positional gives the argument at a position from 0, nil where there is none or it cannot be told.
func (c *Call) Positional(i int) *syntax.Node {
	for _, a := range c.Args {
		if a.Name != "" || a.Star == 2 {
			continue
		}
		if a.Star == 1 {
			return nil
		}
		if i == 0 {
			return a.Value
		}
		i--
	}
	return nil
}

// Method is the last name of what is called: "save" of `model.save(...)`, "train" of `train(...)`; empty where what is
// called has no name.
func (c *Call) Method() string {
	switch c.Func.Kind() {
	case syntax.KindIdentifier:
		return c.Func.Text()
	case syntax.KindAttribute:
		if a := c.Func.Child(syntax.FieldAttribute); a != nil {
			return a.Text()
		}
	}
	return ""
}

// Statement is the top-level statement that the scope stands in.
func (s *Scope) Statement() *syntax.Statement { return s.part.facts.statement }

// Function gives the innermost function around a scope, itself included; nil at module level.
func (s *Scope) Function() *Scope {
	for ; s != nil; s = s.Parent {
		if s.Kind == FunctionScope {
			return s
		}
	}
	return nil
}

// Class gives the class that a method is defined in, nil for anything else.
func (s *Scope) Class() *Scope {
	if s != nil && s.Kind == FunctionScope && s.Parent != nil && s.Parent.Kind == ClassScope {
		return s.Parent
	}
	return nil
}

// isStatic tells whether a method takes no receiver.
func (s *Scope) isStatic() bool { return s.isDecorated("staticmethod") }

// isClassMethod tells whether a method's receiver is the class.
func (s *Scope) isClassMethod() bool { return s.isDecorated("classmethod") }

// isProperty tells whether a method runs when its name is read.
func (s *Scope) isProperty() bool {
	return s.isDecorated("property") || s.isDecorated("cached_property") || s.isDecorated("functools.cached_property")
}

// isDecorated tells whether a decorator is spelt like this.
func (s *Scope) isDecorated(decorator string) bool {
	for _, d := range s.Decorators {
		if d.Text() == decorator {
			return true
		}
	}
	return false
}

// lookup gives the bindings of a name in this scope alone.
func (s *Scope) lookup(name string) []*Binding { return s.byName[name] }

// Walk visits the scope and all scopes in it.
func (s *Scope) Walk(visit func(*Scope)) {
	visit(s)
	for _, c := range s.Children {
		c.Walk(visit)
	}
}
