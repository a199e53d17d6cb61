package hyperparameter

import (
	"path"
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

// names are the names under which the script takes hyperparameters, without dashes in front.
func (s sides) names() []string {
	var names []string
	for _, o := range s.line.Options {
		for _, f := range o.Flags {
			names = append(names, strings.TrimLeft(f, "-"))
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
