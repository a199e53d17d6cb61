package pytorch

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_model_definition.md
var missingModelDefinitionPage string

// missingModelDefinition finds PyTorch scripts that train without a model in sight: no class derived from nn.Module, no
// layer, no model of a library, and nothing of the project's own that may bring one.
var missingModelDefinition = &rule.Rule{
	Name:      "missing_model_definition",
	Level:     1,
	Severity:  rule.Warning,
	Summary:   "PyTorch trains, and no model is defined or loaded",
	Framework: "pytorch",
	WholeFile: true,
	Page:      missingModelDefinitionPage,
	Check: func(p *rule.Pass) {
		if otherFramework(p) || p.Usage.InUse[0].Name != "pytorch" || definesModel(p) {
			return
		}
		if made := p.Usage.Of(frameworks.Optimizes); len(made) > 0 {
			p.Report(made[0].Call.Func, rule.Issue{
				Message:        "PyTorch training script should define a model: this optimizes something that is no torch.nn.Module.",
				Recommendation: "Create a class that inherits from torch.nn.Module, or use a model of a library.",
			})
		}
	},
}

// definesModel tells whether anything may be the model: what the tables know, a class with an imported base, something
// that has parameters, or a call of something that is not in the file.
func definesModel(p *rule.Pass) bool {
	if len(p.Usage.Of(frameworks.Defines)) > 0 {
		return true
	}
	for _, class := range p.Script.Classes() {
		if len(class.Bases) > 0 {
			return true
		}
	}
	for _, scope := range p.Script.Scopes() {
		for _, call := range scope.Calls {
			for _, c := range p.Script.Callees(call) {
				root, rest, _ := strings.Cut(c.Name, ".")
				if c.Local == nil && (c.Name == "" && mayMakeModel(call) || c.Name != "" && !frameworks.IsLibrary(root) && !analysis.IsBuiltin(root)) || strings.HasPrefix(rest, "nn.") || strings.Contains(strings.ToLower(rest), "model") || root != "torch" && root != "torchvision" && isMLModule(root) {
					return true
				}
			}
		}
	}
	return false
}

// mayMakeModel tells calls of something unknown that may hand out a model, or ask one for its parts. Other methods of
// something unknown are most likely those of a tensor.
func mayMakeModel(call *analysis.Call) bool {
	if call.Func.Kind() != syntax.KindAttribute {
		return true
	}
	method := strings.ToLower(call.Method())
	return slices.ContainsFunc([]string{"model", "net", "parameters", "modules", "children", "state_dict", "build", "create", "make", "get_", "init", "load", "from_", "forward", "train", "eval", "encode", "decode", "cuda"},
		func(part string) bool { return strings.Contains(method, part) })
}

func isMLModule(root string) bool {
	for _, f := range frameworks.All() {
		if f.Marks(root) {
			return true
		}
	}
	return false
}
