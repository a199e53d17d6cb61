package channel

import (
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// start is one start of a job whose channels are all known.
type start struct {
	*rule.LaunchPass
	run workspace.Run
}

// starts are the starts of a job whose script and channels are known.
func starts(p *rule.LaunchPass) []start {
	if p.Script == nil || p.Launch.Generation == 3 && p.Launch.IsTuned() {
		return nil // a tuner of the third generation is told channels of its own
	}
	var out []start
	for _, r := range p.Launch.Runs {
		if c := r.Channels; c.Kind == workspace.None || c.Kind == workspace.Dict && !c.Open {
			out = append(out, start{p, r})
		}
	}
	return out
}

// has tells whether a channel is there, or may be.
func (s start) has(n need) bool {
	if isReserved(n.name) || s.addedBySDK(n.name) {
		return true
	}
	return slices.ContainsFunc(s.run.Channels.Entries, func(e workspace.Entry) bool { return n.isMetBy(e.Key) })
}

// reserved are the channels that the platform's SDK makes for itself, or that are more than data.
// Source: sagemaker-train 1, constants.py (August 2026).
var reserved = []string{"code", "sm_drivers", "recipe", "config"}

// isReserved tells the names of reserved channels, which a variable has in capitals.
func isReserved(name string) bool { return slices.Contains(reserved, strings.ToLower(name)) }

// addedBySDK tells the channels that an estimator adds for a model to start from.
// Source: sagemaker-python-sdk 2.257.6, job.py, _load_config (August 2026).
func (s start) addedBySDK(name string) bool {
	return s.Launch.Call.Has("model_uri", "model_channel_name") && (strings.EqualFold(name, "model") || s.Launch.Call.Has("model_channel_name"))
}

// script is the script's name in messages.
func (s start) script() string { return path.Base(strings.ReplaceAll(s.Launch.Script, `\`, "/")) }

// details are the two sides by name.
func (s start) details(name string) map[string]any {
	return map[string]any{"channel": name, "launcher": s.Workspace.Name(s.Launch.File()), "script": s.Workspace.Name(s.Launch.Script)}
}

// inScript is where a node of the script stands.
func (s start) inScript(n *syntax.Node) workspace.Place {
	t := s.Script.Tree
	return workspace.Place{File: s.Launch.Script, Span: syntax.Range{Start: t.Start(n), End: t.End(n)}}
}

// isSet tells whether the job sets a variable itself, or may.
func (s start) isSet(variable string) bool {
	e := s.Launch.Environment
	_, set := e.Entry(variable)
	return set || e.Kind != workspace.None && (e.Kind != workspace.Dict || e.Open)
}

// uses are the places where the script reads a variable.
func (s start) uses(variable string) (uses []analysis.EnvUse) {
	for _, u := range s.Script.Environment() {
		if u.Name == variable {
			uses = append(uses, u)
		}
	}
	return uses
}
