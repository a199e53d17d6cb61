package pytorch

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_optimizer.md
var missingOptimizerPage string

// missingOptimizer finds scripts that compute gradients and make no optimizer, by whatever route.
var missingOptimizer = &rule.Rule{
	Name:      "missing_optimizer",
	Level:     1,
	Severity:  rule.Warning,
	Summary:   "Gradients are computed and no optimizer is made",
	Framework: "pytorch",
	WholeFile: true,
	Page:      missingOptimizerPage,
	Check: func(p *rule.Pass) {
		s := readStep(p)
		if otherFramework(p) || !lacksOptimizer(p, s) || !looped(p, s.backward[0], 0) || trainsOtherwise(p) {
			return
		}
		call := s.backward[0]
		p.Report(call.Func, rule.Issue{
			Message:        fmt.Sprintf("PyTorch training script should use an optimizer: `%s()` computes gradients, and nothing is there to apply them.", call.Func.Text()),
			Recommendation: "Make one, such as torch.optim.Adam(model.parameters()), and call its step() in the loop.",
		})
	},
}

// trainsOtherwise tells scripts in which a library does the training: they compute gradients for something else.
func trainsOtherwise(p *rule.Pass) bool {
	for _, use := range p.Usage.Of(frameworks.Trains) {
		if use.Framework != nil && use.Framework.Name != "pytorch" {
			return true
		}
	}
	return false
}

// lacksOptimizer tells scripts that compute gradients, and in which nothing is or may be an optimizer.
func lacksOptimizer(p *rule.Pass, s step) bool {
	return len(s.backward) > 0 && !s.applies && !s.computes && !s.wrapped && !s.clears && len(s.optimizer)+len(s.other) == 0 &&
		len(p.Usage.Of(frameworks.Optimizes)) == 0 && !namesOptimizer(p) && !optimizedBeside(p)
}

// optimizedBeside tells scripts beside which a module makes an optimizer, or applies the gradients.
func optimizedBeside(p *rule.Pass) bool {
	made := slices.ContainsFunc(p.Requirements.Siblings, func(s requirement.Sibling) bool {
		return slices.ContainsFunc(s.Uses, func(use *frameworks.Use) bool { return use.Role == frameworks.Optimizes })
	})
	beside := stepBeside(p)
	return made || beside.optimizes() || beside.clears
}

// namesOptimizer tells whether anything that runs is named after an optimizer: it may come from elsewhere.
func namesOptimizer(p *rule.Pass) bool {
	for _, scope := range p.Script.Scopes() {
		if !p.Script.Reached(scope) {
			continue
		}
		for _, n := range scope.Names {
			if strings.Contains(strings.ToLower(n.Text()), "optim") {
				return true
			}
		}
		for _, call := range scope.Calls {
			if strings.Contains(strings.ToLower(call.Method()), "optim") {
				return true
			}
		}
	}
	return false
}
