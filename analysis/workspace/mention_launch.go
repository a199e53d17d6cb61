package workspace

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// launchMentions are what the job definitions of a file speak of.
func launchMentions(w *Workspace, file string) []Mention {
	launches := w.LaunchesIn(file)
	text, err := w.files.Read(file)
	if len(launches) == 0 || err != nil {
		return nil
	}
	m := launchMentioner{w: w, text: text}
	for _, l := range launches {
		m.launch(l)
	}
	m.reads(file)
	return m.found
}

type launchMentioner struct {
	w     *Workspace
	text  []byte
	found []Mention
}

// of is a thing of a job's script.
func (l *Launch) of(topic Topic, name string) Thing {
	t := Thing{Topic: topic, Script: l.Script, Name: name}
	if l.Script == "" {
		t.Job = l
	}
	return t
}

func (m *launchMentioner) launch(l *Launch) {
	m.entries(l, l.Hyperparameters, m.hyperparameter)
	for _, t := range l.Tuners {
		m.entries(l, t.Ranges, m.hyperparameter)
	}
	for _, run := range l.Runs {
		m.entries(l, run.Channels, func(l *Launch, key string) Thing { return l.of(Channel, strings.ToUpper(key)) })
	}
	m.entries(l, l.Environment, func(l *Launch, key string) Thing { return l.of(Variable, key) })
	m.path(l.EntryPoint, l.Script)
	if l.SourceDir.Kind != None {
		m.path(l.SourceDir, l.Root)
	}
	if source := l.Source(); source != nil && l.Root != "" {
		if a, given := source.Arg("requirements"); given {
			if name, known := a.Value.Known(); known {
				m.path(a.Value, filepath.Join(l.Root, filepath.FromSlash(name)))
			}
		}
	}
}

// hyperparameter is the one that a job passes under a key: the option that takes it, or what an option of that name would be.
func (m *launchMentioner) hyperparameter(l *Launch, key string) Thing {
	if o := m.w.Taker(l, key); o != nil {
		return l.of(Hyperparameter, o.Dest)
	}
	return l.of(Hyperparameter, strings.ReplaceAll(key, "-", "_"))
}

// Taker is the option that takes what a job passes under a key, nil where none does or it cannot be told.
func (w *Workspace) Taker(l *Launch, key string) *analysis.Option {
	if l.Script == "" {
		return nil
	}
	c := w.CommandLine(l.Script)
	if c == nil {
		return nil
	}
	o, _ := c.Option(l.Flag(key))
	return o
}

// SameOption tells whether two readings of a script speak of one option: its text may have been read twice.
func SameOption(a, b *analysis.Option) bool {
	return a.Dest == b.Dest && slices.Equal(a.Flags, b.Flags)
}

// entries take in the keys of a dictionary.
func (m *launchMentioner) entries(l *Launch, dict Value, thing func(l *Launch, key string) Thing) {
	for _, e := range dict.Entries {
		for _, place := range e.places() {
			one := Mention{Thing: thing(l, e.Key), Role: Passes, Spelling: e.Key, Launch: l, Value: e.Value}
			m.add(one, place)
		}
	}
}

// path takes in a value that names a file or folder.
func (m *launchMentioner) path(v Value, path string) {
	if path == "" || v.Place.IsZero() {
		return
	}
	spelling, _ := v.Known()
	m.add(Mention{Thing: Thing{Topic: File, Name: path}, Role: Passes, Spelling: spelling}, v.Place)
}

// add takes in a mention, which stands somewhere in a place: as the contents of a string, or as a bare name.
func (m *launchMentioner) add(one Mention, place Place) {
	one.Place, one.Form, one.Before = written(m.text, place, one.Spelling)
	m.found = append(m.found, one)
}

// written finds a name at a place: in quotes, which a notebook escapes, behind dashes, or bare.
func written(text []byte, at Place, name string) (place Place, form Form, before int) {
	start, end := at.Span.Start, min(at.Span.End, len(text))
	if start >= end {
		return at, NotWritten, 0
	}
	source := string(text[start:end])
	form = AsKeyword
	if quote := strings.IndexAny(source, `"'`); quote >= 0 && quote <= 3 {
		inner := strings.TrimLeft(source[quote:], `"'\`)
		form, start = AsKey, end-len(inner)
		if bare := strings.TrimLeft(inner, "-"); bare != inner && !strings.HasPrefix(name, "-") {
			form, before = AsFlag, len(inner)-len(bare)
			start, inner = end-len(bare), bare
		}
		source = inner
	}
	rest, ok := strings.CutPrefix(source, name)
	if ok = ok && strings.Trim(rest, `"'\`) == ""; !ok || form == AsKeyword && rest != "" {
		return at, NotWritten, 0
	}
	return Place{File: at.File, Span: syntax.Range{Start: start, End: start + len(name)}}, form, before
}

// reads takes in the places that read an item of a dictionary by its key.
func (m *launchMentioner) reads(file string) {
	s := readSource(file, m.text)
	r := newReader(m.w.files, s, m.w.Script(file))
	for _, scope := range r.script.Scopes() {
		for _, n := range scope.Strings {
			if name, plain := analysis.PlainString(n); plain && m.isKey(name) {
				m.read(r, scope, n, name)
			}
		}
	}
}

// isKey tells whether a dictionary of a job has a key.
func (m *launchMentioner) isKey(name string) bool {
	return slices.ContainsFunc(m.found, func(o Mention) bool { return o.Spelling == name && o.Topic != File })
}

// read takes in one string, if it picks an item of a dictionary that a job is made with.
func (m *launchMentioner) read(r *reader, scope *analysis.Scope, n *syntax.Node, name string) {
	at, _, _ := written(m.text, r.at(n), name)
	if slices.ContainsFunc(m.found, func(o Mention) bool { return o.Place == at }) {
		return
	}
	from := picked(n)
	if from == nil {
		return
	}
	e, ok := r.value(from, scope).Entry(name)
	if !ok {
		return
	}
	var things []Thing
	for _, place := range e.places() {
		key, _, _ := written(m.text, place, name)
		for _, o := range m.found {
			if o.Place == key && !slices.Contains(things, o.Thing) {
				things = append(things, o.Thing)
			}
		}
	}
	for _, t := range things {
		m.add(Mention{Thing: t, Role: Reads, Spelling: name}, r.at(n))
	}
}

// picked is what a string picks an item of: `d` of d["name"], d.get("name") and "name" in d; nil for any other string.
func picked(n *syntax.Node) *syntax.Node {
	p := n.Parent()
	if p == nil {
		return nil
	}
	switch p.Kind() {
	case syntax.KindSubscript:
		if n.Field() == syntax.FieldSubscript {
			return p.Child(syntax.FieldValue)
		}
	case syntax.KindComparison:
		if c := p.Children(); c[0] == n {
			return c[len(c)-1]
		}
	case syntax.KindArguments:
		call := p.Parent()
		if call == nil || p.Children()[0] != n {
			return nil
		}
		f := call.Child(syntax.FieldFunction)
		if f == nil || f.Kind() != syntax.KindAttribute || f.Child(syntax.FieldAttribute) == nil {
			return nil
		}
		switch f.Child(syntax.FieldAttribute).Text() {
		case "get", "pop", "setdefault":
			return f.Child(syntax.FieldObject)
		}
	}
	return nil
}
