package pytorch

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_zero_grad.md
var missingZeroGradPage string

// missingZeroGrad finds training loops that never clear the gradients: backward() adds to them, so each step goes along
// the sum of all steps before it. Where in the loop they are cleared makes no difference.
var missingZeroGrad = &rule.Rule{
	Name:      "missing_zero_grad",
	Level:     1,
	Severity:  rule.Warning,
	Lacks:     true,
	Summary:   "A training loop that never clears the gradients",
	Framework: "pytorch",
	Fixable:   true,
	Page:      missingZeroGradPage,
	Check: func(p *rule.Pass) {
		if otherFramework(p) {
			return
		}
		s := readStep(p)
		if len(s.backward) == 0 || len(s.optimizer) == 0 || s.zeroGrad || s.clears || s.closure || handedOn(p, "zero", "clear", "reset", "optimize", "optimizer") {
			return
		}
		if beside := stepBeside(p); beside.zeroGrad || beside.clears || beside.closure {
			return
		}
		for _, call := range s.backward {
			if !looped(p, call, 0) {
				continue
			}
			optimizer := s.optimizer[0].Func.Child(syntax.FieldObject)
			issue := rule.Issue{
				Message:        fmt.Sprintf("`%s()` adds to the gradients of the steps before: nothing clears them.", call.Func.Text()),
				Recommendation: fmt.Sprintf("Call %s.zero_grad() once per step.", optimizer.Text()),
			}
			if s.optimizer[0].Scope == call.Scope && len(s.optimizer) == 1 {
				line := optimizer.Text() + ".zero_grad()"
				issue.Fixes = []rule.Fix{{Title: "Insert '" + line + "'", Edits: []rule.Edit{p.InsertBefore(rule.EnclosingStatement(call.Node), line)}, Safe: true}}
			}
			p.Report(call.Func, issue)
			return
		}
	},
}
