package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"
)

// takeInitial sets what the client sends with initialize.
func (s *server) takeInitial(raw protocol.LSPAny) {
	set := *s.settings
	complaints := set.merge(raw)
	s.mu.Lock()
	s.initial = &set
	s.mu.Unlock()
	s.use(&set, complaints)
}

// takeSettings sets what the client sends later, and lets everything that is open be seen in its light.
func (s *server) takeSettings(raw protocol.LSPAny) {
	s.mu.Lock()
	set := *s.initial
	s.mu.Unlock()
	complaints := set.merge(raw)
	s.use(&set, complaints)
	s.background("check again under the new settings", s.recheck)
}

// use puts settings in force.
func (s *server) use(set *Settings, complaints []string) {
	s.logs.setLevel(set.LogLevel)
	s.logs.setTrace(protocol.TraceValue(set.Trace))
	if len(complaints) > 0 {
		s.showMessage(protocol.MessageTypeWarning, strings.Join(complaints, "\n"))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = set
	for _, d := range s.documents {
		d.settling.text = nil // new settings show at once
		s.renew(d, d.current.version)
	}
}

// recheck brings what the client shows up to date with the settings: one that pulls is told to pull again, to one that
// does not the publishers send anew.
func (s *server) recheck(ctx context.Context) error {
	var lenses, diagnostics error
	if s.client.refreshCodeLenses {
		lenses = s.call(ctx, protocol.MethodWorkspaceCodeLensRefresh, nil, nil)
	}
	if s.client.pull {
		diagnostics = s.refreshDiagnostics(ctx)
	} else {
		diagnostics = s.showRecheck(ctx)
	}
	return errors.Join(lenses, diagnostics)
}

// refreshDiagnostics has a client that pulls diagnostics pull them again.
func (s *server) refreshDiagnostics(ctx context.Context) error {
	return s.call(ctx, protocol.MethodWorkspaceDiagnosticRefresh, nil, nil)
}

// didChangeConfiguration serves the notification that settings have changed. Clients that can be asked often send none
// with it.
func (s *server) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) error {
	if keys, ok := unwrap(p.Settings); s.client.configuration && (!ok || len(keys) == 0) {
		s.background("ask for settings", s.pullConfiguration)
		return nil
	}
	s.takeSettings(p.Settings)
	return nil
}

// pullConfiguration asks the client for the settings.
func (s *server) pullConfiguration(ctx context.Context) error {
	// One question at a time, so that the last answer is the newest.
	s.configuring.Lock()
	defer s.configuring.Unlock()
	var answer []protocol.LSPAny
	params := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: new("trainlsp")}}}
	if err := s.call(ctx, protocol.MethodWorkspaceConfiguration, params, &answer); err != nil {
		return err
	}
	if len(answer) != 1 {
		return fmt.Errorf("the client answered with %d settings to one question", len(answer))
	}
	s.takeSettings(answer[0])
	return nil
}

// registerConfiguration asks the client to tell of changed settings.
func (s *server) registerConfiguration(ctx context.Context) error {
	options, err := json.Marshal(map[string]string{"section": "trainlsp"})
	if err != nil {
		return err
	}
	method := protocol.MethodWorkspaceDidChangeConfiguration
	return s.call(ctx, protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{
		Registrations: []protocol.Registration{{ID: method, Method: method, RegisterOptions: options}},
	}, nil)
}
