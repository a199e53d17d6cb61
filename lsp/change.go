package lsp

import (
	"bytes"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// fileChange is what is to be done to one document.
type fileChange struct {
	URI string `json:"uri"` // as the client spells it; uri.URI would normalise it
	// Version is that of the document that the edits are for, nil for a file that was not open.
	Version *int32 `json:"version"`
	// Create tells that the file is not there yet.
	Create bool                `json:"create,omitempty"`
	Edits  []protocol.TextEdit `json:"edits"`
}

// changes brings the edits of a fix into the protocol's form, by file, the document's own first. It answers false where the
// client cannot make them, or where they are for a text that another document no longer has.
func (s *snapshot) changes(edits []rule.Edit) (list []fileChange, ok bool) {
	for _, e := range edits {
		file := e.File
		if file == s.file() {
			file = ""
		}
		if file != "" && !filepath.IsAbs(file) {
			return nil, false
		}
		name := string(s.uri)
		if file != "" {
			name = string(s.server.uriOf(file))
		}
		i := slices.IndexFunc(list, func(c fileChange) bool { return c.URI == name })
		if i < 0 {
			c := fileChange{URI: name, Version: &s.version}
			if file != "" {
				if c, ok = s.changeElsewhere(name, file); !ok {
					return nil, false
				}
			}
			i, list = len(list), append(list, c)
		}
		list[i].Edits = append(list[i].Edits, s.textEdit(file, e))
	}
	slices.SortStableFunc(list, func(a, b fileChange) int { return own(s, b) - own(s, a) })
	return list, true
}

// own is 1 for a change of the document itself, else 0.
func own(s *snapshot, c fileChange) int {
	if c.URI == string(s.uri) {
		return 1
	}
	return 0
}

// changeElsewhere begins the change of another file.
func (s *snapshot) changeElsewhere(name, file string) (c fileChange, ok bool) {
	if s.workspace == nil {
		return c, false
	}
	c.URI = name
	text, err := s.workspace.Files().Read(file)
	if err != nil {
		c.Create = true
		return c, s.server.client.createFiles && !s.workspace.Files().IsFolder(file) && s.workspace.Files().Contains(file)
	}
	if open := s.server.snapshot(uri.File(file)); open.document != nil {
		c.Version = &open.version
		return c, bytes.Equal(open.text, text)
	}
	return c, true
}

// textEdit brings an edit into the protocol's form. file is empty for the document itself.
func (s *snapshot) textEdit(file string, e rule.Edit) protocol.TextEdit {
	lines := s.lines
	if file != "" {
		lines = s.workspace.Lines(file)
	}
	return protocol.TextEdit{Range: s.server.rangeIn(lines, syntax.Range{Start: e.Span.Start, End: e.Span.End}), NewText: e.New}
}

// isFresh tells whether changes are still for the texts that the client has: the documents are open in the version that
// they are for, or not open as before.
func (s *server) isFresh(changes []fileChange) (fresh bool, err error) {
	for _, c := range changes {
		key, err := uri.Parse(c.URI)
		if err != nil {
			return false, err
		}
		snap := s.snapshot(key)
		if isOpen := snap.document != nil; isOpen != (c.Version != nil) || isOpen && snap.version != *c.Version {
			return false, nil
		}
	}
	return true, nil
}

// workspaceEdit brings changes into the form that the client takes.
func (s *server) workspaceEdit(changes []fileChange) *protocol.WorkspaceEdit {
	edit := &protocol.WorkspaceEdit{}
	if !s.client.documentChanges {
		edit.Changes = map[uri.URI][]protocol.TextEdit{}
		for _, c := range changes {
			edit.Changes[uri.URI(c.URI)] = c.Edits
		}
		return edit
	}
	for _, c := range changes {
		if c.Create {
			edit.DocumentChanges = append(edit.DocumentChanges, &protocol.CreateFile{
				Kind: "create", URI: uri.URI(c.URI), Options: &protocol.CreateFileOptions{IgnoreIfExists: new(true)},
			})
		}
		document := &protocol.TextDocumentEdit{TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: uri.URI(c.URI)}, Version: c.Version,
		}}
		for i := range c.Edits {
			document.Edits = append(document.Edits, &c.Edits[i])
		}
		edit.DocumentChanges = append(edit.DocumentChanges, document)
	}
	return edit
}
