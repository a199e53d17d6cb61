package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

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
		return s.outside(Value{Kind: External, Text: v.Text + "." + name, Call: v.Call})
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
		if v.Text != "" {
			if out := s.ask(v.Text+"."+name, false); out != nil {
				return out
			}
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
		out = union(out, s.outside(Value{Kind: External, Text: base + "." + name, Call: v.Call}))
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
