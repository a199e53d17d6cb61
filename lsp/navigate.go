package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// definition serves textDocument/definition: from what a job passes to the option that takes it, from the option to the
// jobs, from a channel to who reads it and back, and from an entry point to its file.
func (v *view) definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	w, at, err := v.mentions(ctx, p.TextDocument.URI, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	places := w.Definitions(at)
	if len(places) == 0 {
		return nil, nil
	}
	if v.server.client.definitionLinks {
		return v.links(w, at[0], places), nil
	}
	list := make(protocol.LocationSlice, 0, len(places))
	for _, place := range places {
		list = append(list, v.server.location(w, place))
	}
	return list, nil
}

// links are places with the words that lead to them.
func (v *view) links(w *workspace.Workspace, from workspace.Mention, places []workspace.Place) protocol.DefinitionLinkSlice {
	origin := v.rangeOf(from.Place.Span.Start-from.Before, from.Place.Span.End)
	var list protocol.DefinitionLinkSlice
	for _, place := range places {
		l := v.server.location(w, place)
		list = append(list, protocol.DefinitionLink{
			OriginSelectionRange: &origin, TargetURI: l.URI, TargetRange: l.Range, TargetSelectionRange: l.Range,
		})
	}
	return list
}

// references serves textDocument/references.
func (v *view) references(ctx context.Context, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	w, at, err := v.mentions(ctx, p.TextDocument.URI, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	var list []protocol.Location
	seen := map[workspace.Place]bool{}
	for _, m := range w.References(at) {
		if seen[m.Place] || m.Role == workspace.Declares && !p.Context.IncludeDeclaration {
			continue
		}
		seen[m.Place] = true
		list = append(list, v.server.location(w, m.Place))
	}
	return list, nil
}

// documentLinks serves textDocument/documentLink: the files and folders that a job definition names.
func (s *snapshot) documentLinks(ctx context.Context, _ *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	report, err := s.report(ctx)
	file := s.file()
	if err != nil || report == nil || file == "" {
		return nil, err
	}
	w := s.server.indexOf(file).Workspace()
	list := []protocol.DocumentLink{}
	for _, m := range w.MentionsIn(file) {
		if m.Topic != workspace.File || m.Place.File != file || !exists(w, m.Name) {
			continue
		}
		l := protocol.DocumentLink{Range: s.rangeOf(m.Place.Span.Start, m.Place.Span.End), Target: new(s.server.uriOf(m.Name))}
		if n := len(list); n > 0 && list[n-1].Range == l.Range {
			continue
		}
		l.Tooltip = new(w.Name(m.Name))
		list = append(list, l)
	}
	return list, nil
}

// exists tells whether there is a file or folder to go to.
func exists(w *workspace.Workspace, path string) bool {
	return w.Files().IsFile(path) || w.Files().IsFolder(path)
}
