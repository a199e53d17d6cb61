package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/enhancer"
)

// The commands, as workspace/executeCommand names them.
const (
	commandValidate     = "trainlsp.validate"         // URI: the comprehensive result
	commandEnhance      = "trainlsp.enhance"          // URI, existing results: both merged
	commandOverview     = "trainlsp.overview"         // URI: shows the script's requirements, and gives them as Markdown
	commandRequirements = "trainlsp.requirements"     // what a training script needs
	commandDebug        = "trainlsp.debugInformation" // Markdown about this session
)

var commandNames = []string{commandValidate, commandEnhance, commandOverview, commandRequirements, commandDebug}

// executeCommand serves workspace/executeCommand. A command that is about a document takes its snapshot on the read loop.
func (s *server) executeCommand(c incoming, p *protocol.ExecuteCommandParams) (any, error) {
	switch p.Command {
	case commandValidate:
		return s.validate(c, p.Arguments)
	case commandEnhance:
		return s.enhance(c, p.Arguments)
	case commandOverview:
		return s.overview(c, p.Arguments)
	case commandRequirements:
		return result(enhancer.GetTrainingValidationRequirements())
	case commandDebug:
		return result(s.debugInformation())
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "unknown command %q; there are %s", p.Command, strings.Join(commandNames, ", "))
}

func (s *server) validate(c incoming, args []protocol.LSPAny) (any, error) {
	snap, err := s.openDocument(args)
	if err != nil {
		return nil, err
	}
	c.leave()
	if _, err := snap.report(c.ctx); err != nil { // so that its workspace is known
		return nil, err
	}
	return result(enhancer.ValidateAround(pathOf(snap.uri), snap.text, snap.workspace, snap.file()))
}

func (s *server) enhance(c incoming, args []protocol.LSPAny) (any, error) {
	snap, err := s.openDocument(args)
	if err != nil {
		return nil, err
	}
	existing := map[string]any{}
	if len(args) > 1 && json.Unmarshal(args[1], &existing) != nil {
		return nil, invalidArgument("the second argument must be an object: the results to add to")
	}
	c.leave()
	report, err := snap.checkedReport(c.ctx)
	if err != nil {
		return nil, err
	}
	return result(enhancer.EnhanceValidation(existing, report))
}

// overview shows the user what a training script meets and what it lacks. It is what the code lens does: clients throw
// the results of commands away.
func (s *server) overview(c incoming, args []protocol.LSPAny) (any, error) {
	snap, err := s.openDocument(args)
	if err != nil {
		return nil, err
	}
	c.leave()
	report, err := snap.checkedReport(c.ctx)
	if err != nil {
		return nil, err
	}
	markdown := report.Overview()
	if markdown == "" {
		s.showMessage(protocol.MessageTypeInfo, "trainlsp takes this file for no training script: "+report.StepTypeReason+".")
	} else {
		s.showMessage(protocol.MessageTypeInfo, plain.Replace(markdown))
	}
	return result(markdown)
}

// plain takes out of Markdown what messages would show as it is written.
var plain = strings.NewReplacer("**", "", "`", "", "\n\n", "\n", `\`, "")

// checkedReport is report for commands that can do nothing without one.
func (s *snapshot) checkedReport(ctx context.Context) (*enhancer.Report, error) {
	report, err := s.report(ctx)
	if err == nil && report == nil {
		err = invalidArgument(string(s.uri) + " is not checked: it is no Python script, or trainlsp.enable is off")
	}
	return report, err
}

// result gives the JSON that the command line writes for the same value.
func result(v any) (jsonrpc2.RawMessage, error) {
	data, err := json.Marshal(v)
	return data, err
}

// openDocument gives the document that a command's first argument names.
func (s *server) openDocument(args []protocol.LSPAny) (*snapshot, error) {
	var text string
	if len(args) == 0 || json.Unmarshal(args[0], &text) != nil {
		return nil, invalidArgument("the first argument must be a string: the URI of an open document")
	}
	key, err := uri.Parse(text)
	if err != nil {
		return nil, invalidArgument("the first argument is no URI: " + err.Error())
	}
	snap := s.snapshot(key)
	if snap.document == nil {
		return nil, invalidArgument(text + " is not open")
	}
	return snap, nil
}

func invalidArgument(text string) error { return jsonrpc2.NewError(jsonrpc2.InvalidParams, text) }

// debugInformation describes the session, for a report about a fault.
func (s *server) debugInformation() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	diagnostics := "pushed"
	if s.client.pull {
		diagnostics = "pulled"
	}
	text := fmt.Sprintf("# trainlsp %s\n\n- process: %d\n- client: %s\n- position encoding: %s\n- diagnostics: %s\n- open documents: %d\n",
		s.options.Version, os.Getpid(), s.client.name, encodingNames[s.client.encoding], diagnostics, len(s.documents))
	for _, d := range s.documents {
		snap := d.current
		text += fmt.Sprintf("  - `%s`: version %d, %d bytes, checked: %t\n", snap.uri, snap.version, len(snap.text), snap.checked)
	}
	settings, err := json.Marshal(s.settings)
	if err != nil {
		panic(err) // only types that have a JSON form are in it
	}
	return text + fmt.Sprintf("- settings: `%s`\n", settings)
}
