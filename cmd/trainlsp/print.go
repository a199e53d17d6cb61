package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// print writes what a check found, in the form that was asked for.
func (p *program) print(s settings, results []result, problems []problem) error {
	if s.stdin && s.fix {
		return p.printFixed(s, results, problems)
	}
	out := bufio.NewWriter(p.stdout)
	switch {
	case s.diff:
		printDiff(out, results)
	case s.format == "json":
		if err := printJSON(out, s, results, problems); err != nil {
			return err
		}
	default:
		t := textPrinter{out: out, paint: p.style(s.color), full: s.format == "full", verbose: s.verbose}
		t.print(results, problems)
	}
	return out.Flush()
}

// printFixed writes the script from standard input as the fixes left it, and what is left to say to standard error.
func (p *program) printFixed(s settings, results []result, problems []problem) error {
	for _, r := range results {
		if _, err := p.stdout.Write(r.text); err != nil {
			return err
		}
	}
	beside := *p
	beside.stdout = p.stderr
	s.fix = false
	return beside.print(s, results, problems)
}

// printDiff writes what the fixes would change.
func printDiff(out io.Writer, results []result) {
	for _, r := range results {
		if r.changed() {
			fmt.Fprint(out, udiff.Unified(r.path, r.path, string(r.original), string(r.text)))
		}
	}
}

// counts are what the summary counts.
type counts struct {
	Files      int `json:"files"`
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Infos      int `json:"infos"`
	Fixable    int `json:"fixable"`
	Fixed      int `json:"fixed"`
	Unreadable int `json:"unreadable"`
}

func count(results []result, problems []problem) counts {
	c := counts{Files: len(results), Unreadable: len(problems)}
	for _, r := range results {
		c.Fixed += r.fixed
		for _, i := range r.issues {
			switch i.Severity {
			case rule.Error:
				c.Errors++
			case rule.Warning:
				c.Warnings++
			default:
				c.Infos++
			}
			if i.Fixable {
				c.Fixable++
			}
		}
	}
	return c
}

// String is the summary as a sentence.
func (c counts) String() string {
	var b strings.Builder
	var found []string
	for _, kind := range []struct {
		n    int
		name string
	}{{c.Errors, "error"}, {c.Warnings, "warning"}, {c.Infos, "info"}} {
		if kind.n > 0 {
			found = append(found, plural(kind.n, kind.name))
		}
	}
	if len(found) == 0 {
		found = []string{"nothing"}
	}
	fmt.Fprintf(&b, "Checked %s: %s found", plural(c.Files, "script"), strings.Join(found, ", "))
	if c.Fixed > 0 {
		fmt.Fprintf(&b, ", %s applied", plural(c.Fixed, "fix"))
	}
	if c.Fixable > 0 {
		fmt.Fprintf(&b, ", %d with a fix", c.Fixable)
	}
	if c.Unreadable > 0 {
		fmt.Fprintf(&b, "; %s could not be checked", plural(c.Unreadable, "path"))
	}
	return b.String() + "."
}

// plural counts things: "1 error", "2 errors".
func plural(n int, thing string) string {
	switch {
	case n == 1:
		return "1 " + thing
	case strings.HasSuffix(thing, "x"):
		return fmt.Sprintf("%d %ses", n, thing)
	default:
		return fmt.Sprintf("%d %ss", n, thing)
	}
}
