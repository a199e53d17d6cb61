package lsp

import (
	"encoding/json"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// remedies are the fixes of a finding. They travel to the client and back in Diagnostic.data, so that a code action needs
// no second look at the script. The comment that ignores the finding is not among them: to place it costs as much as a
// check, for something that is rarely asked for.
type remedies struct {
	// Version is the one of the document that the edits are for.
	Version int32    `json:"version"`
	Fixes   []remedy `json:"fixes,omitempty"`
}

// remedy is one way to mend a finding.
type remedy struct {
	Title string              `json:"title"`
	Safe  bool                `json:"safe"`
	Edits []protocol.TextEdit `json:"edits"`
}

func (s *snapshot) remediesOf(i *rule.Issue) *remedies {
	r := &remedies{Version: s.version}
	for _, f := range i.Fixes {
		r.Fixes = append(r.Fixes, remedy{Title: f.Title, Safe: f.Safe, Edits: s.textEdits(f.Edits)})
	}
	return r
}

// textEdits brings edits into the protocol's form.
func (s *snapshot) textEdits(edits []rule.Edit) []protocol.TextEdit {
	list := make([]protocol.TextEdit, 0, len(edits))
	for _, e := range edits {
		list = append(list, protocol.TextEdit{Range: s.rangeOf(e.Span.Start, e.Span.End), NewText: e.New})
	}
	return list
}

func (r *remedies) data() protocol.LSPAny {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // only types that have a JSON form are in it
	}
	return data
}
