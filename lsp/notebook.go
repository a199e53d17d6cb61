package lsp

import (
	"encoding/json"
	"slices"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// notebookSync asks the client for the Python cells of Jupyter notebooks.
func notebookSync() protocol.NotebookDocumentSync {
	return &protocol.NotebookDocumentSyncOptions{
		NotebookSelector: []protocol.NotebookSelector{&protocol.NotebookDocumentFilterWithNotebook{
			Notebook: &protocol.NotebookDocumentFilterNotebookType{NotebookType: "jupyter-notebook"},
			Cells:    []protocol.NotebookCellLanguage{{Language: string(protocol.LanguageKindPython)}},
		}},
		Save: new(true),
	}
}

// didOpenNotebook serves the notification that a notebook is open in the editor. To the checks it is a file, to the client
// each cell is a document.
func (s *server) didOpenNotebook(_ incoming, raw []byte) (any, error) {
	var p protocol.DidOpenNotebookDocumentParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	var spelled struct {
		NotebookDocument  spelledURI
		CellTextDocuments []spelledURI
	}
	if err := json.Unmarshal(raw, &spelled); err != nil {
		return nil, err
	}
	texts := map[documentKey]cell{}
	for i, item := range p.CellTextDocuments {
		texts[item.URI] = openedCell(item, spelled.CellTextDocuments[i])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil
	}
	d := s.begin(p.NotebookDocument.URI, spelled.NotebookDocument.or(p.NotebookDocument.URI), "")
	s.setCells(d, cellsOf(p.NotebookDocument.Cells, texts))
	s.renew(d, p.NotebookDocument.Version)
	s.lookAround()
	return nil, nil
}

func openedCell(item protocol.TextDocumentItem, spelled spelledURI) cell {
	return cell{key: item.URI, uri: spelled.or(item.URI), version: item.Version, text: item.Text}
}

// cellsOf are the cells in the notebook's order, as the client counts them.
func cellsOf(order []protocol.NotebookCell, texts map[documentKey]cell) (cells []cell) {
	for _, c := range order {
		known, told := texts[c.Document]
		known.key, known.code = c.Document, told && c.Kind == protocol.NotebookCellKindCode
		cells = append(cells, known)
	}
	return cells
}

// setCells gives a notebook other cells. The caller holds the lock.
func (s *server) setCells(d *document, cells []cell) {
	if d.book != nil {
		for _, c := range d.book.cells {
			delete(s.cells, c.key)
		}
	}
	for _, c := range cells {
		s.cells[c.key] = d
	}
	d.book = newBook(cells)
	d.parsing.Lock()
	defer d.parsing.Unlock()
	d.text = d.book.text
}

// didChangeNotebook serves the notification of edits in a notebook: cells that come, go and move, and texts of cells.
func (s *server) didChangeNotebook(_ incoming, raw []byte) (any, error) {
	var p protocol.DidChangeNotebookDocumentParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	var spelled struct {
		Change struct {
			Cells struct {
				Structure struct{ DidOpen []spelledURI }
			}
		}
	}
	if err := json.Unmarshal(raw, &spelled); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d, open := s.documents[p.NotebookDocument.URI]
	if !open || d.book == nil {
		s.log.Warn("didChange of a notebook that is not open", zap.String("uri", string(p.NotebookDocument.URI)))
		return nil, nil
	}
	if change := p.Change.Cells; change != nil {
		cells := slices.Clone(d.book.cells)
		if change.Structure != nil {
			cells = restructured(d, change.Structure, spelled.Change.Cells.Structure.DidOpen)
		}
		for _, edit := range change.TextContent {
			s.editCell(cells, edit)
		}
		s.setCells(d, cells)
		s.edited(d)
	}
	s.renew(d, p.NotebookDocument.Version)
	return nil, nil
}

// restructured are a notebook's cells after some have come, gone or moved.
func restructured(d *document, change *protocol.NotebookDocumentCellChangeStructure, spelled []spelledURI) []cell {
	texts := map[documentKey]cell{}
	for _, c := range d.book.cells {
		if c.uri != "" {
			texts[c.key] = c
		}
	}
	for i, item := range change.DidOpen {
		texts[item.URI] = openedCell(item, spelled[i])
	}
	start := min(int(change.Array.Start), len(d.book.cells))
	end := min(start+int(change.Array.DeleteCount), len(d.book.cells))
	return slices.Concat(d.book.cells[:start], cellsOf(change.Array.Cells, texts), d.book.cells[end:])
}

// editCell makes the edits of a cell's text.
func (s *server) editCell(cells []cell, edit protocol.NotebookDocumentCellContentChanges) {
	for i := range cells {
		c := &cells[i]
		if c.key != edit.Document.URI {
			continue
		}
		c.version = edit.Document.Version
		for _, change := range edit.Changes {
			switch change := change.(type) {
			case *protocol.TextDocumentContentChangeWholeDocument:
				c.text = change.Text
			case *protocol.TextDocumentContentChangePartial:
				span := spanOf(syntax.NewLines([]byte(c.text)), change.Range, s.client.encoding)
				c.text = c.text[:span.Start] + change.Text + c.text[span.End:]
			}
		}
	}
}

// didSaveNotebook serves the notification that a notebook was saved.
func (s *server) didSaveNotebook(p *protocol.DidSaveNotebookDocumentParams) error {
	return s.didSave(&protocol.DidSaveTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: p.NotebookDocument.URI}})
}

// didCloseNotebook serves the notification that a notebook is no longer open.
func (s *server) didCloseNotebook(p *protocol.DidCloseNotebookDocumentParams) error {
	return s.didClose(&protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: p.NotebookDocument.URI}})
}
