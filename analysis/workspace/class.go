package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// MemberKind says what a member of a class is.
type MemberKind uint8

// The kinds of member.
const (
	// Field is an annotated attribute of the class: a field of a pydantic model or a dataclass.
	Field MemberKind = iota
	// Method is a function of the class, Property one that is read like an attribute.
	Method
	Property
	// Abstract is a method that subclasses must define.
	Abstract
	// Attribute is any other name that the class or one of its methods sets.
	Attribute
)

// Member is one name of a class.
type Member struct {
	Name  string
	Kind  MemberKind
	Place Place
	// Required tells a field without a default.
	Required bool
}

// Class is a class of a file of the workspace.
type Class struct {
	Name string
	// Place is the name in the definition, Body the whole definition.
	Place, Body Place
	// Bases are what it derives from; one that cannot be told is zero.
	Bases   []Symbol
	Members []Member
	// Extra tells a model that takes fields it does not declare.
	Extra bool
}

// Member gives the member of a name; ok is false where the class itself has none.
func (c *Class) Member(name string) (m Member, ok bool) {
	i := slices.IndexFunc(c.Members, func(m Member) bool { return m.Name == name })
	if i < 0 {
		return m, false
	}
	return c.Members[i], true
}

// Class gives the class that a symbol stands for, nil where it cannot be told.
func (w *Workspace) Class(s Symbol) *Class {
	file, name, ok := w.Resolve(s)
	if !ok {
		return nil
	}
	script := w.Script(file)
	if script == nil {
		return nil
	}
	for _, scope := range script.Classes() {
		if scope.Name == name && scope.Parent != nil && scope.Parent.Kind == analysis.ModuleScope {
			return stepReaderOf(w.files, file, script.Tree.Text(), script).class(scope)
		}
	}
	return nil
}

// maxAncestors bounds how far bases are followed.
const maxAncestors = 32

// Ancestry is a class and what it derives from, itself first; whole is false where there is a base that cannot be told.
func (w *Workspace) Ancestry(c *Class) (classes []*Class, whole bool) {
	whole = true
	todo := []*Class{c}
	for len(todo) > 0 && len(classes) < maxAncestors {
		next := todo[0]
		todo = todo[1:]
		if slices.ContainsFunc(classes, func(c *Class) bool { return c.Body == next.Body }) {
			continue
		}
		classes = append(classes, next)
		for _, base := range next.Bases {
			switch class := w.Class(base); {
			case class != nil:
				todo = append(todo, class)
			case !isPlainBase(base):
				whole = false
			}
		}
	}
	return classes, whole
}

// isPlainBase tells classes outside the workspace that bring no fields, and no methods that anybody asks for.
func isPlainBase(s Symbol) bool {
	switch s.Name {
	case "pydantic.BaseModel", "abc.ABC", "object", "typing.Generic", "typing.Protocol", "enum.Enum":
		return true
	}
	return false
}

func (f stepReader) class(scope *analysis.Scope) *Class {
	name := scope.Node.Child(syntax.FieldName)
	c := &Class{Name: scope.Name, Place: f.at(name), Body: f.at(scope.Node)}
	for _, base := range scope.Bases {
		c.Bases = append(c.Bases, f.base(base, scope.Parent))
	}
	if body := scope.Node.Child(syntax.FieldBody); body != nil {
		for _, n := range body.Children() {
			f.addMember(c, n)
		}
	}
	for _, inner := range scope.Children {
		f.addMethod(c, inner)
	}
	return c
}

func (f stepReader) base(n *syntax.Node, scope *analysis.Scope) Symbol {
	if n.Kind() == syntax.KindSubscript { // Generic[T]
		n = n.Child(syntax.FieldValue)
	}
	if n == nil {
		return Symbol{}
	}
	return f.symbol(n, scope)
}

// addMember takes in what a statement of a class's body declares, functions aside.
func (f stepReader) addMember(c *Class, n *syntax.Node) {
	if n.Kind() == syntax.KindExpressionStatement && len(n.Children()) > 0 {
		n = n.Children()[0]
	}
	if n.Kind() != syntax.KindAssignment {
		if n.HasError() || n.Kind() == syntax.KindIf || n.Kind() == syntax.KindTry {
			c.Extra = true // what such a statement declares depends
		}
		return
	}
	left, annotation, given := n.Child(syntax.FieldLeft), n.Child(syntax.FieldType), n.Child(syntax.FieldRight)
	if left == nil || left.Kind() != syntax.KindIdentifier {
		return
	}
	m := Member{Name: left.Text(), Kind: Attribute, Place: f.at(left)}
	if annotation != nil && !strings.Contains(annotation.Text(), "ClassVar") {
		m.Kind = Field
		m.Required = !strings.HasPrefix(m.Name, "_") && lacksDefault(given)
	}
	if m.Name == "model_config" && given != nil {
		c.Extra = c.Extra || allowsExtra(given.Text())
	}
	c.Members = append(c.Members, m)
}

// lacksDefault tells fields that must be given: `name: str`, `name: str = Field(description="...")`, `= Field(...)`.
func lacksDefault(given *syntax.Node) bool {
	if given == nil {
		return true
	}
	if given.Kind() != syntax.KindCall {
		return given.Kind() == syntax.KindEllipsis
	}
	function := given.Child(syntax.FieldFunction)
	if function == nil || !strings.HasSuffix(strings.ToLower(function.Text()), "field") {
		return false
	}
	arguments := given.Child(syntax.FieldArguments)
	if arguments == nil {
		return false
	}
	for _, a := range arguments.Children() {
		switch a.Kind() {
		case syntax.KindComment, syntax.KindEllipsis:
		case syntax.KindKeywordArgument:
			name, value := a.Child(syntax.FieldName), a.Child(syntax.FieldValue)
			if name == nil || value == nil || (name.Text() == "default" && value.Kind() != syntax.KindEllipsis) || name.Text() == "default_factory" {
				return false
			}
		default:
			return false // a default by position, or `**more`
		}
	}
	return true
}

// allowsExtra tells a model's configuration that takes unknown fields.
func allowsExtra(config string) bool {
	config = strings.NewReplacer(" ", "", `"`, "", "'", "").Replace(config)
	return strings.Contains(config, "extra=allow") || strings.Contains(config, "extra:allow") || strings.Contains(config, "Extra.allow")
}

// addMethod takes in a function or class that stands in a class.
func (f stepReader) addMethod(c *Class, inner *analysis.Scope) {
	if inner.Kind == analysis.ClassScope {
		if inner.Name == "Config" && allowsExtra(inner.Node.Text()) {
			c.Extra = true
		}
		c.Members = append(c.Members, Member{Name: inner.Name, Kind: Attribute, Place: f.at(inner.Node.Child(syntax.FieldName))})
		return
	}
	if inner.Kind != analysis.FunctionScope {
		return
	}
	m := Member{Name: inner.Name, Kind: Method, Place: f.at(inner.Node.Child(syntax.FieldName))}
	for _, d := range inner.Decorators {
		switch text := d.Text(); {
		case strings.HasSuffix(text, "property"):
			m.Kind = Property
		case strings.HasSuffix(text, "abstractmethod"):
			m.Kind = Abstract
		}
	}
	c.Members = append(c.Members, m)
	f.addAttributes(c, inner)
}

// addAttributes takes in the names that a method sets on its object.
func (f stepReader) addAttributes(c *Class, method *analysis.Scope) {
	if len(method.Params) == 0 {
		return
	}
	self := method.Params[0].Name + "."
	for _, b := range method.Bindings {
		name, ok := strings.CutPrefix(b.Name, self)
		if _, known := c.Member(name); ok && !known && !strings.Contains(name, ".") {
			c.Members = append(c.Members, Member{Name: name, Kind: Attribute, Place: f.at(b.Node)})
		}
	}
}
