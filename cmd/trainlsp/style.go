package main

import (
	"os"

	"github.com/fatih/color"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// style colours words; without colour it gives them back as they are.
type style struct{ on bool }

// style decides about colour: on a terminal, unless the user has NO_COLOR set (see no-color.org) or a terminal without.
func (p *program) style(flag string) style {
	switch flag {
	case "always":
		return style{true}
	case "never":
		return style{false}
	}
	return style{p.terminal(p.stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func (s style) paint(text string, attributes ...color.Attribute) string {
	if !s.on || text == "" {
		return text
	}
	c := color.New(attributes...)
	c.EnableColor() // whatever the library makes of the process's own output
	return c.Sprint(text)
}

func (s style) bold(text string) string { return s.paint(text, color.Bold) }

// rim is for what frames the code: line numbers, bars and arrows.
func (s style) rim(text string) string { return s.paint(text, color.FgBlue, color.Bold) }

// severity colours a text as befits how bad it is.
func (s style) severity(of rule.Severity, text string) string {
	switch of {
	case rule.Error:
		return s.paint(text, color.FgRed, color.Bold)
	case rule.Warning:
		return s.paint(text, color.FgYellow, color.Bold)
	default:
		return s.paint(text, color.FgCyan, color.Bold)
	}
}
