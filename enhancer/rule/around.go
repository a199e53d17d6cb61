package rule

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// Around is one rule's look at something in the workspace that is no script by itself.
type Around struct {
	Workspace *workspace.Workspace

	rule   *Rule
	report func(Issue)
}

// NewAround readies r for a workspace; report receives each finding.
func NewAround(r *Rule, w *workspace.Workspace, report func(Issue)) Around {
	return Around{Workspace: w, rule: r, report: report}
}

// Report files a finding at a place of any file. The rule's name, level and severity are filled in where the issue leaves
// them open.
func (a Around) Report(at workspace.Place, i Issue) {
	if at.IsZero() {
		return
	}
	i.File, i.Span = at.File, Span(at.Span)
	a.report(a.rule.Fill(i))
}

// RelatedTo is a second place that belongs to a finding; a message that reads well behind a file's name.
func RelatedTo(at workspace.Place, message string) Related {
	return Related{File: at.File, Span: Span(at.Span), Message: message}
}

// LaunchPass is one rule's look at one job definition.
type LaunchPass struct {
	Around
	Launch *workspace.Launch
	// Script is the script that it starts, nil where that cannot be told or is not there.
	Script *analysis.Script
}

// NewLaunchPass readies r for a job definition; report receives each finding.
func NewLaunchPass(r *Rule, w *workspace.Workspace, l *workspace.Launch, report func(Issue)) *LaunchPass {
	p := &LaunchPass{Around: NewAround(r, w, report), Launch: l}
	if l.Script != "" {
		p.Script = w.Script(l.Script)
	}
	return p
}
