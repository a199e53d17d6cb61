package enhancer

import (
	"maps"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// EnhanceValidation merges what the four levels and the framework's validator find in a script into existing results.
// The answer has the seed's keys: enhanced_results (existing, with the new issues added and its counts raised; nothing in
// it is lost, and the map that was given is left as it was), additional_issues, step_type, and framework (null where
// there is none).
func EnhanceValidation(existing map[string]any, script *Report) map[string]any {
	enhanced := maps.Clone(existing)
	if enhanced == nil {
		enhanced = map[string]any{}
	}
	had, _ := enhanced["issues"].([]any)
	issues := append([]any{}, had...)
	found := append(slices.Clone(script.Issues), script.Beyond()...)
	for _, i := range found {
		issues = append(issues, i)
	}
	if _, kept := enhanced["issues"]; !kept || had != nil {
		enhanced["issues"] = issues
	} else {
		enhanced["additional_issues"] = found // what stands under "issues" is no list, and stays
	}
	enhanced["summary"] = summary(enhanced["summary"], len(had), found)
	if _, kept := enhanced["success"]; !kept {
		enhanced["success"] = true
	}
	if worst(found) == rule.Error {
		enhanced["success"] = false
	}
	return map[string]any{
		"enhanced_results":  enhanced,
		"additional_issues": found,
		"step_type":         script.StepType,
		"framework":         script.Framework(),
	}
}

// summary raises the counts of an existing summary: total_issues and one count per severity, such as error_count.
func summary(existing any, had int, issues []rule.Issue) map[string]any {
	s, _ := existing.(map[string]any)
	s = maps.Clone(s)
	if s == nil {
		s = map[string]any{"total_issues": had}
	}
	raise := func(key string, by int) {
		switch n := s[key].(type) {
		case float64:
			s[key] = n + float64(by)
		case int:
			s[key] = n + by
		case nil:
			s[key] = by
		}
	}
	raise("total_issues", len(issues))
	for _, i := range issues {
		raise(strings.ToLower(i.Severity.String())+"_count", 1)
	}
	return s
}

func worst(issues []rule.Issue) rule.Severity {
	var worst rule.Severity
	for _, i := range issues {
		worst = max(worst, i.Severity)
	}
	return worst
}

// ValidateTrainingScriptComprehensive answers with the seed's keys: script_name, framework, training_patterns,
// framework_patterns, validation_results; and with what the seed could not know: the step type, the three-valued
// requirements, and the issues. Unlike Check it takes the script for a training script, whatever it looks like.
func ValidateTrainingScriptComprehensive(name string, content []byte) map[string]any {
	return ValidateUnder(content, Options{Path: name})
}

// ValidateUnder is ValidateTrainingScriptComprehensive under options. With a workspace among them, the levels that look at what
// stands around the script (key levels) are told too.
func ValidateUnder(content []byte, o Options) map[string]any {
	script := ReadScript(syntax.Parse(content), nil, o.Workspace, o.File)
	o.StepType = "Training"
	report := Check(script, o)
	patterns, results, requirements := map[string]any{}, map[string]any{}, []any{}
	for _, a := range report.Requirements {
		has := a.State == Found
		patterns["has_"+a.Capability] = has
		results[a.Capability] = has
		answer := map[string]any{"capability": a.Capability, "state": a.State.String()}
		if a.Reason != "" {
			answer["reason"] = a.Reason
		}
		requirements = append(requirements, answer)
	}
	return map[string]any{
		"script_name":        o.Path,
		"framework":          report.Framework(),
		"training_patterns":  patterns,
		"framework_patterns": frameworkPatterns(report),
		"validation_results": results,
		"step_type":          report.StepType,
		"requirements":       requirements,
		"levels":             report.Levels(),
		"issues":             report.Issues,
	}
}

// frameworkPatterns are the seed's yes-or-no answers about the framework that trains.
func frameworkPatterns(r *Report) map[string]any {
	has := func(role frameworks.Role) bool { return len(r.requirements.Usage.Of(role)) > 0 }
	imports := func(f *frameworks.Framework) bool {
		for _, i := range r.script.Imports() {
			for _, m := range f.Modules {
				if i.Module == m || strings.HasPrefix(i.Module, m+".") {
					return true
				}
			}
		}
		return false
	}
	calls := func(names ...string) bool { return callsAny(r.script, names) }
	if len(r.Frameworks) == 0 {
		return map[string]any{}
	}
	f := r.options.Frameworks.ByName(r.Frameworks[0])
	switch f.Name {
	case "xgboost":
		return map[string]any{
			"has_xgboost_import": imports(f), "has_dmatrix_usage": calls("xgboost.*DMatrix"), "has_xgb_train": has(frameworks.Trains),
			"has_booster_usage": calls("xgboost.train", "xgboost.Booster", "xgboost.**.get_booster"),
			"has_model_loading": calls("xgboost.**.load_model", "pickle.load", "joblib.load"),
		}
	case "pytorch":
		return map[string]any{
			"has_torch_import": imports(f), "has_nn_module": derives(r.script, "torch.nn.") || calls("torch.nn.*"), "has_optimizer": has(frameworks.Optimizes),
			"has_loss_function": calls("torch.nn.*Loss", "torch.nn.functional.*loss*", "torch.nn.functional.*entropy*"),
			"has_model_loading": calls("torch.load", "**.load_state_dict"), "has_training_loop": has(frameworks.Trains),
		}
	}
	return map[string]any{
		"has_" + f.Name + "_import": imports(f), "has_model_training": has(frameworks.Trains), "has_model_definition": has(frameworks.Defines),
		"has_model_saving": has(frameworks.Saves), "has_model_evaluation": has(frameworks.Evaluates),
	}
}

func callsAny(script *analysis.Script, patterns []string) bool {
	for _, scope := range script.Scopes() {
		if !script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			for _, c := range script.Callees(call) {
				for _, p := range patterns {
					if c.Name != "" && frameworks.Match(p, c.Name) {
						return true
					}
				}
			}
		}
	}
	return false
}

func derives(script *analysis.Script, prefix string) bool {
	for _, class := range script.Classes() {
		for _, base := range script.ExternalBases(class) {
			if strings.HasPrefix(base, prefix) {
				return true
			}
		}
	}
	return false
}

// GetTrainingValidationRequirements gives the seed's table: required_patterns, framework_requirements, sagemaker_paths
// and validation_levels. The severities are those of the rules that report the patterns' absence.
func GetTrainingValidationRequirements() map[string]any {
	patterns := map[string]any{}
	for _, p := range requirement.Patterns {
		patterns[p.Capability] = map[string]any{"keywords": p.Keywords, "description": p.Description, "severity": severityOf(p.Rule), "rule": p.Rule}
	}
	needs := map[string]any{}
	for _, f := range requirement.Frameworks {
		needs[f.Name] = map[string]any{"imports": f.Imports, "functions": f.Functions, "patterns": f.Patterns}
	}
	return map[string]any{
		"required_patterns":      patterns,
		"framework_requirements": needs,
		"sagemaker_paths": map[string]any{
			"model_output":         "/opt/ml/model",
			"hyperparameters":      "/opt/ml/input/data/config",
			"hyperparameters_file": "/opt/ml/input/config/hyperparameters.json",
			"training_data":        "/opt/ml/input/data/train",
			"validation_data":      "/opt/ml/input/data/validation",
		},
		"validation_levels": map[string]any{
			"level1": "Script pattern validation",
			"level2": "Specification alignment",
			"level3": "Dependency validation",
			"level4": "Builder pattern validation",
		},
	}
}

func severityOf(name string) string {
	for _, r := range Rules() {
		if r.Name == name {
			return r.Severity.String()
		}
	}
	return ""
}
