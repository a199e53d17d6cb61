package lsp

import (
	"context"
	"encoding/json"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/enhancer/config"
)

// watched are the files that may declare something about scripts, as glob patterns.
var watched = []string{"**/*.{py,ipynb}", "**/*.{yaml,yml}", "**/requirements*.txt", "**/{pyproject.toml,setup.cfg}", "**/" + config.Name}

// registerWatch asks the client to tell of files that change on the disk.
func (s *server) registerWatch(ctx context.Context) error {
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	var watchers []watcher
	for _, glob := range watched {
		watchers = append(watchers, watcher{glob})
	}
	options, err := json.Marshal(map[string]any{"watchers": watchers})
	if err != nil {
		return err
	}
	method := protocol.MethodWorkspaceDidChangeWatchedFiles
	return s.call(ctx, protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{
		Registrations: []protocol.Registration{{ID: method, Method: method, RegisterOptions: options}},
	}, nil)
}

// manyChanges is from how many changed files on a walk is cheaper than a look at each, as after a checkout.
const manyChanges = 200

// didChangeWatchedFiles serves the notification that files on the disk have changed.
func (s *server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) error {
	s.background("read changed files", func(ctx context.Context) error {
		if len(p.Changes) >= manyChanges {
			return s.walkAll(ctx)
		}
		var concerned []string
		for _, c := range p.Changes {
			if !c.URI.IsFile() {
				continue
			}
			file := fileOf(c.URI)
			if isSettings(c.URI) {
				s.finder.Changed(file)
				s.checkUnder(file)
				continue
			}
			x := s.indexOf(file)
			concerned = append(append(concerned, file), x.Changed(file)...)
		}
		s.checkAgain(func(file string) bool { return slices.Contains(concerned, file) })
		return nil
	})
	return nil
}

// walkAll looks at all files again. It stands in for the client's watching where the client cannot: after a save, and when
// a document is opened.
func (s *server) walkAll(ctx context.Context) error {
	if s.finder.Look() {
		s.checkAgain(func(string) bool { return true })
	}
	for _, x := range s.surroundings.all() {
		if err := s.walk(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

// lookAround looks for changed files, for a client that does not watch them. Those who ask while a look is under way share
// the next one: the one under way may have passed what has changed.
func (s *server) lookAround() {
	if s.client.watch || s.looks.Add(1) > 1 {
		return
	}
	s.background("look for changed files", func(ctx context.Context) error {
		for {
			asked := s.looks.Load()
			err := s.walkAll(ctx)
			if err != nil || s.looks.CompareAndSwap(asked, 0) {
				return err
			}
		}
	})
}

// didChangeWorkspaceFolders serves the notification that the client works in other folders.
func (s *server) didChangeWorkspaceFolders(p *protocol.DidChangeWorkspaceFoldersParams) error {
	s.surroundings.mu.Lock()
	folders := slices.Clone(s.surroundings.folders)
	s.surroundings.mu.Unlock()
	for _, f := range p.Event.Removed {
		gone := appendFolder(nil, f.URI)
		folders = slices.DeleteFunc(folders, func(folder string) bool { return slices.Contains(gone, folder) })
	}
	for _, f := range p.Event.Added {
		folders = appendFolder(folders, f.URI)
	}
	s.readFolders(folders)
	if s.client.configuration {
		s.background("ask for the folders' settings", s.pullConfiguration)
	}
	s.checkAgain(func(string) bool { return true })
	return nil
}

// readFolders begins to read the client's folders.
func (s *server) readFolders(folders []string) {
	s.finder.SetRoots(folders)
	if x := s.surroundings.setFolders(folders); x != nil {
		s.background("read the workspace", func(ctx context.Context) error { return s.walk(ctx, x) })
	}
}
