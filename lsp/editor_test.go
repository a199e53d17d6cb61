package lsp

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// obj is a JSON object in a test.
type obj = map[string]any

// editor is a client that knows the wire and nothing of the server's libraries.
type editor struct {
	t      testing.TB
	in     *io.PipeWriter
	ended  chan error // what Serve returned
	server *server
	// answers are what the editor answers to the server's requests; null where nothing is set.
	answers map[string]func(params json.RawMessage) any

	mu      sync.Mutex
	next    int
	replies map[string]chan wire
	inboxes map[string]chan wire
}

// wire is any message.
type wire struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *wireError      `json:"error,omitempty"`
}

type wireError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *wireError) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Message) }

// connect starts a server and the editor's reading, and sends nothing yet.
func connect(t testing.TB, o Options) *editor {
	t.Helper()
	fromEditor, in := io.Pipe()
	out, toEditor := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	if o.Checker == nil {
		o.Checker = findBad
	}
	e := &editor{
		t: t, in: in, ended: make(chan error, 1), server: newServer(ctx, o),
		answers: map[string]func(json.RawMessage) any{}, replies: map[string]chan wire{}, inboxes: map[string]chan wire{},
	}
	e.server.settings.WholeFileDelay = 0 // tests do not wait
	read := make(chan struct{})
	go func() { defer close(read); e.read(out) }()
	served := make(chan struct{})
	go func() {
		e.ended <- e.server.serve(fromEditor, toEditor)
		close(served)
		_ = fromEditor.Close()
		_ = toEditor.Close()
	}()
	t.Cleanup(func() { cancel(); <-served; <-read })
	return e
}

// open starts a server and initializes it with an editor's capabilities.
func open(t testing.TB, o Options, capabilities obj, more ...obj) *editor {
	t.Helper()
	e := connect(t, o)
	e.initialize(capabilities, more...)
	return e
}

func (e *editor) initialize(capabilities obj, more ...obj) (result struct {
	Capabilities obj
	ServerInfo   obj
}) {
	e.t.Helper()
	params := obj{"processId": nil, "rootUri": nil, "capabilities": capabilities}
	for _, m := range more {
		for k, v := range m {
			params[k] = v
		}
	}
	e.must("initialize", params, &result)
	e.notify("initialized", obj{})
	return result
}

func (e *editor) read(out io.Reader) {
	r := bufio.NewReader(out)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			panic(err)
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m wire
		if err := json.Unmarshal(body, &m); err != nil {
			panic(fmt.Sprintf("%v: %s", err, body))
		}
		e.take(m)
	}
}

func (e *editor) take(m wire) {
	switch {
	case m.Method == "":
		e.inbox(e.replies, string(m.ID)) <- m
	case m.ID == nil:
		e.inbox(e.inboxes, m.Method) <- m
	default:
		e.mu.Lock()
		answer := e.answers[m.Method]
		e.mu.Unlock()
		var result any
		if answer != nil {
			result = answer(m.Params)
		}
		// The reading goes on: what the server writes before it reads the answer must not wait for it.
		go e.write(obj{"jsonrpc": "2.0", "id": m.ID, "result": result})
		e.inbox(e.inboxes, m.Method) <- m
	}
}

func (e *editor) inbox(of map[string]chan wire, key string) chan wire {
	e.mu.Lock()
	defer e.mu.Unlock()
	if of[key] == nil {
		of[key] = make(chan wire, 1<<14)
	}
	return of[key]
}

func (e *editor) write(m any) {
	body, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	e.raw(string(body))
}

// raw sends a message's bytes. A server that is gone is no failure: the test notices what it misses.
func (e *editor) raw(body string) { fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body) }

func (e *editor) notify(method string, params any) {
	e.write(obj{"jsonrpc": "2.0", "method": method, "params": params})
}

// send starts a request and gives its id.
func (e *editor) send(method string, params any) (id string) {
	e.mu.Lock()
	e.next++
	id = strconv.Itoa(e.next)
	e.mu.Unlock()
	e.write(obj{"jsonrpc": "2.0", "id": json.RawMessage(id), "method": method, "params": params})
	return id
}

// wait gives the answer to a request.
func (e *editor) wait(id string, result any) error {
	e.t.Helper()
	m := e.receive(e.inbox(e.replies, id), "the answer to request "+id)
	if m.Error != nil {
		return m.Error
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			e.t.Fatalf("%v in %s", err, m.Result)
		}
	}
	return nil
}

func (e *editor) call(method string, params, result any) error {
	e.t.Helper()
	return e.wait(e.send(method, params), result)
}

func (e *editor) must(method string, params, result any) {
	e.t.Helper()
	if err := e.call(method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// await gives the next message of a method that the server sends.
func (e *editor) await(method string, params any) {
	e.t.Helper()
	m := e.receive(e.inbox(e.inboxes, method), method)
	if params != nil {
		if err := json.Unmarshal(m.Params, params); err != nil {
			e.t.Fatal(err)
		}
	}
}

func (e *editor) receive(from chan wire, what string) wire {
	e.t.Helper()
	select {
	case m := <-from:
		return m
	case <-time.After(20 * time.Second):
		e.t.Fatalf("the server did not send %s", what)
		return wire{}
	}
}

// none says that the server has sent no message of a method. A request before it makes sure that none is on its way.
func (e *editor) none(method string) {
	e.t.Helper()
	if n := len(e.inbox(e.inboxes, method)); n > 0 {
		e.t.Errorf("the server sent %s %d times", method, n)
	}
}

// result gives what Serve returned.
func (e *editor) result() error {
	e.t.Helper()
	select {
	case err := <-e.ended:
		return err
	case <-time.After(20 * time.Second):
		e.t.Fatal("the server did not end")
		return nil
	}
}

func (e *editor) didOpen(uri, text string) { e.didOpenAs(uri, "python", text) }

func (e *editor) didOpenAs(uri, language, text string) {
	e.notify("textDocument/didOpen", obj{"textDocument": obj{"uri": uri, "languageId": language, "version": 1, "text": text}})
}

func (e *editor) didChange(uri string, version int, changes ...obj) {
	e.notify("textDocument/didChange", obj{"textDocument": obj{"uri": uri, "version": version}, "contentChanges": changes})
}

// place is a range on the wire.
func place(line, from, toLine, to int) obj {
	return obj{"start": obj{"line": line, "character": from}, "end": obj{"line": toLine, "character": to}}
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type diagnostic struct {
	Range              span            `json:"range"`
	Severity           int             `json:"severity"`
	Code               string          `json:"code"`
	CodeDescription    *obj            `json:"codeDescription,omitempty"`
	Source             string          `json:"source"`
	Message            string          `json:"message"`
	RelatedInformation []obj           `json:"relatedInformation,omitempty"`
	Data               json.RawMessage `json:"data,omitempty"`
}

type published struct {
	URI         string
	Version     *int
	Diagnostics []diagnostic
}

// published gives the diagnostics that are pushed for a version. Those for older ones may come before.
func (e *editor) published(uri string, version int) []diagnostic {
	e.t.Helper()
	last := 0
	for {
		var p published
		e.await("textDocument/publishDiagnostics", &p)
		if p.URI != uri || p.Version == nil {
			continue
		}
		if *p.Version < last || *p.Version > version {
			e.t.Fatalf("diagnostics for version %d came after those for %d, waiting for %d", *p.Version, last, version)
		}
		if last = *p.Version; last == version {
			return p.Diagnostics
		}
	}
}

type pulled struct {
	Kind     string
	ResultID string `json:"resultId"`
	Items    []diagnostic
}

func (e *editor) pull(uri string, previous string) (p pulled) {
	e.t.Helper()
	params := obj{"textDocument": obj{"uri": uri}}
	if previous != "" {
		params["previousResultId"] = previous
	}
	e.must("textDocument/diagnostic", params, &p)
	return p
}

type codeAction struct {
	Title       string          `json:"title"`
	Kind        string          `json:"kind"`
	IsPreferred bool            `json:"isPreferred,omitempty"`
	Data        json.RawMessage `json:"data,omitempty"`
	Edit        *struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int
			}
			Edits []textEdit
		}
	} `json:"edit,omitempty"`
}

func (a codeAction) edits() (list []textEdit) {
	if a.Edit == nil {
		return nil
	}
	for _, edits := range a.Edit.Changes {
		list = append(list, edits...)
	}
	for _, c := range a.Edit.DocumentChanges {
		list = append(list, c.Edits...)
	}
	return list
}

func (e *editor) codeActions(uri string, at obj, diagnostics []diagnostic, only ...string) (list []codeAction) {
	e.t.Helper()
	context := obj{"diagnostics": diagnostics}
	if diagnostics == nil {
		context["diagnostics"] = []diagnostic{}
	}
	if only != nil {
		context["only"] = only
	}
	e.must("textDocument/codeAction", obj{"textDocument": obj{"uri": uri}, "range": at, "context": context}, &list)
	return list
}

func titles(actions []codeAction) (list []string) {
	for _, a := range actions {
		list = append(list, a.Title)
	}
	return list
}

// modern are the capabilities of an editor that can do everything but pull.
func modern(encoding string) obj {
	return obj{
		"general": obj{"positionEncodings": []string{encoding}},
		"workspace": obj{
			"configuration": true, "workspaceEdit": obj{"documentChanges": true},
			"didChangeConfiguration": obj{"dynamicRegistration": true},
			"codeLens":               obj{"refreshSupport": true},
			"diagnostics":            obj{"refreshSupport": true},
		},
		"window": obj{"workDoneProgress": true},
		"textDocument": obj{
			"hover":              obj{"contentFormat": []string{"markdown"}},
			"publishDiagnostics": obj{"relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true, "versionSupport": true},
			"codeAction": obj{
				"codeActionLiteralSupport": obj{"codeActionKind": obj{"valueSet": []string{"quickfix"}}},
				"dataSupport":              true, "resolveSupport": obj{"properties": []string{"edit"}},
			},
		},
	}
}

// pulling are the capabilities of an editor that pulls.
func pulling() obj {
	c := modern("utf-16")
	c["textDocument"].(obj)["diagnostic"] = obj{"dataSupport": true}
	return c
}

// basic are the capabilities of an editor that can do little.
func basic() obj {
	return obj{"textDocument": obj{"codeAction": obj{"codeActionLiteralSupport": obj{"codeActionKind": obj{"valueSet": []string{}}}}}}
}

// findBad is a checker that finds each BAD in a text: an error with a safe fix and a risky one.
func findBad(script *analysis.Script, o enhancer.Options) *enhancer.Report {
	r := enhancer.Check(script, o) // so that it knows the script's comments
	r.Issues, r.StepType = nil, cmp.Or(o.StepType, "Training")
	text := string(script.Tree.Text())
	for at := strings.Index(text, "BAD"); at >= 0 && !slices.Contains(o.Ignore, "bad_word"); {
		span := rule.Span{Start: at, End: at + 3}
		severity := cmp.Or(o.Severity["bad_word"], rule.Error)
		r.Issues = append(r.Issues, rule.Issue{
			Category: "bad_word", Level: 1, Message: "this is bad", Recommendation: "Make it good.", Severity: severity, Span: span,
			StepType: r.StepType,
			Related:  []rule.Related{{Span: rule.Span{Start: 0, End: 1}, Message: "it begins here"}},
			Fixes: []rule.Fix{
				{Title: "Make it good", Safe: true, Edits: []rule.Edit{{Span: span, New: "good"}}},
				{Title: "Drop it", Edits: []rule.Edit{{Span: span}}},
			},
		})
		next := strings.Index(text[at+3:], "BAD")
		if next < 0 {
			break
		}
		at += 3 + next
	}
	return r
}
