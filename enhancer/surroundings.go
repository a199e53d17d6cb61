package enhancer

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// CheckFile checks any file of a workspace: a script like Check, and of the others what they declare. The answer is nil for
// a file that cannot be read. The options' Workspace and File are filled in.
func CheckFile(w *workspace.Workspace, file string, o Options) *Report {
	o.Workspace, o.File = w, file
	if workspace.IsScript(file) {
		if script := w.Script(file); script != nil {
			return Check(script, o)
		}
		return nil
	}
	text, err := w.Files().Read(file)
	if err != nil {
		return nil
	}
	r := &Report{
		Path: o.Path, StepTypeReason: "it is no script", Issues: []rule.Issue{}, workspace: w, file: file,
		options: o, lines: syntax.NewLines(text), requirements: &requirement.Set{},
	}
	r.finish(r.withoutIgnored(around(w, file), text), o)
	return r
}

// around runs the rules about what stands around scripts, and gives what they find in one file.
func around(w *workspace.Workspace, file string) []rule.Issue {
	if w == nil || file == "" {
		return nil
	}
	var all []rule.Issue
	report := func(i rule.Issue) { all = append(all, i) }
	for _, l := range launchesAbout(w, file) {
		checkLaunch(w, l, report)
	}
	requirements(w, file, report)
	all = append(all, aroundSteps(w, file)...)
	if l := w.Launcher(file); l != nil {
		for _, rl := range Rules() {
			if rl.CheckLauncher != nil {
				rl.CheckLauncher(rule.NewLauncherPass(rl, w, l, report))
			}
		}
	}
	requests(w, file, report)
	var own []rule.Issue
	for _, i := range all {
		if i, ok := seenFrom(file, i); ok && !slices.ContainsFunc(own, func(o rule.Issue) bool { return sameFinding(o, i) }) {
			own = append(own, i)
		}
	}
	return own
}

// checkLaunch runs the rules about job definitions over one.
func checkLaunch(w *workspace.Workspace, l *workspace.Launch, report func(rule.Issue)) {
	for _, rl := range Rules() {
		if rl.CheckLaunch != nil {
			rl.CheckLaunch(rule.NewLaunchPass(rl, w, l, report))
		}
	}
}

// requests runs the rules about calls of the platform's API over those in a file.
func requests(w *workspace.Workspace, file string, report func(rule.Issue)) {
	for _, r := range w.RequestsIn(file) {
		for _, rl := range Rules() {
			if rl.CheckRequest != nil {
				rl.CheckRequest(rule.NewRequestPass(rl, w, r, report))
			}
		}
	}
}

// requirements runs the rules about requirements files over one.
func requirements(w *workspace.Workspace, file string, report func(rule.Issue)) {
	if !workspace.IsRequirementsFile(file) {
		return
	}
	r := w.RequirementsIn(file)
	if r == nil {
		return
	}
	for _, rl := range Rules() {
		if rl.CheckRequirements != nil {
			rl.CheckRequirements(rule.NewRequirementsPass(rl, w, r, report))
		}
	}
}

// launchesAbout are the job definitions that a file has to do with: those in it, and those that start it.
func launchesAbout(w *workspace.Workspace, file string) []*workspace.Launch {
	launches := slices.Clone(w.LaunchesIn(file))
	for _, l := range w.LaunchesOf(file) {
		if !slices.Contains(launches, l) {
			launches = append(launches, l)
		}
	}
	return launches
}

// seenFrom turns a finding so that it stands in a file: its own, or that of the other side where the finding is shared.
func seenFrom(file string, i rule.Issue) (rule.Issue, bool) {
	if i.File != file {
		at := slices.IndexFunc(i.Related, func(r rule.Related) bool { return r.File == file })
		if at < 0 || !i.Shared {
			return i, false
		}
		here := i.Related[at]
		i.Related = slices.Clone(i.Related)
		i.Related[at] = rule.Related{File: i.File, Span: i.Span, Message: "the other side of it is here"}
		i.Mirror = i.File
		i.Span = here.Span
	}
	i.Related, i.Fixes = slices.Clone(i.Related), slices.Clone(i.Fixes)
	for r := range i.Related {
		if i.Related[r].File == file {
			i.Related[r].File = ""
		}
	}
	for f := range i.Fixes {
		i.Fixes[f].Edits = slices.Clone(i.Fixes[f].Edits)
		for e := range i.Fixes[f].Edits {
			switch edit := &i.Fixes[f].Edits[e]; edit.File {
			case "":
				edit.File = i.Mirror
			case file:
				edit.File = ""
			}
		}
	}
	return i, true
}

// sameFinding tells findings that say the same of the same place, as two jobs that share a dictionary give.
func sameFinding(a, b rule.Issue) bool {
	return a.Category == b.Category && a.Span == b.Span && a.Message == b.Message
}
