package workspace

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// scriptMentions are what a script says about what jobs give it.
func scriptMentions(w *Workspace, file string) []Mention {
	if !IsScript(file) {
		return nil
	}
	script := w.Script(file)
	if script == nil {
		return nil
	}
	m := scriptMentioner{w: w, file: file, script: script, dests: map[string]*analysis.Option{}}
	m.options()
	for _, scope := range script.Scopes() {
		m.attributes(scope)
		m.calls(scope)
		m.paths(scope)
	}
	m.environment()
	return m.found
}

type scriptMentioner struct {
	w      *Workspace
	file   string
	script *analysis.Script
	dests  map[string]*analysis.Option
	found  []Mention
}

func (m *scriptMentioner) of(topic Topic, name string) Thing {
	return Thing{Topic: topic, Script: m.file, Name: name}
}

func (m *scriptMentioner) at(n *syntax.Node) Place {
	return Place{File: m.file, Span: syntax.Range{Start: m.script.Tree.Start(n), End: m.script.Tree.End(n)}}
}

// add takes in a mention whose name stands in a node; those whose form is known have it as the node's text.
func (m *scriptMentioner) add(one Mention, n *syntax.Node) {
	form := one.Form
	one.Place, one.Form, one.Before = written(m.script.Tree.Text(), m.at(n), one.Spelling)
	if form == AsAttribute && one.Form != NotWritten {
		one.Form = form
	}
	m.found = append(m.found, one)
}

// options takes in the declarations of options.
func (m *scriptMentioner) options() {
	for _, o := range m.script.Options() {
		m.dests[o.Dest] = o
		if n := o.Call.Positional(0); o.Positional() && n != nil {
			m.attribute(o, n, Declares) // its name is its attribute
			continue
		}
		for i, flag := range o.Flags {
			if n := o.Call.Positional(i); n != nil {
				m.add(Mention{Thing: m.of(Hyperparameter, o.Dest), Role: Declares, Spelling: strings.TrimLeft(flag, "-"), Option: o}, n)
			}
		}
		if n := o.Call.Keyword("dest"); n != nil {
			m.attribute(o, n, Declares)
		}
	}
}

// attribute takes in a place that names an option by its attribute.
func (m *scriptMentioner) attribute(o *analysis.Option, n *syntax.Node, role Role) {
	m.add(Mention{Thing: m.of(Hyperparameter, o.Dest), Role: role, Form: AsAttribute, Spelling: o.Dest, Option: o}, n)
}

// attributes takes in `args.name`, read or set, and `vars(args)["name"]`.
func (m *scriptMentioner) attributes(scope *analysis.Scope) {
	for _, n := range scope.Attributes {
		name := n.Child(syntax.FieldAttribute)
		if name == nil || m.dests[name.Text()] == nil {
			continue
		}
		if o := m.read(n, scope); o != nil {
			m.attribute(o, name, Reads)
		}
	}
	for _, b := range scope.Bindings {
		if b.Node.Kind() != syntax.KindAttribute {
			continue
		}
		name := b.Node.Child(syntax.FieldAttribute)
		if o := m.dests[name.Text()]; o != nil && m.isNamespace(b.Node.Child(syntax.FieldObject), scope) {
			m.attribute(o, name, Reads)
		}
	}
	for _, n := range scope.Subscripts {
		key := n.Child(syntax.FieldSubscript)
		if o := m.named(key); o != nil && m.isVars(n.Child(syntax.FieldValue), scope) {
			m.attribute(o, key, Reads)
		}
	}
}

// read is the option that an attribute reads, nil where it is an attribute of anything but what a parser gave: that a class
// has what an option says under the option's name makes it no other name of the option.
func (m *scriptMentioner) read(n *syntax.Node, scope *analysis.Scope) *analysis.Option {
	object, dest := n.Child(syntax.FieldObject), n.Child(syntax.FieldAttribute).Text()
	told := func(v analysis.Value) bool { return v.Kind != analysis.Unknown }
	if object == nil || !m.isNamespace(object, scope) && slices.ContainsFunc(m.script.Eval(object, scope), told) {
		return nil
	}
	for _, v := range m.script.Eval(n, scope) {
		if v.Kind == analysis.OptionValue && v.Option.Dest == dest {
			return v.Option
		}
	}
	return nil
}

// named is the option whose attribute a string names, nil where it names none.
func (m *scriptMentioner) named(n *syntax.Node) *analysis.Option {
	if name, ok := literalText(n); ok {
		return m.dests[name]
	}
	return nil
}

func (m *scriptMentioner) isNamespace(n *syntax.Node, scope *analysis.Scope) bool {
	return isNamespace(m.script, n, scope)
}

// isNamespace tells an expression that is what a parser of command lines gave.
func isNamespace(script *analysis.Script, n *syntax.Node, scope *analysis.Scope) bool {
	return n != nil && slices.ContainsFunc(script.Eval(n, scope), func(v analysis.Value) bool { return v.Kind == analysis.Namespace })
}

// isVars tells `vars(args)` and `args.__dict__`.
func (m *scriptMentioner) isVars(n *syntax.Node, scope *analysis.Scope) bool {
	if n == nil {
		return false
	}
	if n.Kind() == syntax.KindAttribute {
		name := n.Child(syntax.FieldAttribute)
		return name != nil && name.Text() == "__dict__" && m.isNamespace(n.Child(syntax.FieldObject), scope)
	}
	return slices.ContainsFunc(m.script.Eval(n, scope), func(v analysis.Value) bool {
		return v.Kind == analysis.Result && v.Text == "vars" && v.Call != nil && m.isNamespace(v.Call.Positional(0), v.Call.Scope)
	})
}

// calls takes in `getattr(args, "name")` and its like, `parser.set_defaults(name=...)`, and paths that are put together.
func (m *scriptMentioner) calls(scope *analysis.Scope) {
	for _, call := range scope.Calls {
		switch call.Method() {
		case "getattr", "setattr", "hasattr", "delattr":
			if o := m.named(call.Positional(1)); o != nil && m.isNamespace(call.Positional(0), scope) {
				m.attribute(o, call.Positional(1), Reads)
			}
		case "set_defaults":
			for _, a := range call.Args {
				if o := m.dests[a.Name]; o != nil && a.Value.Parent().Kind() == syntax.KindKeywordArgument {
					m.attribute(o, a.Value.Parent().Child(syntax.FieldName), Reads)
				}
			}
		case "join", "Path":
			m.joined(call)
		}
	}
}

const dataDir = "/opt/ml/input/data/"

// joined takes in `os.path.join("/opt/ml/input/data", "train")`.
func (m *scriptMentioner) joined(call *analysis.Call) {
	for _, v := range m.script.Eval(call.Node, call.Scope) {
		channel, ok := strings.CutPrefix(v.Text, dataDir)
		if channel, _, _ = strings.Cut(channel, "/"); !ok || v.Kind != analysis.String || channel == "" || strings.Contains(channel, analysis.Hole) {
			continue
		}
		for i, a := range call.Args {
			if i == 0 {
				continue
			}
			m.add(Mention{Thing: m.of(Channel, strings.ToUpper(channel)), Spelling: channel}, a.Value)
			return
		}
	}
}

// channelPath finds the channels in a text.
var channelPath = regexp.MustCompile(`/opt/ml/input/data/([A-Za-z0-9_-][A-Za-z0-9._-]*)`)

// paths takes in the channels whose directories are written out.
func (m *scriptMentioner) paths(scope *analysis.Scope) {
	for _, n := range scope.Strings {
		for _, at := range channelPath.FindAllStringSubmatchIndex(n.Text(), -1) {
			name, place := n.Text()[at[2]:at[3]], m.at(n)
			place.Span = syntax.Range{Start: place.Span.Start + at[2], End: place.Span.Start + at[3]}
			m.found = append(m.found, Mention{Thing: m.of(Channel, strings.ToUpper(name)), Place: place, Spelling: name})
		}
	}
}

// families are the variables that stand for something by the rest of their name.
var families = []struct {
	prefix string
	topic  Topic
}{{"SM_CHANNEL_", Channel}, {"SM_HP_", Hyperparameter}}

// environment takes in the variables that the script reads or sets.
func (m *scriptMentioner) environment() {
	for _, use := range m.script.Environment() {
		one := Mention{Thing: m.of(Variable, use.Name), Spelling: use.Name}
		for _, f := range families {
			if rest, ok := strings.CutPrefix(use.Name, f.prefix); ok && rest != "" {
				one.Thing = m.of(f.topic, strings.ToUpper(rest))
				if f.topic == Hyperparameter {
					one.Name = m.hyperparameter(rest)
				}
			}
		}
		if m.add(one, use.Node); one.Topic != Variable {
			m.shorten(&m.found[len(m.found)-1])
		}
	}
}

// shorten leaves a family's prefix out of a mention.
func (m *scriptMentioner) shorten(one *Mention) {
	if one.Form == NotWritten {
		return
	}
	for _, f := range families {
		if rest, ok := strings.CutPrefix(one.Spelling, f.prefix); ok {
			one.Form, one.Spelling = AsSuffix, rest
			one.Place.Span.Start += len(f.prefix)
			one.Before = len(f.prefix)
		}
	}
}

// hyperparameter is the one that SM_HP_NAME holds.
func (m *scriptMentioner) hyperparameter(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, "-", "_"))
	for _, o := range m.script.Options() {
		if strings.EqualFold(o.Dest, name) {
			return o.Dest
		}
	}
	return name
}
