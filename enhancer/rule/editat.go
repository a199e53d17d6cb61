package rule

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// EditAt replaces what stands at a place. In a notebook, whose JSON holds the code, the text is escaped.
func EditAt(at workspace.Place, text string) Edit {
	if isNotebook(at) {
		text = EscapeJSON(text)
	}
	return Edit{File: at.File, Span: Span(at.Span), New: text}
}

// InsertBehind puts a text behind what stands at a place.
func InsertBehind(at workspace.Place, text string) Edit {
	at.Span = syntax.Range{Start: at.Span.End, End: at.Span.End}
	return EditAt(at, text)
}

func isNotebook(at workspace.Place) bool { return filepath.Ext(at.File) == ".ipynb" }

// EscapeJSON writes a text as it stands in a JSON string, without its quotes: as notebooks do.
func EscapeJSON(text string) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false) // notebooks are written without
	_ = e.Encode(text)     // a string always has a form in JSON
	return strings.TrimSuffix(strings.TrimPrefix(out.String(), `"`), "\"\n")
}

// Source is what is written at a place; empty where it cannot be read.
func (a Around) Source(at workspace.Place) string {
	if at.IsZero() {
		return ""
	}
	text, err := a.Workspace.Files().Read(at.File)
	if err != nil || at.Span.End > len(text) || at.Span.Start > at.Span.End {
		return ""
	}
	written := string(text[at.Span.Start:at.Span.End])
	if !isNotebook(at) {
		return written
	}
	var code string
	if json.Unmarshal([]byte(`"`+written+`"`), &code) != nil {
		return "" // it goes over several of the notebook's lines
	}
	return code
}

// Respell changes what a string literal says, and keeps its quotes; ok is false where the text is not written out at the
// place.
func (a Around) Respell(at workspace.Place, old, text string) (e Edit, ok bool) {
	written := a.Source(at)
	body := strings.Trim(written, `"'`)
	if written == body || body != old {
		return e, false
	}
	return EditAt(at, strings.Replace(written, old, text, 1)), true
}
