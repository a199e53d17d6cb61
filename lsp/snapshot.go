package lsp

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// snapshot is one version of a document under one set of settings. It never changes and may be used from any goroutine.
type snapshot struct {
	server   *server
	document *document // nil where the document is not open
	uri      uri.URI   // as the client spells it
	version  int32
	text     []byte
	book     *book // the cells of a notebook, nil for any other document
	settings *Settings
	checked  bool // whether the document is one that is checked at all

	start sync.Once
	done  chan struct{} // closed when what is below is there
	lines *syntax.Lines
	// workspace is what stood around the document when it was checked, nil for one that is no file.
	workspace *workspace.Workspace
	result    *enhancer.Report
	err       error
}

// report gives what the checks say: nil for a document that is not checked. The checks run once, for whoever asks first;
// who gives up waiting does not stop them for the others.
func (s *snapshot) report(ctx context.Context) (*enhancer.Report, error) {
	if !s.checked {
		return nil, nil
	}
	s.start.Do(func() { go s.check() })
	select {
	case <-s.done:
		return s.result, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *snapshot) check() {
	defer close(s.done)
	defer func() {
		if p := recover(); p != nil {
			s.err = fmt.Errorf("internal error while checking %s: %v", s.uri, p)
			s.server.log.Error("panic in a check", zap.String("uri", string(s.uri)), zap.Any("panic", p),
				zap.ByteString("stack", debug.Stack()))
		}
	}()
	if isSettings(s.uri) {
		s.checkSettings()
		return
	}
	project := s.project()
	o := s.settings.options(s.uri, project)
	if isDeclaration(s.uri) {
		s.lines = syntax.NewLines(s.text)
		s.workspace = s.around(s.index(), nil)
		if !project.Excludes(s.file()) {
			s.result = enhancer.CheckFile(s.workspace, s.file(), o)
		}
		return
	}
	tree := s.document.parse(s.text)
	s.lines = tree.Lines()
	x := s.index()
	script := enhancer.ReadScript(tree, s.document.facts.Load(), known(x), s.file())
	s.document.facts.Store(script)
	if s.workspace = s.around(x, s.document.alone(tree, script)); s.workspace != nil {
		o.Workspace, o.File = s.workspace, s.file()
	}
	if !project.Excludes(s.file()) {
		s.result = s.server.options.Checker(script, o)
	}
}

// rangeOf brings bytes of the text into the protocol's form; of a notebook, a cell's text. There must be a report.
func (s *snapshot) rangeOf(start, end int) protocol.Range {
	_, r := s.locate(s.lines, syntax.Range{Start: start, End: end})
	return r
}

// locate says in which cell bytes of the file stand, and where in its text; nil for a document that is its own file.
func (s *snapshot) locate(lines *syntax.Lines, span syntax.Range) (*cell, protocol.Range) {
	if s.book == nil || len(s.book.lines) == 0 {
		return nil, s.server.rangeIn(lines, span)
	}
	n, in := s.book.place(span)
	return &s.book.cells[n], s.server.rangeIn(s.book.linesOf(n), in)
}

// offset gives the byte of the file that a position in a document stands before: in this one, or in one of its cells.
func (s *snapshot) offset(u uri.URI, p protocol.Position) int {
	e := s.server.client.encoding
	if s.book != nil {
		if n, ok := s.book.cellOf(u); ok && s.book.cells[n].code {
			return s.book.offset(n, offsetOf(s.book.linesOf(n), p, e))
		}
	}
	return offsetOf(s.lines, p, e)
}

// span gives the bytes of the file that a range in a document has. One whose end comes before its start means the stretch
// between the two.
func (s *snapshot) span(u uri.URI, r protocol.Range) rule.Span {
	start, end := s.offset(u, r.Start), s.offset(u, r.End)
	return rule.Span{Start: min(start, end), End: max(start, end)}
}
