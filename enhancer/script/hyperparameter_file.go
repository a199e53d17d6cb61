package script

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// hyperparameterLoads are the calls of json.load that read the platform's own file of hyperparameters and take it as it is.
func hyperparameterLoads(p *rule.Pass) []*analysis.Call {
	return analysis.Gather(p.Script, hyperparameterLoadsKey{}, func(scope *analysis.Scope) (out []*analysis.Call) {
		if !p.Script.Reached(scope) {
			return nil
		}
		for _, call := range scope.Calls {
			if method := call.Method(); (method == "load" || method == "loads") && len(call.Args) == 1 && readsHyperparameterFile(p, call) {
				out = append(out, call)
			}
		}
		return out
	})
}

type hyperparameterLoadsKey struct{}

func readsHyperparameterFile(p *rule.Pass, call *analysis.Call) bool {
	callee, given := soleCallee(p, call), call.Positional(0)
	if given == nil || callee != "json.load" && callee != "json.loads" {
		return false
	}
	origins := p.Script.Origins(given, call.Scope)
	for _, o := range origins {
		read := callAt(o.Scope, o.Node)
		if read == nil {
			return false
		}
		opened := []analysis.Origin{o}
		if callee == "json.loads" {
			if read.Method() != "read" || read.Func.Kind() != syntax.KindAttribute {
				return false
			}
			opened = p.Script.Origins(read.Func.Child(syntax.FieldObject), o.Scope)
		}
		if len(opened) == 0 || slices.ContainsFunc(opened, func(o analysis.Origin) bool { return !opensHyperparameterFile(p, o) }) {
			return false
		}
	}
	return len(origins) > 0
}

// opensHyperparameterFile tells `open` with the path of the platform's file, and with no other.
func opensHyperparameterFile(p *rule.Pass, o analysis.Origin) bool {
	call := callAt(o.Scope, o.Node)
	if call == nil || soleCallee(p, call) != "open" || call.Positional(0) == nil {
		return false
	}
	v := p.Script.Eval(call.Positional(0), o.Scope)
	if len(v) != 1 {
		return false
	}
	if v[0].Kind == analysis.EnvVar {
		return v[0].Text == "SM_INPUT_CONFIG_DIR" && v[0].Rest == "/"+hyperparametersFile
	}
	return v[0].Kind == analysis.String && v[0].Text == sagemaker.HyperparametersFile
}

// mayChange tells whether what a call gave may be changed before it is used: an item of it is set, a method that changes it
// is called, or it is handed to something that is not in the file.
func mayChange(p *rule.Pass, load *analysis.Call) bool {
	for _, scope := range p.Script.Scopes() {
		if setsItemOf(p, scope, load) || slices.ContainsFunc(scope.Calls, func(c *analysis.Call) bool { return changedBy(p, c, load) }) {
			return true
		}
	}
	return false
}

func setsItemOf(p *rule.Pass, scope *analysis.Scope, load *analysis.Call) bool {
	for _, n := range leaves(scope) {
		if item := n.Parent(); item != nil && item.Kind() == syntax.KindSubscript && n.Field() == syntax.FieldValue && isSet(item) && gives(p, n, scope, load) {
			return true
		}
	}
	return false
}

// isSet tells what an assignment or a loop writes to.
func isSet(n *syntax.Node) bool {
	for n.Parent() != nil {
		switch n.Parent().Kind() {
		case syntax.KindPatternList, syntax.KindTuplePattern, syntax.KindListPattern, syntax.KindTuple, syntax.KindList:
			n = n.Parent()
		default:
			return n.Field() == syntax.FieldLeft && n.Parent().Kind() != syntax.KindBinaryOperator && n.Parent().Kind() != syntax.KindBooleanOperator
		}
	}
	return false
}

// gives tells whether an expression may be what a call gave. Where its way cannot be followed, it may also be a part of it.
func gives(p *rule.Pass, n *syntax.Node, scope *analysis.Scope, load *analysis.Call) bool {
	if n == nil {
		return false
	}
	if origins := p.Script.Origins(n, scope); len(origins) > 0 && isPlain(origins) {
		return slices.ContainsFunc(origins, func(o analysis.Origin) bool { return o.Node == load.Node })
	}
	for _, v := range p.Script.Eval(n, scope) {
		if (v.Kind == analysis.Result || v.Kind == analysis.External) && v.Call != nil && v.Call.Node == load.Node {
			return true
		}
	}
	return false
}

// isPlain tells origins that are not attributes, whose own way is not followed.
func isPlain(origins []analysis.Origin) bool {
	return !slices.ContainsFunc(origins, func(o analysis.Origin) bool { return o.Node.Kind() == syntax.KindAttribute })
}

func changedBy(p *rule.Pass, call, load *analysis.Call) bool {
	if call.Func.Kind() == syntax.KindAttribute && gives(p, call.Func.Child(syntax.FieldObject), call.Scope, load) {
		switch call.Method() {
		case "get", "items", "keys", "values", "copy":
			return false
		}
		return true
	}
	for _, a := range call.Args {
		if a.Star == 0 && isNameOrItem(a.Value) && gives(p, a.Value, call.Scope, load) && !leavesAlone(p, call) {
			return true
		}
	}
	return false
}

func isNameOrItem(n *syntax.Node) bool {
	return n.Kind() == syntax.KindIdentifier || n.Kind() == syntax.KindAttribute
}

// leavesAlone tells calls that only look at their arguments: of functions of the file, whose code is looked at anyway, and
// of those that print.
func leavesAlone(p *rule.Pass, call *analysis.Call) bool {
	for _, c := range p.Script.Callees(call) {
		root, _, _ := strings.Cut(c.Name, ".")
		switch {
		case c.Local != nil, analysis.IsBuiltin(c.Name), root == "json", root == "logging", root == "pprint", root == "logger":
		default:
			return false
		}
	}
	return true
}
