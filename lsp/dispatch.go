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

// route serves one method. It runs on the read loop; a request may leave it with jsonrpc2.Async.
type route func(s *server, ctx context.Context, params []byte) (any, error)

// routes are the methods that the server knows.
var routes = map[string]route{
	protocol.MethodInitialize:  request((*server).initialize),
	protocol.MethodInitialized: notification((*server).initialized),
	protocol.MethodShutdown:    request((*server).shutdown),
	protocol.MethodExit:        notification((*server).exit),
	protocol.MethodSetTrace:    notification((*server).setTrace),

	protocol.MethodTextDocumentDidOpen:             (*server).didOpen,
	protocol.MethodTextDocumentDidChange:           notification((*server).didChange),
	protocol.MethodTextDocumentDidClose:            notification((*server).didClose),
	protocol.MethodWorkspaceDidChangeConfiguration: notification((*server).didChangeConfiguration),
	protocol.MethodWorkspaceExecuteCommand:         request((*server).executeCommand),
	protocol.MethodCodeActionResolve:               request((*server).resolveCodeAction),
	protocol.MethodTextDocumentDiagnostic:          query((*snapshot).diagnostic, func(p *protocol.DocumentDiagnosticParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentCodeAction:          query((*snapshot).codeActions, func(p *protocol.CodeActionParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentHover:               query((*snapshot).hover, func(p *protocol.HoverParams) uri.URI { return p.TextDocument.URI }),
	protocol.MethodTextDocumentCodeLens:            query((*snapshot).codeLenses, func(p *protocol.CodeLensParams) uri.URI { return p.TextDocument.URI }),
}

// notification makes a route of a method that changes the server's state.
func notification[P any](serve func(*server, *P) error) route {
	return func(s *server, _ context.Context, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		return nil, serve(s, &params)
	}
}

// request makes a route of a request that sees to its own order.
func request[P, R any](serve func(*server, context.Context, *P) (R, error)) route {
	return func(s *server, ctx context.Context, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		return serve(s, ctx, &params)
	}
}

// query makes a route of a request about a document. The snapshot is taken on the read loop, so that the answer is about
// the text that the client had when it asked.
func query[P, R any](answer func(*snapshot, context.Context, *P) (R, error), document func(*P) uri.URI) route {
	return func(s *server, ctx context.Context, raw []byte) (any, error) {
		var params P
		if err := decode(raw, &params); err != nil {
			return nil, err
		}
		snap := s.snapshot(document(&params))
		jsonrpc2.Async(ctx)
		return answer(snap, ctx, &params)
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

// handler is what jsonrpc2 calls with each message. The stock one of the protocol package reorders edits, and ends the
// connection when a notification fails or a request panics.
func (s *server) handler() jsonrpc2.Handler {
	serve, cancel := jsonrpc2.CancelHandler(s.serve)
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		if req.Method() == protocol.MethodCancelRequest {
			s.cancelRequest(req.Params(), cancel)
			return nil, nil
		}
		// What jsonrpc2 lends is taken back with Async, so what is needed later is copied now.
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
		return serve(ctx, req)
	}
}

// serve finds the route of a message and takes it, where the stage of the session allows.
func (s *server) serve(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	method := req.Method()
	if err := s.allow(method, req.IsCall()); err != nil {
		return nil, err
	}
	r, known := routes[method]
	switch {
	case known:
		result, err := r(s, ctx, req.Params())
		// ctx ends with a cancel request, and then whatever went wrong on the way out is its doing.
		if err != nil && ctx.Err() != nil {
			err = protocol.ErrRequestCancelled
		}
		return result, err
	case req.IsCall():
		return nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "%s is not supported", method)
	default:
		return nil, nil // a server may ignore notifications that it does not know
	}
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

// cancelRequest makes a request in flight end with RequestCancelled.
func (s *server) cancelRequest(raw []byte, cancel func(jsonrpc2.ID)) {
	var params protocol.CancelParams
	if err := decode(raw, &params); err != nil {
		s.log.Warn("cannot handle "+protocol.MethodCancelRequest, zap.Error(err))
		return
	}
	switch id := params.ID.(type) {
	case protocol.Integer:
		cancel(jsonrpc2.NewNumberID(int64(id)))
	case protocol.String:
		cancel(jsonrpc2.NewStringID(string(id)))
	}
}

// idText names a request in the trace.
func idText(method string, id jsonrpc2.ID) string {
	if n, ok := id.Number(); ok {
		return fmt.Sprintf("%s - (%d)", method, n)
	}
	text, _ := id.StringValue()
	return fmt.Sprintf("%s - (%s)", method, text)
}
