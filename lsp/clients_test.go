package lsp

import (
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
)

// What clients do differently, each seen in a real one.

// VS Code shows the findings of a place above the hover.
func TestHoverBesideDiagnostics(t *testing.T) {
	const finding = "never saved"
	for _, c := range []struct {
		name         string
		experimental obj
		repeats      bool
	}{
		{"an editor whose hover is all there is", nil, true},
		{"an editor that shows the findings too", obj{"trainlsp": obj{"diagnosticsInHover": true}}, false},
	} {
		capabilities := modern("utf-16")
		capabilities["experimental"] = c.experimental
		e := open(t, Options{Checker: enhancer.Check}, capabilities)
		e.didOpen(train, strings.Replace(saves, save, "", 1))
		if got := e.published(train, 1); len(got) != 1 || !strings.Contains(got[0].Message, finding) {
			t.Fatalf("got %v", got)
		}
		var hover struct{ Contents struct{ Value string } }
		e.must("textDocument/hover", obj{"textDocument": obj{"uri": train}, "position": obj{"line": 5, "character": 12}}, &hover)
		text := hover.Contents.Value
		if strings.Contains(text, finding) != c.repeats || !strings.Contains(text, "**Why it is bad:**") || !strings.Contains(text, "xgboost.train") {
			t.Errorf("%s: %s", c.name, text)
		}
	}
}

// Neovim's cursor need not stand on the word, Emacs 28 names all diagnostics of the file, vim-lsp asks for any kind.
func TestCodeActionsOfALine(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	e.didOpen(train, "x = 1  # BAD\ny = 2\nz = 3  # BAD BAD\n")
	shown := e.published(train, 1)
	fixes := []string{"Make it good", "Drop it", "Ignore bad_word on this line"}
	all := "Fix all that trainlsp can fix safely"
	for _, c := range []struct {
		name  string
		line  int
		named []diagnostic
		only  []string
		want  []string
	}{
		{"a cursor beside the word", 0, nil, []string{"quickfix"}, fixes},
		{"a line of several", 2, nil, []string{"quickfix"}, slices.Concat(fixes, fixes)},
		{"all of the file's named", 0, shown, []string{"quickfix"}, fixes},
		{"any kind", 0, nil, nil, append(slices.Clone(fixes), all)},
		{"any kind, where there is nothing", 1, nil, nil, nil},
		{"any kind by an empty name, where there is nothing", 1, nil, []string{"", "quickfix"}, nil},
		{"fix all, where there is nothing", 1, nil, []string{"source.fixAll"}, []string{all}},
	} {
		if got := titles(e.codeActions(train, place(c.line, 0, c.line, 0), c.named, c.only...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
