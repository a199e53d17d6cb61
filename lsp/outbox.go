package lsp

import (
	"context"
	"sync"
	"sync/atomic"
)

// outbox sends notifications that nobody waits for, in their order and off the caller's goroutine: a client that reads
// slowly must not stop the read loop for the sake of a log line. Where the client does not keep up, messages are dropped.
type outbox struct {
	queue   chan message
	dropped atomic.Int64
	open    func() // starts the sending; nothing may be sent before initialize
}

type message struct {
	method string
	params any
}

func newOutbox(ctx context.Context, send func(method string, params any) error) *outbox {
	o := &outbox{queue: make(chan message, 1024)}
	run := func() {
		for {
			select {
			case <-ctx.Done():
				return
			case m := <-o.queue:
				_ = send(m.method, m.params) // a client that is gone is noticed by the read loop
			}
		}
	}
	o.open = sync.OnceFunc(func() { go run() })
	return o
}

// send puts a notification in the queue.
func (o *outbox) send(method string, params any) {
	select {
	case o.queue <- message{method, params}:
	default:
		o.dropped.Add(1)
	}
}
