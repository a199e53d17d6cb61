package main

import (
	"unicode/utf8"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// source is a script's text, to say where in it something stands.
type source struct {
	text  []byte
	lines *syntax.Lines
}

func newSource(text []byte) source { return source{text, syntax.NewLines(text)} }

// place is where a person looks for something: line and column count from one, the column in characters.
type place struct{ line, column int }

func (s source) place(offset int) place {
	p := s.lines.Position(offset, syntax.UTF32)
	if p.Line == 0 && p.Character > 0 && startsWithBOM(s.text) {
		p.Character-- // no editor shows it
	}
	return place{p.Line + 1, p.Character + 1}
}

func startsWithBOM(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return r == '\ufeff'
}

// reach is a span as the JSON of issues counts it.
func (s source) reach(span rule.Span) rule.Range {
	return rule.Range{Start: s.position(span.Start), End: s.position(span.End)}
}

func (s source) position(offset int) rule.Position {
	p := s.lines.Position(offset, syntax.UTF16)
	return rule.Position{Line: p.Line, Character: p.Character}
}

// within gives the part of a span that is in one line, in bytes from the line's start.
func (s source) within(line int, span rule.Span) rule.Span {
	start := s.lines.Offset(syntax.Position{Line: line}, syntax.UTF8)
	length := len(s.lines.Line(line))
	return rule.Span{Start: min(max(span.Start-start, 0), length), End: min(max(span.End-start, 0), length)}
}
