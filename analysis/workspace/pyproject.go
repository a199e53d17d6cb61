package workspace

import (
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// readPyproject reads the dependencies of pyproject.toml: those of PEP 621, and Poetry's.
func readPyproject(file string, text []byte) *Requirements {
	r := &Requirements{File: file}
	p := unstable.Parser{}
	p.Reset(text)
	var table []string
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = keysOf(e.Key())
		case unstable.KeyValue:
			r.addToml(text, append(table[:len(table):len(table)], keysOf(e.Key())...), e)
		default:
		}
	}
	if p.Error() != nil {
		r.Open = true
	}
	return r
}

func keysOf(keys unstable.Iterator) (names []string) {
	for keys.Next() {
		names = append(names, string(keys.Node().Data))
	}
	return names
}

// addToml takes in one entry of the file, whose key is given whole.
func (r *Requirements) addToml(text []byte, key []string, entry *unstable.Node) {
	switch path := strings.Join(key, "."); {
	case path == "project.dependencies":
		items := entry.Value().Children()
		for items.Next() {
			r.addQuoted(string(text), items.Node())
		}
	case path == "project.dynamic" && strings.Contains(string(text), "\"dependencies\""):
		r.Open = true
	case len(key) == 4 && strings.HasPrefix(path, "tool.poetry.dependencies.") && key[3] != "python":
		r.addPoetry(entry)
	}
}

// addQuoted takes in a text that is a requirement.
func (r *Requirements) addQuoted(text string, n *unstable.Node) {
	if n.Kind != unstable.String {
		return
	}
	start, end := int(n.Raw.Offset), int(n.Raw.Offset+n.Raw.Length)
	written := string(n.Data)
	at := strings.Index(text[start:end], written)
	if at < 0 || written == "" {
		r.Open = true // written with escapes
		return
	}
	r.add(text, start+at, start+at+len(written))
}

// addPoetry takes in `name = "^1.2"` or `name = {version = "^1.2"}`.
func (r *Requirements) addPoetry(entry *unstable.Node) {
	keys := entry.Key()
	var name *unstable.Node
	for keys.Next() {
		name = keys.Node()
	}
	at := Place{File: r.File, Span: syntax.Range{Start: int(name.Raw.Offset), End: int(name.Raw.Offset + name.Raw.Length)}}
	one := Requirement{Name: string(name.Data), Distribution: Distribution(string(name.Data)), Place: at, Line: at, NamePlace: at, SpecifierPlace: at}
	switch value := entry.Value(); value.Kind {
	case unstable.String:
		one.setPoetryVersion(string(value.Data))
	case unstable.InlineTable:
		fields := value.Children()
		for fields.Next() {
			field := fields.Node()
			switch strings.Join(keysOf(field.Key()), ".") {
			case "version":
				one.setPoetryVersion(string(field.Value().Data))
			case "git", "url", "path":
				one.URL = string(field.Value().Data)
			case "optional":
				one.Marker = "optional"
			}
		}
	default:
	}
	r.List = append(r.List, one)
}

var (
	caret = regexp.MustCompile(`^\^\s*(0\.0\.\d+|0\.\d+|\d+)(\.\d+)*$`)
	tilde = regexp.MustCompile(`^~\s*(\d+(?:\.\d+)?)(\.\d+)*$`)
	bare  = regexp.MustCompile(`^\d[\w.]*(\.\*)?$`)
)

// setPoetryVersion reads a version constraint as Poetry writes it.
// Source: Poetry documentation, "Dependency specification" (Poetry 2).
func (r *Requirement) setPoetryVersion(text string) {
	text = strings.TrimSpace(text)
	switch {
	case text == "*" || text == "":
		return
	case caret.MatchString(text):
		version := strings.TrimSpace(text[1:])
		text = ">=" + version + ",<" + behind(caret.FindStringSubmatch(text)[1])
	case tilde.MatchString(text):
		version := strings.TrimSpace(text[1:])
		text = ">=" + version + ",<" + behind(tilde.FindStringSubmatch(text)[1])
	case bare.MatchString(text):
		text = "==" + text
	}
	if s, ok := pep440.ParseSpecifier(text); ok {
		r.Specifier = s
	}
}

// behind is the version behind all that begin like one: 1.5 for 1.4.
func behind(version string) string {
	successors := pep440.Successors(version)
	return successors[len(successors)-1]
}
