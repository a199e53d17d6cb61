package script

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed failure_swallowed.md
var failureSwallowedPage string

// failureSwallowed finds `try` statements around the training or the saving whose handler for every exception lets the
// script end as if nothing had happened: SageMaker reports Completed, with an empty model.
var failureSwallowed = &rule.Rule{
	Name:     "failure_swallowed",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "An exception while training or saving is caught, and the job ends green",
	Fixable:  true,
	Page:     failureSwallowedPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Training() {
			return
		}
		training, saving := workingCalls(p)
		for _, t := range analysis.Gather(p.Script, triesKey{}, tries) {
			if p.Script.Reached(t.scope) {
				checkTry(p, t.node, t.scope, training, saving)
			}
		}
	},
}

// workingCalls are the calls that train, with the ones that lead to them, and the calls that save the model.
func workingCalls(p *rule.Pass) (training, saving map[*analysis.Call]bool) {
	training, saving = map[*analysis.Call]bool{}, map[*analysis.Call]bool{}
	seen := map[*analysis.Scope]bool{}
	var follow func(f *analysis.Scope)
	follow = func(f *analysis.Scope) {
		if f == nil || seen[f] {
			return
		}
		seen[f] = true
		for _, call := range p.Script.Sites(f) {
			training[call] = true
			follow(call.Scope.Function())
		}
	}
	for _, use := range p.Usage.Of(frameworks.Trains) {
		training[use.Call] = true
		follow(use.Call.Scope.Function())
	}
	for _, save := range p.Requirements.Saves {
		if !save.Checkpoint && save.Use.Entry != nil && !save.Use.Entry.Configures {
			saving[save.Use.Call] = true
		}
	}
	return training, saving
}

// tries are the try statements of a scope, without those of the scopes in it.
func tries(scope *analysis.Scope) (out []try) {
	seen := map[*syntax.Node]bool{}
	for _, call := range scope.Calls {
		for n := call.Node.Parent(); n != nil && n != scope.Node; n = n.Parent() {
			if n.Kind() == syntax.KindTry && !seen[n] {
				seen[n] = true
				out = append(out, try{n, scope})
			}
		}
	}
	return out
}

// try is a try statement.
type try struct {
	node  *syntax.Node
	scope *analysis.Scope
}

type triesKey struct{}

func checkTry(p *rule.Pass, try *syntax.Node, scope *analysis.Scope, training, saving map[*analysis.Call]bool) {
	body := try.Child(syntax.FieldBody)
	if body == nil || !holdsAny(body, scope, training) && !holdsAll(body, saving) {
		return
	}
	for _, handler := range try.Children() {
		if handler.Kind() != syntax.KindExcept || !catchesAll(handler) || goesOn(p, try, handler, scope) {
			continue
		}
		block := handler.First(syntax.KindBlock)
		if block == nil || len(block.Children()) == 0 {
			continue
		}
		p.Report(headOf(handler), rule.Issue{
			Span:           headSpan(p, handler, block),
			Message:        "A failure of the training ends here without a trace: SageMaker reports the job as Completed, with an empty model.",
			Recommendation: "Re-raise it, or exit with a status other than 0.",
			Fixes:          raiseFix(p, block),
		})
	}
}

func holdsAny(body *syntax.Node, scope *analysis.Scope, calls map[*analysis.Call]bool) bool {
	for _, call := range scope.Calls {
		if calls[call] && body.Contains(call.Node) {
			return true
		}
	}
	return false
}

// holdsAll tells a body that all of the calls stand in: where another one saves the model too, failing here loses none.
func holdsAll(body *syntax.Node, calls map[*analysis.Call]bool) bool {
	for call := range calls {
		if !body.Contains(call.Node) {
			return false
		}
	}
	return len(calls) > 0
}

// catchesAll tells `except:`, `except Exception:`, `except BaseException:` and lists that hold one of them.
func catchesAll(handler *syntax.Node) bool {
	for _, c := range handler.Children() {
		switch c.Kind() {
		case syntax.KindBlock, syntax.KindComment:
		case syntax.KindAsPattern:
			return len(c.Children()) > 0 && broad(c.Children()[0])
		default:
			return broad(c)
		}
	}
	return true
}

// broad tells the names of every exception, alone or among others.
func broad(n *syntax.Node) bool {
	if n.Kind() == syntax.KindTuple || n.Kind() == syntax.KindParenthesized {
		return slices.ContainsFunc(n.Children(), broad)
	}
	return n.Text() == "Exception" || n.Text() == "BaseException"
}

// goesOn tells handlers after which the failure is not lost: they raise, exit, hand the exception on, try again, or the
// try statement stands in a loop or is followed by another attempt.
func goesOn(p *rule.Pass, try, handler *syntax.Node, scope *analysis.Scope) bool {
	safe := false
	handler.Walk(func(n *syntax.Node) bool {
		switch n.Kind() {
		case syntax.KindRaise, syntax.KindContinue, syntax.KindBreak:
			safe = true
		case syntax.KindReturn:
			safe = safe || len(n.Children()) > 0
		case syntax.KindCall:
			safe = safe || endsBadly(n)
		}
		return !safe
	})
	if safe {
		return true
	}
	for _, call := range scope.Calls {
		if !handler.Contains(call.Node) {
			continue
		}
		for _, callee := range p.Script.Callees(call) {
			if callee.Local != nil { // a function of the file may exit or try again
				return true
			}
			for _, use := range p.Usage.Uses {
				if use.Call == call && (use.Role == frameworks.Trains || use.Role == frameworks.Saves) {
					return true
				}
			}
		}
	}
	return try.Ancestor(syntax.KindFor, syntax.KindWhile) != nil
}

// endsBadly tells calls that end the process with a status other than 0.
func endsBadly(call *syntax.Node) bool {
	callee, args := call.Child(syntax.FieldFunction), call.Child(syntax.FieldArguments)
	if callee == nil || args == nil {
		return false
	}
	switch name := callee.Text(); name {
	case "sys.exit", "exit", "quit", "os._exit", "SystemExit":
		return len(args.Children()) > 0 && args.Children()[0].Text() != "0" && args.Children()[0].Kind() != syntax.KindNone
	case "os.abort", "os.kill":
		return true
	default:
		return strings.Contains(strings.ToLower(name), "fail") || strings.Contains(strings.ToLower(name), "abort")
	}
}

// headOf is a handler's first line, as a node: its exception, else itself.
func headOf(handler *syntax.Node) *syntax.Node { return handler }

// headSpan is the line `except ...:`.
func headSpan(p *rule.Pass, handler, block *syntax.Node) rule.Span {
	span := p.Span(handler)
	text := p.Script.Tree.Text()
	end := p.Span(block).Start
	for end > span.Start && text[end-1] != ':' {
		end--
	}
	span.End = max(end-1, span.Start+len("except"))
	return span
}

// raiseFix appends `raise` to the handler; where the handler exits with status 0, `raise` takes the exit's place.
func raiseFix(p *rule.Pass, block *syntax.Node) []rule.Fix {
	children := block.Children()
	last := children[len(children)-1]
	if sharesLine(children[0]) {
		return nil
	}
	edit := p.InsertAfter(last, "raise")
	if text := last.Text(); last.Kind() == syntax.KindPass || strings.HasPrefix(text, "sys.exit(") || strings.HasPrefix(text, "exit(") || last.Kind() == syntax.KindReturn {
		edit = rule.Edit{Span: p.Span(last), New: "raise"}
	}
	return []rule.Fix{{Title: "Re-raise the exception", Edits: []rule.Edit{edit}, Safe: true}}
}
