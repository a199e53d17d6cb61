package script

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed hyperparameter_string_used_as_number.md
var hyperparameterStringUsedAsNumberPage string

// hyperparameterStringUsedAsNumber finds hyperparameters that are used as numbers just as the platform gives them: in
// hyperparameters.json every value is a text, and so is every variable SM_HP_*.
var hyperparameterStringUsedAsNumber = &rule.Rule{
	Name:     "hyperparameter_string_used_as_number",
	Level:    1,
	Severity: rule.Error,
	Summary:  "A hyperparameter is used as a number and is a text",
	Fixable:  true,
	Page:     hyperparameterStringUsedAsNumberPage,
	Check: func(p *rule.Pass) {
		loads := hyperparameterLoads(p)
		if len(loads) == 0 && !readsHyperparameterVariable(p.Script) {
			return
		}
		unchanged := map[*syntax.Node]bool{}
		for _, l := range loads {
			unchanged[l.Node] = !mayChange(p, l)
		}
		for _, scope := range p.Script.Scopes() {
			for _, m := range misuses(p, scope, func(o analysis.Origin) (raw, bool) { return hyperparameter(p, o, unchanged) }) {
				if m.as == asNumber {
					reportText(p, m)
				}
			}
		}
	},
}

func readsHyperparameterVariable(s *analysis.Script) bool {
	for _, use := range s.Environment() {
		if strings.HasPrefix(use.Name, "SM_HP_") && !use.Write {
			return true
		}
	}
	return false
}

// hyperparameter tells an expression that reads one hyperparameter as the platform gives it.
func hyperparameter(p *rule.Pass, o analysis.Origin, unchanged map[*syntax.Node]bool) (raw, bool) {
	if use, ok := p.Script.EnvironmentRead(o.Node, o.Scope); ok {
		return raw{use.Name, use.Default}, strings.HasPrefix(use.Name, "SM_HP_")
	}
	mapping, key, fallback := itemRead(o)
	if mapping == nil {
		return raw{}, false
	}
	origins := p.Script.Origins(mapping, o.Scope)
	for _, from := range origins {
		if !unchanged[from.Node] {
			return raw{}, false
		}
	}
	return raw{key, fallback}, len(origins) > 0
}

// itemRead takes `mapping["key"]` and `mapping.get("key", fallback)` apart; mapping is nil for anything else.
func itemRead(o analysis.Origin) (mapping *syntax.Node, key string, fallback *syntax.Node) {
	switch o.Node.Kind() {
	case syntax.KindSubscript:
		mapping = o.Node.Child(syntax.FieldValue)
		key, ok := plainText(o.Node.Child(syntax.FieldSubscript))
		if !ok {
			return nil, "", nil
		}
		return mapping, key, nil
	case syntax.KindCall:
		call := callAt(o.Scope, o.Node)
		if call == nil || call.Method() != "get" || call.Func.Kind() != syntax.KindAttribute {
			return nil, "", nil
		}
		key, ok := plainText(call.Positional(0))
		if !ok {
			return nil, "", nil
		}
		return call.Func.Child(syntax.FieldObject), key, call.Positional(1)
	}
	return nil, "", nil
}

func reportText(p *rule.Pass, m misuse) {
	convert := m.conversion()
	issue := rule.Issue{
		Message:        fmt.Sprintf("SageMaker gives the hyperparameter `%s` as a text, and %s takes a number.", strings.TrimPrefix(m.name, "SM_HP_"), m.by),
		Recommendation: "Convert it with int() or float().",
		Details:        map[string]any{"hyperparameter": m.name},
	}
	if convert != "" {
		issue.Recommendation = fmt.Sprintf("Convert it: %s(%s).", convert, m.node.Text())
		issue.Fixes = []rule.Fix{wrap(p, m.node, convert)}
	}
	p.Report(m.node, issue)
}

// conversion is what turns the text into the number that is wanted, empty where it may be either. A default of 0 or 1 says
// nothing: a rate may have it as well.
func (m misuse) conversion() string {
	switch {
	case m.convert != "" || m.fallback == nil:
		return m.convert
	case m.fallback.Kind() == syntax.KindFloat:
		return "float"
	case m.fallback.Kind() == syntax.KindInteger && len(m.fallback.Text()) > 1:
		return "int"
	}
	return ""
}
