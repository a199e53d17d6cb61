package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
)

// publisher pushes the diagnostics of a document for as long as it is open. Edits that arrive during a check are taken
// together by the next one. What was pushed is pushed again only when there is more to tell.
func (s *server) publisher(ctx context.Context, d *document) {
	var published *snapshot
	var publishedIn int
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		}
		s.mu.Lock()
		snap, round := d.current, d.settling.round
		s.mu.Unlock()
		if snap == nil {
			return
		}
		if snap == published && round == publishedIn {
			continue
		}
		published, publishedIn = snap, round
		if err := s.publish(ctx, snap); err != nil && ctx.Err() == nil {
			s.log.Warn("cannot publish diagnostics", zap.String("uri", string(d.uri)), zap.Error(err))
		}
	}
}

// publish pushes the diagnostics of a snapshot, unless there is a newer one by the time they are known.
func (s *server) publish(ctx context.Context, snap *snapshot) error {
	if snap.book != nil {
		return s.publishCells(ctx, snap)
	}
	diagnostics, err := snap.diagnostics(ctx)
	if err != nil {
		return err
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if !s.isCurrent(snap) {
		return nil
	}
	return s.notify(protocol.MethodTextDocumentPublishDiagnostics, &protocol.PublishDiagnosticsParams{
		URI: snap.uri, Version: protocol.NewOptional(snap.version), Diagnostics: diagnostics,
	})
}

// publishCells pushes what is new about the cells of a notebook, and takes back what was said of cells that are gone.
func (s *server) publishCells(ctx context.Context, snap *snapshot) error {
	of, err := snap.inCells(ctx)
	if err != nil {
		return err
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if !s.isCurrent(snap) {
		return nil
	}
	d := snap.document
	if d.published == nil {
		d.published = map[uri.URI]string{}
	}
	for _, c := range snap.book.cells {
		id := fmt.Sprint(c.version, resultID(of[c.uri]))
		if !c.code || d.published[c.uri] == id {
			continue
		}
		d.published[c.uri] = id
		if err := s.notify(protocol.MethodTextDocumentPublishDiagnostics, &protocol.PublishDiagnosticsParams{
			URI: c.uri, Version: protocol.NewOptional(c.version), Diagnostics: of[c.uri],
		}); err != nil {
			return err
		}
	}
	for u := range d.published {
		if of[u] != nil {
			continue
		}
		delete(d.published, u)
		if err := s.takeBack(u); err != nil {
			return err
		}
	}
	return nil
}

// takeBack says that there is nothing to say about a document any more.
func (s *server) takeBack(u uri.URI) error {
	return s.notify(protocol.MethodTextDocumentPublishDiagnostics, &protocol.PublishDiagnosticsParams{
		URI: u, Diagnostics: []protocol.Diagnostic{},
	})
}

// clearDiagnostics takes back what was pushed about a document that is closed, unless it is open again by now.
func (s *server) clearDiagnostics(key documentKey, d *document) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if s.snapshot(key).document != nil {
		return nil
	}
	if d.book == nil {
		return s.takeBack(d.uri)
	}
	for u := range d.published {
		if err := s.takeBack(u); err != nil {
			return err
		}
	}
	return nil
}
