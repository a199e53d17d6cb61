package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// codeLenses serves textDocument/codeLens: the summary of a training script, above its first line. A click shows its
// requirements.
func (s *snapshot) codeLenses(ctx context.Context, _ *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	report, err := s.report(ctx)
	if err != nil || report == nil {
		return nil, err
	}
	return s.lensesOf(report.Summary()), nil
}

func (s *snapshot) lensesOf(summary string) []protocol.CodeLens {
	if summary == "" {
		return nil
	}
	return []protocol.CodeLens{{
		Range:   s.rangeOf(0, 0),
		Command: protocol.Command{Title: summary, Command: commandOverview, Arguments: []protocol.LSPAny{marshal(s.uri)}},
	}}
}
