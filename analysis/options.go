package analysis

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Option is a command-line option that a script declares.
type Option struct {
	// Flags are its spellings, such as "--model-dir" and "-m"; a positional argument has its bare name.
	Flags []string
	// Dest is the attribute under which its value is found.
	Dest string
	// Default, Type, Action are what the declaration says, nil where it says nothing.
	Default, Type, Action *syntax.Node
	Required              bool
	Call                  *Call

	unsure bool // whether it is one depends on what the called name is bound to
}

// Positional tells an argument without a dash.
func (o *Option) Positional() bool { return len(o.Flags) > 0 && !strings.HasPrefix(o.Flags[0], "-") }

// IsArgparse tells an option of Python's own argparse: of an ArgumentParser, of a class of the file that derives from it, or
// of one of its groups and sub-parsers. Other libraries follow other rules.
func (s *Script) IsArgparse(o *Option) bool {
	for _, c := range s.Callees(o.Call) {
		if !strings.HasPrefix(c.Name, "argparse.") || !strings.HasSuffix(c.Name, ".add_argument") {
			return false
		}
	}
	return true
}

// findOptions gathers what add_argument, click's and absl's declarations say, wherever they stand.
func (s *Script) findOptions() {
	s.byDest = map[string]*Option{}
	for _, part := range s.parts {
		for _, o := range part.facts.options {
			if s.declares(o) {
				s.options = append(s.options, o)
				s.byDest[o.Dest] = o
			}
		}
	}
}

// declares tells whether what looks like the declaration of an option is one.
func (s *Script) declares(o *Option) bool { return !o.unsure || s.isAddArgument(o.Call) }

// declaredOption reads the declaration of an option; nil for calls that are none. Whether a call of a bare name is one
// remains to be seen.
func declaredOption(call *Call) *Option {
	unsure := false
	switch method := call.Method(); {
	case method == "add_argument", method == "option" || method == "argument":
	case strings.HasPrefix(method, "DEFINE_"):
		if name, ok := literal(call.Positional(0)); ok {
			return &Option{Flags: []string{"--" + name}, Dest: name, Default: call.Positional(1), Call: call}
		}
		return nil
	default:
		if unsure = call.Func.Kind() == syntax.KindIdentifier; !unsure {
			return nil
		}
	}
	o := &Option{Default: call.Keyword("default"), Type: call.Keyword("type"), Action: call.Keyword("action"), Call: call, unsure: unsure}
	for _, a := range call.Args {
		if a.Name != "" || a.Star == 2 {
			continue
		}
		flag, ok := literal(a.Value)
		if !ok || a.Star == 1 {
			break
		}
		o.Flags = append(o.Flags, flag)
	}
	if len(o.Flags) == 0 {
		return nil
	}
	if required := call.Keyword("required"); required != nil {
		o.Required = required.Kind() == syntax.KindTrue
	}
	o.Dest = destination(o.Flags)
	if dest, ok := literal(call.Keyword("dest")); ok {
		o.Dest = dest
	}
	return o
}

// isAddArgument tells `add = parser.add_argument; add("--x")`.
func (s *Script) isAddArgument(call *Call) bool {
	for _, b := range s.lookup(call.Func.Text(), call.Scope) {
		if b.Value != nil && strings.HasSuffix(b.Value.Text(), ".add_argument") {
			return true
		}
	}
	return false
}

func literal(n *syntax.Node) (string, bool) {
	if n == nil {
		return "", false
	}
	return plainString(n)
}

// destination is argparse's rule: the first long flag, else the first one, dashes turned to underscores.
func destination(flags []string) string {
	name := flags[0]
	for _, f := range flags {
		if strings.HasPrefix(f, "--") {
			name = f
			break
		}
	}
	return strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_")
}

// option finds an option by its destination; the last declaration wins, as it does in argparse.
func (s *Script) option(dest string) *Option {
	s.memory.rest(ofOption(dest))
	return s.byDest[dest]
}

// clickOption is the value that click passes for a parameter of a decorated function.
func (s *Script) clickOption(f *Scope, param string) []Value {
	for _, d := range f.Decorators {
		if d.Kind() != syntax.KindCall {
			continue
		}
		for _, o := range f.part.facts.options {
			if o.Call.Node == d && o.Dest == param && s.declares(o) {
				return []Value{{Kind: OptionValue, Option: o}}
			}
		}
	}
	return nil
}

// namespaceAttribute is what `args.name` may be: what the command line gives, and what the script assigns to it anywhere.
func (s *Script) namespaceAttribute(name string) []Value {
	s.memory.rest(ofAssigned(name))
	var out []Value
	for _, b := range s.assigned[name] {
		for _, v := range s.eval(b.Node.Child(syntax.FieldObject), b.Scope) {
			if v.Kind == Namespace {
				out = union(out, s.evalBinding(b))
			}
		}
	}
	if o := s.option(name); o != nil {
		out = union(out, []Value{{Kind: OptionValue, Option: o}})
	}
	return out
}
