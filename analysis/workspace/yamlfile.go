package workspace

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// yamlFile reads declarations that are written in YAML.
type yamlFile struct {
	path  string
	text  []byte
	lines []int // where each begins
}

// parseYAML gives the file's first document; root is nil where it holds none, err says what does not parse.
func parseYAML(path string, text []byte) (f yamlFile, root *yaml.Node, err error) {
	f = yamlFile{path: path, text: text, lines: yamlLines(text)}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return f, nil, err
	}
	if len(document.Content) == 0 {
		return f, nil, nil
	}
	return f, followed(document.Content[0]), nil
}

// yamlLines are the beginnings of the lines as the parser counts them: YAML 1.1 knows more line ends than editors do.
func yamlLines(text []byte) []int {
	lines := []int{0}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		lines[0] = len("\ufeff")
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch r {
		case '\r':
			if i < len(text) && text[i] == '\n' {
				i++
			}
			lines = append(lines, i)
		case '\n', '\u0085', '\u2028', '\u2029':
			lines = append(lines, i)
		}
	}
	return lines
}

// followed is what an alias stands for, a node itself where it is none.
func followed(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// start is a node's first byte. The parser counts lines and characters from 1.
func (f yamlFile) start(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(f.lines) {
		return len(f.text)
	}
	at := f.lines[n.Line-1]
	for i := 1; i < n.Column && at < len(f.text); i++ {
		_, size := utf8.DecodeRune(f.text[at:])
		at += size
	}
	return at
}

// end is the byte behind a node's last one, which the parser does not tell.
func (f yamlFile) end(n *yaml.Node) int {
	at := f.start(n)
	for _, c := range n.Content {
		at = max(at, f.end(c))
	}
	switch {
	case n.Kind == yaml.ScalarNode:
		return f.scalarEnd(n, at)
	case n.Kind == yaml.AliasNode:
		return min(len(f.text), at+1+len(n.Value))
	case n.Style&yaml.FlowStyle != 0:
		return f.closing(at)
	}
	return at
}

func (f yamlFile) scalarEnd(n *yaml.Node, at int) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return f.quoteEnd(at, '"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return f.quoteEnd(at, '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || !bytes.HasPrefix(f.text[at:], []byte(n.Value)):
		return f.lineEnd(at)
	}
	return at + len(n.Value)
}

// quoteEnd is behind the quote that ends a quoted text.
func (f yamlFile) quoteEnd(at int, quote byte) int {
	for i := at + 1; i < len(f.text); i++ {
		switch {
		case f.text[i] == '\\' && quote == '"':
			i++
		case f.text[i] == quote && quote == '\'' && i+1 < len(f.text) && f.text[i+1] == quote:
			i++
		case f.text[i] == quote:
			return i + 1
		}
	}
	return len(f.text)
}

// lineEnd is the end of what is written on a line.
func (f yamlFile) lineEnd(at int) int {
	end := at
	for end < len(f.text) && f.text[end] != '\n' && f.text[end] != '\r' {
		end++
	}
	return at + len(bytes.TrimRight(f.text[at:end], " \t"))
}

// closing is behind the bracket that ends a `{...}` or `[...]` whose contents are read up to at.
func (f yamlFile) closing(at int) int {
	for i := at; i < len(f.text); i++ {
		switch f.text[i] {
		case '#':
			i = f.lineEnd(i) - 1
		case '}', ']':
			return i + 1
		}
	}
	return len(f.text)
}

func (f yamlFile) place(from, to *yaml.Node) Place {
	start := f.start(from)
	return Place{File: f.path, Span: syntax.Range{Start: start, End: max(start, f.end(to))}}
}

// pair finds the key and the value of a name in a mapping; both are nil where there is none.
func pair(mapping *yaml.Node, name string) (key, value *yaml.Node) {
	if mapping == nil || mapping.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name && mapping.Content[i].Kind == yaml.ScalarNode {
			return mapping.Content[i], followed(mapping.Content[i+1])
		}
	}
	return nil, nil
}

// value gives the value of a name in a mapping, nil where there is none.
func value(mapping *yaml.Node, name string) *yaml.Node {
	_, v := pair(mapping, name)
	return v
}

// scalar is what a node is where that is a text, a number, a truth value or nothing.
func (f yamlFile) scalar(n *yaml.Node) Value {
	if n == nil {
		return Value{Kind: None}
	}
	v := Value{Kind: Unknown, Place: f.place(n, n)}
	if n.Kind != yaml.ScalarNode {
		return v
	}
	v.Text = n.Value
	switch n.ShortTag() {
	case "!!null":
		v.Kind, v.Text = None, "None"
	case "!!int", "!!float":
		v.Kind = Number
	case "!!bool":
		v.Kind, v.Text = Bool, truth(n.Value)
	default:
		v.Kind = String
	}
	return v
}

// truth spells a truth value as Python does.
func truth(text string) string {
	switch text[0] {
	case 't', 'T', 'y', 'Y':
		return "True"
	}
	return "False"
}

// isMerge tells a key that brings the entries of another mapping in.
func isMerge(key *yaml.Node) bool { return key.ShortTag() == "!!merge" }
