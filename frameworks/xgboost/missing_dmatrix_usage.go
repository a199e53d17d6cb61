package xgboost

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_dmatrix_usage.md
var missingDmatrixUsagePage string

// missingDmatrixUsage finds native training that is given something else than a DMatrix: xgboost raises a TypeError. The
// wrappers for scikit-learn take frames and arrays, and are left alone.
var missingDmatrixUsage = &rule.Rule{
	Name:      "missing_dmatrix_usage",
	Level:     1,
	Severity:  rule.Warning,
	Lacks:     true,
	Summary:   "xgb.train() is given data that is no DMatrix",
	Framework: "xgboost",
	Fixable:   true,
	Page:      missingDmatrixUsagePage,
	Check: func(p *rule.Pass) {
		for _, call := range nativeTraining(p) {
			checkData(p, call)
		}
	},
}

type nativeKey struct{}

// nativeTraining are the calls of xgb.train() and xgb.cv().
func nativeTraining(p *rule.Pass) []*analysis.Call {
	return analysis.Gather(p.Script, nativeKey{}, func(scope *analysis.Scope) (out []*analysis.Call) {
		for _, call := range scope.Calls {
			if trainsNatively(p, call) {
				out = append(out, call)
			}
		}
		return out
	})
}

func trainsNatively(p *rule.Pass, call *analysis.Call) bool {
	for _, c := range p.Script.Callees(call) {
		if c.Name == "xgboost.train" || c.Name == "xgboost.cv" {
			return true
		}
	}
	return false
}

func checkData(p *rule.Pass, call *analysis.Call) {
	data := call.Keyword("dtrain")
	if data == nil {
		data = call.Positional(1)
	}
	if data == nil {
		return
	}
	values := p.Script.Eval(data, call.Scope)
	for _, v := range values {
		if !isPlainData(v) {
			return
		}
	}
	module := strings.TrimSuffix(call.Func.Text(), "."+call.Method())
	if call.Func.Kind() != syntax.KindAttribute {
		module = "xgboost"
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("XGBoost training script should use DMatrix for data: `%s` is none, and xgboost raises a TypeError.", data.Text()),
		Recommendation: "Convert the training data with xgb.DMatrix(X, label=y).",
	}
	if call.Func.Kind() == syntax.KindAttribute {
		issue.Fixes = []rule.Fix{{
			Title: "Wrap in " + module + ".DMatrix(...)",
			Edits: []rule.Edit{{Span: p.Span(data), New: module + ".DMatrix(" + data.Text() + ")"}},
		}}
	}
	p.Report(data, issue)
}

// isPlainData tells frames, arrays and written-out lists.
func isPlainData(v analysis.Value) bool {
	if v.Kind == analysis.Literal {
		return true
	}
	root, _, _ := strings.Cut(v.Text, ".")
	return (v.Kind == analysis.Result || v.Kind == analysis.External) && (root == "pandas" || root == "numpy")
}
