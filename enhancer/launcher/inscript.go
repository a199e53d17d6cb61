package launcher

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// respellIn changes a part of what a node of the job's script says.
func respellIn(p *rule.LaunchPass, n *syntax.Node, old, now string) rule.Edit {
	span := spanIn(p, n)
	return rule.Edit{File: p.Launch.Script, Span: span, New: strings.Replace(n.Text(), old, now, 1)}
}

// spanIn is where a node of the job's script stands.
func spanIn(p *rule.LaunchPass, n *syntax.Node) rule.Span {
	return rule.Span{Start: p.Script.Tree.Start(n), End: p.Script.Tree.End(n)}
}

// inScriptAt is a node of the job's script as a second place of a finding.
func inScriptAt(p *rule.LaunchPass, n *syntax.Node, message string) rule.Related {
	return rule.Related{File: p.Launch.Script, Span: spanIn(p, n), Message: message}
}
