package config

import (
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Name is what the file is called in which a project keeps its settings.
const Name = "trainlsp.toml"

// InvalidSetting is the category of what is wrong with such a file.
const InvalidSetting = "invalid_setting"

// File is what a settings file says. It never changes.
type File struct {
	Settings
	// Exclude are patterns of files to leave out.
	Exclude []string

	// Frameworks are those of the project's own.
	Frameworks []*frameworks.Framework

	// Path is where the file is.
	Path string
	// Text is what it holds.
	Text []byte
	// Issues are what is wrong with it: a warning is about a setting that does not count, an error about a text that is no
	// TOML. All else counts.
	Issues []rule.Issue
	// Err says why the file could not be read, nil where it could.
	Err error

	spots  []spot
	tables *frameworks.Tables
}

// Excludes tells whether a file is to be left out: a pattern fits it, or a folder that it is in.
func (p *File) Excludes(file string) bool {
	if p == nil {
		return false
	}
	for _, pattern := range p.Exclude {
		pattern = strings.TrimSuffix(pattern, "/")
		for name := file; name != filepath.Dir(name); name = filepath.Dir(name) {
			if p.fits(pattern, name) {
				return true
			}
		}
	}
	return false
}

// fits tells whether a pattern fits a file below the settings file's folder. As in .gitignore, a pattern with a slash is about
// the path from there, one without about names in all folders.
func (p *File) fits(pattern, file string) bool {
	below, err := filepath.Rel(filepath.Dir(p.Path), file)
	if err != nil || !filepath.IsLocal(below) {
		return false
	}
	if !strings.Contains(pattern, "/") {
		pattern = "**/" + pattern
	}
	return doublestar.MatchUnvalidated(strings.TrimPrefix(pattern, "/"), filepath.ToSlash(below))
}
