package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// EnvUse is one place where a script reads or sets an environment variable.
type EnvUse struct {
	Name string
	// Node is the string that names the variable, so that a fix can spell it anew.
	Node *syntax.Node
	// Write tells that the variable is set.
	Write bool
	// Optional tells that the script goes on without it: it gives a default, or only asks whether it is there.
	Optional bool
	// Default is what a read falls back to, nil where nothing is given.
	Default *syntax.Node
	Scope   *Scope
}

// EnvironmentRead tells an expression that is nothing but the reading of a variable, such as `os.environ["NAME"]` or
// `os.getenv("NAME", default)`.
func (s *Script) EnvironmentRead(n *syntax.Node, scope *Scope) (use EnvUse, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var uses []EnvUse
	switch n.Kind() {
	case syntax.KindSubscript:
		if key := n.Child(syntax.FieldSubscript); key != nil && s.isEnvironment(n.Child(syntax.FieldValue), scope) {
			uses = s.appendEnvUse(nil, EnvUse{Node: key, Scope: scope})
		}
	case syntax.KindCall:
		if call := s.callIn(n, scope); call != nil {
			uses = s.environmentCall(nil, call)
		}
	}
	if len(uses) == 0 {
		return use, false
	}
	return uses[0], true
}

// Environment are the places where the script reads or sets environment variables under names that are written out, in
// the order of the text. The list must not be changed.
func (s *Script) Environment() []EnvUse {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.memory.rest(everything)
	return gather(s, environmentKey{}, s.environmentIn)
}

type environmentKey struct{}

func (s *Script) environmentIn(part *Scope) (out []EnvUse) {
	for _, scope := range part.facts.scopes {
		out = s.environmentScope(out, scope)
	}
	return out
}

func (s *Script) environmentScope(out []EnvUse, scope *Scope) []EnvUse {
	for _, n := range scope.Subscripts {
		if key := n.Child(syntax.FieldSubscript); key != nil && s.isEnvironment(n.Child(syntax.FieldValue), scope) {
			out = s.appendEnvUse(out, EnvUse{Node: key, Write: isTarget(n), Scope: scope})
		}
	}
	for _, b := range scope.Bindings {
		if b.Node.Kind() == syntax.KindSubscript && s.isEnvironment(b.Node.Child(syntax.FieldValue), scope) {
			out = s.appendEnvUse(out, EnvUse{Node: b.Node.Child(syntax.FieldSubscript), Write: true, Scope: scope})
		}
	}
	for _, n := range scope.Strings {
		if in := n.Parent(); in != nil && in.Kind() == syntax.KindComparison && in.Children()[0] == n {
			if c := in.Children(); s.isEnvironment(c[len(c)-1], scope) { // "NAME" in os.environ
				out = s.appendEnvUse(out, EnvUse{Node: n, Optional: true, Scope: scope})
			}
		}
	}
	for _, call := range scope.Calls {
		out = s.environmentCall(out, call)
	}
	return out
}

func (s *Script) environmentCall(out []EnvUse, call *Call) []EnvUse {
	use := EnvUse{Node: call.Positional(0), Default: call.Positional(1), Scope: call.Scope}
	if use.Node == nil {
		use.Node = call.Keyword("key")
	}
	if use.Default == nil {
		use.Default = call.Keyword("default")
	}
	switch call.Method() {
	case "get", "pop":
		if call.Func.Kind() == syntax.KindAttribute && !s.isEnvironment(call.Func.Child(syntax.FieldObject), call.Scope) ||
			call.Func.Kind() != syntax.KindAttribute && !s.asksEnvironment(call) {
			return out
		}
		use.Optional = true
	case "getenv", "setdefault":
		if !s.calls(call, "os.getenv") && !s.calls(call, "os.environ.setdefault") {
			return out
		}
		use.Optional, use.Write = true, call.Method() == "setdefault"
	default:
		if !s.asksEnvironment(call) {
			return out
		}
		use.Optional = true
	}
	return s.appendEnvUse(out, use)
}

// asksEnvironment tells `ask("NAME")` after `ask = os.environ.get`.
func (s *Script) asksEnvironment(call *Call) bool {
	name := call.Positional(0)
	return call.Func.Kind() == syntax.KindIdentifier && name != nil && name.Kind() == syntax.KindString &&
		(s.calls(call, "os.getenv") || s.calls(call, "os.environ.get"))
}

func (s *Script) calls(call *Call, name string) bool {
	for _, v := range s.eval(call.Func, call.Scope) {
		if v.Kind == External && v.Text == name {
			return true
		}
	}
	return false
}

func (s *Script) appendEnvUse(out []EnvUse, use EnvUse) []EnvUse {
	if use.Node == nil {
		return out
	}
	for _, v := range s.eval(use.Node, use.Scope) {
		if v.Kind == String && v.Text != "" && !strings.Contains(v.Text, Hole) {
			use.Name = v.Text
			return append(out, use)
		}
	}
	return out
}

// isEnvironment tells whether an expression is os.environ.
func (s *Script) isEnvironment(n *syntax.Node, scope *Scope) bool {
	if n == nil || !strings.Contains(n.Text(), "env") {
		return false
	}
	for _, v := range s.eval(n, scope) {
		if isEnviron(v) {
			return true
		}
	}
	return false
}

// isEnviron tells os.environ and copies of it.
func isEnviron(v Value) bool {
	return v.Kind == External && v.Text == "os.environ" || v.Kind == Result && v.Text == "os.environ.copy"
}

func isTarget(n *syntax.Node) bool {
	p := n.Parent()
	return p != nil && p.Kind() == syntax.KindAssignment && n.Field() == syntax.FieldLeft
}

// Writes tells whether the script makes a directory or a file at a path that is written out, so that it is there.
func (s *Script) Writes(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.memory.rest(everything)
	path = strings.TrimRight(path, "/")
	for _, made := range gather(s, madeKey{}, s.madeIn) {
		if made == path || strings.HasPrefix(path, made+"/") || strings.HasPrefix(made, path+"/") {
			return true
		}
	}
	return false
}

type madeKey struct{}

// madeIn are the paths that a statement makes.
func (s *Script) madeIn(part *Scope) (made []string) {
	for _, call := range part.facts.calls {
		if !makesPath(call) {
			continue
		}
		for _, a := range call.Args {
			for _, v := range s.eval(a.Value, call.Scope) {
				if v.Kind == String {
					made = append(made, strings.TrimRight(v.Text, "/"))
				}
			}
		}
	}
	return made
}

func makesPath(call *Call) bool {
	switch call.Method() {
	case "makedirs", "mkdir", "copytree", "copy", "move", "extractall", "symlink", "MakeDirs":
		return true
	}
	return false
}
