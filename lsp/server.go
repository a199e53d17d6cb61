package lsp

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/enhancer/config"
)

// server is one session with one client.
type server struct {
	options Options
	started time.Time
	ctx     context.Context // ends with the session
	conn    jsonrpc2.Conn
	ended   chan string
	state   atomic.Int32
	parser  func(text []byte) parser
	after   func(time.Duration, func()) stopper
	client  client // set by initialize, constant from then on

	rechecks atomic.Int64 // how many had a progress bar

	surroundings surroundings
	finder       *config.Finder // of the settings files
	looks        atomic.Int64   // how often a look for changed files was asked for since the last one that came to rest

	log  *zap.Logger
	logs *logs
	out  *outbox

	configuring sync.Mutex // held while the client is asked for settings

	// publishing is held while diagnostics go out, so that no older list can follow a newer one. It is taken before mu.
	publishing sync.Mutex

	// mu guards what follows. The read loop changes the documents, whoever receives settings changes those.
	mu         sync.Mutex
	documents  map[documentKey]*document
	cells      map[documentKey]*document // the notebooks of the cells that are open
	initial    *Settings                 // what the start and initializationOptions say
	settings   *Settings                 // the ones in force; replaced, never changed
	scoped     map[string]*Settings      // those of the client's folders, where it has several
	complained string                    // what was said to be wrong with them
	inFlight   map[jsonrpc2.ID]context.CancelFunc
	closed     bool
}

// errShutdown tells that the session is about to end.
var errShutdown = errors.New("the client has asked for the shutdown")

// documentKey is a document's URI in its normal form.
type documentKey = uri.URI

// background runs work that talks to the client and must therefore not run on the read loop.
func (s *server) background(name string, work func(context.Context) error) {
	go func() {
		defer s.recoverBackground(name)
		if err := work(s.ctx); err != nil && s.ctx.Err() == nil && !errors.Is(err, errShutdown) {
			s.log.Warn("cannot "+name, zap.Error(err))
		}
	}()
}

func (s *server) recoverBackground(name string) {
	if p := recover(); p != nil {
		s.log.Error("panic: cannot "+name, zap.Any("panic", p), zap.Stack("stack"))
	}
}

// notify sends a notification.
func (s *server) notify(method string, params any) error { return s.conn.Notify(s.ctx, method, params) }

// call asks the client something and waits for the answer. Never on the read loop: it would wait for itself.
func (s *server) call(ctx context.Context, method string, params, result any) error {
	if s.state.Load() == stateShutdown {
		return errShutdown // the client would ask back, and get no answer
	}
	return protocol.Call(ctx, s.conn, method, params, result)
}

// showMessage tells the user something that needs their attention.
func (s *server) showMessage(kind protocol.MessageType, text string) {
	s.out.send(protocol.MethodWindowShowMessage, &protocol.ShowMessageParams{Type: kind, Message: text})
}
