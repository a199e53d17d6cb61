package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// configFlags say which settings file to go by.
type configFlags struct {
	file string
	none bool
}

// add makes them flags of a command.
func (f *configFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "config", "", "go by this settings file; by default by the "+config.Name+" that is nearest to each script")
	c.Flags().BoolVar(&f.none, "no-config", false, "go by no settings file")
}

// project are the settings files of what is checked: each script's own, or the one that --config names.
type project struct {
	finder *config.Finder // nil with --no-config
	given  *config.File
}

// projectOf finds settings files. Without flags it takes each script's own.
func (p *program) projectOf(f configFlags) (project, error) {
	finder := config.NewFinder(p.categories())
	switch {
	case f.none && f.file != "":
		return project{}, errors.New("--config and --no-config exclude each other; expected one of them")
	case f.none:
		return project{}, nil
	case f.file == "":
		return project{finder: finder}, nil
	}
	path, err := filepath.Abs(f.file)
	if err != nil {
		return project{}, fmt.Errorf("--config: %w", err)
	}
	text, err := readScript(path)
	if err != nil {
		return project{}, fmt.Errorf("--config: %s", problem{Path: f.file, Reason: err.Error()})
	}
	return project{given: config.Read(path, text, p.categories())}, nil
}

// of gives the settings file of a script, nil where there is none. path is absolute.
func (p project) of(path string) *config.File {
	if p.given != nil || p.finder == nil {
		return p.given
	}
	return p.finder.Of(path)
}

// excludes tells whether a file of a folder is to be left out.
func (p project) excludes(path string) bool {
	file, err := filepath.Abs(path)
	return err == nil && p.of(file).Excludes(file)
}

// files are the settings files that were read.
func (p project) files() []*config.File {
	if p.given != nil {
		return []*config.File{p.given}
	}
	if p.finder == nil {
		return nil
	}
	return p.finder.Files()
}

// complainOf says what is wrong with the settings files. What could not be read are problems; all else are warnings.
func (p *program) complainOf(files []*config.File) (problems []problem) {
	for _, f := range files {
		name := fromHere(f.Path)
		if f.Err != nil {
			problems = append(problems, problem{Path: name, Reason: reason(f.Err)})
		}
		src := newSource(f.Text)
		for _, i := range f.Issues {
			at := src.place(i.Span.Start)
			wrong := problem{Path: name, Line: at.line, Column: at.column, Reason: i.Message}
			if i.Severity == rule.Error {
				problems = append(problems, wrong)
			} else {
				p.complain("warning: " + wrong.String())
			}
		}
	}
	return problems
}

// fromHere is a path as it is seen from the current folder.
func fromHere(path string) string {
	here, err := filepath.Abs(".")
	if err != nil {
		return path
	}
	if below, err := filepath.Rel(here, path); err == nil {
		return below
	}
	return path
}
