package hyperparameter

import (
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// sides are a job and the command line of the script that it starts.
type sides struct {
	*rule.LaunchPass
	line *workspace.CommandLine
}

// readable gives both sides of a job whose script reads its hyperparameters from a command line that can be told; ok is
// false for any other.
func readable(p *rule.LaunchPass) (s sides, ok bool) {
	if p.Script == nil || !p.Launch.Passes() {
		return s, false
	}
	s = sides{p, p.Workspace.CommandLine(p.Launch.Script)}
	return s, s.line != nil && s.line.Unreadable == ""
}

// script is the script's name in messages.
func (s sides) script() string { return path.Base(strings.ReplaceAll(s.Launch.Script, `\`, "/")) }

// details are the two sides by name.
func (s sides) details(hyperparameter string) map[string]any {
	return map[string]any{
		"hyperparameter": hyperparameter, "launcher": s.Workspace.Name(s.Launch.File()), "script": s.Workspace.Name(s.Launch.Script),
	}
}

// inScript is where a node of the script stands.
func (s sides) inScript(n *syntax.Node) workspace.Place {
	t := s.Script.Tree
	return workspace.Place{File: s.Launch.Script, Span: syntax.Range{Start: t.Start(n), End: t.End(n)}}
}

// flagOf is where an option's first flag is written.
func (s sides) flagOf(o *analysis.Option) workspace.Place {
	for _, a := range o.Call.Args {
		if a.Name == "" && a.Star == 0 {
			return s.inScript(a.Value)
		}
	}
	return s.inScript(o.Call.Node)
}

// names are the names of hyperparameters that the script takes.
func (s sides) names() []string {
	var names []string
	for _, o := range s.line.Options {
		names = append(names, s.namesOf(o)...)
	}
	return names
}

// namesOf are the names of hyperparameters that arrive as an option.
func (s sides) namesOf(o *analysis.Option) []string {
	var names []string
	for _, f := range o.Flags {
		if name := strings.TrimLeft(f, "-"); name != "" && s.Launch.Flag(name) == f {
			names = append(names, name)
		}
	}
	return names
}

// readsElsewhere tells whether the script may read hyperparameters by another route than its command line: all of them, or
// this one.
func (s sides) readsElsewhere(hyperparameter string) bool {
	variable := "SM_HP_" + strings.ToUpper(hyperparameter)
	for _, use := range s.Script.Environment() {
		switch use.Name {
		case "SM_HPS", "SM_TRAINING_ENV", "SM_USER_ARGS", variable, strings.ReplaceAll(variable, "-", "_"):
			return true
		}
	}
	text := string(s.Script.Tree.Text())
	for _, mark := range []string{"hyperparameters.json", "training_env", "SM_USER_ARGS", "sys.argv"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// passes tells whether the job or its tuner passes a hyperparameter of a name.
func (s sides) passes(name string) bool {
	_, ok := s.Launch.Hyperparameters.Entry(name)
	return ok || slices.ContainsFunc(s.Launch.Tuners, func(t *workspace.Tuner) bool {
		_, ok := t.Ranges.Entry(name)
		return ok
	})
}

// spoils tells whether another job is given the same entry, and its script may not take it under a new name.
func (s sides) spoils(e workspace.Entry, name string) bool {
	return slices.ContainsFunc(s.Workspace.LaunchesIn(s.Launch.File()), func(l *workspace.Launch) bool {
		o, ok := l.Hyperparameters.Entry(e.Key)
		if !ok || o.KeyPlace != e.KeyPlace || l.Script == s.Launch.Script {
			return false
		}
		other, known := readable(&rule.LaunchPass{Around: s.Around, Launch: l, Script: s.Workspace.ScriptOf(l)})
		return !known || other.lost(name)
	})
}
