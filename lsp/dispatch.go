package lsp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
)

// The stages of a session, in their order.
const (
	stateStarted     int32 = iota // waits for initialize
	stateInitialized              // serves
	stateShutdown                 // waits for exit
)

// route serves one method. It runs on the read loop; a request may leave it.
type route func(s *server, c incoming, params []byte) (any, error)

// incoming is what a route gets of a message besides its parameters.
type incoming struct {
	ctx   context.Context // ends when the client cancels the request, and with the session
	leave func()          // lets the read loop go on while the request is being answered; once at most
}

// routes are the methods that the server knows.
var routes = map[string]route{
	protocol.MethodInitialize:    request((*server).initialize),
	protocol.MethodInitialized:   notification((*server).initialized),
	protocol.MethodShutdown:      request((*server).shutdown),
	protocol.MethodExit:          notification((*server).exit),
	protocol.MethodSetTrace:      notification((*server).setTrace),
	protocol.MethodCancelRequest: notification((*server).cancelRequest),

	protocol.MethodTextDocumentDidOpen:                (*server).didOpen,
	protocol.MethodTextDocumentDidChange:              notification((*server).didChange),
	protocol.MethodTextDocumentDidClose:               notification((*server).didClose),
	protocol.MethodTextDocumentDidSave:                notification((*server).didSave),
	protocol.MethodNotebookDocumentDidOpen:            (*server).didOpenNotebook,
	protocol.MethodNotebookDocumentDidChange:          (*server).didChangeNotebook,
	protocol.MethodNotebookDocumentDidSave:            notification((*server).didSaveNotebook),
	protocol.MethodNotebookDocumentDidClose:           notification((*server).didCloseNotebook),
	protocol.MethodWorkspaceDidChangeConfiguration:    notification((*server).didChangeConfiguration),
	protocol.MethodWorkspaceDidChangeWatchedFiles:     notification((*server).didChangeWatchedFiles),
	protocol.MethodWorkspaceDidChangeWorkspaceFolders: notification((*server).didChangeWorkspaceFolders),
	protocol.MethodWorkspaceExecuteCommand:            request((*server).executeCommand),
	protocol.MethodCodeActionResolve:                  request((*server).resolveCodeAction),
	protocol.MethodTextDocumentDiagnostic:             query((*snapshot).diagnostic, func(p *protocol.DocumentDiagnosticParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentCodeAction:             query((*snapshot).codeActions, func(p *protocol.CodeActionParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentHover:                  query((*snapshot).hover, func(p *protocol.HoverParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentCompletion:             query((*snapshot).completion, func(p *protocol.CompletionParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentDocumentLink:           query((*snapshot).documentLinks, func(p *protocol.DocumentLinkParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentDefinition:             wideQuery((*view).definition, func(p *protocol.DefinitionParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentReferences:             wideQuery((*view).references, func(p *protocol.ReferenceParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentPrepareRename:          wideQuery((*view).prepareRename, func(p *protocol.PrepareRenameParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentRename:                 wideQuery((*view).rename, func(p *protocol.RenameParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentCodeLens:               query((*snapshot).codeLenses, func(p *protocol.CodeLensParams) uri.URI { return p.TextDocument.URI }),
}

// notification makes a route of a method that changes the server's state.
func notification[P any](serve func(*server, *P) error) route {
	return func(s *server, _ incoming, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		return nil, serve(s, &params)
	}
}

// request makes a route of a request that sees to its own order.
func request[P, R any](serve func(*server, incoming, *P) (R, error)) route {
	return func(s *server, c incoming, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		return serve(s, c, &params)
	}
}

// query makes a route of a request about a document. The snapshot is taken on the read loop, so that the answer is about
// the text that the client had when it asked.
func query[P, R any](answer func(*snapshot, context.Context, *P) (R, error), document func(*P) uri.URI) route {
	return func(s *server, c incoming, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		snap := s.snapshot(document(&params))
		c.leave()
		return answer(snap, c.ctx, &params)
	}
}

func decode(raw []byte, params any) error {
	if len(raw) == 0 {
		raw = []byte("{}")
	}
	if err := protocol.Unmarshal(raw, params); err != nil {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "invalid parameters: %v", err)
	}
	return nil
}

// handle is what jsonrpc2 calls with each message. The stock handler of the protocol package reorders edits, and ends the
// connection when a notification fails or a request panics.
func (s *server) handle(borrowed context.Context, req *jsonrpc2.Request) (result any, err error) {
	// What jsonrpc2 lends is taken back in the end, and moved when the request leaves the read loop.
	method, id, isCall, began := strings.Clone(req.Method()), req.ID(), req.IsCall(), time.Now()
	s.traceReceived(method, id, isCall, req.Params())
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic in "+method, zap.Any("panic", p), zap.ByteString("stack", debug.Stack()))
			err = jsonrpc2.Errorf(jsonrpc2.InternalError, "internal error in %s: %v", method, p)
		}
		if isCall {
			s.traceAnswered(method, id, time.Since(began), err)
			return
		}
		if err != nil {
			s.log.Warn("cannot handle "+method, zap.Error(err))
		}
		result, err = nil, nil
	}()
	if !isCall {
		return s.dispatch(incoming{s.ctx, func() {}}, method, isCall, req.Params())
	}
	// Not a child of the borrowed context: jsonrpc2 clears that one for the next request, and package context would look
	// at it from another goroutine still. jsonrpc2.CancelHandler makes this mistake and can bring the process down.
	ctx, done := s.cancellable(id)
	defer done()
	leave := func() { jsonrpc2.Async(borrowed) }
	result, err = s.dispatch(incoming{ctx, leave}, method, isCall, req.Params())
	if err != nil && ctx.Err() != nil {
		err = protocol.ErrRequestCancelled // whatever went wrong on the way out
	}
	return result, err
}

// dispatch finds the route of a message and takes it, where the stage of the session allows.
func (s *server) dispatch(c incoming, method string, isCall bool, params []byte) (any, error) {
	if err := s.allow(method, isCall); err != nil {
		return nil, err
	}
	r, known := routes[method]
	if known {
		return r(s, c, params)
	}
	if isCall {
		return nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "%s is not supported", method)
	}
	return nil, nil // a server may ignore notifications that it does not know
}

// cancellable gives a context that ends when the client cancels the request, and what to call when it is answered.
func (s *server) cancellable(id jsonrpc2.ID) (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancel(s.ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight[id] = cancel
	return ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.inFlight, id)
		cancel()
	}
}

// cancelRequest serves the notification that a request need not be answered any more. It ends with RequestCancelled.
func (s *server) cancelRequest(p *protocol.CancelParams) error {
	id := jsonrpc2.ID{}
	switch n := p.ID.(type) {
	case protocol.Integer:
		id = jsonrpc2.NewNumberID(int64(n))
	case protocol.String:
		id = jsonrpc2.NewStringID(string(n))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel, found := s.inFlight[id]; found {
		cancel()
	}
	return nil
}

// allow holds the rules of a session's beginning and end.
func (s *server) allow(method string, isCall bool) error {
	state := s.state.Load()
	switch {
	case method == protocol.MethodExit:
		return nil
	case state == stateStarted && method != protocol.MethodInitialize:
		if !isCall {
			return errors.New("it came before initialize")
		}
		return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the server is not initialized yet")
	case state == stateInitialized && method == protocol.MethodInitialize:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is initialized already")
	case state == stateShutdown:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is shutting down")
	}
	return nil
}

// idText names a request in the trace.
func idText(method string, id jsonrpc2.ID) string {
	if n, ok := id.Number(); ok {
		return fmt.Sprintf("%s - (%d)", method, n)
	}
	text, _ := id.StringValue()
	return fmt.Sprintf("%s - (%s)", method, text)
}
