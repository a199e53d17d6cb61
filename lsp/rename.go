package lsp

import (
	"bytes"
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/analysis/workspace"
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
	w, at, err := v.mentions(ctx, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	m, ok, err := w.Renameable(v.file(), v.offset(p.Position))
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
	w, at, err := v.mentions(ctx, p.Position)
	if err != nil || len(at) == 0 {
		return nil, err
	}
	replacements, err := w.Rename(v.file(), v.offset(p.Position), p.NewName)
	if err != nil {
		return nil, cannotRename(err)
	}
	var changes []fileChange
	for _, r := range replacements {
		c, err := v.changeOf(w, &changes, r.Place.File)
		if err != nil {
			return nil, err
		}
		c.Edits = append(c.Edits, protocol.TextEdit{Range: v.server.rangeIn(w.Lines(r.Place.File), r.Place.Span), NewText: r.New})
	}
	return v.server.workspaceEdit(changes), nil
}

// offset is the byte of a position in the document.
func (v *view) offset(p protocol.Position) int { return offsetOf(v.lines, p, v.server.client.encoding) }

// cannotRename makes an error of a reason, as editors show it.
func cannotRename(reason error) error {
	return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), "Cannot rename: "+reason.Error()+".")
}

// changeOf is the change of a file among some, which it is added to. It fails where the workspace does not have the text
// that the client had when it asked.
func (v *view) changeOf(w *workspace.Workspace, changes *[]fileChange, file string) (*fileChange, error) {
	name := string(v.server.uriOf(file))
	for i := range *changes {
		if (*changes)[i].URI == name {
			return &(*changes)[i], nil
		}
	}
	c := fileChange{URI: name}
	if open := v.snapshotOf(file); open != nil {
		text, err := w.Files().Read(file)
		if err != nil || !bytes.Equal(text, open.text) {
			return nil, protocol.ErrContentModified
		}
		c.Version = &open.version
	}
	*changes = append(*changes, c)
	return &(*changes)[len(*changes)-1], nil
}
