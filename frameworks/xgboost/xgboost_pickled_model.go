package xgboost

import (
	_ "embed"
	"fmt"
	"path"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed xgboost_pickled_model.md
var xgboostPickledModelPage string

// xgboostPickledModel finds XGBoost models that are pickled: the file can only be read by the version that wrote it. The
// job itself is none the worse for it, so it is information.
var xgboostPickledModel = &rule.Rule{
	Name:      "xgboost_pickled_model",
	Level:     1,
	Severity:  rule.Info,
	Summary:   "An XGBoost model is pickled instead of saved in XGBoost's own format",
	Framework: "xgboost",
	Fixable:   true,
	Page:      xgboostPickledModelPage,
	Check: func(p *rule.Pass) {
		for _, save := range p.Requirements.Saves {
			call := save.Use.Call
			if isPickle(p, call) && call.Positional(0) != nil && isModel(p, call) {
				p.Report(call.Func, rule.Issue{
					Message:        fmt.Sprintf("`%s` is pickled: only the same version of XGBoost can read it back.", call.Positional(0).Text()),
					Recommendation: "Save it with save_model(), which later versions read.",
					Fixes:          saveModelFix(p, call, save),
				})
			}
		}
	},
}

func isPickle(p *rule.Pass, call *analysis.Call) bool {
	for _, c := range p.Script.Callees(call) {
		switch c.Name {
		case "pickle.dump", "joblib.dump", "cPickle.dump", "cloudpickle.dump", "dill.dump", "_pickle.dump":
			return true
		}
	}
	return false
}

func isModel(p *rule.Pass, call *analysis.Call) bool {
	for _, v := range p.Script.Eval(call.Positional(0), call.Scope) {
		name := strings.TrimSuffix(strings.TrimPrefix(v.Text, "xgboost."), ".fit")
		if v.Kind != analysis.Result || !strings.HasPrefix(v.Text, "xgboost.") || !(name == "train" || strings.HasPrefix(name, "XGB") || strings.HasPrefix(name, "sklearn.XGB")) {
			return false
		}
	}
	return true
}

// saveModelFix replaces the dump by save_model where the path is written out: the whole `with open(...)` statement where
// the dump is all that it does.
func saveModelFix(p *rule.Pass, call *analysis.Call, save requirement.Save) []rule.Fix {
	if len(save.Values) != 1 || save.Values[0].Kind != analysis.String || strings.Contains(save.Values[0].Text, analysis.Hole) || call.Positional(0).Kind() != syntax.KindIdentifier {
		return nil
	}
	target := save.Values[0].Text
	line := fmt.Sprintf("%s.save_model(%q)", call.Positional(0).Text(), strings.TrimSuffix(target, path.Ext(target))+".json")
	statement := rule.EnclosingStatement(call.Node)
	if len(statement.Children()) != 1 || statement.Children()[0] != call.Node {
		return nil
	}
	if block := statement.Parent(); block != nil && len(block.Children()) == 1 && block.Parent() != nil && block.Parent().Kind() == syntax.KindWith {
		statement = block.Parent()
	} else if save.Path != nil && save.Path.Kind() == syntax.KindIdentifier {
		return nil // the file stays open for something else
	}
	return []rule.Fix{{Title: "Save with save_model()", Edits: []rule.Edit{{Span: p.Span(statement), New: line}}, Safe: true}}
}
