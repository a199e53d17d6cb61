package lsp

import (
	"context"
	"errors"
	"io"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// transport joins the two directions. Closing it only stops the writing: the streams belong to who opened them.
type transport struct {
	in     io.Reader
	out    io.Writer
	closed atomic.Bool
}

func (t *transport) Read(p []byte) (int, error) { return t.in.Read(p) }

func (t *transport) Write(p []byte) (int, error) {
	if t.closed.Load() {
		return 0, io.ErrClosedPipe
	}
	return t.out.Write(p)
}

func (t *transport) Close() error {
	t.closed.Store(true)
	return nil
}

// stream reads messages. jsonrpc2 ends a connection at the first message that is no valid JSON-RPC; an editor would lose
// its server to one bad message of another plugin. Where the framing is intact such a message is answered with an error,
// and the next one is read.
type stream struct {
	jsonrpc2.Stream
	ended func(reason string)
}

// Read gives the next well-formed message.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		m, n, err := s.Stream.Read(ctx)
		if err == nil {
			return m, n, nil
		}
		var malformed *jsonrpc2.Error
		if !errors.As(err, &malformed) {
			s.ended(endReason(err))
			return nil, n, err
		}
		if _, err := s.Write(ctx, jsonrpc2.NewResponse(jsonrpc2.ID{}, nil, malformed)); err != nil {
			return nil, 0, err
		}
	}
}

func endReason(err error) string {
	if errors.Is(err, io.EOF) {
		return "the client closed the connection without shutdown"
	}
	return "cannot read from the client: " + err.Error()
}

// codec brings payloads to and from JSON. Only the protocol package knows how its unions look there.
type codec struct{}

// Marshal writes v as JSON.
func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal reads JSON into v.
func (codec) Unmarshal(data []byte, v any) error { return protocol.Unmarshal(data, v) }
