package script

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed sm_env_json_not_decoded.md
var smEnvJSONNotDecodedPage string

// smEnvJSONNotDecoded finds variables of the platform that hold JSON or a number and are used as if the environment had
// decoded them: the length of SM_HOSTS is that of its text.
var smEnvJSONNotDecoded = &rule.Rule{
	Name:     "sm_env_json_not_decoded",
	Level:    1,
	Severity: rule.Error,
	Summary:  "A variable that holds JSON or a number is used without decoding it",
	Fixable:  true,
	Page:     smEnvJSONNotDecodedPage,
	Check: func(p *rule.Pass) {
		if !readsEncoded(p.Script) {
			return
		}
		for _, m := range analysis.Gather(p.Script, encodedKey{}, func(scope *analysis.Scope) []misuse {
			return misuses(p, scope, func(o analysis.Origin) (raw, bool) { return encoded(p.Script, o) })
		}) {
			if m.as == wanted(m.name) && !asksForAny(m) {
				reportEncoded(p, m)
			}
		}
	},
}

type encodedKey struct{}

// numbers are the variables that hold a number.
// Source: sagemaker-training-toolkit, environment.py; sagemaker-train, container_drivers/scripts/environment.py (August 2026).
var numbers = map[string]bool{"SM_NUM_GPUS": true, "SM_NUM_CPUS": true, "SM_NUM_NEURONS": true, "SM_CURRENT_HOST_RANK": true, "SM_HOST_COUNT": true, "SM_LOG_LEVEL": true, "SM_MASTER_PORT": true}

// wanted is what a variable is once it is decoded.
func wanted(variable string) takenAs {
	if v := sagemaker.LookupVariable(variable); v != nil && v.JSON {
		return asItems
	}
	if numbers[variable] {
		return asNumber
	}
	return asNothing
}

func readsEncoded(s *analysis.Script) bool {
	for _, use := range s.Environment() {
		if wanted(use.Name) != asNothing {
			return true
		}
	}
	return false
}

// encoded tells the reading of a variable that has to be decoded.
func encoded(s *analysis.Script, o analysis.Origin) (raw, bool) {
	use, ok := s.EnvironmentRead(o.Node, o.Scope)
	if !ok || wanted(use.Name) == asNothing {
		return raw{}, false
	}
	return raw{use.Name, use.Default}, true
}

// asksForAny tells `len(os.environ.get("NAME", ""))`, by which some scripts ask whether the variable is there.
func asksForAny(m misuse) bool {
	text, plain := plainText(m.fallback)
	return plain && text == "" && m.by == "`len`"
}

func reportEncoded(p *rule.Pass, m misuse) {
	issue := rule.Issue{Details: map[string]any{"variable": m.name}}
	if m.as == asNumber {
		issue.Message = fmt.Sprintf("`%s` is a text, and %s takes a number.", m.name, m.by)
		issue.Recommendation = fmt.Sprintf("Convert it: int(%s).", m.node.Text())
		issue.Fixes = []rule.Fix{wrap(p, m.node, "int")}
	} else {
		name, edits := p.EnsureImport("json", "json", "import json")
		issue.Message = fmt.Sprintf("`%s` is JSON in a text: %s takes its characters.", m.name, m.by)
		issue.Recommendation = fmt.Sprintf("Decode it: %s.loads(%s).", name, m.node.Text())
		if m.fallback == nil || m.fallback.Kind() == syntax.KindString {
			issue.Fixes = []rule.Fix{wrap(p, m.node, name+".loads", edits...)}
		}
	}
	p.Report(m.node, issue)
}
