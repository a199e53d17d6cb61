// Package config knows what can be set about checks, and the file in which a project sets it, trainlsp.toml. What an editor
// or the command line sets lies on top of that.
package config

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Settings are what can be set wherever it stands. Empty means not set.
type Settings struct {
	// Select names the only categories to report.
	Select []string
	// Ignore names categories to leave out.
	Ignore []string
	// Severity sets the severities of categories.
	Severity map[string]rule.Severity
	// StepType says what the scripts are, such as "Training".
	StepType string
	// StepTypes says the same of the files that a pattern fits; of several that fit, the longest counts, wherever it is set.
	StepTypes map[string]string
}

// Options are what the check of a file is told: s on top of what the project's file p says, which may be nil. path is the
// file's name as it is reported, and file its absolute path.
func (s Settings) Options(path, file string, p *File) enhancer.Options {
	o := enhancer.Options{Path: path, Select: s.Select, Ignore: s.Ignore, Severity: s.Severity}
	own, stepType := longest(s.StepTypes, func(pattern string) bool { return fitsEnd(pattern, path) })
	o.StepType = cmp.Or(stepType, s.StepType)
	if p == nil {
		return o
	}
	if len(o.Select) == 0 {
		o.Select = p.Select
	}
	o.Ignore = slices.Concat(p.Ignore, s.Ignore)
	o.Frameworks = p.tables
	o.Severity = merged(p.Severity, s.Severity)
	if s.StepType == "" {
		theirs, stepType := longest(p.StepTypes, func(pattern string) bool { return p.fits(pattern, file) })
		o.DefaultStepType = cmp.Or(stepType, p.StepType)
		if len(theirs) > len(own) {
			o.StepType = ""
		}
	}
	return o
}

// longest gives the longest of the patterns that fit, and what is set for it.
func longest(stepTypes map[string]string, fits func(pattern string) bool) (longest, stepType string) {
	for _, pattern := range slices.Sorted(maps.Keys(stepTypes)) {
		if len(pattern) > len(longest) && fits(pattern) {
			longest, stepType = pattern, stepTypes[pattern]
		}
	}
	return longest, stepType
}

// merged are two tables in one; the second lies on top.
func merged[V any](below, top map[string]V) map[string]V {
	both := map[string]V{}
	maps.Copy(both, below)
	maps.Copy(both, top)
	return both
}

// fitsEnd tells whether a pattern of an editor's settings fits the end of a path.
func fitsEnd(pattern, file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	return doublestar.MatchUnvalidated(pattern, file) || doublestar.MatchUnvalidated("**/"+pattern, path.Join("/", file))
}

// UnknownCategory says that no check has a name which a setting gives, and which one was likely meant, empty where none is
// near. The name stays in force all the same: a newer version may know it.
func UnknownCategory(setting, name string, categories []string) (sentence, meant string) {
	sentence = fmt.Sprintf("The setting %s names %q, and no check has this name.", setting, name)
	meant, ok := rule.Suggest(name, categories)
	if ok {
		sentence += fmt.Sprintf(" Did you mean %s?", meant)
	}
	return sentence, meant
}
