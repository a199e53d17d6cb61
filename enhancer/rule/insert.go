package rule

import (
	"bytes"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Newline is the line ending that the script uses.
func (p *Pass) Newline() string {
	if bytes.Contains(p.Script.Tree.Text(), []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// Indent is the white space before the line that n starts on.
func (p *Pass) Indent(n *syntax.Node) string {
	text := p.Script.Tree.Text()
	start := p.lineStart(p.Script.Tree.Start(n))
	end := start
	for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	return string(text[start:end])
}

// IndentUnit is one step of indentation as the script writes it.
func (p *Pass) IndentUnit() string {
	unit := ""
	for _, s := range p.Script.Tree.Statements() {
		s.Root().Walk(func(n *syntax.Node) bool {
			if n.Kind() == syntax.KindBlock && n.Parent() != nil && unit == "" && len(n.Children()) > 0 {
				inner, outer := p.Indent(n.Children()[0]), p.Indent(n.Parent())
				if len(inner) > len(outer) && strings.HasPrefix(inner, outer) {
					unit = inner[len(outer):]
				}
			}
			return unit == ""
		})
		if unit != "" {
			return unit
		}
	}
	return "    "
}

func (p *Pass) lineStart(offset int) int {
	text := p.Script.Tree.Text()
	for offset > 0 && text[offset-1] != '\n' && text[offset-1] != '\r' {
		offset--
	}
	return offset
}

// EnclosingStatement is the simple or compound statement that n belongs to.
func EnclosingStatement(n *syntax.Node) *syntax.Node {
	for n.Parent() != nil && n.Parent().Kind() != syntax.KindBlock && n.Parent().Kind() != syntax.KindModule {
		n = n.Parent()
	}
	return n
}

// InsertAfter puts lines behind the statement n, at its indentation.
func (p *Pass) InsertAfter(n *syntax.Node, lines ...string) Edit {
	text, end := p.Script.Tree.Text(), p.Script.Tree.End(n)
	for end < len(text) && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	indent, newline := p.Indent(n), p.Newline()
	out := ""
	for _, l := range lines {
		out += newline + indent + l
	}
	return Edit{Span: Span{Start: end, End: end}, New: out}
}

// InsertBefore puts lines before the statement n, at its indentation.
func (p *Pass) InsertBefore(n *syntax.Node, lines ...string) Edit {
	start := p.lineStart(p.Script.Tree.Start(n))
	out := ""
	for _, l := range lines {
		out += p.Indent(n) + l + p.Newline()
	}
	return Edit{Span: Span{Start: start, End: start}, New: out}
}

// EnsureImport gives the name under which a module is at hand at module level, and the edit that imports it where it is
// not. The statement is what to write, such as "import torch.nn as nn", binding the name.
func (p *Pass) EnsureImport(module, name, statement string) (use string, edits []Edit) {
	for _, i := range p.Script.Imports() {
		if i.Module == module && i.Item == "" && i.Scope.Kind == analysis.ModuleScope && (i.Name == name || !strings.Contains(module, ".") || i.Name != module) {
			return i.Name, nil
		}
	}
	return name, []Edit{p.insertImport(statement)}
}

// insertImport puts an import where the script's imports begin: before the first one that is no `from __future__`, else
// behind the docstring and the comments at the top.
func (p *Pass) insertImport(statement string) Edit {
	var last *syntax.Node
	for _, s := range p.Script.Tree.Statements() {
		root := s.Root()
		switch root.Kind() {
		case syntax.KindImport, syntax.KindImportFrom:
			return p.InsertBefore(root, statement)
		case syntax.KindComment, syntax.KindFutureImport:
			last = root
			continue
		case syntax.KindExpressionStatement:
			if c := root.Children(); len(c) == 1 && c[0].Kind() == syntax.KindString {
				last = root
				continue
			}
		}
		break
	}
	if last != nil {
		return p.InsertAfter(last, statement)
	}
	return Edit{New: statement + p.Newline()}
}
