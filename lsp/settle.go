package lsp

import (
	"bytes"
	"time"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// settling is what keeps a document's findings still while the user works on it. What is there and wrong is told at once.
// That something is lacking is told when the keyboard rests: it may be what the user is about to type. Where checks run on
// save, everything waits for the save. The server's lock guards it.
type settling struct {
	typing  bool // the last edit is not long enough ago
	unsaved bool
	waits   bool // the client was told something else than the report says, and has to be told again
	rest    stopper
	edits   int // how many there were: each ends the wait of the one before
	round   int // how often the client had to be told again

	// told are the findings that the client was told last, and the text that they are places in.
	told []rule.Issue
	text []byte
}

// stopper ends a wait.
type stopper interface{ Stop() bool }

func (t *settling) stopWaiting() {
	if t.rest != nil {
		t.rest.Stop()
	}
}

// edited begins a wait after an edit. The caller holds the lock.
func (s *server) edited(d *document) {
	t := &d.settling
	t.unsaved = true
	t.edits++
	t.stopWaiting()
	edits := t.edits
	delay := time.Duration(d.current.settings.WholeFileDelay) * time.Millisecond
	if t.typing = delay > 0; t.typing {
		t.rest = s.after(delay, func() { s.rested(d, edits) })
	}
}

// rested ends the wait after an edit, unless there was another one since.
func (s *server) rested(d *document, edits int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.settling.edits != edits {
		return
	}
	d.settling.typing = false
	s.tellAgain(d)
}

// saved ends every wait. The caller holds the lock.
func (s *server) saved(d *document) {
	d.settling.stopWaiting()
	d.settling.typing, d.settling.unsaved = false, false
	s.tellAgain(d)
}

// tellAgain has the client told what was held back. The caller holds the lock.
func (s *server) tellAgain(d *document) {
	if d.current == nil || !d.settling.waits {
		return
	}
	d.settling.waits = false
	d.settling.round++
	if s.pushes(d) {
		d.wakePublisher()
		return
	}
	s.background("ask for another look at diagnostics", s.refreshDiagnostics)
}

// tell gives what the client is told of a report: all of it, unless something waits.
func (s *snapshot) tell(report *enhancer.Report) []rule.Issue {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	t := &s.document.settling
	issues := report.Issues
	if t.text != nil {
		switch {
		case t.unsaved && s.settings.Run == runOnSave && s.uri.IsFile():
			issues = carried(t.told, t.text, s.text, func(rule.Issue) bool { return true })
		case t.typing:
			issues = t.calm(report, s.text)
		}
	}
	if s.document.current == s { // and no answer about a text that the client no longer has
		t.waits = !sameFindings(issues, report.Issues)
		t.told, t.text = issues, s.text
	}
	return issues
}

// calm is what a report says without what waits for the keyboard to rest. What is mended is gone at once, unless the text
// does not parse just now: then it may be a line that is being typed.
func (t *settling) calm(report *enhancer.Report, text []byte) []rule.Issue {
	shown := map[string]bool{}
	for _, i := range t.told {
		shown[i.Category] = true
	}
	var list []rule.Issue
	said := map[string]bool{}
	for _, i := range report.Issues {
		if !waits[i.Category] || shown[i.Category] {
			list = append(list, i)
			said[i.Category] = true
		}
	}
	if report.Parses() {
		return list
	}
	return append(list, carried(t.told, t.text, text, func(i rule.Issue) bool { return waits[i.Category] && !said[i.Category] })...)
}

// waits are the categories that report something lacking.
var waits = func() map[string]bool {
	m := map[string]bool{}
	for _, r := range enhancer.Rules() {
		m[r.Name] = r.WholeFile || r.Lacks
	}
	return m
}()

// carried are findings of an older text at their places in a newer one. Their fixes are for the older one.
func carried(issues []rule.Issue, from, to []byte, which func(rule.Issue) bool) (list []rule.Issue) {
	start := commonPrefix(from, to)
	end := commonSuffix(from[start:], to[start:])
	place := func(offset int) int {
		switch {
		case offset <= start:
			return offset
		case offset >= len(from)-end:
			return offset + len(to) - len(from)
		}
		return start
	}
	for _, i := range issues {
		if which(i) {
			i.Span = rule.Span{Start: place(i.Span.Start), End: place(i.Span.End)}
			i.Fixes, i.Related, i.Fixable = nil, nil, false
			list = append(list, i)
		}
	}
	return list
}

// block is how much of two texts is compared at a time.
const block = 1 << 12

func commonPrefix(a, b []byte) (n int) {
	limit := min(len(a), len(b))
	for n+block <= limit && bytes.Equal(a[n:n+block], b[n:n+block]) {
		n += block
	}
	for n < limit && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []byte) (n int) {
	limit := min(len(a), len(b))
	for n+block <= limit && bytes.Equal(a[len(a)-n-block:len(a)-n], b[len(b)-n-block:len(b)-n]) {
		n += block
	}
	for n < limit && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// sameFindings tells whether two lists say the same about the same places.
func sameFindings(a, b []rule.Issue) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Category != b[i].Category || a[i].Span != b[i].Span || a[i].Message != b[i].Message || len(a[i].Fixes) != len(b[i].Fixes) {
			return false
		}
	}
	return true
}

// didSave serves the notification that a document was saved.
func (s *server) didSave(p *protocol.DidSaveTextDocumentParams) error {
	s.mu.Lock()
	if d, open := s.documents[p.TextDocument.URI]; open {
		s.saved(d)
	} else {
		s.log.Warn("didSave of a document that is not open", zap.String("uri", string(p.TextDocument.URI)))
	}
	s.mu.Unlock()
	s.lookAround()
	return nil
}
