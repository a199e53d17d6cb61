package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// manyDocuments is how many documents have to be open for checking them all to be worth a progress bar.
const manyDocuments = 10

// showRecheck shows the progress of the publishers in checking all open documents, where the client can show it and it
// may take long enough to be seen.
func (s *server) showRecheck(ctx context.Context) error {
	snapshots := s.allSnapshots()
	if !s.client.progress || len(snapshots) < manyDocuments {
		return nil
	}
	token := protocol.String("trainlsp/recheck")
	if err := s.call(ctx, protocol.MethodWindowWorkDoneProgressCreate, &protocol.WorkDoneProgressCreateParams{Token: token}, nil); err != nil {
		return err
	}
	s.progress(token, &protocol.WorkDoneProgressBegin{Kind: "begin", Title: "Checking training scripts", Percentage: new(uint32(0))})
	defer s.progress(token, &protocol.WorkDoneProgressEnd{Kind: "end"})
	for i, snap := range snapshots {
		if _, err := snap.report(ctx); err != nil && ctx.Err() != nil {
			return err
		}
		percentage := uint32((i + 1) * 100 / len(snapshots)) //nolint:gosec // between 0 and 100
		s.progress(token, &protocol.WorkDoneProgressReport{Kind: "report", Percentage: &percentage})
	}
	return nil
}

// progress reports a step.
func (s *server) progress(token protocol.ProgressToken, value any) {
	s.out.send(protocol.MethodProgress, &protocol.ProgressParams{Token: token, Value: marshal(value)})
}

// allSnapshots are the newest states of all open documents.
func (s *server) allSnapshots() (list []*snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		list = append(list, d.current)
	}
	return list
}
