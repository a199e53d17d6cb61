package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// textPrinter writes results for people: a line for each finding, or, in full, with the code underlined.
type textPrinter struct {
	out     io.Writer
	paint   style
	full    bool
	verbose bool
}

func (t textPrinter) print(results []result, problems []problem) {
	for _, r := range results {
		t.script(r)
	}
	fmt.Fprintln(t.out, count(results, problems))
}

func (t textPrinter) script(r result) {
	src := newSource(r.text)
	for _, i := range r.issues {
		if t.full {
			t.finding(r.path, src, i)
		} else {
			fmt.Fprintln(t.out, t.line(r.path, src, i))
		}
	}
	if t.verbose && len(r.requirements) > 0 {
		t.requirements(r, src)
	}
}

// line says a finding in one line.
func (t textPrinter) line(path string, src source, i rule.Issue) string {
	at := src.place(i.Span.Start)
	return fmt.Sprintf("%s:%d:%d: %s %s [%s]", t.paint.bold(visible(path)), at.line, at.column,
		t.paint.severity(i.Severity, i.Severity.String()), visible(inOneLine(i)), i.Category)
}

// inOneLine says what is wrong, and what to do about it.
func inOneLine(i rule.Issue) string { return strings.TrimSpace(i.Message + " " + i.Recommendation) }

// finding says a finding as rustc would.
func (t textPrinter) finding(path string, src source, i rule.Issue) {
	severity := strings.ToLower(i.Severity.String())
	fmt.Fprintf(t.out, "%s%s\n", t.paint.severity(i.Severity, severity+"["+i.Category+"]"), t.paint.bold(": "+visible(i.Message)))
	rows := src.snippet(i.Span)
	t.code(path, src, i.Span, rows, i.Severity)
	margin := strings.Repeat(" ", marginOf(rows))
	if i.Recommendation != "" || len(i.Fixes) > 0 {
		fmt.Fprintln(t.out, t.paint.rim(margin+" |"))
	}
	if i.Recommendation != "" {
		fmt.Fprintf(t.out, "%s %s\n", t.paint.rim(margin+" ="), t.paint.bold("help: ")+visible(i.Recommendation))
	}
	for n, fix := range i.Fixes {
		how := ""
		if n == 0 && fix.Safe {
			how = " (--fix does it)"
		}
		fmt.Fprintf(t.out, "%s %s%s\n", t.paint.rim(margin+" ="), t.paint.bold("fix: ")+visible(fix.Title), how)
	}
	for _, related := range i.Related {
		t.note(path, src, related)
	}
	fmt.Fprintln(t.out)
}

// code draws the code of a span below its place.
func (t textPrinter) code(path string, src source, span rule.Span, rows []row, severity rule.Severity) {
	at := src.place(span.Start)
	arrow := strings.Repeat(" ", marginOf(rows)) + "-->"
	fmt.Fprintf(t.out, "%s %s:%d:%d\n%s\n", t.paint.rim(arrow), visible(path), at.line, at.column, drawing(rows, t.paint, severity))
}

// note says what another place has to do with a finding. Only the script itself is at hand to be drawn.
func (t textPrinter) note(path string, src source, related rule.Related) {
	fmt.Fprintf(t.out, "%s\n", t.paint.bold("note: "+visible(related.Message)))
	if related.File != "" && related.File != path {
		fmt.Fprintf(t.out, "%s %s\n", t.paint.rim(" -->"), visible(related.File))
		return
	}
	t.code(path, src, related.Span, src.snippet(related.Span), rule.Info)
}

// requirements shows the answers for a training script: found and where, absent, or why it cannot be told.
func (t textPrinter) requirements(r result, src source) {
	about := r.stepType
	if r.framework != nil {
		about += ", " + *r.framework
	}
	fmt.Fprintf(t.out, "%s: %s\n", t.paint.bold(visible(r.path)), strings.TrimPrefix(about, ", "))
	wide := 0
	for _, a := range r.requirements {
		wide = max(wide, len(a.Capability))
	}
	for _, a := range r.requirements {
		fmt.Fprintf(t.out, "  %-*s  %s\n", wide, a.Capability, answer(a, src))
	}
}

// mostPlaces is how many places of one requirement are shown.
const mostPlaces = 5

// answer says one of the three answers in words.
func answer(a enhancer.Answer, src source) string {
	switch a.State {
	case enhancer.Found:
		var lines []string
		for _, span := range a.Evidence {
			line := fmt.Sprint(src.place(span.Start).line)
			if len(lines) == 0 || lines[len(lines)-1] != line {
				lines = append(lines, line)
			}
		}
		switch len(lines) {
		case 0:
			return "found"
		case 1:
			return "found on line " + lines[0]
		}
		if more := len(lines) - mostPlaces; more > 0 {
			lines = append(lines[:mostPlaces], fmt.Sprintf("%d more", more))
		}
		return "found on lines " + strings.Join(lines, ", ")
	case enhancer.CannotTell:
		if a.Reason == "" {
			return "cannot tell"
		}
		return "cannot tell, because " + visible(a.Reason)
	default:
		return a.State.String()
	}
}
