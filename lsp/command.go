package lsp

import (
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// The commands, as workspace/executeCommand names them.
const (
	commandValidate     = "trainlsp.validate"             // URI: the comprehensive result
	commandEnhance      = "trainlsp.enhance"              // URI, existing results: both merged
	commandOverview     = "trainlsp.overview"             // URI: shows the script's requirements, and gives them as Markdown
	commandStatus       = "trainlsp.status"               // URI: the script in a few words, for a status bar
	commandRequirements = "trainlsp.requirements"         // what a training script needs
	commandDescribe     = "trainlsp.describeValidation"   // URI: everything about the script, as Markdown
	commandTable        = "trainlsp.describeRequirements" // what a training script needs, as Markdown
	commandRule         = "trainlsp.describeRule"         // category: the rule's page, as Markdown
	commandRules        = "trainlsp.listRules"            // all rules: name, severity, summary, fixable
	commandDebug        = "trainlsp.debugInformation"     // Markdown about this session
)

var commandNames = []string{
	commandValidate, commandEnhance, commandOverview, commandStatus, commandRequirements,
	commandDescribe, commandTable, commandRule, commandRules, commandDebug,
}

// executeCommand serves workspace/executeCommand. A command that is about a document takes its snapshot on the read loop.
func (s *server) executeCommand(c incoming, p *protocol.ExecuteCommandParams) (any, error) {
	switch p.Command {
	case commandValidate:
		return s.validate(c, p.Arguments)
	case commandEnhance:
		return s.enhance(c, p.Arguments)
	case commandOverview:
		return s.overview(c, p.Arguments)
	case commandStatus:
		return s.status(c, p.Arguments)
	case commandRequirements:
		return result(enhancer.GetTrainingValidationRequirements())
	case commandDescribe:
		return s.describe(c, p.Arguments)
	case commandTable:
		return result(enhancer.DescribeRequirements())
	case commandRule:
		return describeRule(p.Arguments)
	case commandRules:
		return result(rule.List(enhancer.Rules()))
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
	return result(enhancer.ValidateUnder(snap.text, snap.options()))
}

func (s *server) enhance(c incoming, args []protocol.LSPAny) (any, error) {
	existing := map[string]any{}
	if len(args) > 1 && json.Unmarshal(args[1], &existing) != nil {
		return nil, invalidArgument("the second argument must be an object: the results to add to")
	}
	report, err := s.reportOn(c, args)
	if err != nil {
		return nil, err
	}
	return result(enhancer.EnhanceValidation(existing, report))
}

// overview shows the user what a training script meets and what it lacks. It is what the code lens does: clients throw
// the results of commands away.
func (s *server) overview(c incoming, args []protocol.LSPAny) (any, error) {
	report, err := s.reportOn(c, args)
	if err != nil {
		return nil, err
	}
	markdown := report.Overview()
	if markdown == "" {
		s.showMessage(protocol.MessageTypeInfo, "trainlsp takes this file for no training script: "+report.StepTypeReason+".")
	} else {
		s.showMessage(protocol.MessageTypeInfo, plain(markdown))
	}
	return result(markdown)
}

// status tells what a status bar shows of a document: null of one that is closed by now, or is not checked.
func (s *server) status(c incoming, args []protocol.LSPAny) (any, error) {
	snap, err := s.documentNamed(args)
	if err != nil || snap.document == nil {
		return nil, err
	}
	c.leave()
	report, err := snap.report(c.ctx)
	if err != nil || report == nil {
		return nil, err
	}
	return result(report.Status())
}

// describe gives everything about a script as a document.
func (s *server) describe(c incoming, args []protocol.LSPAny) (any, error) {
	report, err := s.reportOn(c, args)
	if err != nil {
		return nil, err
	}
	return result(report.Describe())
}

// describeRule gives the page of a rule.
func describeRule(args []protocol.LSPAny) (any, error) {
	var name string
	if len(args) == 0 || json.Unmarshal(args[0], &name) != nil {
		return nil, invalidArgument("the first argument must be a string: the name of a rule, such as missing_model_saving")
	}
	for _, r := range enhancer.Rules() {
		if r.Name == name {
			return result(r.Page)
		}
	}
	text := fmt.Sprintf("there is no rule %q", name)
	if nearest, ok := rule.Suggest(name, enhancer.RuleNames()); ok {
		text += "; did you mean " + nearest + "?"
	}
	return nil, invalidArgument(text)
}

// reportOn is what the checks say of the document that a command's first argument names, for commands that can do nothing
// without. It leaves the read loop.
func (s *server) reportOn(c incoming, args []protocol.LSPAny) (*enhancer.Report, error) {
	snap, err := s.openDocument(args)
	if err != nil {
		return nil, err
	}
	c.leave()
	report, err := snap.report(c.ctx)
	if err == nil && report == nil {
		err = invalidArgument(string(snap.uri) + " is not checked: it is no Python script, or trainlsp.enable is off")
	}
	return report, err
}

// result gives the JSON that the command line writes for the same value.
func result(v any) (jsonrpc2.RawMessage, error) {
	data, err := json.Marshal(v)
	return data, err
}

// documentNamed gives the document that a command's first argument names.
func (s *server) documentNamed(args []protocol.LSPAny) (*snapshot, error) {
	var text string
	if len(args) == 0 || json.Unmarshal(args[0], &text) != nil {
		return nil, invalidArgument("the first argument must be a string: the URI of an open document")
	}
	key, err := uri.Parse(text)
	if err != nil {
		return nil, invalidArgument("the first argument is no URI: " + err.Error())
	}
	return s.snapshot(key), nil
}

// openDocument is documentNamed for commands that can do nothing about a document that is not open.
func (s *server) openDocument(args []protocol.LSPAny) (*snapshot, error) {
	snap, err := s.documentNamed(args)
	if err == nil && snap.document == nil {
		err = invalidArgument(string(snap.uri) + " is not open")
	}
	return snap, err
}

func invalidArgument(text string) error { return jsonrpc2.NewError(jsonrpc2.InvalidParams, text) }
