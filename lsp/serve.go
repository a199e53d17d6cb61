package lsp

import (
	"context"
	"io"
	"time"

	"go.lsp.dev/jsonrpc2"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
)

// Checker says what there is to say about a script.
type Checker func(*analysis.Script, enhancer.Options) *enhancer.Report

// Options are what a server is started with. The zero value is fit for use.
type Options struct {
	// Version is the server's version, as the client gets to see it.
	Version string
	// LogFile names a file that the log is appended to, besides the client's log.
	LogFile string
	// LogLevel is the log's level until the client's settings name one: "error", "warning", "info" or "debug".
	LogLevel string
	// Checker replaces enhancer.Check.
	Checker Checker
	// Alive tells whether a process still runs. It replaces asking the operating system.
	Alive func(pid int) bool
}

// ExitError says that the session did not end as the protocol wants it: with shutdown, then exit.
type ExitError struct{ Reason string }

// Error gives the reason.
func (e *ExitError) Error() string { return e.Reason }

// ExitCode is the status that the process should end with.
func (e *ExitError) ExitCode() int { return 1 }

// Serve runs a session with the client at the other end of in and out, until it ends: with the exit notification, with
// the end of in, with the end of the client's process, or with ctx. It closes neither in nor out, and writes nothing to
// out once it has returned. The error is nil after an orderly shutdown, and an *ExitError where the client left without.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return newServer(ctx, o).serve(in, out)
}

// serve runs the session.
func (s *server) serve(in io.Reader, out io.Writer) error {
	t := &transport{in: in, out: out, ended: s.end}
	defer t.stop()
	defer s.close()
	s.conn = jsonrpc2.NewConn(&stream{Stream: jsonrpc2.NewStream(t), ended: s.end}, jsonrpc2.WithCodec(codec{}))
	s.conn.Go(s.ctx, s.handle)

	select {
	case <-s.ctx.Done():
		return s.ctx.Err()
	case reason := <-s.ended:
		if err := s.ctx.Err(); err != nil {
			return err // the reader notices that the context has ended too, and may say so first
		}
		if s.state.Load() >= stateShutdown {
			return nil
		}
		return &ExitError{Reason: reason}
	}
}

// newServer readies a server for a session that has yet to begin.
func newServer(ctx context.Context, o Options) *server {
	if o.Checker == nil {
		o.Checker = enhancer.Check
	}
	if o.Alive == nil {
		o.Alive = alive
	}
	s := &server{
		options: o, started: time.Now(), ctx: ctx, ended: make(chan string, 1), documents: map[documentKey]*document{}, cells: map[documentKey]*document{}, inFlight: map[jsonrpc2.ID]context.CancelFunc{},
		parser: func(text []byte) parser { return syntax.Open(text) },
		after:  func(d time.Duration, f func()) stopper { return time.AfterFunc(d, f) },
	}
	s.settings = defaultSettings()
	if o.LogLevel != "" {
		s.settings.LogLevel = o.LogLevel
	}
	s.out = newOutbox(ctx, s.notify)
	s.log, s.logs = newLog(s.out, o.LogFile)
	s.logs.setLevel(s.settings.LogLevel)
	s.finder = s.newFinder()
	return s
}

// end asks Serve to return. Only the first reason counts.
func (s *server) end(reason string) {
	select {
	case s.ended <- reason:
	default:
	}
}

// close frees what the open documents hold outside Go's memory.
func (s *server) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, d := range s.documents {
		d.close()
	}
	clear(s.documents)
	s.logs.close()
}
