package config

import (
	"bytes"
	"errors"
	"regexp"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// name is a part of a key.
type name struct {
	text string
	span rule.Span // with its quotes, if it has some
}

// value is what a key is set to.
type value struct {
	*unstable.Node
	span rule.Span
}

// maxBroken bounds in how many places a text may be no TOML until the rest of it is given up.
const maxBroken = 20

// document walks through the text of a TOML file.
type document struct {
	text  []byte
	start int // where the parser began
	end   int // of what was read last
}

// each calls what fits for all headers of tables and all keys with values, in the order of the text, and broken for each
// place where it is no TOML, with what the statement there begins with. Behind it, it goes on where the next one seems to begin.
func (d *document) each(header, key func(*unstable.Node), broken func(at rule.Span, statement []byte, why string)) {
	if bytes.HasPrefix(d.text, []byte("\ufeff")) {
		d.start = len("\ufeff")
	}
	for range maxBroken {
		d.end = d.start
		rest := d.text[d.start:len(d.text):len(d.text)]
		parser := unstable.Parser{}
		parser.Reset(rest)
		for parser.NextExpression() {
			switch e := parser.Expression(); e.Kind {
			case unstable.KeyValue:
				key(e)
				d.end = d.rangeOf(e.Raw).End
			default:
				header(e)
				names := d.names(e.Key())
				d.end = names[len(names)-1].span.End
			}
		}
		var fault *unstable.ParserError
		if !errors.As(parser.Error(), &fault) {
			return
		}
		// The highlight ends where the text ends or before, and so does the memory that it shares with it.
		at := min(d.start+cap(rest)-cap(fault.Highlight), len(d.text))
		begin := d.begin(at)
		broken(rule.Span{Start: at, End: min(at+len(fault.Highlight), len(d.text))}, d.text[begin:], fault.Message)
		if d.start = d.next(begin); d.start == len(d.text) {
			return
		}
	}
}

var (
	// blank is what may stand between two statements.
	blank = regexp.MustCompile(`^(?:[ \t\r\n]|#.*\n)*`)
	// statement is how the line of a new one begins.
	statement = regexp.MustCompile(`(?m)^[ \t]*(?:\[|(?:[\w.\-]|"[^"\n]*"|'[^'\n]*')+[ \t]*=)`)
)

// begin is where a statement begins in which there is a fault.
func (d *document) begin(fault int) int {
	begin := d.end
	if begin > d.start { // the rest of the line belongs to what was read
		begin += lineEnd(d.text[begin:])
	}
	return min(begin+len(blank.Find(d.text[begin:])), fault)
}

// next is where to go on behind a broken statement: on a line below its first one, whatever the fault is. It may be a bracket
// that is missing there.
func (d *document) next(begin int) int {
	line := begin + lineEnd(d.text[begin:])
	at := statement.FindIndex(d.text[line:])
	if at == nil {
		return len(d.text)
	}
	return line + at[0]
}

// lineEnd is how far it is to the next line.
func lineEnd(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// names are the parts of a key.
func (d *document) names(keys unstable.Iterator) (list []name) {
	for keys.Next() {
		n := keys.Node()
		list = append(list, name{string(n.Data), d.rangeOf(n.Raw)})
	}
	return list
}

// valueOf is the value of `key = value`. The parser does not say where lists begin.
func (d *document) valueOf(e *unstable.Node) value {
	names := d.names(e.Key())
	start := names[len(names)-1].span.End
	start += bytes.IndexByte(d.text[start:], '=') + 1
	start += len(blank.Find(d.text[start:]))
	return value{e.Value(), rule.Span{Start: start, End: d.rangeOf(e.Raw).End}}
}

// items are what stands in a list.
func (d *document) items(list value) (items []value) {
	for children := list.Children(); children.Next(); {
		n := children.Node()
		span := d.rangeOf(n.Raw)
		if n.Raw.Length == 0 || n.Kind == unstable.InlineTable { // the parser does not say where they end
			span = list.span
		}
		items = append(items, value{n, span})
	}
	return items
}

// rangeOf is where a part of what the parser reads stands in the text.
func (d *document) rangeOf(r unstable.Range) rule.Span {
	return rule.Span{Start: d.start + int(r.Offset), End: d.start + int(r.Offset) + int(r.Length)}
}
