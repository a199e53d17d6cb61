package lsp

import (
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
		c, ok := s.change(e)
		if !ok {
			return nil, false
		}
		i := slices.IndexFunc(list, func(o fileChange) bool { return o.URI == c.URI })
		if i < 0 {
			i, list = len(list), append(list, fileChange{URI: c.URI, Version: c.Version, Create: c.Create})
		}
		list[i].Edits = append(list[i].Edits, c.Edits...)
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

// change brings one edit into the protocol's form.
func (s *snapshot) change(e rule.Edit) (c fileChange, ok bool) {
	if e.File == "" || e.File == s.file() {
		return s.edit(s.lines, e)
	}
	if !filepath.IsAbs(e.File) || s.workspace == nil {
		return c, false
	}
	files := s.workspace.Files()
	if _, err := files.Read(e.File); err != nil {
		c = fileChange{URI: string(s.server.uriOf(e.File)), Create: true, Edits: []protocol.TextEdit{{NewText: e.New}}}
		return c, s.server.client.createFiles && !files.IsFolder(e.File) && files.Contains(e.File)
	}
	if open := s.server.snapshot(uri.File(e.File)); open.document != nil {
		if !open.isKnownTo(s.workspace) {
			return c, false
		}
		return open.edit(s.workspace.Lines(e.File), e)
	}
	span := syntax.Range{Start: e.Span.Start, End: e.Span.End}
	text := protocol.TextEdit{Range: s.server.rangeIn(s.workspace.Lines(e.File), span), NewText: e.New}
	return fileChange{URI: string(uri.File(e.File)), Edits: []protocol.TextEdit{text}}, true
}

// edit brings an edit of the document itself into the protocol's form. In a notebook it is one of a cell.
func (s *snapshot) edit(lines *syntax.Lines, e rule.Edit) (c fileChange, ok bool) {
	cell, r := s.locate(lines, syntax.Range{Start: e.Span.Start, End: e.Span.End})
	if cell == nil {
		return fileChange{URI: string(s.uri), Version: &s.version, Edits: []protocol.TextEdit{{Range: r, NewText: e.New}}}, true
	}
	code, ok := unescaped(e.New)
	return fileChange{URI: string(cell.uri), Version: &cell.version, Edits: []protocol.TextEdit{{Range: r, NewText: code}}}, ok
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
		if isOpen := snap.document != nil; isOpen != (c.Version != nil) || isOpen && snap.versionOf(key) != *c.Version {
			return false, nil
		}
	}
	return true, nil
}

// versionOf is the version of the document, or of one of its cells.
func (s *snapshot) versionOf(key documentKey) int32 {
	if s.book != nil {
		if n, ok := s.book.cellOf(key); ok {
			return s.book.cells[n].version
		}
	}
	return s.version
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
