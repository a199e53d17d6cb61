package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

func (s *Script) evalCall(n *syntax.Node, scope *Scope) []Value {
	call := s.callIn(n, scope)
	if call == nil {
		return nil
	}
	if call.Func.Kind() == syntax.KindAttribute {
		if v, ok := s.evalMethodOfValue(call); ok {
			return v
		}
	}
	var out []Value
	for _, callee := range s.eval(call.Func, scope) {
		out = union(out, s.apply(callee, call))
	}
	return out
}

// callIn finds the Call of a call expression.
func (s *Script) callIn(n *syntax.Node, scope *Scope) *Call {
	if c := scope.calls[n]; c != nil {
		return c
	}
	return s.factsOf(n).scopes[0].calls[n]
}

// evalMethodOfValue is a call of a method of a text, a dictionary or parsed options.
func (s *Script) evalMethodOfValue(call *Call) (out []Value, ok bool) {
	method := call.Method()
	for _, v := range s.eval(call.Func.Child(syntax.FieldObject), call.Scope) {
		switch {
		case v.IsText():
			found, known := s.textMethod(v, method, call)
			if known {
				out, ok = union(out, found), true
			}
		case method == "get" || method == "pop" || method == "setdefault":
			if v.Kind != Literal && v.Kind != Namespace && !isEnviron(v) {
				continue
			}
			name := call.Positional(0)
			if name == nil {
				name = call.Keyword("key")
			}
			for _, key := range s.eval(name, call.Scope) {
				fallback := call.Positional(1)
				if fallback == nil {
					fallback = call.Keyword("default")
				}
				out, ok = union(out, s.item(v, key, fallback, call.Scope)), true
			}
		case v.Kind == Literal && method == "copy":
			out, ok = union(out, []Value{v}), true
		}
	}
	return out, ok
}

// apply gives what calling a value returns.
func (s *Script) apply(callee Value, call *Call) []Value {
	switch callee.Kind {
	case External, Result:
		return s.applyExternal(callee, call)
	case Function:
		return s.returned(callee.Scope)
	case Class:
		if isArgumentParser(s.externalBases(callee.Scope)) {
			return []Value{{Kind: Instance, Scope: callee.Scope, Call: call}}
		}
		return []Value{{Kind: Instance, Scope: callee.Scope, Call: call}}
	case Instance:
		for _, base := range s.externalBases(callee.Scope) {
			return []Value{{Kind: Result, Text: base + ".__call__", Call: call}}
		}
		return unknown("it is what an object of `" + callee.Scope.Name + "` returns")
	case Unknown:
		return []Value{callee}
	}
	return unknown("what is called cannot be followed")
}

// returned joins what a function returns.
func (s *Script) returned(f *Scope) []Value {
	var out []Value
	for _, r := range f.Returns {
		out = union(out, s.eval(r, f))
	}
	if out == nil {
		return []Value{{Kind: Constant, Text: "None"}}
	}
	return out
}

// applyExternal knows the functions that make paths, read the environment and parse options; the rest is a Result that
// remembers what was called.
func (s *Script) applyExternal(callee Value, call *Call) []Value {
	first := func() []Value {
		if a := call.Positional(0); a != nil {
			return s.eval(a, call.Scope)
		}
		return nil
	}
	name := callee.Text
	switch name {
	case "os.path.join", "posixpath.join", "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath", "path.join", "tensorflow.io.gfile.join":
		if len(call.Args) == 0 {
			return text(".")
		}
		return s.joined(call, nil)
	case "os.path.basename":
		var out []Value
		for _, v := range first() {
			out = union(out, []Value{basename(v)})
		}
		return out
	case "str", "os.fspath", "os.path.abspath", "os.path.normpath", "os.path.realpath", "os.path.expanduser", "os.path.expandvars", "copy.copy", "copy.deepcopy", "list", "tuple", "vars":
		if len(call.Args) == 1 && call.Args[0].Name == "" {
			if v := first(); v != nil {
				return v
			}
		}
	case "os.path.dirname":
		var out []Value
		for _, v := range first() {
			out = union(out, []Value{dirname(v)})
		}
		return out
	case "os.environ.get", "os.getenv", "os.environ.setdefault", "os.environ.pop":
		return s.environment(call)
	case "dict":
		if v := s.dictionary(call); v != nil {
			return v
		}
	case "functools.partial":
		return partials(first(), call)
	case "dataclasses.field", "attr.ib", "attr.field", "attrs.field", "pydantic.Field":
		return s.fieldDefault(call, name)
	case "getattr":
		return s.getattr(call)
	case "argparse.Namespace", "types.SimpleNamespace":
		return []Value{{Kind: Namespace, Call: call}}
	}
	if out := s.askCall(name, call); out != nil {
		return out
	}
	if strings.HasSuffix(name, ".parse_args") || strings.HasSuffix(name, ".parse_known_args") || name == "parse_args" {
		return []Value{{Kind: Namespace}}
	}
	return []Value{{Kind: Result, Text: name, Call: call}}
}

// dictionary is `dict(mapping, key=value)`, nil where it cannot be told.
func (s *Script) dictionary(call *Call) []Value {
	if len(call.Args) == 1 && call.Args[0].Name == "" && call.Args[0].Star == 0 {
		return s.eval(call.Args[0].Value, call.Scope)
	}
	if args := call.Node.Child(syntax.FieldArguments); len(call.Args) > 0 && args != nil && isDictCall(call.Node) {
		return []Value{{Kind: Literal, Node: args, Scope: call.Scope}}
	}
	return nil
}

// partials are functions of which functools.partial fills the first parameters.
func partials(functions []Value, call *Call) []Value {
	var out []Value
	for _, v := range functions {
		if v.Kind == Function {
			v.partial = call
		}
		out = union(out, []Value{v})
	}
	return out
}

// joined joins the arguments of a call to what stands before them, as os.path.join does.
func (s *Script) joined(call *Call, out []Value) []Value {
	for _, a := range call.Args {
		if a.Name != "" || a.Star == 2 {
			continue
		}
		parts := [][]Value{s.eval(a.Value, call.Scope)}
		if a.Star == 1 {
			if items := s.listed(a.Value, call.Scope); items != nil {
				parts = items
			} else {
				parts = [][]Value{unknown("it is made of `*" + a.Value.Text() + "`")}
			}
		}
		for _, part := range parts {
			if out == nil {
				out = part
			} else {
				out = joinPaths(out, part)
			}
		}
	}
	return out
}

// listed gives the items of a list or tuple that is written out, nil for anything else.
func (s *Script) listed(n *syntax.Node, scope *Scope) (items [][]Value) {
	vs := s.eval(n, scope)
	if len(vs) != 1 || vs[0].Kind != Literal || isMapping(vs[0].Node) {
		return nil
	}
	for _, item := range itemsOf(vs[0].Node) {
		if starOf(item) != 0 {
			return nil
		}
		items = append(items, s.eval(item, vs[0].Scope))
	}
	return items
}

// fieldDefault is what a field of a dataclass or its like holds where nothing else is given.
func (s *Script) fieldDefault(call *Call, name string) []Value {
	given := call.Keyword("default")
	if given == nil && name == "pydantic.Field" {
		given = call.Positional(0)
	}
	if given != nil {
		return s.eval(given, call.Scope)
	}
	factory := call.Keyword("default_factory")
	if factory == nil {
		factory = call.Keyword("factory")
	}
	if factory == nil {
		return unknown("the field has no default")
	}
	var out []Value
	for _, v := range s.eval(factory, call.Scope) {
		switch v.Kind {
		case Function:
			out = union(out, s.returned(v.Scope))
		case Class:
			out = union(out, []Value{{Kind: Instance, Scope: v.Scope}})
		default:
			out = union(out, unknown("it is what `"+factory.Text()+"` gives"))
		}
	}
	return out
}

func (s *Script) environment(call *Call) []Value {
	key := call.Positional(0)
	if key == nil {
		key = call.Keyword("key")
	}
	fallback := call.Positional(1)
	if fallback == nil {
		fallback = call.Keyword("default")
	}
	var out []Value
	for _, k := range s.eval(key, call.Scope) {
		out = union(out, s.item(Value{Kind: External, Text: "os.environ"}, k, fallback, call.Scope))
	}
	return out
}

// getattr is `getattr(object, "name", default)`.
func (s *Script) getattr(call *Call) []Value {
	if call.Positional(1) == nil {
		return unknown("`getattr` is worked out at run time")
	}
	var out []Value
	for _, name := range s.eval(call.Positional(1), call.Scope) {
		if name.Kind != String {
			return unknown("`getattr` is worked out at run time")
		}
		for _, v := range s.eval(call.Positional(0), call.Scope) {
			out = union(out, s.attribute(v, name.Text))
		}
	}
	return out
}

func isArgumentParser(bases []string) bool {
	for _, b := range bases {
		if strings.HasSuffix(b, "ArgumentParser") {
			return true
		}
	}
	return false
}
