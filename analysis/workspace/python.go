package workspace

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// stepReader reads parts of steps that are written in Python.
type stepReader struct{ *reader }

// stepReaderOf reads a file; script are its facts, nil where they are not known yet.
func stepReaderOf(files *Files, path string, text []byte, script *analysis.Script) stepReader {
	return stepReader{newReader(files, source{path: path, text: text}, script)}
}

// calls visits every call of the file.
func (f stepReader) calls(visit func(*analysis.Call)) {
	for _, scope := range f.script.Scopes() {
		for _, call := range scope.Calls {
			visit(call)
		}
	}
}

// assigned is the name that a call's result is given, empty where it is given none.
func (f stepReader) assigned(call *analysis.Call) string {
	p := call.Node.Parent()
	if p == nil || p.Kind() != syntax.KindAssignment {
		return ""
	}
	if left := p.Child(syntax.FieldLeft); left != nil && left.Kind() == syntax.KindIdentifier {
		return left.Text()
	}
	return ""
}

// given is the value of an argument, None where it is not given. Of what does not parse nothing is known.
func (f stepReader) given(call *analysis.Call, name string) Value {
	n := call.Keyword(name)
	if n == nil {
		return Value{Kind: None}
	}
	if n.HasError() {
		return f.unknown(n, "it does not parse")
	}
	return f.value(n, call.Scope)
}

// section makes a part of a contract of a dictionary or a list of names.
func section(v Value) Section {
	s := Section{Place: v.Place, Open: v.Open}
	switch v.Kind {
	case None:
	case Dict:
		for _, e := range v.Entries {
			s.Items = append(s.Items, Item{Name: e.Key, NamePlace: e.KeyPlace, Value: e.Value})
		}
	case List:
		for _, i := range v.Items {
			if name, known := i.Known(); known {
				s.Items = append(s.Items, Item{Name: name, NamePlace: i.Place, Value: Value{Kind: None}})
			} else {
				s.Open = true
			}
		}
	default:
		s.Open = true
	}
	return s
}

// symbol is what a name or a call of a function without arguments stands for.
func (f stepReader) symbol(n *syntax.Node, scope *analysis.Scope) Symbol {
	if n == nil {
		return Symbol{}
	}
	if name, plain := plainName(n); plain { // an annotation in quotes
		return f.named(name)
	}
	found := f.script.Eval(n, scope)
	if len(found) != 1 {
		return Symbol{}
	}
	switch v := found[0]; v.Kind {
	case analysis.External:
		return Symbol{From: f.path, Name: v.Text}
	case analysis.Class:
		return Symbol{From: f.path, Name: v.Scope.Name, Local: true}
	}
	return f.variable(n, scope)
}

// variable is a name of this file that stands for an object.
func (f stepReader) variable(n *syntax.Node, scope *analysis.Scope) Symbol {
	if n.Kind() == syntax.KindIdentifier && len(f.script.Lookup(n.Text(), scope)) == 1 {
		return Symbol{From: f.path, Name: n.Text(), Local: true}
	}
	return Symbol{}
}

// named is what a name of the module stands for.
func (f stepReader) named(name string) Symbol {
	bindings := f.script.Lookup(name, nil)
	if len(bindings) != 1 {
		return Symbol{}
	}
	b := bindings[0]
	if b.Kind != analysis.BindImport {
		return Symbol{From: f.path, Name: name, Local: true}
	}
	return Symbol{From: f.path, Name: strings.TrimSuffix(b.Module, ".") + "." + b.Item}
}

func plainName(n *syntax.Node) (name string, plain bool) {
	if n.Kind() == syntax.KindType {
		if c := n.Children(); len(c) == 1 {
			n = c[0]
		}
	}
	if n.Kind() == syntax.KindIdentifier && n.Parent() != nil && n.Parent().Kind() == syntax.KindType {
		return n.Text(), true
	}
	return analysis.PlainString(n)
}
