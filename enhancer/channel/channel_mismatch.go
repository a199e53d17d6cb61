package channel

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed channel_mismatch.md
var channelMismatchPage string

// channelMismatch finds data channels that a script reads and its job is not started with: the script fails with a KeyError
// or FileNotFoundError after the instances were started.
var channelMismatch = &rule.Rule{
	Name:     "channel_mismatch",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A script reads a data channel that its job is not started with",
	Fixable:  true,
	Page:     channelMismatchPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		for _, s := range starts(p) {
			missing := slices.DeleteFunc(s.needs(), s.has)
			for _, n := range missing {
				s.reportMissing(n, len(missing) == 1)
			}
		}
	},
}

// reportMissing reports a channel that is not there; alone tells that it is the only one.
func (s start) reportMissing(n need, alone bool) {
	end := "FileNotFoundError: there is no " + data + n.name
	how := "reads `" + data + n.name + "`"
	if n.variable != "" {
		end, how = "KeyError", "reads `"+n.variable+"`"
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("%s %s, and the job is started with %s: it ends with a %s.", s.script(), how, s.given(), end),
		Recommendation: fmt.Sprintf("Start the job with a channel `%s`.", n.spelt()),
		Details:        s.details(n.spelt()),
		Related:        []rule.Related{rule.RelatedTo(s.inScript(n.node), "the channel is read here")},
		Shared:         true,
	}
	at := s.run.Call.Callee
	if e, ok := s.leftOver(); ok && alone {
		issue.Details["suggestion"] = e.Key
		if edit, ok := s.rename(e, n.spelt()); ok && !s.shares(e) {
			issue.Fixes = []rule.Fix{{Title: fmt.Sprintf("Call the channel `%s`", n.spelt()), Edits: []rule.Edit{edit}, Safe: true}}
		}
		if e.KeyPlace.File == s.Launch.File() && e.KeyPlace != e.Value.Place {
			at = e.KeyPlace
		}
	}
	s.Report(at, issue)
}

// given names the channels of the start.
func (s start) given() string {
	var names []string
	for _, e := range s.run.Channels.Entries {
		names = append(names, "`"+e.Key+"`")
	}
	switch len(names) {
	case 0:
		return "no channel"
	case 1:
		return "the channel " + names[0] + " only"
	}
	return "the channels " + strings.Join(names, ", ") + " only"
}

// leftOver is the only channel of the start that the script does not name; ok is false where there is none, or several.
func (s start) leftOver() (e workspace.Entry, ok bool) {
	text := strings.ToLower(string(s.Script.Tree.Text()))
	for _, c := range s.run.Channels.Entries {
		if name := strings.ToLower(c.Key); strings.Contains(text, prefixed(name)) || strings.Contains(text, data+name) {
			continue
		}
		if ok {
			return e, false
		}
		e, ok = c, true
	}
	return e, ok && !e.Maybe
}

func prefixed(name string) string { return strings.ToLower(prefix) + name }

// rename is the edit that gives a channel another name: in the dictionary, or, where fit() is given the data alone, by making
// one.
func (s start) rename(e workspace.Entry, name string) (edit rule.Edit, ok bool) {
	if e.KeyPlace != e.Value.Place {
		return rule.RenameAt(s.Workspace, e.KeyPlace, e.Key, name)
	}
	for _, a := range s.run.Call.Args {
		source := s.Source(a.Place)
		if a.Name != "" && a.Name != "inputs" || a.Value.Place != e.Value.Place || source == "" {
			continue
		}
		keyword := ""
		if a.Name != "" {
			keyword, source, _ = strings.Cut(source, "=")
			keyword += "="
		}
		return rule.EditAt(a.Place, fmt.Sprintf(`%s{"%s": %s}`, keyword, name, strings.TrimSpace(source))), true
	}
	return edit, false
}

// shares tells whether a job of another script is started with the same entry.
func (s start) shares(e workspace.Entry) bool {
	return slices.ContainsFunc(s.Workspace.LaunchesIn(s.Launch.File()), func(l *workspace.Launch) bool {
		return l.Script != s.Launch.Script && slices.ContainsFunc(l.Runs, func(r workspace.Run) bool {
			return slices.ContainsFunc(r.Channels.Entries, func(o workspace.Entry) bool { return o.KeyPlace == e.KeyPlace })
		})
	})
}
