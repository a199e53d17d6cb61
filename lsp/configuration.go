package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// takeInitial sets what the client sends with initialize.
func (s *server) takeInitial(raw protocol.LSPAny) {
	set := *s.settings
	complaints := set.merge(raw)
	s.mu.Lock()
	s.initial = &set
	s.mu.Unlock()
	s.use(&set, nil, complaints)
}

// takeSettings sets what the client sends later, and lets everything that is open be seen in its light. A folder may have
// settings of its own.
func (s *server) takeSettings(raw protocol.LSPAny, folders []string, ofFolders []protocol.LSPAny) {
	s.mu.Lock()
	initial := s.initial
	s.mu.Unlock()
	set := *initial
	complaints := set.merge(raw)
	scoped := map[string]*Settings{}
	for i, folder := range folders {
		own := *initial
		complaints = append(complaints, own.merge(ofFolders[i])...)
		scoped[folder] = &own
	}
	s.use(&set, scoped, complaints)
	s.background("check again under the new settings", s.recheck)
}

// use puts settings in force. What is wrong with them is said once, not each time that they are sent.
func (s *server) use(set *Settings, scoped map[string]*Settings, complaints []string) {
	s.logs.setLevel(set.LogLevel)
	s.logs.setTrace(protocol.TraceValue(set.Trace))
	slices.Sort(complaints)
	text := strings.Join(slices.Compact(complaints), "\n")
	s.mu.Lock()
	defer s.mu.Unlock()
	if text != "" && text != s.complained {
		s.showMessage(protocol.MessageTypeWarning, text)
	}
	s.settings, s.scoped, s.complained = set, scoped, text
	for _, d := range s.documents {
		d.settling.text = nil // new settings show at once
		s.renew(d, d.current.version)
	}
}

// settingsOf are the settings for a document: those of the innermost of the client's folders that it is in. The caller holds
// the lock.
func (s *server) settingsOf(u uri.URI) *Settings {
	best, set := "", s.settings
	if !u.IsFile() {
		return set
	}
	for folder, own := range s.scoped {
		if len(folder) > len(best) && workspace.NewFiles([]string{folder}, nil).Contains(u.FsPath()) {
			best, set = folder, own
		}
	}
	return set
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
// with it, or those of other servers.
func (s *server) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) error {
	if s.client.configuration && !ours(p.Settings) {
		s.background("ask for settings", s.pullConfiguration)
		return nil
	}
	s.takeSettings(p.Settings, nil, nil)
	return nil
}

// pullConfiguration asks the client for the settings, and where it works in several folders, for those of each.
func (s *server) pullConfiguration(ctx context.Context) error {
	// One question at a time, so that the last answer is the newest.
	s.configuring.Lock()
	defer s.configuring.Unlock()
	var answer []protocol.LSPAny
	params := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: new("trainlsp")}}}
	folders := s.surroundings.several()
	for _, f := range folders {
		params.Items = append(params.Items, protocol.ConfigurationItem{ScopeURI: new(uri.File(f)), Section: new("trainlsp")})
	}
	if err := s.call(ctx, protocol.MethodWorkspaceConfiguration, params, &answer); err != nil {
		return err
	}
	if len(answer) != len(params.Items) {
		return fmt.Errorf("the client answered with %d settings, and was asked for %d", len(answer), len(params.Items))
	}
	s.takeSettings(answer[0], folders, answer[1:])
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
