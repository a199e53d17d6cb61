package lsp

import (
	"context"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"
)

// initialize serves the initialize request.
func (s *server) initialize(_ incoming, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.client = clientOf(p)
	s.state.Store(stateInitialized)
	s.logs.setTrace(p.Trace)
	s.out.open()
	s.takeInitial(p.InitializationOptions)
	s.log.Info("initialize", zap.String("version", s.options.Version), zap.String("client", s.client.name),
		zap.String("positionEncoding", string(encodingNames[s.client.encoding])), zap.Bool("pull", s.client.pull))
	if pid := or(p.ProcessID); pid > 0 {
		s.watchParent(int(pid))
	}
	folders := foldersOf(p)
	s.surroundings.setFolders(folders)
	s.finder.SetRoots(folders)
	return &protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "trainlsp", Version: protocol.NewOptional(s.options.Version)},
	}, nil
}

func (s *server) capabilities() protocol.ServerCapabilities {
	c := protocol.ServerCapabilities{
		PositionEncoding: encodingNames[s.client.encoding],
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: new(true),
			Change:    new(protocol.TextDocumentSyncKindIncremental),
			Save:      protocol.Boolean(true),
		},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: new(true), ChangeNotifications: protocol.Boolean(true),
		}},
		HoverProvider:        protocol.Boolean(true),
		CodeLensProvider:     &protocol.CodeLensOptions{},
		DefinitionProvider:   protocol.Boolean(true),
		ReferencesProvider:   protocol.Boolean(true),
		DocumentLinkProvider: &protocol.DocumentLinkOptions{},
		RenameProvider:       s.renameProvider(),
		CompletionProvider:   &protocol.CompletionOptions{TriggerCharacters: completionTriggers},
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, kindFixAll},
			ResolveProvider: new(s.client.resolveEdits),
		},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: commandNames},
	}
	if s.client.notebooks {
		c.NotebookDocumentSync = notebookSync()
	}
	if s.client.pull {
		c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: new("trainlsp"), InterFileDependencies: true}
	}
	return c
}

// initialized serves the notification that the client is ready for requests.
func (s *server) initialized(*protocol.InitializedParams) error {
	if s.client.registerConfig {
		s.background("register for settings", s.registerConfiguration)
	}
	if s.client.configuration {
		s.background("ask for settings", s.pullConfiguration)
	}
	if s.client.watch {
		s.background("register for changed files", s.registerWatch)
	}
	for _, x := range s.surroundings.all() {
		s.background("read the workspace", func(ctx context.Context) error { return s.walk(ctx, x) })
	}
	return nil
}

// shutdown serves the shutdown request. It stays on the read loop: what comes after it finds the session over.
func (s *server) shutdown(incoming, *struct{}) (any, error) {
	s.state.Store(stateShutdown)
	s.log.Debug("shutdown")
	return nil, nil
}

// exit serves the exit notification.
func (s *server) exit(*struct{}) error {
	s.end("the client sent exit without shutdown")
	return nil
}

// setTrace serves the notification that sets how much the client wants to see of the server's work.
func (s *server) setTrace(p *protocol.SetTraceParams) error {
	s.logs.setTrace(p.Value)
	return nil
}
