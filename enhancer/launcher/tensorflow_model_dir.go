package launcher

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed tensorflow_model_dir.md
var tensorflowModelDirPage string

// tensorflowModelDir finds TensorFlow estimators whose scripts do not reckon with the hyperparameter that the SDK adds by
// itself: `--model_dir s3://...`. A script that does not know it ends, and one that saves its model there leaves
// model.tar.gz empty.
var tensorflowModelDir = &rule.Rule{
	Name:      "tensorflow_model_dir",
	Level:     4,
	Severity:  rule.Warning,
	Summary:   "The SDK adds --model_dir, and the script does not reckon with it",
	Framework: "tensorflow",
	Fixable:   true,
	Page:      tensorflowModelDirPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if !addsModelDir(p) || p.Script == nil {
			return
		}
		c := p.Workspace.CommandLine(p.Launch.Script)
		if c == nil || c.Unreadable != "" {
			return
		}
		option, ambiguous := c.Option("--model_dir")
		switch {
		case ambiguous:
		case option == nil && c.Strict:
			reportUnknownModelDir(p, c)
		case option != nil && !trainsWithMPI(p.Launch):
			if save := savedToOption(p, option); save != nil {
				reportSavedToS3(p, save)
			}
		}
	},
}

// addsModelDir tells jobs to whose hyperparameters the SDK adds model_dir, with an address in S3.
// Source: sagemaker-python-sdk 2.257.6 (August 2026), tensorflow/estimator.py.
func addsModelDir(p *rule.LaunchPass) bool {
	l := p.Launch
	return l.Class == "TensorFlow" && !l.Derived && !l.Call.Has("model_dir") && !forFirstSDK(p.Workspace, l)
}

// trainsWithMPI tells jobs whose model_dir is /opt/ml/model, or may be.
func trainsWithMPI(l *workspace.Launch) bool {
	a, ok := given(l.Call, "distribution")
	if !ok {
		return false
	}
	_, mpi := a.Value.Entry("mpi")
	_, parallel := a.Value.Entry("smdistributed")
	return a.Value.Kind != workspace.Dict || a.Value.Open || mpi || parallel
}

func reportUnknownModelDir(p *rule.LaunchPass, c *workspace.CommandLine) {
	p.Report(p.Launch.Call.Callee, rule.Issue{
		Severity:       rule.Error,
		Message:        "The SDK adds `--model_dir` to the script's arguments, and the script does not know it: it ends with \"unrecognized arguments\".",
		Recommendation: "Write model_dir=False in the estimator, or let the script take --model_dir.",
		Related:        []rule.Related{inScriptAt(p, c.Parse.Func, "the script parses its arguments here")},
		Fixes:          withModelDir(p, "False"),
		Shared:         true,
	})
}

// savedToOption is a save of the model to what --model_dir says, where all saves are; nil where one may be elsewhere.
func savedToOption(p *rule.LaunchPass, option *analysis.Option) (found *requirement.Save) {
	set := requirement.Read(p.Script, frameworks.Read(p.Script), p.Workspace.Modules(p.Launch.Script, frameworks.IsLibrary), p.Launch.Script, "Training")
	for i := range set.Saves {
		s := &set.Saves[i]
		toOption := len(s.Values) > 0 && !slices.ContainsFunc(s.Values, func(v analysis.Value) bool { return v.Kind != analysis.OptionValue || v.Option != option })
		switch {
		case s.Checkpoint:
		case toOption:
			found = s
		case s.Place != requirement.Elsewhere || s.Path == nil:
			return nil
		}
	}
	return found
}

func reportSavedToS3(p *rule.LaunchPass, s *requirement.Save) {
	p.Report(p.Launch.Call.Callee, rule.Issue{
		Message:        "The SDK adds `--model_dir s3://...` to the script's arguments, and the script saves its model only there: model.tar.gz is empty.",
		Recommendation: "Write model_dir=\"/opt/ml/model\" in the estimator, or save to SM_MODEL_DIR in the script.",
		Related:        []rule.Related{inScriptAt(p, s.Use.Call.Func, "the script saves its model here")},
		Fixes:          withModelDir(p, `"/opt/ml/model"`),
		Shared:         true,
	})
}

// withModelDir adds the argument model_dir behind entry_point.
func withModelDir(p *rule.LaunchPass, value string) []rule.Fix {
	a, ok := p.Launch.Arg("entry_point")
	if !ok || !isWritten(a) {
		return nil
	}
	argument := "model_dir=" + value
	if strings.HasPrefix(p.Source(a.Value.Place), "'") {
		argument = strings.ReplaceAll(argument, `"`, "'")
	}
	return []rule.Fix{{Title: "Add " + argument, Edits: []rule.Edit{rule.InsertBehind(a.Place, ", "+argument)}, Safe: value == "False"}}
}
