package enhancer_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// seedlike is a script in the manner of the seed's examples.
func seedlike(t *testing.T, framework string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", "scripts", "seedlike", framework+"_training.py"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// severe are a report's errors and warnings, as category and line of text.
func severe(text string, r *enhancer.Report) []string {
	out := []string{}
	for _, i := range r.Issues {
		if i.Severity > rule.Info {
			out = append(out, i.Severity.String()+" "+i.Category+" "+strings.TrimSpace(strings.Split(text, "\n")[i.Range.Start.Line]))
		}
	}
	return out
}

// TestSeedlikeScripts wants the scripts to be clean, and what is taken out of them to be missed where it belongs.
func TestSeedlikeScripts(t *testing.T) {
	const call = "    model = train_model(features, target, hyperparameters)\n"
	for _, c := range []struct {
		name, old, new string
		xgboost        []string
		pytorch        []string
	}{
		{name: "whole", old: call, new: call},
		{
			"the saving is not called", "    save_model(model)\n", "",
			[]string{"ERROR missing_model_saving model = xgb.train(settings, matrix, rounds)"},
			[]string{"ERROR missing_model_saving optimizer.step()"},
		},
		{
			"the training is not called", call, "    model = None\n",
			[]string{"ERROR missing_training_loop def main():"},
			[]string{"ERROR missing_training_loop def main():"},
		},
		{
			"main is not called", "__main__\":\n    main()\n", "__main__\":\n    pass\n",
			[]string{"ERROR missing_training_loop if __name__ == \"__main__\":"},
			[]string{"ERROR missing_training_loop if __name__ == \"__main__\":"},
		},
		{
			"the call of main is taken out", "__main__\":\n    main()\n", "__main__\":\n",
			[]string{"ERROR script_does_not_parse if __name__ == \"__main__\":", "ERROR missing_training_loop if __name__ == \"__main__\":"},
			[]string{"ERROR script_does_not_parse if __name__ == \"__main__\":", "ERROR missing_training_loop if __name__ == \"__main__\":"},
		},
		{
			"xgb.train is taken out", "    model = xgb.train(settings, matrix, rounds)\n", "    model = xgb.Booster(settings)\n",
			[]string{"ERROR missing_xgboost_train_call model = xgb.Booster(settings)", "ERROR missing_training_loop def main():"}, nil,
		},
		{
			"backward is taken out", "        loss.backward()\n", "",
			nil, []string{"ERROR training_step_incomplete optimizer.step()"},
		},
		{
			"step is taken out", "        optimizer.step()\n", "",
			nil, []string{"ERROR training_step_incomplete loss.backward()"},
		},
	} {
		for framework, want := range map[string][]string{"xgboost": c.xgboost, "pytorch": c.pytorch} {
			whole := seedlike(t, framework)
			if !strings.Contains(whole, c.old) {
				continue
			}
			t.Run(c.name+"/"+framework, func(t *testing.T) {
				text := strings.Replace(whole, c.old, c.new, 1)
				report := ruletest.Check(framework+"_training.py", text)
				if diff := cmp.Diff(append([]string{}, want...), severe(text, report)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if f := report.Framework(); f == nil || *f != framework {
					t.Errorf("frameworks %v", report.Frameworks)
				}
				if report.StepType != "Training" {
					t.Errorf("step type %q", report.StepType)
				}
			})
		}
	}
}

// asJSON is a value as a client reads it.
func asJSON(t *testing.T, v any) map[string]any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func keys(m any) []string {
	object, _ := m.(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

// unsaved is a script in the manner of the seed's examples that saves no model, and of which nothing else is to be said: its
// hyperparameters come from a channel of its own.
func unsaved(t *testing.T, framework string) string {
	t.Helper()
	return strings.NewReplacer("    save_model(model)\n", "", "/opt/ml/input/data/config/", "/opt/ml/input/data/settings/").Replace(seedlike(t, framework))
}

func TestEnhanceValidation(t *testing.T) {
	text := unsaved(t, "xgboost")
	report := ruletest.Check("xgboost_training.py", text)
	if len(report.Issues) != 1 {
		t.Fatalf("%v", report.Issues)
	}
	theirs := map[string]any{"category": "theirs", "severity": "WARNING"}
	for _, c := range []struct {
		name           string
		existing, want string // want is enhanced_results, with OURS for the issue of this report
	}{
		{"nothing", `null`, `{"issues": [OURS], "success": false, "summary": {"total_issues": 1, "error_count": 1}}`},
		{"empty", `{}`, `{"issues": [OURS], "success": false, "summary": {"total_issues": 1, "error_count": 1}}`},
		{
			"everything is kept",
			`{"script_analysis": {"imports": ["xgboost"]}, "issues": [THEIRS], "success": true, "summary": {"total_issues": 1, "warning_count": 1, "by": "x"}}`,
			`{"script_analysis": {"imports": ["xgboost"]}, "issues": [THEIRS, OURS], "success": false,
			  "summary": {"total_issues": 2, "warning_count": 1, "error_count": 1, "by": "x"}}`,
		},
		{
			"issues without a summary", `{"issues": [THEIRS, THEIRS]}`,
			`{"issues": [THEIRS, THEIRS, OURS], "success": false, "summary": {"total_issues": 3, "error_count": 1}}`,
		},
		{
			"issues that are no list", `{"issues": "none", "success": "maybe"}`,
			`{"issues": "none", "additional_issues": [OURS], "success": false, "summary": {"total_issues": 1, "error_count": 1}}`,
		},
		{
			"counts that are no numbers", `{"summary": {"total_issues": "many", "error_count": null}}`,
			`{"issues": [OURS], "success": false, "summary": {"total_issues": "many", "error_count": 1}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			ours := asJSON(t, report.Issues[0])
			fill := func(text string) map[string]any {
				a, _ := json.Marshal(theirs)
				b, _ := json.Marshal(ours)
				var out map[string]any
				if err := json.Unmarshal([]byte(strings.NewReplacer("THEIRS", string(a), "OURS", string(b)).Replace(text)), &out); err != nil {
					t.Fatal(err)
				}
				return out
			}
			existing := fill(c.existing)
			got := asJSON(t, enhancer.EnhanceValidation(existing, report))
			if diff := cmp.Diff([]string{"additional_issues", "enhanced_results", "framework", "step_type"}, keys(got)); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(map[string]any{
				"enhanced_results": fill(c.want), "additional_issues": []any{ours}, "step_type": "Training", "framework": "xgboost",
			}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(fill(c.existing), existing); diff != "" {
				t.Errorf("what was given has changed (-before +after):\n%s", diff)
			}
		})
	}
}

// TestEnhanceValidationOfAnythingElse wants the answer to keep its shape where there is nothing to say.
func TestEnhanceValidationOfAnythingElse(t *testing.T) {
	got := asJSON(t, enhancer.EnhanceValidation(nil, ruletest.Check("empty.py", "")))
	want := map[string]any{
		"enhanced_results":  map[string]any{"issues": []any{}, "success": true, "summary": map[string]any{"total_issues": 0.0}},
		"additional_issues": []any{}, "step_type": "", "framework": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	failed := asJSON(t, enhancer.EnhanceValidation(map[string]any{"success": false}, ruletest.Check("empty.py", "")))
	if failed["enhanced_results"].(map[string]any)["success"] != false {
		t.Error("what had failed has not succeeded by being checked")
	}
}

// TestIssueShape wants an issue to have the seed's keys, and where it stands.
func TestIssueShape(t *testing.T) {
	text := unsaved(t, "pytorch")
	issues := asJSON(t, map[string]any{"issues": ruletest.Check("pytorch_training.py", text).Issues})["issues"].([]any)
	if len(issues) != 1 {
		t.Fatalf("%d issues", len(issues))
	}
	issue := issues[0].(map[string]any)
	want := []string{"category", "details", "file", "fixable", "level", "message", "range", "recommendation", "severity", "source", "step_type"}
	if diff := cmp.Diff(want, keys(issue)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	for key, want := range map[string]any{
		"category": "missing_model_saving", "severity": "ERROR", "step_type": "Training", "source": "TrainingStepEnhancer",
		"file": "pytorch_training.py", "level": 1.0,
	} {
		if issue[key] != want {
			t.Errorf("%s is %v, want %v", key, issue[key], want)
		}
	}
	before, _, _ := strings.Cut(text, "optimizer.step()")
	line := float64(strings.Count(before, "\n"))
	place := map[string]any{
		"start": map[string]any{"line": line, "character": 8.0}, "end": map[string]any{"line": line, "character": 22.0},
	}
	if diff := cmp.Diff(place, issue["range"]); diff != "" {
		t.Errorf("range (-want +got):\n%s", diff)
	}
	details, _ := issue["details"].(map[string]any)
	if details["script"] != "pytorch_training.py" || details["expected_path"] != "/opt/ml/model/" {
		t.Errorf("details %v", details)
	}
}

func TestValidateTrainingScriptComprehensive(t *testing.T) {
	for _, framework := range []string{"xgboost", "pytorch"} {
		got := asJSON(t, enhancer.ValidateTrainingScriptComprehensive(framework+"_training.py", []byte(seedlike(t, framework))))
		want := []string{"framework", "framework_patterns", "issues", "levels", "requirements", "script_name", "step_type", "training_patterns", "validation_results"}
		if diff := cmp.Diff(want, keys(got)); diff != "" {
			t.Errorf("%s: keys (-want +got):\n%s", framework, diff)
		}
		if got["script_name"] != framework+"_training.py" || got["framework"] != framework || got["step_type"] != "Training" {
			t.Errorf("%s: %v, %v, %v", framework, got["script_name"], got["framework"], got["step_type"])
		}
		// What the seed's document prints of its example.
		for _, capability := range []string{"training_loop", "model_saving", "hyperparameter_loading", "data_loading", "evaluation"} {
			if got["validation_results"].(map[string]any)[capability] != true {
				t.Errorf("%s: %s is %v", framework, capability, got["validation_results"])
			}
			if got["training_patterns"].(map[string]any)["has_"+capability] != true {
				t.Errorf("%s: has_%s is %v", framework, capability, got["training_patterns"])
			}
		}
		for pattern, found := range got["framework_patterns"].(map[string]any) {
			if found != (pattern != "has_model_loading") { // neither script loads a model
				t.Errorf("%s: %s is %v", framework, pattern, found)
			}
		}
	}
}

// TestValidateWhatIsNoTrainingScript wants any file to be taken for a training script, and to get an answer of the shape.
func TestValidateWhatIsNoTrainingScript(t *testing.T) {
	for _, text := range []string{"", "def broken(:\n", "\x00\xff", "import this\n"} {
		got := asJSON(t, enhancer.ValidateTrainingScriptComprehensive("x.py", []byte(text)))
		if got["framework"] != nil || got["step_type"] != "Training" {
			t.Errorf("%q: %v, %v", text, got["framework"], got["step_type"])
		}
		if len(keys(got["validation_results"])) != 5 || got["validation_results"].(map[string]any)["training_loop"] != false {
			t.Errorf("%q: %v", text, got["validation_results"])
		}
		if len(keys(got["framework_patterns"])) != 0 {
			t.Errorf("%q: %v", text, got["framework_patterns"])
		}
	}
}

func TestGetTrainingValidationRequirements(t *testing.T) {
	got := asJSON(t, enhancer.GetTrainingValidationRequirements())
	if diff := cmp.Diff([]string{"framework_requirements", "required_patterns", "sagemaker_paths", "validation_levels"}, keys(got)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	// The seed's document lists these four; the fifth is its evaluation check.
	patterns := got["required_patterns"].(map[string]any)
	for name, want := range map[string]struct {
		keywords              []any
		description, severity string
	}{
		"training_loop":          {[]any{"fit", "train", "epoch", "batch"}, "Training loop implementation", "ERROR"},
		"model_saving":           {[]any{"save", "dump", "pickle", "/opt/ml/model"}, "Model artifact saving", "ERROR"},
		"hyperparameter_loading": {[]any{"hyperparameters", "config", "/opt/ml/input/data/config"}, "Hyperparameter loading from SageMaker", "WARNING"},
		"data_loading":           {[]any{"read_csv", "load", "/opt/ml/input/data/train"}, "Training data loading", "WARNING"},
	} {
		pattern, _ := patterns[name].(map[string]any)
		if diff := cmp.Diff(want.keywords, pattern["keywords"]); diff != "" {
			t.Errorf("keywords of %s (-want +got):\n%s", name, diff)
		}
		if pattern["description"] != want.description || pattern["severity"] != want.severity {
			t.Errorf("%s: %v", name, pattern)
		}
	}
	for name, pattern := range patterns {
		i := slices.IndexFunc(enhancer.Rules(), func(r *rule.Rule) bool { return r.Name == pattern.(map[string]any)["rule"] })
		if i < 0 || enhancer.Rules()[i].Severity.String() != pattern.(map[string]any)["severity"] {
			t.Errorf("%s: %v is not what its rule says", name, pattern)
		}
	}
	frameworks := got["framework_requirements"].(map[string]any)
	if diff := cmp.Diff([]string{"pytorch", "sklearn", "tensorflow", "xgboost"}, keys(frameworks)); diff != "" {
		t.Errorf("frameworks (-want +got):\n%s", diff)
	}
	for name, needs := range frameworks {
		if diff := cmp.Diff([]string{"functions", "imports", "patterns"}, keys(needs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	paths := got["sagemaker_paths"].(map[string]any)
	for name, want := range map[string]string{
		"model_output": "/opt/ml/model", "hyperparameters": "/opt/ml/input/data/config", "training_data": "/opt/ml/input/data/train",
		"validation_data": "/opt/ml/input/data/validation",
	} {
		if paths[name] != want {
			t.Errorf("%s is %v, want %s", name, paths[name], want)
		}
	}
	if diff := cmp.Diff([]string{"level1", "level2", "level3", "level4"}, keys(got["validation_levels"])); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
}
