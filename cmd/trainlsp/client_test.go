package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// deadline is how long a test waits for what is to come. Nothing is ever waited out.
const deadline = 60 * time.Second

// builtProgram builds the program once, with the race detector where the tests have it.
var builtProgram = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "trainlsp")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "trainlsp")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	args := []string{"build", "-o", file}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, ".")...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return file, nil
})

func TestMain(m *testing.M) {
	if os.Getenv(parentVariable) != "" {
		os.Exit(beParent())
	}
	// Programs with the race detector would linger for a second each.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	code := m.Run()
	if file, err := builtProgram(); err == nil {
		_ = os.RemoveAll(filepath.Dir(file))
	}
	os.Exit(code)
}

// built gives the program's file.
func built(t *testing.T) string {
	t.Helper()
	file, err := builtProgram()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

type object = map[string]any

// client is an editor at the other end of a server's standard input and output. It knows the protocol's frames and JSON,
// and none of the server's libraries.
type client struct {
	t        *testing.T
	in       io.WriteCloser
	messages chan message
	encoding string
	last     int // the number of the last request
	pushed   []push
}

type message struct {
	ID     json.RawMessage
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  json.RawMessage
}

type push struct {
	URI         string
	Version     int
	Diagnostics []diagnostic
}

type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}
	textRange struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}
	diagnostic struct {
		Range    textRange `json:"range"`
		Severity int       `json:"severity"`
		Code     string    `json:"code"`
		Source   string    `json:"source"`
		Message  string    `json:"message"`
	}
	textEdit struct {
		Range   textRange
		NewText string
	}
)

// newClient speaks with whoever is at the other end of two streams.
func newClient(t *testing.T, in io.WriteCloser, out io.Reader) *client {
	c := &client{t: t, in: in, messages: make(chan message, 1<<10)}
	go func() {
		defer close(c.messages)
		r := bufio.NewReader(out)
		for {
			m, err := readMessage(r)
			if err != nil {
				return
			}
			c.messages <- m
		}
	}()
	return c
}

func readMessage(r *bufio.Reader) (m message, err error) {
	header, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil {
		return m, err
	}
	size, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil {
		return m, err
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return m, err
	}
	return m, json.Unmarshal(body, &m)
}

// startServer starts `trainlsp serve` and sees to its end: with shutdown, exit, and the exit code 0.
func startServer(t *testing.T, capabilities object, encodings ...string) *client {
	t.Helper()
	cmd := exec.Command(built(t), "serve")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = to
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = to.Close()
	c := newClient(t, in, out)
	t.Cleanup(func() {
		defer func() { _ = out.Close() }()
		if t.Failed() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			return
		}
		c.call("shutdown", nil, nil)
		c.notify("exit", nil)
		c.end()
		if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
			t.Errorf("the server ended with %v, and with this on standard error: %s", err, &stderr)
		}
	})
	c.initialize(os.Getpid(), capabilities, encodings...)
	return c
}

// initialize opens the session. What is not offered need not be the default.
func (c *client) initialize(pid int, capabilities object, encodings ...string) {
	c.t.Helper()
	if len(encodings) > 0 {
		capabilities["general"] = object{"positionEncodings": encodings}
	}
	var result struct {
		Capabilities struct {
			PositionEncoding   string
			DiagnosticProvider any
		}
	}
	c.call("initialize", object{"processId": pid, "rootUri": nil, "capabilities": capabilities,
		"initializationOptions": object{"wholeFileDelay": 0}}, &result) // each edit is answered as check answers it
	c.encoding = cmp.Or(result.Capabilities.PositionEncoding, "utf-16")
	if len(encodings) > 0 && c.encoding != encodings[0] {
		c.t.Fatalf("the server counts in %s, not in %s", c.encoding, encodings[0])
	}
	_, pulls := capabilities["textDocument"].(object)["diagnostic"]
	if offered := result.Capabilities.DiagnosticProvider != nil; offered != pulls {
		c.t.Fatalf("the server lets diagnostics be pulled: %v; the client pulls: %v", offered, pulls)
	}
	c.notify("initialized", object{})
}

func (c *client) write(m object) {
	c.t.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.write(object{"method": method, "params": params})
}

// call sends a request and waits for its answer.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	c.last++
	c.write(object{"id": c.last, "method": method, "params": params})
	for {
		m := c.next(method)
		if m.Method != "" || string(m.ID) != strconv.Itoa(c.last) {
			continue
		}
		if m.Error != nil {
			c.t.Fatalf("%s: %s", method, m.Error)
		}
		if result != nil {
			decodeInto(c.t, m.Result, result)
		}
		return
	}
}

// next gives the server's next message. Its requests are answered with null, and what it pushes is kept.
func (c *client) next(awaited string) message {
	c.t.Helper()
	select {
	case m, ok := <-c.messages:
		switch {
		case !ok:
			c.t.Fatalf("the server ended before %s came", awaited)
		case m.Method == "textDocument/publishDiagnostics":
			var p push
			decodeInto(c.t, m.Params, &p)
			c.pushed = append(c.pushed, p)
		case m.Method == "workspace/configuration":
			c.write(object{"id": m.ID, "result": []any{nil}})
		case m.Method != "" && m.ID != nil:
			c.write(object{"id": m.ID, "result": nil})
		}
		return m
	case <-time.After(deadline):
		c.t.Fatalf("%s did not come", awaited)
		return message{}
	}
}

// end waits for the server to close its output, which only its end does.
func (c *client) end() {
	c.t.Helper()
	late := time.After(deadline)
	for {
		select {
		case _, ok := <-c.messages:
			if !ok {
				return
			}
		case <-late:
			c.t.Fatal("the server did not end")
		}
	}
}

func decodeInto(t *testing.T, raw json.RawMessage, value any) {
	t.Helper()
	if err := json.Unmarshal(raw, value); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
}

// document is a script that is open in the client.
type document struct {
	client     *client
	uri, path  string
	text       string
	version    int
	pulls      bool
	resultID   string
	pulledLast []diagnostic
}

func (c *client) open(path, text string, pulls bool) *document {
	c.t.Helper()
	d := &document{client: c, uri: "file://" + path, path: path, text: text, version: 1, pulls: pulls}
	c.notify("textDocument/didOpen", object{"textDocument": object{"uri": d.uri, "languageId": "python", "version": 1, "text": text}})
	return d
}

// replace makes an edit, in the client and at the server.
func (d *document) replace(start, end int, text string) {
	d.client.t.Helper()
	d.version++
	at := textRange{d.position(start), d.position(end)}
	d.text = d.text[:start] + text + d.text[end:]
	d.client.notify("textDocument/didChange", object{
		"textDocument": object{"uri": d.uri, "version": d.version}, "contentChanges": []object{{"range": at, "text": text}},
	})
}

// apply makes the edits of a code action: all of them are meant for the text before the first.
func (d *document) apply(edits []textEdit) {
	d.client.t.Helper()
	slices.SortStableFunc(edits, func(a, b textEdit) int { return d.offset(a.Range.Start) - d.offset(b.Range.Start) })
	text, from := "", 0
	for _, e := range edits {
		text += d.text[from:d.offset(e.Range.Start)] + e.NewText
		from = d.offset(e.Range.End)
	}
	d.replace(0, len(d.text), text+d.text[from:])
}

// diagnostics are those that the client shows for the text as it is now.
func (d *document) diagnostics() []diagnostic {
	d.client.t.Helper()
	if d.pulls {
		return d.pull()
	}
	for {
		if n := len(d.client.pushed); n > 0 {
			last := d.client.pushed[n-1]
			d.client.pushed = nil
			if last.URI != d.uri || last.Version > d.version {
				d.client.t.Fatalf("diagnostics came for version %d of %s", last.Version, last.URI)
			}
			if last.Version == d.version {
				return last.Diagnostics
			}
		}
		d.client.next("diagnostics")
	}
}

func (d *document) pull() []diagnostic {
	d.client.t.Helper()
	params := object{"textDocument": object{"uri": d.uri}}
	if d.resultID != "" {
		params["previousResultId"] = d.resultID
	}
	var report struct {
		Kind, ResultID string
		Items          []diagnostic
	}
	d.client.call("textDocument/diagnostic", params, &report)
	switch report.Kind {
	case "full":
		d.resultID, d.pulledLast = report.ResultID, report.Items
	case "unchanged":
	default:
		d.client.t.Fatalf("a report of kind %q", report.Kind)
	}
	if len(d.client.pushed) > 0 {
		d.client.t.Fatal("the server pushes to a client that pulls")
	}
	return d.pulledLast
}

// lineAt gives where the line of an offset starts, and how many lines there are before it. Lines end with LF, CRLF or CR.
func lineAt(text string, offset int) (start, number int) {
	for i := range offset {
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			start, number = i+1, number+1
		}
	}
	return start, number
}

// units counts a character in an encoding.
func units(r rune, encoding string) int {
	switch {
	case encoding == "utf-8":
		return utf8.RuneLen(r)
	case encoding == "utf-16" && r > 0xffff:
		return 2
	}
	return 1
}

func positionIn(text string, offset int, encoding string) position {
	start, number := lineAt(text, offset)
	p := position{Line: number}
	for _, r := range text[start:offset] {
		p.Character += units(r, encoding)
	}
	return p
}

func offsetIn(text string, p position, encoding string) int {
	at := 0
	for n := 0; n < p.Line; n++ {
		at += strings.IndexAny(text[at:], "\r\n")
		if strings.HasPrefix(text[at:], "\r\n") {
			at++
		}
		at++
	}
	for n := 0; n < p.Character; {
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		n += units(r, encoding)
	}
	return at
}

func (d *document) position(offset int) position {
	return positionIn(d.text, offset, d.client.encoding)
}
func (d *document) offset(p position) int { return offsetIn(d.text, p, d.client.encoding) }
