package rule

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// RenameAt is the edit that gives a name which stands at a place, as a text in quotes or a keyword, another spelling; ok is
// false where the place does not hold it, or cannot.
func RenameAt(w *workspace.Workspace, at workspace.Place, from, to string) (e Edit, ok bool) {
	text, err := w.Files().Read(at.File)
	if err != nil || at.Span.Start < 0 || at.Span.End > len(text) || at.Span.Start > at.Span.End {
		return e, false
	}
	written := string(text[at.Span.Start:at.Span.End])
	before, after, found := strings.Cut(written, from)
	if !found || strings.Contains(after, from) {
		return e, false
	}
	quoted := strings.ContainsAny(before, `'"`)
	if !quoted && strings.ContainsAny(to, "-. ") {
		return e, false // a keyword cannot be spelt like that
	}
	edit := EditAt(at, to)
	edit.New = before + edit.New + after // which stand there as the file holds them, a notebook's escapes included
	return edit, true
}
