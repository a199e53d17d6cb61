package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
)

const train = "file:///project/train.py"

func TestEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*editor)
		want string // the reason, empty for an orderly end
	}{
		{"shutdown, then exit", func(e *editor) { e.must("shutdown", nil, nil); e.notify("exit", nil) }, ""},
		{"shutdown, then the end of the stream", func(e *editor) { e.must("shutdown", nil, nil); _ = e.in.Close() }, ""},
		{"exit alone", func(e *editor) { e.notify("exit", nil) }, "exit without shutdown"},
		{"the end of the stream", func(e *editor) { _ = e.in.Close() }, "closed the connection"},
		{"a stream that fails", func(e *editor) { _ = e.in.CloseWithError(errors.New("cut")) }, "cut"},
		{"a header that is none", func(e *editor) { fmt.Fprint(e.in, "no header\r\n\r\n") }, "cannot read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := open(t, Options{}, basic())
			c.end(e)
			err := e.result()
			if c.want == "" {
				if err != nil {
					t.Fatalf("Serve returned %v", err)
				}
				return
			}
			var exit *ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Serve returned %v; want exit code 1 and %q", err, c.want)
			}
		})
	}
}

func TestExitBeforeInitialize(t *testing.T) {
	e := connect(t, Options{})
	e.notify("exit", nil)
	if err := e.result(); err == nil {
		t.Error("exit before initialize counted as an orderly end")
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, _ := io.Pipe()
	cancel()
	if err := Serve(ctx, in, io.Discard, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Serve returned %v", err)
	}
}

// deaf is a client that no longer takes what is sent to it.
type deaf struct{}

func (deaf) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestServeEndsWhenItCannotWrite(t *testing.T) {
	in, client := io.Pipe()
	ended := make(chan error)
	go func() { ended <- Serve(t.Context(), in, deaf{}, Options{}) }()
	const body = `{"jsonrpc":"2.0","id":1,"method":"shutdown"}`
	if _, err := fmt.Fprintf(client, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "broken pipe") {
		t.Errorf("Serve returned %v", err)
	}
}

func TestStages(t *testing.T) {
	hover := obj{"textDocument": obj{"uri": train}, "position": obj{"line": 0, "character": 0}}
	expect := func(t *testing.T, err error, code int) {
		t.Helper()
		var wire *wireError
		if !errors.As(err, &wire) || wire.Code != code {
			t.Errorf("got %v, want error %d", err, code)
		}
	}
	e := connect(t, Options{})
	expect(t, e.call("textDocument/hover", hover, nil), -32002)
	expect(t, e.call("shutdown", nil, nil), -32002)
	e.initialize(basic())
	expect(t, e.call("initialize", obj{"capabilities": obj{}}, nil), -32600)
	expect(t, e.call("textDocument/foldingRange", hover, nil), -32601)
	expect(t, e.call("$/unknown", hover, nil), -32601)
	e.notify("$/unknown", obj{})
	e.notify("textDocument/didSave", obj{"textDocument": obj{"uri": train}})
	e.must("textDocument/hover", hover, nil)
	e.must("shutdown", nil, nil)
	expect(t, e.call("textDocument/hover", hover, nil), -32600)
	expect(t, e.call("shutdown", nil, nil), -32600)
}

func TestMalformedMessages(t *testing.T) {
	e := open(t, Options{}, basic())
	for body, code := range map[string]int{
		`{`:                                     -32700,
		`nothing`:                               -32700,
		`[]`:                                    -32600,
		`{"jsonrpc":"1.0","id":1,"method":"x"}`: -32600,
		`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":7}`:                                                  -32602,
		`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":""},"position":{"line":-1}}}`: -32602,
	} {
		e.raw(body)
		id := "null"
		if code == -32602 {
			id = "7"
		}
		err := e.wait(id, nil)
		var wire *wireError
		if !errors.As(err, &wire) || wire.Code != code {
			t.Errorf("%s got %v, want error %d", body, err, code)
		}
	}
	// Notifications have no answer; a response that answers nothing is nobody's.
	e.raw(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":[1]}`)
	e.raw(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":null}}`)
	e.raw(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":null}}`)
	e.raw(`{"jsonrpc":"2.0","id":99,"result":null}`)
	// A request that asks for no answer gets none.
	e.raw(`{"jsonrpc":"2.0","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.py"},"position":{"line":0,"character":0}}}`)
	e.didOpen(train, "BAD")
	if got := e.published(train, 1); len(got) != 1 {
		t.Errorf("after the malformed messages: %v", got)
	}
}

func TestParentDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dead atomic.Bool
		o := Options{Alive: func(pid int) bool { return pid == 42 && !dead.Load() }}
		e := open(t, o, obj{}, obj{"processId": 42})
		time.Sleep(10 * parentInterval) // the bubble's clock, not the wall's
		select {
		case err := <-e.ended:
			t.Fatalf("ended while the parent lived: %v", err)
		default:
		}
		dead.Store(true)
		if err := e.result(); err == nil || !strings.Contains(err.Error(), "process is gone") {
			t.Errorf("Serve returned %v", err)
		}
	})
}

func TestParentOutOfSight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := open(t, Options{Alive: func(int) bool { return false }}, obj{}, obj{"processId": 42})
		time.Sleep(10 * parentInterval)
		e.must("shutdown", nil, nil)
	})
}

func TestAlive(t *testing.T) {
	if !alive(os.Getpid()) {
		t.Error("this process is said to be dead")
	}
	if alive(1 << 30) {
		t.Error("a process that cannot be is said to live")
	}
}

func TestPanics(t *testing.T) {
	var broken atomic.Bool
	checker := func(s *analysis.Script, o enhancer.Options) *enhancer.Report {
		if broken.Load() {
			panic("kaputt")
		}
		return findBad(s, o)
	}
	t.Run("in a request", func(t *testing.T) {
		broken.Store(true)
		e := open(t, Options{Checker: checker}, pulling())
		e.didOpen(train, "BAD")
		err := e.call("textDocument/diagnostic", obj{"textDocument": obj{"uri": train}}, nil)
		if err == nil || !strings.Contains(err.Error(), "kaputt") {
			t.Errorf("got %v", err)
		}
		broken.Store(false)
		e.didChange(train, 2, obj{"text": "BAD BAD"})
		if p := e.pull(train, ""); len(p.Items) != 2 {
			t.Errorf("after the panic: %v", p)
		}
	})
	t.Run("behind a notification", func(t *testing.T) {
		broken.Store(true)
		e := open(t, Options{Checker: checker}, basic())
		e.didOpen(train, "BAD")
		for m := (struct{ Type int }{}); m.Type != 1; {
			e.await("window/logMessage", &m)
		}
		broken.Store(false)
		e.didChange(train, 2, obj{"text": "BAD BAD"})
		if got := e.published(train, 2); len(got) != 2 {
			t.Errorf("after the panic: %v", got)
		}
	})
	t.Run("in a handler", func(t *testing.T) {
		e := connect(t, Options{Checker: findBad})
		e.server.parser = func(text []byte) parser {
			if string(text) == "panic" {
				panic("kaputt")
			}
			return syntax.Open(text)
		}
		e.initialize(basic())
		e.didOpen("file:///a.py", "panic")
		e.didOpen(train, "BAD")
		if got := e.published(train, 1); len(got) != 1 {
			t.Errorf("after the panic: %v", got)
		}
	})
}

func TestCancel(t *testing.T) {
	release := make(chan struct{})
	began := make(chan struct{}, 1)
	checker := func(s *analysis.Script, o enhancer.Options) *enhancer.Report {
		began <- struct{}{}
		<-release
		return findBad(s, o)
	}
	e := open(t, Options{Checker: checker}, pulling())
	e.didOpen(train, "BAD")
	first := e.send("textDocument/diagnostic", obj{"textDocument": obj{"uri": train}})
	second := e.send("textDocument/hover", obj{"textDocument": obj{"uri": train}, "position": obj{"line": 0, "character": 0}})
	<-began
	e.notify("$/cancelRequest", obj{"id": 10000}) // nobody's
	e.raw(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":` + first + `}}`)
	var wire *wireError
	if err := e.wait(first, nil); !errors.As(err, &wire) || wire.Code != -32800 {
		t.Errorf("the cancelled request got %v", err)
	}
	close(release)
	if err := e.wait(second, nil); err != nil {
		t.Errorf("the other request got %v", err)
	}
	if p := e.pull(train, ""); len(p.Items) != 1 {
		t.Errorf("after the cancellation: %v", p)
	}
}

func TestLog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	e := open(t, Options{LogFile: file, LogLevel: "debug"}, basic(), obj{"trace": "verbose"})
	var log struct {
		Type    int
		Message string
	}
	e.await("window/logMessage", &log)
	if log.Type != 3 || !strings.HasPrefix(log.Message, "initialize") {
		t.Errorf("the first line of the log is %v", log)
	}
	var trace struct{ Message, Verbose string }
	e.await("$/logTrace", &trace)
	if !strings.Contains(trace.Message, "Sent response 'initialize - (1)'") {
		t.Errorf("the first line of the trace is %v", trace)
	}
	e.didOpen(train, "x")
	for trace.Message != "Received notification 'textDocument/didOpen'." {
		e.await("$/logTrace", &trace)
	}
	if !strings.Contains(trace.Verbose, train) {
		t.Errorf("the trace is not verbose: %v", trace)
	}
	e.notify("$/setTrace", obj{"value": "messages"})
	e.notify("textDocument/didClose", obj{"textDocument": obj{"uri": train}})
	for trace.Message != "Received notification 'textDocument/didClose'." {
		trace.Verbose = ""
		e.await("$/logTrace", &trace)
	}
	if trace.Verbose != "" {
		t.Errorf("the trace is still verbose: %v", trace)
	}
	e.must("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := e.result(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), `"msg":"initialize"`) {
		t.Errorf("the log's file holds %q, %v", text, err)
	}
}

func TestLogThatCannotBeWritten(t *testing.T) {
	for _, file := range []string{"/dev/full", filepath.Join(t.TempDir(), "no", "such", "folder")} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			e := open(t, Options{LogFile: file}, basic())
			e.didOpen(train, "BAD")
			if got := e.published(train, 1); len(got) != 1 {
				t.Errorf("got %v", got)
			}
		})
	}
}
