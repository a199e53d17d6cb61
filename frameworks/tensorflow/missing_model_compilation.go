package tensorflow

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_model_compilation.md
var missingModelCompilationPage string

// missingModelCompilation finds Keras models that are fitted and never compiled: fit() raises a RuntimeError. Models
// that are loaded are compiled already; where a model comes from cannot always be told, and then nothing is said.
var missingModelCompilation = &rule.Rule{
	Name:      "missing_model_compilation",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "A Keras model is fitted and never compiled",
	Framework: "tensorflow",
	Page:      missingModelCompilationPage,
	Check: func(p *rule.Pass) {
		fitted := analysis.Gather(p.Script, fittedKey{}, func(scope *analysis.Scope) []*analysis.Call { return fitsFreshModel(p, scope) })
		if len(fitted) == 0 || compiles(p) {
			return
		}
		for _, call := range fitted {
			p.Report(call.Func, rule.Issue{
				Message:        fmt.Sprintf("TensorFlow training script should compile its model: `%s` is fitted and never compiled, so fit() raises a RuntimeError.", receiver(call)),
				Recommendation: "Call compile(optimizer=..., loss=...) on it first.",
			})
		}
	},
}

type fittedKey struct{}

// fitsFreshModel are the reached calls of a scope that fit a model that the file itself makes.
func fitsFreshModel(p *rule.Pass, scope *analysis.Scope) (out []*analysis.Call) {
	for _, call := range scope.Calls {
		if call.Method() == "fit" && p.Script.Reached(scope) && isFreshModel(p, call) {
			out = append(out, call)
		}
	}
	return out
}

func receiver(call *analysis.Call) string { return call.Func.Child(syntax.FieldObject).Text() }

// compiles tells whether anything in the file is compiled, or in a module beside it.
func compiles(p *rule.Pass) bool {
	compiled := slices.ContainsFunc(p.Script.Scopes(), compilesIn)
	for _, sibling := range p.Requirements.Siblings {
		compiled = compiled || slices.ContainsFunc(sibling.Scopes, compilesIn)
	}
	return compiled
}

func compilesIn(scope *analysis.Scope) bool {
	return slices.ContainsFunc(scope.Calls, func(call *analysis.Call) bool { return strings.Contains(call.Method(), "compile") })
}

// isFreshModel tells calls on a model that the file itself makes.
func isFreshModel(p *rule.Pass, call *analysis.Call) bool {
	values := p.Script.Receiver(call)
	for _, v := range values {
		switch v.Kind {
		case analysis.Result:
			if !isModelClass(v.Text) {
				return false
			}
		case analysis.Instance:
			if !derivesModel(p.Script.ExternalBases(v.Scope)) {
				return false
			}
		default:
			return false
		}
	}
	return len(values) > 0
}

func derivesModel(bases []string) bool {
	for _, b := range bases {
		if isModelClass(b) {
			return true
		}
	}
	return false
}

func isModelClass(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	if root != "tensorflow" && root != "keras" && root != "tf_keras" {
		return false
	}
	return strings.HasSuffix(name, ".Sequential") || strings.HasSuffix(name, "keras.Model") || strings.HasSuffix(name, "models.Model") || strings.HasSuffix(name, "training.Model")
}
