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
// the dump is all that it does. The file gets another name, and who loads it must know: so the fix is never applied
// unasked.
func saveModelFix(p *rule.Pass, call *analysis.Call, save requirement.Save) []rule.Fix {
	if len(save.Values) != 1 || save.Values[0].Kind != analysis.String || strings.Contains(save.Values[0].Text, analysis.Hole) || call.Positional(0).Kind() != syntax.KindIdentifier {
		return nil
	}
	statement := rule.EnclosingStatement(call.Node)
	if len(statement.Children()) != 1 || statement.Children()[0] != call.Node || save.Path == nil {
		return nil
	}
	written := save.Path
	if block := statement.Parent(); block != nil && len(block.Children()) == 1 && block.Parent() != nil && block.Parent().Kind() == syntax.KindWith {
		statement = block.Parent()
		written = openedPath(p, save)
	} else if save.Path.Kind() == syntax.KindIdentifier {
		return nil // the file stays open for something else
	}
	line := fmt.Sprintf("%s.save_model(%s)", call.Positional(0).Text(), renamed(written, save.Values[0].Text))
	return []rule.Fix{{Title: "Save with save_model()", Edits: []rule.Edit{{Span: p.Span(statement), New: line}}}}
}

// openedPath is the path that the file of a save was opened with, nil where it cannot be told.
func openedPath(p *rule.Pass, save requirement.Save) *syntax.Node {
	for _, v := range p.Script.Eval(save.Path, save.Use.Call.Scope) {
		if v.Kind == analysis.Result && v.Call != nil {
			return v.Call.Positional(0)
		}
	}
	return nil
}

// renamed spells a path as the script does, with the ending of XGBoost's own format.
func renamed(written *syntax.Node, target string) string {
	base := path.Base(target)
	ours := strings.TrimSuffix(base, path.Ext(base)) + ".json"
	if written != nil && strings.Contains(written.Text(), base) {
		return strings.Replace(written.Text(), base, ours, 1)
	}
	return fmt.Sprintf("%q", path.Join(path.Dir(target), ours))
}
