package script

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed script_does_not_parse.md
var scriptDoesNotParsePage string

// scriptDoesNotParse finds what Python 3 cannot read: the job dies before its first line runs.
var scriptDoesNotParse = &rule.Rule{
	Name:     "script_does_not_parse",
	Level:    1,
	Severity: rule.Error,
	Lacks:    true,
	Summary:  "The script is no valid Python 3",
	Fixable:  true,
	Page:     scriptDoesNotParsePage,
	Check: func(p *rule.Pass) {
		for _, m := range p.Script.Tree.Magics() {
			reportMagic(p, rule.Span{Start: m.Start, End: m.End})
		}
		for _, n := range p.Script.Tree.Errors() {
			reportUnparsed(p, n)
		}
		for _, n := range analysis.Gather(p.Script, suspectsKey{}, suspects) {
			switch n.Kind() {
			case syntax.KindExcept:
				reportExcept(p, n)
			case syntax.KindRaise:
				reportRaise(p, n)
			case syntax.KindBlock:
				reportEmpty(p, n)
			default:
				reportPython2(p, n)
			}
		}
	},
}

type suspectsKey struct{}

// suspects are the constructs of a top-level statement that the parser lets pass and Python 3 may not.
func suspects(scope *analysis.Scope) (found []*syntax.Node) {
	if scope.Kind != analysis.ModuleScope {
		return nil
	}
	scope.Statement().Root().Walk(func(n *syntax.Node) bool {
		switch n.Kind() {
		case syntax.KindPrintStatement, syntax.KindExecStatement, syntax.KindExcept, syntax.KindRaise:
			found = append(found, n)
		case syntax.KindBlock:
			if !n.IsMissing() && n.Parent() != nil && isEmpty(n) {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}

// reportMagic is about a line that only a notebook understands.
func reportMagic(p *rule.Pass, span rule.Span) {
	p.Report(nil, rule.Issue{
		Span:           span,
		Message:        "This line is a notebook command, no Python: the job fails with a SyntaxError before it starts.",
		Recommendation: "Take it out; packages belong in requirements.txt.",
		Fixes: []rule.Fix{{
			Title: "Comment the line out",
			Edits: []rule.Edit{{Span: rule.Span{Start: span.Start, End: span.Start}, New: "# "}},
			Safe:  true,
		}},
	})
}

func reportUnparsed(p *rule.Pass, n *syntax.Node) {
	span := p.Span(n)
	text := p.Script.Tree.Text()
	for i := span.Start; i < span.End; i++ { // the first line says enough
		if text[i] == '\n' || text[i] == '\r' {
			span.End = i
			break
		}
	}
	if span.End == span.Start && span.Start > 0 && !n.IsMissing() {
		span.Start--
	}
	message := "This is not valid Python: the job fails with a SyntaxError before it starts."
	if n.IsMissing() {
		message = "Something is missing here: the job fails with a SyntaxError before it starts."
	}
	p.Report(nil, rule.Issue{Span: span, Message: message, Recommendation: "Mend the syntax."})
}

// isEmpty tells a block in which nothing stands: the parser lets it pass, Python does not.
func isEmpty(block *syntax.Node) bool {
	for _, c := range block.Children() {
		if c.Kind() != syntax.KindComment {
			return false
		}
	}
	return true
}

// reportEmpty is about the head of a block, such as `if x:`, below which nothing is indented.
func reportEmpty(p *rule.Pass, block *syntax.Node) {
	span := rule.Span{Start: p.Span(block.Parent()).Start, End: p.Span(block).Start}
	head, _, _ := strings.Cut(string(p.Script.Tree.Text()[span.Start:span.End]), "\n")
	span.End = span.Start + len(strings.TrimRight(head, " \t\r"))
	p.Report(block, rule.Issue{
		Span:           span,
		Message:        "Nothing is indented below this line: the job fails with an IndentationError before it starts.",
		Recommendation: "Write the block, or `pass`.",
	})
}

func reportPython2(p *rule.Pass, n *syntax.Node) {
	word, _, _ := strings.Cut(n.Text(), " ")
	p.Report(n, rule.Issue{
		Message:        "`" + word + "` is a statement of Python 2: training containers run Python 3, and the job fails with a SyntaxError.",
		Recommendation: "Write it as a function call: " + word + "(...).",
		Fixes:          callFix(p, n, word),
	})
}

// callFix puts the arguments of a one-line Python 2 statement in parentheses.
func callFix(p *rule.Pass, n *syntax.Node, word string) []rule.Fix {
	rest := strings.TrimSpace(strings.TrimPrefix(n.Text(), word))
	if rest == "" || strings.HasPrefix(rest, ">>") || strings.ContainsAny(rest, "\r\n") || strings.HasSuffix(rest, ",") || word == "exec" {
		return nil
	}
	return []rule.Fix{{Title: "Call " + word + "(...)", Edits: []rule.Edit{{Span: p.Span(n), New: word + "(" + rest + ")"}}, Safe: true}}
}

const ofPython2 = "`%s` is Python 2: training containers run Python 3, and the job fails with a SyntaxError."

// reportExcept is about `except E, e:`.
func reportExcept(p *rule.Pass, n *syntax.Node) {
	var parts []*syntax.Node
	for _, c := range n.Children() {
		if c.Kind() != syntax.KindBlock && c.Kind() != syntax.KindComment {
			parts = append(parts, c)
		}
	}
	if len(parts) != 2 || n.HasError() {
		return
	}
	issue := rule.Issue{
		Span:           rule.Span{Start: p.Span(parts[0]).Start, End: p.Span(parts[1]).End},
		Message:        fmt.Sprintf(ofPython2, onOneLine("except "+parts[0].Text()+", "+parts[1].Text())),
		Recommendation: "Name the exception with `as`, or put several in parentheses.",
	}
	if name := parts[1].Text(); parts[1].Kind() == syntax.KindIdentifier && strings.ToLower(name) == name {
		between := rule.Span{Start: p.Span(parts[0]).End, End: p.Span(parts[1]).Start}
		issue.Fixes = []rule.Fix{{Title: "Write 'as " + name + "'", Edits: []rule.Edit{{Span: between, New: " as "}}, Safe: true}}
	}
	p.Report(n, issue)
}

// reportRaise is about `raise E, "why"`.
func reportRaise(p *rule.Pass, n *syntax.Node) {
	list := n.First(syntax.KindExpressionList)
	if list == nil || n.HasError() {
		return
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf(ofPython2, onOneLine("raise "+list.Text())),
		Recommendation: "Call the exception with what it is given.",
	}
	if c := list.Children(); len(c) == 2 && (c[0].Kind() == syntax.KindIdentifier || c[0].Kind() == syntax.KindAttribute) {
		edit := rule.Edit{Span: p.Span(list), New: c[0].Text() + "(" + c[1].Text() + ")"}
		issue.Fixes = []rule.Fix{{Title: "Call " + c[0].Text() + "(...)", Edits: []rule.Edit{edit}, Safe: true}}
	}
	p.Report(n, issue)
}

func onOneLine(code string) string { return strings.Join(strings.Fields(code), " ") }
