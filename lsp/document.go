package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// document is a text that the client has open. The server's lock guards it.
type document struct {
	uri      uri.URI // as the client spells it; what goes out bears this spelling
	language string
	text     []byte
	book     *book     // the cells of a notebook, nil for any other document
	current  *snapshot // nil once the document is closed

	// parser follows text. Reading a text takes a while, so whoever does it holds this lock and not the server's.
	parsing sync.Mutex
	parser  parser

	// noting is held while a snapshot is noted in the index, so that no older one can follow a newer.
	noting sync.Mutex
	// facts are those of the last version that was read, for the next one to build on.
	facts atomic.Pointer[analysis.Script]
	// own likewise are the facts without what modules beside the script say, where there are such modules.
	own atomic.Pointer[analysis.Script]
	// wake tells the publisher that there is a new snapshot. One waiting signal stands for all edits since the last one.
	wake chan struct{}
	// stop ends the publisher.
	stop context.CancelFunc

	settling settling

	// published says what was pushed last about each cell of a notebook. The server's lock publishing guards it.
	published map[uri.URI]string
}

// parser is what a document needs of a syntax.Document.
type parser interface {
	Text() []byte
	Lines() *syntax.Lines
	Edit(syntax.Edit)
	Replace(text []byte)
	Tree() *syntax.Tree
	Close()
}

// didOpen serves the notification that a document is open in the editor.
func (s *server) didOpen(_ incoming, raw []byte) (any, error) {
	var p protocol.DidOpenTextDocumentParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	item := p.TextDocument
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil
	}
	d := s.begin(item.URI, spelling(raw, item.URI), item.Text)
	d.language = string(item.LanguageID)
	s.renew(d, item.Version)
	s.lookAround()
	return nil, nil
}

// begin makes a document of a text that the client has open. The caller holds the lock, and makes its first snapshot.
func (s *server) begin(key documentKey, spelled uri.URI, text string) *document {
	if _, open := s.documents[key]; open {
		s.log.Warn("didOpen of an open document replaces it", zap.String("uri", string(key)))
		s.forget(key)
	}
	ctx, stop := context.WithCancel(s.ctx)
	d := &document{uri: spelled, text: []byte(text), wake: make(chan struct{}, 1), stop: stop}
	d.parser = s.parser(d.text)
	s.documents[key] = d
	go s.publisher(ctx, d)
	return d
}

// spelledURI is a document's URI as it stands in a message. The protocol package normalises URIs, which suits a key; but not
// every client recognises its own document when a character of it comes back escaped.
type spelledURI struct {
	URI string `json:"uri"`
}

func (u spelledURI) or(normal uri.URI) uri.URI {
	if u.URI == "" {
		return normal
	}
	return uri.URI(u.URI)
}

// spelling gives the URI of the document that a message is about.
func spelling(raw []byte, normal uri.URI) uri.URI {
	var p struct{ TextDocument spelledURI }
	if json.Unmarshal(raw, &p) != nil {
		return normal
	}
	return p.TextDocument.or(normal)
}

// didChange serves the notification of edits. They apply one after the other, each to the text that the last one left.
func (s *server) didChange(p *protocol.DidChangeTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := zap.String("uri", string(p.TextDocument.URI))
	d, open := s.documents[p.TextDocument.URI]
	if !open {
		s.log.Warn("didChange of a document that is not open", name)
		return nil
	}
	if p.TextDocument.Version <= d.current.version {
		// The edits hold all the same: they were made to the text that the client has.
		s.log.Warn("didChange does not raise the version", name,
			zap.Int32("from", d.current.version), zap.Int32("to", p.TextDocument.Version))
	}
	for _, change := range p.ContentChanges {
		d.apply(change, s.client.encoding)
	}
	s.edited(d)
	s.renew(d, p.TextDocument.Version)
	return nil
}

// apply makes one edit.
func (d *document) apply(change protocol.TextDocumentContentChangeEvent, e syntax.Encoding) {
	d.parsing.Lock()
	defer d.parsing.Unlock()
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangeWholeDocument:
		d.parser.Replace([]byte(c.Text))
	case *protocol.TextDocumentContentChangePartial:
		span := spanOf(d.parser.Lines(), c.Range, e)
		d.parser.Edit(syntax.Edit{Start: span.Start, End: span.End, New: c.Text})
	}
	d.text = d.parser.Text()
}

// parse gives the tree of a version's text. The parser is quick with the newest one; an older one, of which a request
// holds the snapshot still, is read from scratch, which gives the same tree.
func (d *document) parse(text []byte) *syntax.Tree {
	d.parsing.Lock()
	defer d.parsing.Unlock()
	if len(text) == len(d.text) && (len(text) == 0 || &text[0] == &d.text[0]) {
		return d.parser.Tree()
	}
	return syntax.Parse(text)
}

// close gives back what the parser holds outside Go's memory.
func (d *document) close() {
	d.parsing.Lock()
	defer d.parsing.Unlock()
	d.parser.Close()
}

// didClose serves the notification that a document is no longer open.
func (s *server) didClose(p *protocol.DidCloseTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, open := s.documents[p.TextDocument.URI]
	if !open {
		s.log.Warn("didClose of a document that is not open", zap.String("uri", string(p.TextDocument.URI)))
		return nil
	}
	s.forget(p.TextDocument.URI)
	s.background("forget what the document said", func(context.Context) error {
		s.forgetAround(d.uri)
		return nil
	})
	if s.pushes(d) {
		s.background("clear diagnostics", func(context.Context) error { return s.clearDiagnostics(p.TextDocument.URI, d) })
	}
	return nil
}

// forget drops an open document. The caller holds the lock.
func (s *server) forget(key documentKey) {
	d := s.documents[key]
	delete(s.documents, key)
	if d.book != nil {
		for _, c := range d.book.cells {
			delete(s.cells, c.key)
		}
	}
	d.current = nil
	d.settling.stopWaiting()
	d.stop()
	d.close()
}

// renew makes the snapshot of a document's state and lets the publisher know. The caller holds the lock.
func (s *server) renew(d *document, version int32) {
	set := s.settingsOf(d.uri)
	d.current = &snapshot{
		server: s, document: d, uri: d.uri, version: version, text: d.text, book: d.book, settings: set,
		checked: set.Enable && (isPython(d.uri, d.language) || isDeclaration(d.uri) || isSettings(d.uri)), done: make(chan struct{}),
	}
	if s.pushes(d) {
		d.wakePublisher()
	}
}

// pushes tells whether the diagnostics of a document are pushed. Those of cells always are: a client asks for a document's,
// and would not ask for the other cells that an edit of one concerns.
func (s *server) pushes(d *document) bool { return !s.client.pull || d.book != nil }

// wakePublisher lets the publisher know that there is something to tell.
func (d *document) wakePublisher() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// snapshot gives the newest state of a document; of a cell, that of its notebook. Of one that is not open nothing is known, which is an answer too: with
// some clients a request can cross a close.
func (s *server) snapshot(key documentKey) *snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, open := s.documents[key]; open {
		return d.current
	}
	if d, open := s.cells[key]; open {
		return d.current
	}
	return &snapshot{server: s, uri: key}
}

// holds tells whether a document has the text of snap still. Its newest snapshot may be another one all the same: the
// document is checked again when something around it changes.
func (s *server) holds(snap *snapshot) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	current := snap.document.current
	return current != nil && current.version == snap.version && bytes.Equal(current.text, snap.text)
}

// isCurrent tells whether snap is the newest state of its document.
func (s *server) isCurrent(snap *snapshot) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return snap.document.current == snap
}

// alone gives a version's facts without what modules beside it say: what a file declares is the same whoever reads it.
func (d *document) alone(tree *syntax.Tree, script *analysis.Script) *analysis.Script {
	if !script.ReadsBeside() {
		return script
	}
	own := analysis.Read(tree, d.own.Load())
	d.own.Store(own)
	return own
}
