package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

const (
	// longestLine is how much of a line is drawn, in bytes; of a longer one the part around the finding is.
	longestLine = 200
	// before is how much of a long line is drawn before the finding.
	before = 60
	// mostLines is how many lines of a finding are drawn; of a longer one the first and the last are.
	mostLines = 6
)

// row is one row of a drawing: a line of code with its number, or a row of marks without one.
type row struct {
	number int // from one; 0 for marks
	code   string
	marks  string // drawn in the finding's colour, before the code
}

// snippet draws the lines that a span covers, with the span marked.
func (s source) snippet(span rule.Span) []row {
	first := s.place(span.Start).line - 1
	last := s.place(max(span.Start, span.End-1)).line - 1
	if first == last {
		return s.oneLine(first, span)
	}
	return s.severalLines(first, last, span)
}

// oneLine draws a line with carets below the span.
func (s source) oneLine(line int, span rule.Span) []row {
	shown, indent, length := s.view(line, span)
	return []row{
		{number: line + 1, code: shown},
		{marks: strings.Repeat(" ", indent) + strings.Repeat("^", max(1, length))},
	}
}

// severalLines draws a bar beside the lines, which begins and ends under the span's first and last character.
func (s source) severalLines(first, last int, span rule.Span) []row {
	shown, indent, _ := s.view(first, span)
	var rows []row
	if strings.TrimSpace(shown[:min(indent, len(shown))]) == "" {
		rows = append(rows, row{number: first + 1, marks: "/ ", code: shown})
	} else {
		rows = append(rows, row{number: first + 1, marks: "  ", code: shown}, row{marks: " _" + strings.Repeat("_", indent) + "^"})
	}
	for line := first + 1; line <= last; line++ {
		if last-first >= mostLines && line == first+2 {
			rows = append(rows, row{marks: "..."})
			line = last - 1
		}
		shown, _, _ := s.view(line, rule.Span{Start: span.Start, End: span.Start})
		rows = append(rows, row{number: line + 1, marks: "| ", code: shown})
	}
	_, indent, length := s.view(last, span)
	return append(rows, row{marks: "|_" + strings.Repeat("_", max(0, indent+length-1)) + "^"})
}

// view gives a line as it is drawn, and the columns at which the span in it begins and how many it takes up.
func (s source) view(line int, span rule.Span) (shown string, indent, length int) {
	text := string(s.lines.Line(line))
	in := s.within(line, span)
	if line == 0 && startsWithBOM(s.text) {
		const bom = len("\ufeff")
		text = text[bom:]
		in = rule.Span{Start: max(0, in.Start-bom), End: max(0, in.End-bom)}
	}
	from, to := window(text, in)
	lead, trail := "", ""
	if from > 0 {
		lead = "…"
	}
	if to < len(text) {
		trail = "…"
	}
	end := max(in.Start, min(in.End, to))
	return strings.TrimRight(lead+visible(text[from:to])+trail, " "), width(lead + text[from:in.Start]), width(text[in.Start:end])
}

// window is the part of a line that is drawn.
func window(text string, in rule.Span) (from, to int) {
	if len(text) <= longestLine {
		return 0, len(text)
	}
	from = max(0, in.Start-before)
	to = min(len(text), from+longestLine)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

// drawing writes rows with the line numbers in a margin.
func drawing(rows []row, paint style, severity rule.Severity) string {
	margin := marginOf(rows)
	var b strings.Builder
	edge := func(number int) {
		n := strings.Repeat(" ", margin)
		if number > 0 {
			n = fmt.Sprintf("%*d", margin, number)
		}
		b.WriteString(paint.rim(n + " |"))
	}
	edge(0)
	for _, r := range rows {
		b.WriteString("\n")
		edge(r.number)
		if r.marks+r.code != "" {
			b.WriteString(" " + paint.severity(severity, r.marks) + r.code)
		}
	}
	return b.String()
}

// marginOf is how wide the line numbers are.
func marginOf(rows []row) int {
	margin := 1
	for _, r := range rows {
		margin = max(margin, len(fmt.Sprint(r.number)))
	}
	return margin
}
