package lsp

import (
	"context"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// source is what diagnostics name as their origin.
const source = "trainlsp"

// diagnostic serves textDocument/diagnostic. The id of a result is a hash of it, so no result has to be remembered. The
// data of the diagnostics is left out: it names the version it was made for, and is not trusted for any other.
func (s *snapshot) diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	items := []protocol.Diagnostic{}
	if s.book == nil { // those of cells are pushed
		var err error
		if items, err = s.diagnostics(ctx); err != nil {
			return nil, err
		}
	}
	id := resultID(items)
	if or(p.PreviousResultID) == id {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{
			UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{
				Kind: string(protocol.DocumentDiagnosticReportKindUnchanged), ResultID: id,
			},
		}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{
		FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{
			Kind: string(protocol.DocumentDiagnosticReportKindFull), ResultID: &id, Items: items,
		},
	}, nil
}

func resultID(items []protocol.Diagnostic) string {
	h := fnv.New64a()
	for _, d := range items {
		d.Data = nil
		_, _ = h.Write(marshal(&d)) // a hash takes everything
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// diagnostics are the snapshot's findings in the protocol's form; an empty list where there are none.
func (s *snapshot) diagnostics(ctx context.Context) ([]protocol.Diagnostic, error) {
	report, err := s.report(ctx)
	if err != nil {
		return nil, err
	}
	list := []protocol.Diagnostic{}
	if report == nil {
		return list, nil
	}
	issues := s.tell(report)
	for i := range issues {
		list = append(list, s.diagnosticOf(&issues[i]))
	}
	return list, nil
}

// inCells are the findings in a notebook by the cells that they are in, each cell of code among them.
func (s *snapshot) inCells(ctx context.Context) (map[uri.URI][]protocol.Diagnostic, error) {
	report, err := s.report(ctx)
	if err != nil {
		return nil, err
	}
	of := map[uri.URI][]protocol.Diagnostic{}
	for _, c := range s.book.cells {
		if c.code {
			of[c.uri] = []protocol.Diagnostic{}
		}
	}
	if report == nil || len(of) == 0 {
		return of, nil
	}
	issues := s.tell(report)
	for i := range issues {
		span := issues[i].Span
		c, _ := s.locate(s.lines, syntax.Range{Start: span.Start, End: span.End})
		of[c.uri] = append(of[c.uri], s.diagnosticOf(&issues[i]))
	}
	return of, nil
}

var severities = map[rule.Severity]protocol.DiagnosticSeverity{
	rule.Error:   protocol.DiagnosticSeverityError,
	rule.Warning: protocol.DiagnosticSeverityWarning,
	rule.Info:    protocol.DiagnosticSeverityInformation,
}

// diagnosticOf brings a finding into the protocol's form.
func (s *snapshot) diagnosticOf(i *rule.Issue) protocol.Diagnostic {
	client := &s.server.client
	d := protocol.Diagnostic{
		Range:    s.rangeOf(i.Span.Start, i.Span.End),
		Severity: severities[i.Severity],
		Code:     protocol.String(i.Category),
		Source:   protocol.NewOptional(source),
	}
	text := sentences(i)
	if client.relatedInformation {
		d.RelatedInformation = s.related(i)
	} else {
		text += s.folded(i)
	}
	d.Message = protocol.String(text)
	if page := enhancer.PageURL(i.Category); client.codeDescription && page != "" {
		d.CodeDescription.Href = uri.URI(page)
	}
	if client.data {
		d.Data = s.remediesOf(i).data()
	}
	return d
}

// sentences joins what is wrong and what to do about it to one line of sentences, as lists of problems show them.
func sentences(i *rule.Issue) string {
	text := strings.TrimSpace(i.Message)
	advice := strings.TrimSpace(i.Recommendation)
	if advice == "" {
		return text
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	return text + " " + advice
}

// related are the other places of a finding.
func (s *snapshot) related(i *rule.Issue) (list []protocol.DiagnosticRelatedInformation) {
	for _, r := range i.Related {
		l := protocol.Location{URI: s.uri}
		switch {
		case r.File == "":
			var c *cell
			if c, l.Range = s.locate(s.lines, syntax.Range{Start: r.Span.Start, End: r.Span.End}); c != nil {
				l.URI = c.uri
			}
		case filepath.IsAbs(r.File) && s.workspace != nil:
			l = s.server.location(s.workspace, workspace.Place{File: r.File, Span: syntax.Range{Start: r.Span.Start, End: r.Span.End}})
		default:
			continue
		}
		list = append(list, protocol.DiagnosticRelatedInformation{Location: l, Message: r.Message})
	}
	return list
}

// folded are the other places of a finding as text, for clients that cannot show them as places.
func (s *snapshot) folded(i *rule.Issue) (text string) {
	for _, r := range i.Related {
		place := fmt.Sprintf("line %d", s.rangeOf(r.Span.Start, r.Span.End).Start.Line+1)
		if r.File != "" {
			place = r.File
		}
		if r.File != "" && s.workspace != nil {
			place = s.workspace.Told(workspace.Place{File: r.File, Span: syntax.Range{Start: r.Span.Start, End: r.Span.End}})
		}
		text += fmt.Sprintf("\n%s: %s", place, r.Message)
	}
	return text
}

// marshal writes one of the protocol's values as JSON, which cannot fail.
func marshal(v any) []byte {
	data, err := protocol.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}
