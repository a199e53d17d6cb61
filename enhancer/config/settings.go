// Package config knows what can be set about checks, and the file in which a project sets it, trainlsp.toml. What an editor
// or the command line sets lies on top of that.
package config

import (
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
	// StepTypes says the same of the files that a pattern fits; of several that fit, the longest counts.
	StepTypes map[string]string
}

// Options are what the check of a file is told: s on top of what the project's file p says, which may be nil. path is the
// file's name as it is reported, and file its absolute path.
func (s Settings) Options(path, file string, p *File) enhancer.Options {
	o := enhancer.Options{Path: path, StepType: s.stepTypeOf(path, file, p), Select: s.Select, Ignore: s.Ignore, Severity: s.Severity}
	if p == nil {
		return o
	}
	if len(o.Select) == 0 {
		o.Select = p.Select
	}
	o.Ignore = slices.Concat(p.Ignore, s.Ignore)
	o.Severity = maps.Clone(p.Severity)
	if o.Severity == nil {
		o.Severity = map[string]rule.Severity{}
	}
	maps.Copy(o.Severity, s.Severity)
	return o
}

// stepTypeOf gives the step type that is set for a file. A step type for all files takes the place of whatever the project's
// file says.
func (s Settings) stepTypeOf(path, file string, p *File) string {
	best, stepType := "", s.StepType
	take := func(pattern, t string) {
		if len(pattern) > len(best) || len(pattern) == len(best) && pattern < best {
			best, stepType = pattern, t
		}
	}
	for pattern, t := range s.StepTypes {
		if fitsEnd(pattern, path) {
			take(pattern, t)
		}
	}
	if p == nil || s.StepType != "" {
		return stepType
	}
	for pattern, t := range p.StepTypes {
		if s.StepTypes[pattern] == "" && p.fits(pattern, file) {
			take(pattern, t)
		}
	}
	if best == "" {
		return p.StepType
	}
	return stepType
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
