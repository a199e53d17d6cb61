package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// hover serves textDocument/hover.
func (s *snapshot) hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	report, err := s.report(ctx)
	if err != nil || report == nil {
		return nil, err
	}
	offset := s.offset(p.TextDocument.URI, p.Position)
	say := report.Hover
	if s.server.client.showsFindings {
		say = report.HoverBeside
	}
	if isSettings(s.uri) {
		say = func(offset int) (string, rule.Span, bool) { return s.settingsFile().Hover(offset) }
	}
	markdown, about, ok := say(offset)
	if !ok {
		return nil, nil
	}
	return s.hoverOf(markdown, about), nil
}

// hoverOf brings a hover's text into the protocol's form.
func (s *snapshot) hoverOf(markdown string, about rule.Span) *protocol.Hover {
	content := &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: markdown}
	if !s.server.client.markdown {
		content = &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: plain(markdown)}
	}
	return &protocol.Hover{Contents: content, Range: new(s.rangeOf(about.Start, about.End))}
}
