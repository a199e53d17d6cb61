package lsp

import (
	"context"

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

// clearDiagnostics takes back what was pushed about a document that is closed, unless it is open again by now.
func (s *server) clearDiagnostics(key documentKey, spelling uri.URI) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if s.snapshot(key).document != nil {
		return nil
	}
	return s.notify(protocol.MethodTextDocumentPublishDiagnostics, &protocol.PublishDiagnosticsParams{
		URI: spelling, Diagnostics: []protocol.Diagnostic{},
	})
}
