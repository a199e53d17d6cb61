package script

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// namesModelDir tells scripts that run code which asks for the model directory, and so mean to fill it.
func namesModelDir(p *rule.Pass) bool {
	for _, use := range p.Script.Environment() {
		if use.Name == "SM_MODEL_DIR" && !use.Write && p.Script.Reached(use.Scope) {
			return true
		}
	}
	return false
}

// saveFixes offer the line that saves the model, where the model has a name and the framework is known.
func saveFixes(p *rule.Pass) []rule.Fix {
	call := trainingCall(p)
	if call == nil || len(p.Usage.InUse) == 0 {
		return nil
	}
	model := modelName(p, call)
	template := saveLine[p.Usage.InUse[0].Name]
	if model == "" || template == "" {
		return nil
	}
	var edits []rule.Edit
	name, more := p.EnsureImport("os", "os", "import os")
	edits = append(edits, more...)
	if strings.Contains(template, "joblib") {
		_, more = p.EnsureImport("joblib", "joblib", "import joblib")
		edits = append(edits, more...)
	}
	torch := "torch"
	if strings.Contains(template, "TORCH") {
		torch, more = p.EnsureImport("torch", "torch", "import torch")
		edits = append(edits, more...)
	}
	line := strings.NewReplacer("MODEL", model, "DIR", name+`.environ.get("SM_MODEL_DIR", "/opt/ml/model")`, "JOIN", name+".path.join", "TORCH", torch).Replace(template)
	edits = append(edits, p.InsertAfter(afterTraining(call), line))
	return []rule.Fix{{Title: "Save the model under SM_MODEL_DIR", Edits: edits}}
}

// saveLine is how each framework writes a model that its container can load.
// Source: the serving sections of the frameworks' pages in the SageMaker Python SDK documentation (v2.257, August 2026).
var saveLine = map[string]string{
	"xgboost":      `MODEL.save_model(JOIN(DIR, "xgboost-model"))`,
	"lightgbm":     `joblib.dump(MODEL, JOIN(DIR, "model.joblib"))`,
	"catboost":     `MODEL.save_model(JOIN(DIR, "model.cbm"))`,
	"sklearn":      `joblib.dump(MODEL, JOIN(DIR, "model.joblib"))`,
	"pytorch":      `TORCH.save(MODEL.state_dict(), JOIN(DIR, "model.pth"))`,
	"tensorflow":   `MODEL.save(JOIN(DIR, "model.keras"))`,
	"transformers": `MODEL.save_model(DIR)`,
	"lightning":    `MODEL.save_checkpoint(JOIN(DIR, "model.ckpt"))`,
}

// modelName is what the script calls the model where the training call stands: what the call's result is assigned to,
// the receiver of `fit`, or the module whose output the loss was made from.
func modelName(p *rule.Pass, call *analysis.Call) string {
	if p.Usage.InUse[0].Name == "pytorch" {
		return moduleName(p, call)
	}
	statement := rule.EnclosingStatement(call.Node)
	if c := statement.Children(); len(c) == 1 && c[0].Kind() == syntax.KindAssignment {
		left, right := c[0].Child(syntax.FieldLeft), c[0].Child(syntax.FieldRight)
		if right == call.Node && left != nil && left.Kind() == syntax.KindIdentifier && call.Method() != "fit" {
			return left.Text()
		}
	}
	if call.Method() == "fit" || call.Method() == "train" {
		if object := call.Func.Child(syntax.FieldObject); object != nil && object.Kind() == syntax.KindIdentifier && len(p.Script.Lookup(object.Text(), call.Scope)) > 0 {
			for _, callee := range p.Script.Callees(call) {
				if callee.Name == p.Usage.InUse[0].Name+".train" {
					return ""
				}
			}
			return object.Text()
		}
	}
	return ""
}

// moduleName finds the name of the one nn.Module instance that the function of the training call can see.
func moduleName(p *rule.Pass, call *analysis.Call) string {
	for _, name := range []string{"model", "net", "network", "module"} {
		for _, b := range p.Script.Lookup(name, call.Scope) {
			if b.Kind == analysis.BindAssign || b.Kind == analysis.BindParam {
				return name
			}
		}
	}
	return ""
}

// afterTraining is the statement behind which the model is ready: the outermost loop around the call, else the
// statement that it stands in.
func afterTraining(call *analysis.Call) *syntax.Node {
	statement := rule.EnclosingStatement(call.Node)
	for n := statement; n != nil && n.Kind() != syntax.KindFunction; n = n.Parent() {
		if n.Kind() == syntax.KindFor || n.Kind() == syntax.KindWhile {
			statement = n
		}
	}
	return statement
}
