package analysis

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Eval says what an expression may be when it runs. It never fails: what cannot be told is one Value of kind Unknown with
// its reason. The answer is remembered, and must not be changed.
func (s *Script) Eval(n *syntax.Node, scope *Scope) []Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.eval(n, scope)
}

func anyUnknown(vs []Value) bool {
	for _, v := range vs {
		if v.Kind == Unknown {
			return true
		}
	}
	return false
}

func (s *Script) evalExpression(n *syntax.Node, scope *Scope) []Value {
	switch n.Kind() {
	case syntax.KindIdentifier:
		return s.evalName(n, scope)
	case syntax.KindAttribute:
		return s.evalAttribute(n, scope)
	case syntax.KindCall:
		return s.evalCall(n, scope)
	case syntax.KindSubscript:
		return s.evalSubscript(n, scope)
	case syntax.KindString, syntax.KindConcatenatedString:
		return s.evalString(n, scope)
	case syntax.KindInteger, syntax.KindFloat, syntax.KindTrue, syntax.KindFalse, syntax.KindNone:
		return []Value{{Kind: Constant, Text: n.Text(), Node: n}}
	case syntax.KindParenthesized, syntax.KindAwait:
		if c := firstChild(n); c != nil {
			return s.eval(c, scope)
		}
	case syntax.KindNamedExpression:
		return s.eval(n.Child(syntax.FieldValue), scope)
	case syntax.KindConditional:
		if c := n.Children(); len(c) == 3 {
			return union(s.eval(c[0], scope), s.eval(c[2], scope))
		}
	case syntax.KindBooleanOperator:
		return union(s.eval(n.Child(syntax.FieldLeft), scope), s.eval(n.Child(syntax.FieldRight), scope))
	case syntax.KindBinaryOperator:
		return s.evalBinary(n, scope)
	case syntax.KindDictionary, syntax.KindList, syntax.KindTuple, syntax.KindSet, syntax.KindExpressionList, syntax.KindPatternList:
		return []Value{{Kind: Literal, Node: n, Scope: scope}}
	case syntax.KindLambda:
		if f := s.factsOf(n).lambda(n); f != nil {
			return []Value{{Kind: Function, Scope: f}}
		}
	}
	return unknown("it is worked out at run time")
}

func (s *Script) evalName(n *syntax.Node, scope *Scope) []Value {
	bindings := s.lookup(n.Text(), scope)
	if len(bindings) == 0 {
		return s.evalUnbound(n.Text())
	}
	return s.anyOf(s.arriving(bindings, n, scope))
}

// anyOf joins what bindings of one name give it.
func (s *Script) anyOf(bindings []*Binding) []Value {
	var out []Value
	for i, b := range bindings {
		if len(out) >= maxAlternatives {
			break
		}
		if i == maxBranches {
			return union(out, tooMany("`"+b.Name+"` is given a value"))
		}
		out = union(out, s.evalBinding(b))
	}
	return out
}

// evalUnbound is a name that nothing in the file binds: a builtin, or one that `from x import *` may bring.
func (s *Script) evalUnbound(name string) []Value {
	if IsBuiltin(name) {
		return []Value{{Kind: External, Text: name}}
	}
	var out []Value
	for _, b := range s.stars {
		if len(out) >= maxAlternatives {
			break
		}
		out = union(out, []Value{{Kind: External, Text: b.Module + "." + name}})
	}
	if out == nil {
		return unknown("`" + name + "` is not defined in this file")
	}
	return out
}

func (s *Script) evalBinding(b *Binding) []Value {
	switch b.Kind {
	case BindImport:
		name := b.Module
		if b.Item != "" {
			name = strings.TrimSuffix(name, ".") + "." + b.Item
		}
		return []Value{{Kind: External, Text: name}}
	case BindDefinition:
		kind := Function
		if b.Defines.Kind == ClassScope {
			kind = Class
		}
		return []Value{{Kind: kind, Scope: b.Defines}}
	case BindParam:
		return s.evalParam(b)
	case BindAugmented:
		return s.evalAugmented(b)
	case BindFor:
		return s.evalLoopVariable(b)
	case BindExcept:
		return unknown("it is an exception")
	}
	if b.Value == nil {
		return unknown("`" + b.Name + "` is declared without a value")
	}
	return s.takeApart(b, s.eval(b.Value, b.Scope))
}

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

// evalAugmented is `name += more`: the text grows; anything else stays what it was.
func (s *Script) evalAugmented(b *Binding) []Value {
	var others []*Binding
	for _, other := range s.lookup(b.Name, b.Scope) {
		if other.Kind != BindAugmented && len(others) <= maxBranches {
			others = append(others, other)
		}
	}
	before := s.anyOf(others)
	op := b.Value.Child(syntax.FieldOperator)
	if op == nil || op.Text() != "+=" {
		return before
	}
	for _, v := range before {
		if v.IsText() {
			return union(before, concat(before, s.eval(b.Value.Child(syntax.FieldRight), b.Scope)))
		}
	}
	return before
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

func (s *Script) evalAttribute(n *syntax.Node, scope *Scope) []Value {
	object, attribute := n.Child(syntax.FieldObject), n.Child(syntax.FieldAttribute)
	if object == nil || attribute == nil {
		return nil
	}
	if class := superClass(object, scope); class != nil && len(class.Bases) > 0 {
		return s.memberOf(s.ancestry(class)[1:], Value{Kind: Instance, Scope: class}, attribute.Text())
	}
	var out []Value
	if name, ok := targetName(n); ok {
		out = s.anyOf(s.lookup(name, scope))
	}
	for _, v := range s.eval(object, scope) {
		found := s.attribute(v, attribute.Text())
		if len(out) > 0 && len(found) == 1 && found[0].Kind == Unknown {
			continue // an assignment in sight says more
		}
		out = union(out, found)
	}
	if len(out) == 1 && out[0].Kind == Unknown && object.Kind() == syntax.KindIdentifier && looksLikeOptions(object.Text()) {
		if o := s.option(attribute.Text()); o != nil {
			return []Value{{Kind: OptionValue, Option: o}}
		}
	}
	return out
}

// superClass gives the class whose method says `super()` or `super(Class, self)`, nil where n is anything else.
func superClass(n *syntax.Node, scope *Scope) *Scope {
	if n.Kind() != syntax.KindCall {
		return nil
	}
	if f := n.Child(syntax.FieldFunction); f == nil || f.Kind() != syntax.KindIdentifier || f.Text() != "super" {
		return nil
	}
	for s := scope; s != nil; s = s.Parent {
		if class := s.Class(); class != nil {
			return class
		}
	}
	return nil
}

// looksLikeOptions tells the names under which scripts hand parsed options around.
func looksLikeOptions(name string) bool {
	switch strings.ToLower(strings.Trim(name, "_")) {
	case "args", "arg", "opt", "opts", "options", "flags", "params", "hparams", "config", "cfg", "conf", "hps", "parsed_args", "parsed":
		return true
	}
	return strings.HasSuffix(strings.ToLower(name), "args")
}

// attribute gives what `.name` of a value is.
func (s *Script) attribute(v Value, name string) []Value {
	switch v.Kind {
	case External, Result:
		if strings.HasSuffix(v.Text, ".FLAGS") {
			if o := s.option(name); o != nil {
				return []Value{{Kind: OptionValue, Option: o}}
			}
		}
		if env := toolkitVariable(v.Text, name); env != "" {
			return []Value{{Kind: EnvVar, Text: env}}
		}
		return []Value{{Kind: External, Text: v.Text + "." + name, Call: v.Call}}
	case Class, Instance:
		return s.member(v, name)
	case Namespace:
		if v.Call != nil { // Namespace(name=value)
			if given := v.Call.Keyword(name); given != nil {
				return union(s.eval(given, v.Call.Scope), s.namespaceAttribute(name))
			}
		}
		if out := s.namespaceAttribute(name); out != nil {
			return out
		}
		if name == "__dict__" {
			return []Value{v}
		}
		return unknown("no option in this file sets `" + name + "`")
	case String, EnvVar, OptionValue:
		if found, ok := pathAttribute(v, name); ok {
			return []Value{found}
		}
	case Unknown:
		return []Value{v}
	}
	return unknown("`." + name + "` is worked out at run time")
}

// member looks a name up in a class of the file: its methods, what it and its methods assign, then its bases.
func (s *Script) member(v Value, name string) []Value {
	return s.memberOf(s.ancestry(v.Scope), v, name)
}

// memberOf looks a name up in some of the classes that v's class is made of, then in the imported bases.
func (s *Script) memberOf(classes []*Scope, v Value, name string) []Value {
	if out := s.constructed(v, name); out != nil {
		return out
	}
	var out []Value
	self := v
	for _, class := range classes {
		for _, b := range class.lookup(name) {
			for _, found := range s.evalBinding(b) {
				if found.Kind == Function && v.Kind == Instance && found.Scope.isProperty() {
					out = union(out, s.returned(found.Scope))
					continue
				}
				if found.Kind == Function && (v.Kind == Instance || found.Scope.isClassMethod()) {
					found.Self = &self
				}
				out = union(out, []Value{found})
			}
		}
		for _, method := range class.Children {
			if len(method.Params) == 0 || method.Kind != FunctionScope {
				continue
			}
			for _, b := range method.lookup(method.Params[0].Name + "." + name) {
				out = union(out, s.evalBinding(b))
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, base := range s.externalBases(v.Scope) {
		out = union(out, []Value{{Kind: External, Text: base + "." + name, Call: v.Call}})
	}
	if out == nil {
		return unknown("`" + v.Scope.Name + "` does not say what `" + name + "` is")
	}
	return out
}

// constructed gives what the call that made an object of a dataclass or its like passes for a field, nil for none.
func (s *Script) constructed(v Value, name string) []Value {
	if v.Kind != Instance || v.Call == nil || len(v.Scope.lookup(name)) == 0 || !s.isRecord(v.Scope) {
		return nil
	}
	if given := v.Call.Keyword(name); given != nil {
		return s.eval(given, v.Call.Scope)
	}
	position := 0
	for _, b := range v.Scope.Bindings {
		if b.Name == name {
			if given := v.Call.Positional(position); given != nil && len(v.Scope.Bases) == 0 {
				return s.eval(given, v.Call.Scope)
			}
			break
		}
		if b.Kind == BindAssign {
			position++
		}
	}
	return nil
}

// isRecord tells a class whose constructor takes its fields.
func (s *Script) isRecord(class *Scope) bool {
	for _, d := range class.Decorators {
		if t := d.Text(); strings.Contains(t, "dataclass") || strings.HasPrefix(t, "attr") || strings.HasPrefix(t, "define") {
			return true
		}
	}
	for _, base := range s.externalBases(class) {
		if strings.HasSuffix(base, ".NamedTuple") || strings.HasSuffix(base, ".BaseModel") {
			return true
		}
	}
	return false
}

// ancestry is a class of the file and its bases in the file, the nearest first.
func (s *Script) ancestry(class *Scope) []*Scope {
	out := []*Scope{class}
	for i := 0; i < len(out) && len(out) < 16; i++ {
		for _, base := range out[i].Bases {
			for _, v := range s.eval(base, out[i].Parent) {
				if v.Kind == Class && !containsScope(out, v.Scope) {
					out = append(out, v.Scope)
				}
			}
		}
	}
	return out
}

func containsScope(scopes []*Scope, s *Scope) bool {
	for _, t := range scopes {
		if t == s {
			return true
		}
	}
	return false
}

// externalBases are the qualified names of the imported classes that a class of the file derives from, over any of the
// file's classes in between.
func (s *Script) externalBases(class *Scope) []string {
	var out []string
	for _, c := range s.ancestry(class) {
		for _, base := range c.Bases {
			for _, v := range s.eval(base, c.Parent) {
				if (v.Kind == External || v.Kind == Result) && v.Text != "object" {
					out = append(out, v.Text)
				}
			}
		}
	}
	return out
}

// ExternalBases are the qualified names of the imported classes that a class of the file derives from.
func (s *Script) ExternalBases(class *Scope) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.externalBases(class)
}

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

func (s *Script) evalBinary(n *syntax.Node, scope *Scope) []Value {
	left, right, op := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight), n.Child(syntax.FieldOperator)
	if left == nil || right == nil || op == nil {
		return nil
	}
	switch op.Text() {
	case "+":
		if l := s.eval(left, scope); isText(l) {
			return concat(l, s.eval(right, scope))
		} else if r := s.eval(right, scope); isText(r) {
			return concat(l, r)
		}
	case "/":
		if l := s.eval(left, scope); isText(l) {
			return joinPaths(l, s.eval(right, scope))
		}
	case "%":
		if l := s.eval(left, scope); isText(l) {
			return s.formatPercent(l, right, scope)
		}
	}
	return unknown("it is worked out at run time")
}

func isText(vs []Value) bool {
	for _, v := range vs {
		if v.IsText() {
			return true
		}
	}
	return false
}
