package rule

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Pass is one rule's look at one script.
type Pass struct {
	Script *analysis.Script
	// Usage is what the script does with ML frameworks.
	Usage *frameworks.Usage
	// Requirements are the three-valued answers, and what the file is.
	Requirements *requirement.Set
	// Workspace is what stands around the script, nil where nothing is known of it; Path is the script's place there, empty
	// where it has none.
	Workspace *workspace.Workspace
	Path      string

	rule   *Rule
	report func(Issue)
}

// NewPass readies r for a script; report receives each finding, with everything but the place in LSP's counting.
func NewPass(r *Rule, requirements *requirement.Set, report func(Issue)) *Pass {
	return &Pass{Script: requirements.Script, Usage: requirements.Usage, Requirements: requirements, rule: r, report: report}
}

// Span is where n stands in the file.
func (p *Pass) Span(n *syntax.Node) Span {
	return Span{Start: p.Script.Tree.Start(n), End: p.Script.Tree.End(n)}
}

// Report files a finding about n. Its Span is n's where the issue does not set one; the rule's name, level and severity
// are filled in where the issue leaves them open. Nothing is said about code below a stretch that does not parse: it may
// mean something else once it does.
func (p *Pass) Report(n *syntax.Node, i Issue) {
	if n != nil {
		if inBrokenCode(n) {
			return
		}
		if i.Span == (Span{}) {
			i.Span = p.Span(n)
		}
	}
	p.report(p.rule.Fill(i))
}

func inBrokenCode(n *syntax.Node) bool {
	for p := n; p != nil; p = p.Parent() {
		if p.Kind() == syntax.KindError || p.IsMissing() {
			return true
		}
	}
	return false
}

// Rule is the rule that looks.
func (p *Pass) Rule() *Rule { return p.rule }

// Launches are the job definitions that start the script; none where it is not known what stands around it.
func (p *Pass) Launches() []*workspace.Launch {
	if p.Workspace == nil {
		return nil
	}
	return p.Workspace.LaunchesOf(p.Path)
}
