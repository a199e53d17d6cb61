package lsp

import (
	"path/filepath"
	"strings"

	"go.uber.org/zap"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
)

// newFinder makes what finds the settings files of documents.
func (s *server) newFinder() *config.Finder {
	f := config.NewFinder(enhancer.RuleNames())
	f.Unreadable = func(path string, err error) {
		s.log.Warn("cannot read the settings file", zap.String("path", path), zap.Error(err))
	}
	return f
}

// project is the settings file of the project that a document is in, nil where there is none.
func (s *snapshot) project() *config.File {
	file := s.file()
	if file == "" {
		return nil
	}
	return s.server.finder.Of(file)
}

// options are what the checks are told about a document, with what stood around it when it was checked.
func (s *snapshot) options() enhancer.Options {
	o := s.settings.options(s.uri, s.project())
	if s.workspace != nil {
		o.Workspace, o.File = s.workspace, s.file()
	}
	return o
}

// checkSettings reads a document that is a settings file. What it says counts at once, saved or not.
func (s *snapshot) checkSettings() {
	s.lines = syntax.NewLines(s.text)
	file := s.settingsFile()
	s.result = &enhancer.Report{Path: pathOf(s.uri), StepTypeReason: "it is no script", Issues: file.Issues}
	s.document.noting.Lock()
	changed := s.server.holds(s) && s.server.finder.Edit(file)
	s.document.noting.Unlock()
	if changed {
		s.server.checkUnder(file.Path)
	}
}

// settingsFile is a document that is one.
func (s *snapshot) settingsFile() *config.File {
	return config.Read(s.file(), s.text, enhancer.RuleNames())
}

// checkUnder has the open documents checked again that a settings file may be about.
func (s *server) checkUnder(settings string) {
	folder := strings.TrimSuffix(filepath.Dir(settings), string(filepath.Separator)) + string(filepath.Separator)
	s.checkAgain(func(file string) bool { return file != settings && strings.HasPrefix(file, folder) })
}
