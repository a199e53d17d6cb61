package script

import (
	_ "embed"
	"fmt"
	"path"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unknown_opt_ml_path.md
var unknownOptMlPathPage string

// unknownOptMlPath finds paths below /opt/ml that a training container does not have: what is read there is missing, and
// what is written there is not uploaded.
var unknownOptMlPath = &rule.Rule{
	Name:     "unknown_opt_ml_path",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "A path below /opt/ml that no training container has",
	Fixable:  true,
	Page:     unknownOptMlPathPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Training() {
			return
		}
		for _, n := range analysis.Gather(p.Script, pathsKey{}, func(scope *analysis.Scope) []*syntax.Node { return platformPaths(p, scope) }) {
			checkPath(p, n)
		}
	},
}

type pathsKey struct{}

// platformPaths are the strings of a reached scope that begin like a path of the platform.
func platformPaths(p *rule.Pass, scope *analysis.Scope) (out []*syntax.Node) {
	if !p.Script.Reached(scope) {
		return nil
	}
	for _, n := range scope.Strings {
		if text, _ := analysis.PlainString(n); strings.HasPrefix(text, "/opt/ml/") {
			out = append(out, n)
		}
	}
	return out
}

func checkPath(p *rule.Pass, n *syntax.Node) {
	text, plain := analysis.PlainString(n)
	if !plain || strings.ContainsAny(text, " \t\n:,;{}%*<>'\"") {
		return
	}
	if continues(n) && !strings.HasSuffix(text, "/") {
		return // a piece of a longer path: its last name may not be whole
	}
	in, known := sagemaker.LookupPath(text)
	if known || p.Script.Writes(text) || path.Base(text) == hyperparametersFile { // of which hyperparameters_json_path knows more
		return
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("A training container has no `%s`.", text),
		Recommendation: "Below " + in.Path + " there is only what SageMaker puts there; see the requirements for its paths.",
		Details:        map[string]any{"path": text},
	}
	if suggestion, ok := rule.Suggest(strings.TrimRight(text, "/"), sagemaker.PathNames()); ok {
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", suggestion)
		issue.Fixes = []rule.Fix{{Title: "Change to " + suggestion, Edits: []rule.Edit{respell(p, n, strings.TrimRight(text, "/"), suggestion)}, Safe: true}}
	}
	p.Report(n, issue)
}

// continues tells a string that is put together with something else by `+`, `%` or by standing next to another.
func continues(n *syntax.Node) bool {
	parent := n.Parent()
	return parent != nil && (parent.Kind() == syntax.KindBinaryOperator || parent.Kind() == syntax.KindConcatenatedString)
}

// respell replaces a word inside a string literal and leaves its quotes as they are.
func respell(p *rule.Pass, n *syntax.Node, old, suggestion string) rule.Edit {
	span := p.Span(n)
	if i := strings.Index(n.Text(), old); i >= 0 {
		span.Start += i
		span.End = span.Start + len(old)
		return rule.Edit{Span: span, New: suggestion}
	}
	return rule.Edit{Span: span, New: fmt.Sprintf("%q", suggestion)}
}
