package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// renameProvider says that names can be changed, in the form that the client takes.
func (s *server) renameProvider() protocol.RenameProvider {
	if !s.client.prepareRename {
		return protocol.Boolean(true)
	}
	return &protocol.RenameOptions{PrepareProvider: new(true)}
}

// prepareRename serves textDocument/prepareRename: the name at a position, or why it cannot be changed. It answers null
// where it knows no name: another server may.
func (v *view) prepareRename(ctx context.Context, p *protocol.PrepareRenameParams) (protocol.PrepareRenameResult, error) {
	w, at, err := v.mentions(ctx, p.TextDocument.URI, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	m, ok, err := w.Renameable(v.file(), v.offset(p.TextDocument.URI, p.Position))
	if err != nil {
		return nil, cannotRename(err)
	}
	if !ok {
		return nil, nil
	}
	return &protocol.PrepareRenamePlaceholder{Range: v.rangeOf(m.Place.Span.Start, m.Place.Span.End), Placeholder: m.Spelling}, nil
}

// rename serves textDocument/rename.
func (v *view) rename(ctx context.Context, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	w, at, err := v.mentions(ctx, p.TextDocument.URI, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	replacements, err := w.Rename(v.file(), v.offset(p.TextDocument.URI, p.Position), p.NewName)
	if err != nil {
		return nil, cannotRename(err)
	}
	var changes []fileChange
	for _, r := range replacements {
		c, err := v.replacement(w, r)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(changes, func(o fileChange) bool { return o.URI == c.URI })
		if i < 0 {
			changes = append(changes, c)
			continue
		}
		changes[i].Edits = append(changes[i].Edits, c.Edits...)
	}
	return v.server.workspaceEdit(changes), nil
}

// cannotRename makes an error of a reason, as editors show it.
func cannotRename(reason error) error {
	return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), "Cannot rename: "+reason.Error()+".")
}

// replacement brings a replacement into the protocol's form. It fails where the workspace does not have the text that the
// client had when it asked.
func (v *view) replacement(w *workspace.Workspace, r workspace.Replacement) (c fileChange, err error) {
	lines := w.Lines(r.Place.File)
	open := v.snapshotOf(r.Place.File)
	if open == nil {
		text := protocol.TextEdit{Range: v.server.rangeIn(lines, r.Place.Span), NewText: r.New}
		return fileChange{URI: string(v.server.uriOf(r.Place.File)), Edits: []protocol.TextEdit{text}}, nil
	}
	e := rule.Edit{Span: rule.Span(r.Place.Span), New: r.New}
	if open.isKnownTo(w) {
		if c, ok := open.edit(lines, e); ok {
			return c, nil
		}
	}
	return c, protocol.ErrContentModified
}
