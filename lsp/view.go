package lsp

import (
	"bytes"
	"context"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// view is what the client sees when it asks something that is about several files: the document that it asks about, and
// all that are open.
type view struct {
	*snapshot
	open []*snapshot
}

// wideQuery makes a route of a request that is about several files. What is open is noted on the read loop, so that the
// answer is about the texts that the client had when it asked.
func wideQuery[P, R any](answer func(*view, context.Context, *P) (R, error), document func(*P) uri.URI) route {
	return func(s *server, c incoming, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		v := &view{snapshot: s.snapshot(document(&params)), open: s.snapshots()}
		c.leave()
		return answer(v, c.ctx, &params)
	}
}

// snapshots are the newest states of all open documents.
func (s *server) snapshots() []*snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*snapshot, 0, len(s.documents))
	for _, d := range s.documents {
		list = append(list, d.current)
	}
	return list
}

// mentions are what stands at a position, and the workspace that knows more of it, nil where nothing does. It waits for
// nothing but the document's own check unless there is something: only then the rest of the workspace matters.
func (v *view) mentions(ctx context.Context, u uri.URI, p protocol.Position) (w *workspace.Workspace, at []workspace.Mention, err error) {
	report, err := v.report(ctx)
	file := v.file()
	if err != nil || report == nil || file == "" {
		return nil, nil, err
	}
	offset := v.offset(u, p)
	x := v.server.indexOf(file)
	if len(x.Workspace().MentionsAt(file, offset)) == 0 {
		return nil, nil, nil
	}
	if err := v.settle(ctx, x); err != nil {
		return nil, nil, err
	}
	w = x.Workspace()
	return w, w.MentionsAt(file, offset), nil
}

// settle waits until an index knows all files on the disk, and the unsaved texts of all open documents.
func (v *view) settle(ctx context.Context, x *workspace.Index) error {
	for _, other := range v.open {
		if other.file() == "" {
			continue
		}
		if _, err := other.report(ctx); err != nil {
			return err
		}
	}
	select {
	case <-x.Walked():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// snapshotOf is the state in which a file was open when the client asked, nil where it was not.
func (v *view) snapshotOf(file string) *snapshot {
	for _, other := range v.open {
		if other.file() == file {
			return other
		}
	}
	return nil
}

// isKnownTo tells whether a workspace has the text of a snapshot.
func (s *snapshot) isKnownTo(w *workspace.Workspace) bool {
	text, err := w.Files().Read(s.file())
	return err == nil && bytes.Equal(text, s.text)
}

// location brings a place in a file of a workspace into the protocol's form.
func (s *server) location(w *workspace.Workspace, p workspace.Place) protocol.Location {
	if snap := s.snapshot(uri.File(p.File)); snap.book != nil && snap.isKnownTo(w) {
		if c, r := snap.locate(w.Lines(p.File), p.Span); c != nil {
			return protocol.Location{URI: c.uri, Range: r}
		}
	}
	return protocol.Location{URI: s.uriOf(p.File), Range: s.rangeIn(w.Lines(p.File), p.Span)}
}

// rangeIn brings bytes of a text into the protocol's form.
func (s *server) rangeIn(lines *syntax.Lines, span syntax.Range) protocol.Range {
	e := s.client.encoding
	return protocol.Range{Start: positionOf(lines, span.Start, e), End: positionOf(lines, span.End, e)}
}

// uriOf is the URI of a file, in the client's spelling where the client has it open.
func (s *server) uriOf(file string) uri.URI {
	u := uri.File(file)
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, open := s.documents[u]; open {
		return d.uri
	}
	return u
}
