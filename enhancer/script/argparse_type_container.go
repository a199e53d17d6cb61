package script

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed argparse_type_container.md
var argparseTypeContainerPage string

// argparseTypeContainer finds options of type list, tuple, set or dict: argparse calls it with the text that is passed, and
// with a default that is a text. A list is then made of the text's characters, and a dict fails.
var argparseTypeContainer = &rule.Rule{
	Name:     "argparse_type_container",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "An option of type list or dict, which takes a text apart into its characters",
	Fixable:  true,
	Page:     argparseTypeContainerPage,
	Check: func(p *rule.Pass) {
		if !startedByJob(p) {
			return
		}
		all := passedTo(p)
		for _, o := range jobOptions(p) {
			switch name := builtinType(p, o); name {
			case "list", "tuple", "set", "dict":
				reportContainer(p, o, name, all)
			}
		}
	},
}

// reportContainer says what the type does to a text that it is sure to get; where none is in sight, that it would.
func reportContainer(p *rule.Pass, o *analysis.Option, name string, all []passed) {
	issue := rule.Issue{
		Recommendation: "Decode the text: type=json.loads.",
		Details:        map[string]any{"option": optionName(o), "type": name},
		Fixes:          decodeFix(p, o),
	}
	if v := variableDefault(p, o); v != nil && !v.JSON {
		issue.Recommendation = fmt.Sprintf("`%s` is no JSON: leave the type out, or convert it as what it is.", v.Name)
	}
	does := fmt.Sprintf("`type=%s` splits a text into its characters", name)
	if name == "dict" {
		does, issue.Severity = "`type=dict` fails on a text", rule.Error
	}
	h, isPassed := firstPassed(all, o, anyPassed)
	text := textDefault(p, o)
	switch {
	case isPassed:
		issue.Message = fmt.Sprintf("%s: the job passes `%s` as one.", does, h.key)
		issue.Related = []rule.Related{rule.RelatedTo(h.place, "it is passed here")}
	case text != nil:
		issue.Message = fmt.Sprintf("%s, and argparse gives it the default, which is one.", does)
	case len(p.Launches()) > 0 || mirrorsPlatform(p, o):
		return // nobody passes it
	default:
		issue.Severity = rule.Info
		issue.Message = does + ": the option cannot be passed to a job."
	}
	p.Report(argument(o.Type), issue)
}

// textDefault is a default that is a text for sure, and not empty; nil where there is none. argparse applies the type to it.
func textDefault(p *rule.Pass, o *analysis.Option) *syntax.Node {
	if o.Default == nil {
		return nil
	}
	for _, origin := range p.Script.Origins(o.Default, o.Call.Scope) {
		if text, plain := analysis.PlainString(origin.Node); plain && text != "" {
			continue
		}
		use, reads := p.Script.EnvironmentRead(origin.Node, origin.Scope)
		if !reads || use.Optional && sagemaker.LookupVariable(use.Name) == nil {
			return nil
		}
	}
	return o.Default
}

// mirrorsPlatform tells options whose default is a variable of the platform, decoded: they are there to be read, and nobody
// passes them.
func mirrorsPlatform(p *rule.Pass, o *analysis.Option) bool {
	if o.Default == nil {
		return false
	}
	mirrors := false
	o.Default.Walk(func(n *syntax.Node) bool {
		use, reads := p.Script.EnvironmentRead(n, o.Call.Scope)
		mirrors = mirrors || reads && sagemaker.LookupVariable(use.Name) != nil
		return !mirrors
	})
	for _, v := range p.Script.Eval(o.Default, o.Call.Scope) {
		mirrors = mirrors || v.Kind == analysis.EnvVar && sagemaker.LookupVariable(v.Text) != nil // such as training_env().hosts
	}
	return mirrors
}

// variableDefault is the variable of the platform that an option falls back to just as it is, nil where there is none.
func variableDefault(p *rule.Pass, o *analysis.Option) (v *sagemaker.Variable) {
	if o.Default == nil {
		return nil
	}
	for _, origin := range p.Script.Origins(o.Default, o.Call.Scope) {
		if use, reads := p.Script.EnvironmentRead(origin.Node, origin.Scope); reads {
			v = sagemaker.LookupVariable(use.Name)
		}
	}
	return v
}

// decodeFix has json.loads read the text, where that can read the default. A default that is no text stays what it is.
func decodeFix(p *rule.Pass, o *analysis.Option) []rule.Fix {
	v, text := variableDefault(p, o), textDefault(p, o)
	if literal, plain := plainText(o.Default); v != nil && !v.JSON || v == nil && text != nil && !(plain && json.Valid([]byte(literal))) {
		return nil
	}
	name, edits := p.EnsureImport("json", "json", "import json")
	edits = append(edits, rule.Edit{Span: p.Span(o.Type), New: name + ".loads"})
	return []rule.Fix{{Title: "Decode it with json.loads", Edits: edits, Safe: v != nil}}
}
