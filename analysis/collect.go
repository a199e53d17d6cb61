package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// collect gathers what one top-level statement says, without regard to the rest of the file: the statement is the key
// under which its facts are kept between versions.
func collect(statement *syntax.Statement) *Scope {
	module := &Scope{Kind: ModuleScope}
	collector{}.visit(statement.Root(), module)
	module.facts = &facts{statement: statement}
	module.Walk(func(s *Scope) { module.facts.add(s, module) })
	return module
}

// collector walks a statement; it keeps no state, so that nothing leaks from one statement to the next.
type collector struct{}

func (c collector) visitAll(nodes []*syntax.Node, s *Scope) {
	for _, n := range nodes {
		c.visit(n, s)
	}
}

func (c collector) visit(n *syntax.Node, s *Scope) {
	switch n.Kind() {
	case syntax.KindImport:
		c.importStatement(n, s)
	case syntax.KindImportFrom, syntax.KindFutureImport:
		c.importFrom(n, s)
	case syntax.KindDecorated:
		c.decorated(n, s)
	case syntax.KindFunction:
		c.function(n, s, nil)
	case syntax.KindClass:
		c.class(n, s, nil)
	case syntax.KindLambda:
		c.lambda(n, s)
	case syntax.KindAssignment:
		c.assignment(n, s)
	case syntax.KindAugmentedAssignment:
		c.bind(n.Child(syntax.FieldLeft), &Binding{Kind: BindAugmented, Value: n, Unpack: -1}, s)
		c.visitChild(n, syntax.FieldLeft, s)
		c.visitChild(n, syntax.FieldRight, s)
	case syntax.KindNamedExpression:
		value := n.Child(syntax.FieldValue)
		c.bind(n.Child(syntax.FieldName), &Binding{Value: value, Unpack: -1}, s)
		c.visitChild(n, syntax.FieldValue, s)
	case syntax.KindFor, syntax.KindForInClause:
		c.forTarget(n, s)
	case syntax.KindAsPattern:
		c.asPattern(n, s)
	case syntax.KindGlobal:
		for _, name := range n.Children() {
			if s.globals == nil {
				s.globals = map[string]bool{}
			}
			s.globals[name.Text()] = true
		}
	case syntax.KindReturn, syntax.KindYield:
		s.Returns = append(s.Returns, n.Children()...)
		c.visitAll(n.Children(), s)
	case syntax.KindCall:
		c.call(n, s)
	case syntax.KindKeywordArgument:
		c.visitChild(n, syntax.FieldValue, s)
	case syntax.KindAttribute:
		s.Attributes = append(s.Attributes, n)
		c.visitChild(n, syntax.FieldObject, s)
	case syntax.KindSubscript:
		s.Subscripts = append(s.Subscripts, n)
		c.visitAll(n.Children(), s)
	case syntax.KindIdentifier:
		s.Names = append(s.Names, n)
	case syntax.KindString:
		if !isDocstring(n) {
			s.Strings = append(s.Strings, n)
		}
		c.visitAll(n.Children(), s)
	default:
		c.visitAll(n.Children(), s)
	}
}

func (c collector) visitChild(n *syntax.Node, f syntax.Field, s *Scope) {
	if child := n.Child(f); child != nil {
		c.visit(child, s)
	}
}

// isDocstring tells a string that stands as a statement of its own: it is documentation, no value.
func isDocstring(n *syntax.Node) bool {
	p := n.Parent()
	if p != nil && p.Kind() == syntax.KindConcatenatedString {
		p = p.Parent()
	}
	return p == nil || p.Kind() == syntax.KindExpressionStatement && len(p.Children()) == 1
}

func (c collector) importStatement(n *syntax.Node, s *Scope) {
	for _, name := range n.Children() {
		switch name.Kind() {
		case syntax.KindDottedName:
			module := name.Text()
			first, _, _ := strings.Cut(module, ".")
			s.add(&Binding{Kind: BindImport, Name: first, Node: name, Module: first, Unpack: -1})
			if first != module {
				s.add(&Binding{Kind: BindImport, Name: module, Node: name, Module: module, Unpack: -1})
			}
		case syntax.KindAliasedImport:
			if module, alias := name.Child(syntax.FieldName), name.Child(syntax.FieldAlias); module != nil && alias != nil {
				s.add(&Binding{Kind: BindImport, Name: alias.Text(), Node: name, Module: module.Text(), Unpack: -1})
			}
		}
	}
}

func (c collector) importFrom(n *syntax.Node, s *Scope) {
	module := "__future__"
	if m := n.Child(syntax.FieldModuleName); m != nil {
		module = m.Text()
	}
	for _, name := range n.Children() {
		switch {
		case name.Kind() == syntax.KindWildcardImport:
			s.add(&Binding{Kind: BindImport, Name: "*", Node: name, Module: module, Item: "*", Unpack: -1})
		case name.Field() != syntax.FieldName:
		case name.Kind() == syntax.KindDottedName:
			s.add(&Binding{Kind: BindImport, Name: name.Text(), Node: name, Module: module, Item: name.Text(), Unpack: -1})
		case name.Kind() == syntax.KindAliasedImport:
			if item, alias := name.Child(syntax.FieldName), name.Child(syntax.FieldAlias); item != nil && alias != nil {
				s.add(&Binding{Kind: BindImport, Name: alias.Text(), Node: name, Module: module, Item: item.Text(), Unpack: -1})
			}
		}
	}
}

func (c collector) decorated(n *syntax.Node, s *Scope) {
	var decorators []*syntax.Node
	for _, d := range n.Children() {
		if d.Kind() == syntax.KindDecorator {
			c.visitAll(d.Children(), s)
			if len(d.Children()) > 0 {
				decorators = append(decorators, d.Children()[0])
			}
		}
	}
	switch def := n.Child(syntax.FieldDefinition); {
	case def == nil:
	case def.Kind() == syntax.KindFunction:
		c.function(def, s, decorators)
	case def.Kind() == syntax.KindClass:
		c.class(def, s, decorators)
	}
}

// open starts a scope for a definition and binds its name in the scope around it.
func (c collector) open(n *syntax.Node, s *Scope, kind ScopeKind, decorators []*syntax.Node) *Scope {
	child := &Scope{Kind: kind, Node: n, Parent: s, Decorators: decorators}
	s.Children = append(s.Children, child)
	if name := n.Child(syntax.FieldName); name != nil {
		child.Name = name.Text()
		s.add(&Binding{Kind: BindDefinition, Name: child.Name, Node: name, Defines: child, Unpack: -1})
	}
	return child
}

func (c collector) function(n *syntax.Node, s *Scope, decorators []*syntax.Node) {
	child := c.open(n, s, FunctionScope, decorators)
	c.parameters(n.Child(syntax.FieldParameters), child, s)
	c.visitChild(n, syntax.FieldBody, child)
}

func (c collector) lambda(n *syntax.Node, s *Scope) {
	child := &Scope{Kind: LambdaScope, Node: n, Parent: s}
	s.Children = append(s.Children, child)
	c.parameters(n.Child(syntax.FieldParameters), child, s)
	if body := n.Child(syntax.FieldBody); body != nil {
		child.Returns = append(child.Returns, body)
		c.visit(body, child)
	}
}

// parameters binds a function's parameters in its scope; their defaults belong to the scope around it.
func (c collector) parameters(n *syntax.Node, child, around *Scope) {
	if n == nil {
		return
	}
	keywordOnly := false
	for _, p := range n.Children() {
		param := Param{KeywordOnly: keywordOnly}
		name := p
		switch p.Kind() {
		case syntax.KindIdentifier:
		case syntax.KindDefaultParameter, syntax.KindTypedDefaultParameter:
			name, param.Default, param.Type = p.Child(syntax.FieldName), p.Child(syntax.FieldValue), p.Child(syntax.FieldType)
			if param.Default != nil {
				c.visit(param.Default, around)
			}
		case syntax.KindTypedParameter:
			name, param.Type = firstChild(p), p.Child(syntax.FieldType)
			if name != nil && name.Kind() != syntax.KindIdentifier {
				param.Star = starOf(name)
				name = firstChild(name)
			}
		case syntax.KindListSplatPattern, syntax.KindDictionarySplatPattern:
			param.Star = starOf(p)
			name = firstChild(p)
		case syntax.KindKeywordSeparator:
			keywordOnly = true
			continue
		default:
			continue
		}
		keywordOnly = keywordOnly || param.Star == 1
		if name == nil {
			continue
		}
		param.Name = name.Text()
		child.Params = append(child.Params, param)
		child.add(&Binding{Kind: BindParam, Name: param.Name, Node: name, Unpack: len(child.Params) - 1})
	}
}

func starOf(n *syntax.Node) int {
	switch n.Kind() {
	case syntax.KindListSplatPattern, syntax.KindListSplat:
		return 1
	case syntax.KindDictionarySplatPattern, syntax.KindDictionarySplat:
		return 2
	}
	return 0
}

func firstChild(n *syntax.Node) *syntax.Node {
	for _, c := range n.Children() {
		if c.Kind() != syntax.KindComment {
			return c
		}
	}
	return nil
}

func (c collector) class(n *syntax.Node, s *Scope, decorators []*syntax.Node) {
	child := c.open(n, s, ClassScope, decorators)
	if bases := n.Child(syntax.FieldSuperclasses); bases != nil {
		for _, b := range bases.Children() {
			if b.Kind() != syntax.KindKeywordArgument && b.Kind() != syntax.KindComment {
				child.Bases = append(child.Bases, b)
			}
			c.visit(b, s)
		}
	}
	c.visitChild(n, syntax.FieldBody, child)
}

func (c collector) assignment(n *syntax.Node, s *Scope) {
	left, right := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight)
	value := right
	for value != nil && value.Kind() == syntax.KindAssignment {
		value = value.Child(syntax.FieldRight)
	}
	if right != nil {
		c.visit(right, s)
	}
	if left == nil {
		return
	}
	if value != nil || s.Kind == ClassScope {
		c.bind(left, &Binding{Value: value, Unpack: -1}, s)
	}
	c.visitTarget(left, s)
}

// visitTarget visits what an assignment's target reads: `model` and `key` of `model.x[key] = ...`.
func (c collector) visitTarget(n *syntax.Node, s *Scope) {
	switch n.Kind() {
	case syntax.KindIdentifier:
	case syntax.KindAttribute:
		c.visitChild(n, syntax.FieldObject, s)
	case syntax.KindPatternList, syntax.KindTuplePattern, syntax.KindListPattern, syntax.KindTuple, syntax.KindList:
		for _, child := range n.Children() {
			c.visitTarget(child, s)
		}
	default:
		c.visitAll(n.Children(), s)
	}
}

// bind adds bindings for a target, which may be a name, an attribute, an item or a pattern of these.
func (c collector) bind(target *syntax.Node, b *Binding, s *Scope) {
	if target == nil {
		return
	}
	switch target.Kind() {
	case syntax.KindIdentifier, syntax.KindAttribute, syntax.KindSubscript:
		if name, ok := targetName(target); ok {
			b.Name, b.Node = name, target
			s.add(b)
		}
	case syntax.KindPatternList, syntax.KindTuplePattern, syntax.KindListPattern, syntax.KindTuple, syntax.KindList, syntax.KindAsPatternTarget:
		single := target.Kind() == syntax.KindAsPatternTarget && len(target.Children()) == 1
		for i, child := range target.Children() {
			part := *b
			if !single {
				if b.Unpack >= 0 {
					part.around = slices.Concat(b.around, []int{b.Unpack})
				}
				part.Unpack = i
			}
			c.bind(child, &part, s)
		}
	case syntax.KindListSplatPattern, syntax.KindParenthesized:
		for _, child := range target.Children() {
			part := *b
			c.bind(child, &part, s)
		}
	}
}

// targetName spells a target as Binding.Name does; ok is false for targets that no name stands for.
func targetName(n *syntax.Node) (name string, ok bool) {
	switch n.Kind() {
	case syntax.KindIdentifier:
		return n.Text(), true
	case syntax.KindAttribute:
		object, attribute := n.Child(syntax.FieldObject), n.Child(syntax.FieldAttribute)
		if object == nil || attribute == nil {
			return "", false
		}
		base, ok := targetName(object)
		return base + "." + attribute.Text(), ok
	case syntax.KindSubscript:
		value, key := n.Child(syntax.FieldValue), n.Child(syntax.FieldSubscript)
		if value == nil || key == nil || key.Kind() != syntax.KindString {
			return "", false
		}
		text, plain := plainString(key)
		base, ok := targetName(value)
		return itemName(base, text), ok && plain
	}
	return "", false
}

// itemName spells an item of a dictionary as Binding.Name does.
func itemName(base, key string) string { return base + `["` + key + `"]` }

func (c collector) forTarget(n *syntax.Node, s *Scope) {
	c.bind(n.Child(syntax.FieldLeft), &Binding{Kind: BindFor, Value: n.Child(syntax.FieldRight), Unpack: -1}, s)
	for _, child := range n.Children() {
		if child.Field() != syntax.FieldLeft {
			c.visit(child, s)
		}
	}
}

// asPattern is `expr as name` in a with statement or an except clause.
func (c collector) asPattern(n *syntax.Node, s *Scope) {
	kind := BindWith
	if p := n.Parent(); p != nil && (p.Kind() == syntax.KindExcept || p.Kind() == syntax.KindExceptGroup) {
		kind = BindExcept
	}
	value := firstChild(n)
	c.bind(n.Child(syntax.FieldAlias), &Binding{Kind: kind, Value: value, Unpack: -1}, s)
	if value != nil {
		c.visit(value, s)
	}
}

func (c collector) call(n *syntax.Node, s *Scope) {
	call := &Call{Node: n, Func: n.Child(syntax.FieldFunction), Scope: s}
	args := n.Child(syntax.FieldArguments)
	if call.Func == nil || args == nil {
		c.visitAll(n.Children(), s)
		return
	}
	s.Calls = append(s.Calls, call)
	c.visit(call.Func, s)
	if args.Kind() == syntax.KindGenerator {
		call.Args = []Arg{{Value: args}}
		c.visit(args, s)
		return
	}
	for _, a := range args.Children() {
		switch a.Kind() {
		case syntax.KindComment:
			continue
		case syntax.KindKeywordArgument:
			if name, value := a.Child(syntax.FieldName), a.Child(syntax.FieldValue); name != nil && value != nil {
				call.Args = append(call.Args, Arg{Name: name.Text(), Value: value})
			}
		case syntax.KindListSplat, syntax.KindDictionarySplat:
			if value := firstChild(a); value != nil {
				call.Args = append(call.Args, Arg{Value: value, Star: starOf(a)})
			}
		default:
			call.Args = append(call.Args, Arg{Value: a})
		}
		c.visit(a, s)
	}
}

// add files a binding under its scope.
func (s *Scope) add(b *Binding) {
	b.Scope = s
	s.Bindings = append(s.Bindings, b)
}
