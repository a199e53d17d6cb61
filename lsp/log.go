package lsp

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// logs is what can be set about the log while the server runs.
type logs struct {
	level zap.AtomicLevel
	trace atomic.Value // protocol.TraceValue
	file  *os.File     // nil where none was asked for
}

// newLog makes the log: it goes to the client and, where asked, to a file. Nothing that happens to either stops the
// server.
func newLog(out *outbox, file string) (*zap.Logger, *logs) {
	l := &logs{level: zap.NewAtomicLevelAt(zap.InfoLevel)}
	l.setTrace(protocol.TraceValueOff)
	core := zapcore.Core(&clientCore{LevelEnabler: l.level, encoder: lineEncoder(), out: out})
	var err error
	if file != "" {
		if l.file, err = os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
			encoder := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
			core = zapcore.NewTee(core, zapcore.NewCore(encoder, zapcore.AddSync(l.file), l.level))
		}
	}
	// zap reports sinks that fail on standard error by default, and some editors show that as an alarm.
	log := zap.New(core, zap.ErrorOutput(zapcore.AddSync(io.Discard)))
	if err != nil {
		log.Warn("cannot log to the file", zap.Error(err))
	}
	return log, l
}

func (l *logs) close() {
	if l.file != nil {
		_ = l.file.Close() // nobody is left to be told
	}
}

// levels are the names of the levels in the settings.
var levels = map[string]zapcore.Level{
	"error": zap.ErrorLevel, "warning": zap.WarnLevel, "info": zap.InfoLevel, "debug": zap.DebugLevel,
}

// setLevel sets the log's level; names that it does not know leave it.
func (l *logs) setLevel(name string) {
	if level, known := levels[name]; known {
		l.level.SetLevel(level)
	}
}

func (l *logs) setTrace(v protocol.TraceValue) {
	switch v {
	case protocol.TraceValueOff, protocol.TraceValueMessages, protocol.TraceValueVerbose:
		l.trace.Store(v)
	}
}

// clientCore writes log entries as window/logMessage.
type clientCore struct {
	zapcore.LevelEnabler
	encoder zapcore.Encoder
	out     *outbox
}

// lineEncoder writes an entry's message and fields; its level and time are the client's to show.
func lineEncoder() zapcore.Encoder {
	return zapcore.NewConsoleEncoder(zapcore.EncoderConfig{MessageKey: "message", ConsoleSeparator: " "})
}

// With gives a core that adds fields to each entry.
func (c *clientCore) With(fields []zapcore.Field) zapcore.Core {
	encoder := c.encoder.Clone()
	for _, f := range fields {
		f.AddTo(encoder)
	}
	return &clientCore{LevelEnabler: c.LevelEnabler, encoder: encoder, out: c.out}
}

// Check takes the entries of the level in force.
func (c *clientCore) Check(e zapcore.Entry, ce *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if c.Enabled(e.Level) {
		return ce.AddCore(e, c)
	}
	return ce
}

// Write sends an entry.
func (c *clientCore) Write(e zapcore.Entry, fields []zapcore.Field) error {
	line, err := c.encoder.EncodeEntry(e, fields)
	if err != nil {
		return err
	}
	defer line.Free()
	c.out.send(protocol.MethodWindowLogMessage, &protocol.LogMessageParams{
		Type: messageType(e.Level), Message: strings.TrimRight(line.String(), "\n"),
	})
	return nil
}

// Sync has nothing to wait for.
func (c *clientCore) Sync() error { return nil }

func messageType(l zapcore.Level) protocol.MessageType {
	switch {
	case l >= zap.ErrorLevel:
		return protocol.MessageTypeError
	case l == zap.WarnLevel:
		return protocol.MessageTypeWarning
	case l == zap.InfoLevel:
		return protocol.MessageTypeInfo
	default:
		return protocol.MessageTypeLog // "debug" is newer than many clients
	}
}

// traceReceived tells a client that traces what came in.
func (s *server) traceReceived(method string, id jsonrpc2.ID, isCall bool, params []byte) {
	trace := s.logs.trace.Load()
	if trace == protocol.TraceValueOff {
		return
	}
	p := &protocol.LogTraceParams{Message: fmt.Sprintf("Received notification '%s'.", method)}
	if isCall {
		p.Message = fmt.Sprintf("Received request '%s'.", idText(method, id))
	}
	if trace == protocol.TraceValueVerbose {
		p.Verbose = new("Params: " + string(params))
	}
	s.out.send(protocol.MethodLogTrace, p)
}

// traceAnswered tells a client that traces how a request went.
func (s *server) traceAnswered(method string, id jsonrpc2.ID, took time.Duration, err error) {
	if s.logs.trace.Load() == protocol.TraceValueOff {
		return
	}
	text := fmt.Sprintf("Sent response '%s' after %s.", idText(method, id), took.Round(time.Microsecond))
	if err != nil {
		text += " It failed: " + err.Error()
	}
	s.out.send(protocol.MethodLogTrace, &protocol.LogTraceParams{Message: text})
}
