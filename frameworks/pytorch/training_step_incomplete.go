package pytorch

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed training_step_incomplete.md
var trainingStepIncompletePage string

// trainingStepIncomplete finds training loops that compute gradients and never apply them, or apply gradients that
// nobody computed: the job runs for its full time, and the model stays what it was.
var trainingStepIncomplete = &rule.Rule{
	Name:      "training_step_incomplete",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "A training loop without backward(), or without the optimizer's step()",
	Framework: "pytorch",
	Fixable:   true,
	Page:      trainingStepIncompletePage,
	Check: func(p *rule.Pass) {
		if otherFramework(p) {
			return
		}
		s := readStep(p)
		switch {
		case len(s.backward) == 0 && len(s.optimizer) > 0:
			checkNoBackward(p, s)
		case len(s.backward) > 0 && len(s.optimizer) == 0 && len(s.other) == 0:
			checkNoStep(p, s)
		}
	},
}

func checkNoBackward(p *rule.Pass, s step) {
	if s.closure || s.wrapped || s.computes || handedOn(p, "backward", "train", "trainer", "step", "update", "optimize", "optimizer", "grad", "gradients", "minimize", "learn") {
		return
	}
	if beside := stepBeside(p); len(beside.backward) > 0 || beside.computes || beside.wrapped {
		return
	}
	for _, call := range s.optimizer {
		if !looped(p, call, 0) {
			continue
		}
		p.Report(call.Func, rule.Issue{
			Message:        fmt.Sprintf("`%s()` applies gradients that nothing computes: no backward() runs, so the model never learns.", call.Func.Text()),
			Recommendation: "Call loss.backward() before it.",
			Fixes:          backwardFix(p, call),
		})
		return
	}
}

// backwardFix inserts the call where exactly one name in sight is a loss.
func backwardFix(p *rule.Pass, call *analysis.Call) []rule.Fix {
	losses := map[string]bool{}
	for _, b := range call.Scope.Bindings {
		if strings.Contains(strings.ToLower(b.Name), "loss") && b.Node.Kind() == syntax.KindIdentifier && b.Kind == analysis.BindAssign &&
			b.Value != nil && b.Value.Kind() == syntax.KindCall && standsBefore(b.Node, call.Node) {
			losses[b.Name] = true
		}
	}
	if len(losses) != 1 {
		return nil
	}
	for loss := range losses {
		line := loss + ".backward()"
		return []rule.Fix{{Title: "Insert '" + line + "'", Edits: []rule.Edit{p.InsertBefore(rule.EnclosingStatement(call.Node), line)}, Safe: true}}
	}
	return nil
}

// standsBefore tells that a node stands in the innermost loop around another and before it.
func standsBefore(n, call *syntax.Node) bool {
	loop := call.Ancestor(syntax.KindFor, syntax.KindWhile)
	return loop != nil && loop.Contains(n) && n.Statement() == call.Statement() && n.Start() < call.Start()
}

func checkNoStep(p *rule.Pass, s step) {
	if s.applies || handedOn(p, "step", "optimize", "optimizer", "update", "apply", "minimize", "train", "learn") {
		return
	}
	if p.Requirements.Training() && lacksOptimizer(p, s) {
		return // missing_optimizer says it: there is none to step
	}
	if stepBeside(p).optimizes() {
		return
	}
	for _, call := range s.backward {
		if !looped(p, call, 0) {
			continue
		}
		p.Report(call.Func, rule.Issue{
			Message:        fmt.Sprintf("`%s()` computes gradients that nothing applies: no optimizer step() runs, so the model never learns.", call.Func.Text()),
			Recommendation: "Call optimizer.step() after it.",
			Fixes:          stepFix(p, call),
		})
		return
	}
}

// stepFix inserts the step of the one optimizer in sight.
func stepFix(p *rule.Pass, call *analysis.Call) []rule.Fix {
	name := visibleOptimizer(p, call)
	if name == "" {
		return nil
	}
	line := name + ".step()"
	return []rule.Fix{{Title: "Insert '" + line + "'", Edits: []rule.Edit{p.InsertAfter(rule.EnclosingStatement(call.Node), line)}, Safe: true}}
}

// visibleOptimizer is the customary name under which an optimizer is at hand where a call stands, empty where none is.
func visibleOptimizer(p *rule.Pass, call *analysis.Call) string {
	for _, name := range []string{"optimizer", "opt", "optim", "self.optimizer"} {
		for _, b := range p.Script.Lookup(name, call.Scope) {
			if b.Kind == analysis.BindAssign || b.Kind == analysis.BindParam {
				return name
			}
		}
	}
	return ""
}
