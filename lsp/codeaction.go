package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// kindFixAll is the code action that applies every safe fix at once, as editors run it on save.
const kindFixAll protocol.CodeActionKind = "source.fixAll.trainlsp"

// codeActions serves textDocument/codeAction.
func (s *snapshot) codeActions(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	report, err := s.report(ctx)
	if err != nil || report == nil || !s.server.client.codeActionLiterals {
		return nil, err
	}
	list := []protocol.CommandOrCodeAction{}
	if wanted(p.Context.Only, protocol.CodeActionKindQuickFix) {
		for _, d := range s.diagnosticsFor(report, p) {
			for _, a := range s.quickFixes(report, p.TextDocument.URI, d) {
				list = append(list, a)
			}
		}
	}
	if wanted(p.Context.Only, kindFixAll) && (len(list) > 0 || !wantsAnything(p.Context.Only)) {
		if changes, ok := s.changes(enhancer.FixAll(report.Issues)); ok && len(changes) > 0 {
			list = append(list, s.action("Fix all that trainlsp can fix safely", kindFixAll, changes))
		}
	}
	return list, nil
}

// wantsAnything tells whether a request names no kind. Who asks like that, as for a menu, is offered to have the whole file
// mended where there is something to mend, and not at every word.
func wantsAnything(only []protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.Contains(only, "")
}

// wanted tells whether a request that names kinds wants one of this kind: by its own name or a broader one.
func wanted(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o protocol.CodeActionKind) bool {
		return o == "" || o == kind || strings.HasPrefix(string(kind), string(o)+".")
	})
}

// diagnosticsFor are the diagnostics of ours that a request is about: those on its lines, of those that it names where it
// names some. A cursor need not stand on the very word; and older Emacs names all that are in the file.
func (s *snapshot) diagnosticsFor(report *enhancer.Report, p *protocol.CodeActionParams) (list []protocol.Diagnostic) {
	for _, d := range p.Context.Diagnostics {
		if from, given := d.Source.Get(); (!given || from == source) && onSameLines(d.Range, p.Range) {
			list = append(list, d)
		}
	}
	if len(p.Context.Diagnostics) > 0 {
		return list
	}
	for i := range report.Issues {
		d := s.diagnosticOf(&report.Issues[i])
		if s.isIn(p.TextDocument.URI, report.Issues[i].Span) && onSameLines(d.Range, p.Range) {
			list = append(list, d)
		}
	}
	return list
}

func onSameLines(a, b protocol.Range) bool {
	return a.Start.Line <= b.End.Line && b.Start.Line <= a.End.Line
}

// isIn tells whether a place is in a document: this one, or the cell of a notebook that it names.
func (s *snapshot) isIn(u uri.URI, span rule.Span) bool {
	c, _ := s.locate(s.lines, syntax.Range{Start: span.Start, End: span.End})
	return c == nil || c.key == u
}

// quickFixes are the actions about one diagnostic of a document.
func (s *snapshot) quickFixes(report *enhancer.Report, u uri.URI, d protocol.Diagnostic) (list []*protocol.CodeAction) {
	r := s.remediesFor(report, u, d)
	if r == nil {
		return nil
	}
	preferred := false
	for _, f := range r.Fixes {
		a := s.action(f.Title, protocol.CodeActionKindQuickFix, f.Changes)
		if f.Safe && !preferred {
			preferred = true
			a.IsPreferred = new(true)
		}
		list = append(list, a)
	}
	if a := s.ignoreAction(report, u, d); a != nil {
		list = append(list, a)
	}
	for _, a := range list {
		a.Diagnostics = []protocol.Diagnostic{d}
	}
	return list
}

// ignoreAction is the action that silences a diagnostic with a comment, nil where none can stand.
func (s *snapshot) ignoreAction(report *enhancer.Report, u uri.URI, d protocol.Diagnostic) *protocol.CodeAction {
	category, ok := d.Code.(protocol.String)
	if !ok {
		return nil
	}
	at := s.span(u, d.Range)
	edit, ok := report.IgnoreEdit(rule.Issue{Category: string(category), Span: at})
	if !ok {
		return nil
	}
	changes, _ := s.changes([]rule.Edit{edit})
	return s.action("Ignore "+string(category)+" on this line", protocol.CodeActionKindQuickFix, changes)
}

// remediesFor gives what a diagnostic carries, or, where it carries nothing or something made for another version, what
// its finding in this version says.
func (s *snapshot) remediesFor(report *enhancer.Report, u uri.URI, d protocol.Diagnostic) *remedies {
	carried := &remedies{}
	if json.Unmarshal(d.Data, carried) == nil && carried.Version == s.version && s.areFresh(carried) {
		return carried
	}
	for i := range report.Issues {
		issue := &report.Issues[i]
		if d.Code == protocol.String(issue.Category) && s.isAt(u, d.Range, issue.Span) {
			return s.remediesOf(issue)
		}
	}
	return nil
}

// isAt tells whether a range in a document is where something stands.
func (s *snapshot) isAt(u uri.URI, r protocol.Range, span rule.Span) bool {
	return r == s.rangeOf(span.Start, span.End) && s.isIn(u, span)
}

// action makes a code action of changes.
func (s *snapshot) action(title string, kind protocol.CodeActionKind, changes []fileChange) *protocol.CodeAction {
	a := &protocol.CodeAction{Title: title, Kind: &kind}
	if !s.server.client.resolveEdits {
		a.Edit = s.server.workspaceEdit(changes)
		return a
	}
	data, err := json.Marshal(changes)
	if err != nil {
		panic(err) // only types that have a JSON form are in it
	}
	a.Data = data
	return a
}

// resolveCodeAction serves codeAction/resolve: it adds the edit to an action that the user has chosen. An action that was
// offered for older texts is refused; its edits would land in the wrong place.
func (s *server) resolveCodeAction(_ incoming, a *protocol.CodeAction) (*protocol.CodeAction, error) {
	var changes []fileChange
	if json.Unmarshal(a.Data, &changes) != nil || len(changes) == 0 {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "the code action was not made by this server: its data is missing or altered")
	}
	fresh, err := s.isFresh(changes)
	if err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	if !fresh {
		return nil, protocol.ErrContentModified
	}
	a.Edit = s.workspaceEdit(changes)
	return a, nil
}
