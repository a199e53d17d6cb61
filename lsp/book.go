package lsp

import (
	"bytes"
	"encoding/json"
	"sort"
	"strings"
	"unicode/utf8"

	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// book is a notebook as its file would hold it, and where its cells are in there. The editor knows cells, each of them a
// document; the checks know the file, which is JSON. A book never changes.
type book struct {
	cells []cell
	text  []byte
	lines []bookLine
}

// cell is one cell of code.
type cell struct {
	key     documentKey
	uri     uri.URI // as the client spells it
	version int32
	text    string
	code    bool // and no Markdown
}

// bookLine is a line of a cell, which in the file is a string of JSON.
type bookLine struct {
	cell  int    // its index
	start int    // where the line begins in the cell's text
	at    int    // where the string's contents begin in the file
	text  string // with its end
}

// The file around the cells, as Jupyter writes it.
const (
	bookStart = "{\n \"cells\": ["
	cellStart = "\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": null,\n   \"metadata\": {},\n   \"outputs\": [],\n   \"source\": ["
	lineStart = "\n    \""
	cellEnd   = "\n   ]\n  }"
	bookEnd   = "\n ],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"
)

// newBook writes the file that cells make.
func newBook(cells []cell) *book {
	b := &book{cells: cells}
	var out bytes.Buffer
	out.WriteString(bookStart)
	for n, c := range cells {
		if !c.code {
			continue
		}
		if len(b.lines) > 0 {
			out.WriteByte(',')
		}
		out.WriteString(cellStart)
		start := 0
		for text := range strings.SplitAfterSeq(c.text, "\n") {
			if start > 0 {
				out.WriteByte(',')
			}
			out.WriteString(lineStart)
			b.lines = append(b.lines, bookLine{cell: n, start: start, at: out.Len(), text: text})
			out.WriteString(rule.EscapeJSON(text))
			out.WriteByte('"')
			start += len(text)
		}
		out.WriteString(cellEnd)
	}
	out.WriteString(bookEnd)
	b.text = out.Bytes()
	return b
}

// unescaped is the code that a stretch of the file stands for, which may go over several of its lines; ok is false for
// anything else than code.
func unescaped(written string) (code string, ok bool) {
	var lines []string
	if json.Unmarshal([]byte(`["`+written+`"]`), &lines) != nil {
		return "", false
	}
	return strings.Join(lines, ""), true
}

// find says which cell a byte of the file is in, and where in its text. A byte between cells belongs to the one before. There
// must be a cell of code.
func (b *book) find(offset int) (n, at int) {
	l := b.lines[max(0, sort.Search(len(b.lines), func(i int) bool { return b.lines[i].at > offset })-1)]
	at, written := 0, l.at
	for at < len(l.text) && written < offset {
		_, size := utf8.DecodeRuneInString(l.text[at:])
		written += len(rule.EscapeJSON(l.text[at : at+size]))
		at += size
	}
	return l.cell, l.start + at
}

// offset says where a byte of a cell's text stands in the file.
func (b *book) offset(n, at int) int {
	i := max(0, sort.Search(len(b.lines), func(i int) bool {
		l := b.lines[i]
		return l.cell > n || l.cell == n && l.start > at
	})-1)
	l := b.lines[i]
	return l.at + len(rule.EscapeJSON(l.text[:at-l.start]))
}

// cellOf gives the index of the cell that a document is.
func (b *book) cellOf(key documentKey) (n int, ok bool) {
	for n, c := range b.cells {
		if c.key == key {
			return n, true
		}
	}
	return 0, false
}

// place says where bytes of the file stand: the cell, and the bytes of its text. What goes beyond the cell is cut off.
func (b *book) place(span syntax.Range) (n int, in syntax.Range) {
	n, in.Start = b.find(span.Start)
	last, end := b.find(span.End)
	if last != n {
		end = len(b.cells[n].text)
	}
	in.End = max(end, in.Start)
	return n, in
}

// linesOf are where the lines of a cell begin.
func (b *book) linesOf(n int) *syntax.Lines { return syntax.NewLines([]byte(b.cells[n].text)) }
