package rule

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Pass is one rule's look at one script.
type Pass struct {
	Script *analysis.Script
	rule   *Rule
	report func(Issue)
}

// NewPass readies r for a script; report receives each finding, with everything but the place in LSP's counting.
func NewPass(r *Rule, script *analysis.Script, report func(Issue)) *Pass {
	return &Pass{Script: script, rule: r, report: report}
}

// Span is where n stands in the file.
func (p *Pass) Span(n *syntax.Node) Span {
	return Span{Start: p.Script.Tree.Start(n), End: p.Script.Tree.End(n)}
}

// Report files a finding at its Span. The rule's name, level and severity are filled in where the issue leaves them open.
func (p *Pass) Report(i Issue) {
	i.Category, i.Level, i.Source = p.rule.Name, p.rule.Level, Source
	if i.Severity == 0 {
		i.Severity = p.rule.Severity
	}
	if i.Details == nil {
		i.Details = map[string]any{}
	}
	i.Fixable = len(i.Fixes) > 0
	p.report(i)
}
