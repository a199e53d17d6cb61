package script

import (
	_ "embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed model_saved_outside_model_dir.md
var modelSavedOutsideModelDirPage string

// modelSavedOutsideModelDir finds scripts of the platform that write their model only to places that SageMaker does not
// upload: the container goes away when the job ends, and the model with it.
var modelSavedOutsideModelDir = &rule.Rule{
	Name:      "model_saved_outside_model_dir",
	Level:     1,
	Severity:  rule.Error,
	Summary:   "The model is saved where SageMaker does not look for it",
	WholeFile: true,
	Fixable:   true,
	Page:      modelSavedOutsideModelDirPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Platform || p.Requirements.Answer(requirement.ModelSaving).State == requirement.Absent {
			return
		}
		if save := strayModel(p); save != nil {
			reportStray(p, save)
		}
	},
}

// strayModel is the save to report where every save of the script leads elsewhere for sure; nil where one leads, or may
// lead, into the model directory.
func strayModel(p *rule.Pass) *requirement.Save {
	var stray *requirement.Save
	unsure := false
	for _, sibling := range p.Requirements.Siblings {
		if slices.ContainsFunc(sibling.Saves, func(s requirement.Save) bool { return !s.KeptInStep() && s.Place != requirement.Elsewhere }) {
			return nil
		}
	}
	for i := range p.Requirements.Saves {
		s := &p.Requirements.Saves[i]
		configures := s.Use.Entry != nil && s.Use.Entry.Configures
		switch {
		case s.Place == requirement.ModelDir:
			return nil
		case s.KeptInStep() || configures && (s.Path == nil || s.Checkpoint):
			// it is there to go on from, or writes nowhere unless it is told to
		case s.Place == requirement.SomewhereUnknown:
			if !configures {
				return nil
			}
			unsure = true
		case stray == nil || !configures:
			stray = s
		}
	}
	if stray != nil && unsure && stray.Use.Entry != nil && stray.Use.Entry.Configures {
		return nil
	}
	return stray
}

func reportStray(p *rule.Pass, s *requirement.Save) {
	at, where := s.Path, "there"
	for _, v := range s.Values {
		if v.Kind == analysis.OptionValue && v.Option.Default != nil {
			at = v.Option.Default
			where = at.Text()
			break
		}
		if t := describe(v); t != "" {
			where = t
		}
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("The model is saved to %s, which SageMaker does not upload: the job ends with an empty model.tar.gz.", where),
		Recommendation: "Save it under /opt/ml/model (SM_MODEL_DIR).",
		Details:        map[string]any{"expected_path": "/opt/ml/model/"},
		Fixes:          modelDirFix(p, at, s.Path),
	}
	if at != s.Path {
		issue.Related = []rule.Related{{Span: p.Span(s.Use.Call.Func), Message: "the model is saved here"}}
	}
	p.Report(at, issue)
}

func describe(v analysis.Value) string {
	switch v.Kind {
	case analysis.String:
		return "`" + strings.ReplaceAll(v.Text, analysis.Hole, "…") + "`"
	case analysis.EnvVar:
		return v.Text + strings.ReplaceAll(v.Rest, analysis.Hole, "…")
	}
	return ""
}

// modelDirFix rewrites a path that is written out: the file keeps its name, and goes into the model directory.
func modelDirFix(p *rule.Pass, at, savePath *syntax.Node) []rule.Fix {
	if at.Kind() != syntax.KindString {
		return nil
	}
	old, plain := analysis.PlainString(at)
	if !plain || strings.Contains(old, "://") {
		return nil
	}
	name, edits := p.EnsureImport("os", "os", "import os")
	dir := name + `.environ.get("SM_MODEL_DIR", "/opt/ml/model")`
	replacement := dir
	if base := path.Base(strings.TrimRight(old, "/")); at == savePath && path.Ext(base) != "" {
		replacement = fmt.Sprintf("%s.path.join(%s, %q)", name, dir, base)
	}
	edits = append(edits, rule.Edit{Span: p.Span(at), New: replacement})
	return []rule.Fix{{Title: "Save under SM_MODEL_DIR", Edits: edits, Safe: true}}
}
