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
	Title   string       `json:"title"`
	Safe    bool         `json:"safe"`
	Changes []fileChange `json:"changes"`
}

// remediesOf are the fixes of a finding that the client can make.
func (s *snapshot) remediesOf(i *rule.Issue) *remedies {
	r := &remedies{Version: s.version}
	for _, f := range i.Fixes {
		if changes, ok := s.changes(f.Edits); ok {
			r.Fixes = append(r.Fixes, remedy{Title: f.Title, Safe: f.Safe, Changes: changes})
		}
	}
	return r
}

// areFresh tells whether remedies are for the texts that all their documents have.
func (s *snapshot) areFresh(r *remedies) bool {
	for _, f := range r.Fixes {
		for _, c := range f.Changes {
			if c.URI == string(s.uri) && s.book == nil {
				continue // the version says so
			}
			if fresh, err := s.server.isFresh([]fileChange{c}); err != nil || !fresh {
				return false
			}
		}
	}
	return true
}

func (r *remedies) data() protocol.LSPAny {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // only types that have a JSON form are in it
	}
	return data
}
