package rule

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// InsertEntry is the edit that puts an entry into a dictionary which is written out, before all that it has; ok is false for
// any other. The value is Python.
func (a Around) InsertEntry(dictionary workspace.Value, key, value string) (e Edit, ok bool) {
	if dictionary.Kind != workspace.Dict || !strings.HasPrefix(a.raw(dictionary.Place), "{") {
		return e, false
	}
	if a.Source(dictionary.Place) == "{}" {
		return EditAt(dictionary.Place, fmt.Sprintf(`{"%s": %s}`, key, value)), true
	}
	for _, entry := range dictionary.Entries {
		if at := entry.KeyPlace; at.File == dictionary.Place.File && at.Span.Start > dictionary.Place.Span.Start && at.Span.End < dictionary.Place.Span.End {
			quote := `"`
			if strings.HasPrefix(a.Source(at), "'") {
				quote = "'"
			}
			return a.InsertBefore(at, fmt.Sprintf("%s%s%s: %s", quote, key, quote, value)), true
		}
	}
	return e, false
}

// InsertArgument is the edit that gives a call one more argument by name, before the first that it has; ok is false for a call
// without any.
func (a Around) InsertArgument(c *workspace.Call, name, value string) (e Edit, ok bool) {
	for _, argument := range c.Args {
		at := argument.NamePlace
		if at.File == c.Place.File && at.Span.Start >= c.Callee.Span.End && at.Span.End <= c.Place.Span.End && argument.Place.Span.Start == at.Span.Start && argument.Place != at {
			return a.InsertBefore(at, name+"="+value), true
		}
	}
	return e, false
}

// lineBefore is what may stand before an item that has a line of its own: white space, and in a notebook, whose cells are
// lists of lines, a quotation mark.
var lineBefore = regexp.MustCompile(`^\s*"? *$`)

// InsertBefore is the edit that puts an item before one of a list, separated by a comma: on a line of its own where the other
// has one.
func (a Around) InsertBefore(at workspace.Place, item string) Edit {
	text, err := a.Workspace.Files().Read(at.File)
	end := at.Span.Start
	at.Span.End = end
	if err != nil || end > len(text) {
		return EditAt(at, item+", ")
	}
	start := strings.LastIndexByte(string(text[:end]), '\n') + 1
	prefix := string(text[start:end])
	if start == 0 || !lineBefore.MatchString(prefix) || strings.Contains(prefix, `"`) != isNotebook(at) {
		return EditAt(at, item+", ")
	}
	newline := "\n"
	if strings.HasSuffix(string(text[:start]), "\r\n") {
		newline = "\r\n"
	}
	e := EditAt(at, item+",")
	if isNotebook(at) {
		newline = `\n",` + newline
	}
	e.New += newline + prefix
	return e
}

// raw is what the file holds at a place, a notebook's escapes included; empty where it cannot be read.
func (a Around) raw(at workspace.Place) string {
	text, err := a.Workspace.Files().Read(at.File)
	if err != nil || at.Span.End > len(text) || at.Span.Start > at.Span.End {
		return ""
	}
	return string(text[at.Span.Start:at.Span.End])
}
