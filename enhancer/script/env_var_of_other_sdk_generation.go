package script

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed env_var_of_other_sdk_generation.md
var envVarOfOtherSdkGenerationPage string

// envVarOfOtherSdkGeneration finds reads of variables that the job which starts the script does not have: version 3 of the
// SageMaker SDK sets others than the toolkit of the framework containers.
var envVarOfOtherSdkGeneration = &rule.Rule{
	Name:     "env_var_of_other_sdk_generation",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "An SM_ variable that the script's own job does not set",
	Fixable:  true,
	Page:     envVarOfOtherSdkGenerationPage,
	Check: func(p *rule.Pass) {
		if len(p.Launches()) == 0 {
			return
		}
		uses := p.Script.Environment()
		for _, use := range uses {
			if needs(p, use) && !setBy(uses, use.Name) && !asked(uses, use.Name) {
				reportOtherGeneration(p, use)
			}
		}
	},
}

// needs tells reads that count on the variable: a read with nothing to fall back to but None is there to be tested.
func needs(p *rule.Pass, use analysis.EnvUse) bool {
	return !use.Write && p.Script.Reached(use.Scope) && (!use.Optional || use.Default != nil && use.Default.Kind() != syntax.KindNone)
}

// asked tells variables of which the script asks whether they are there.
func asked(uses []analysis.EnvUse, name string) bool {
	for _, u := range uses {
		if u.Name == name && u.Optional && u.Default == nil {
			return true
		}
	}
	return false
}

func reportOtherGeneration(p *rule.Pass, use analysis.EnvUse) {
	v := sagemaker.LookupVariable(use.Name)
	if v == nil || v.Name != use.Name || v.Classic == v.V3 {
		return
	}
	for _, l := range p.Launches() {
		classic, reason := isClassic(l)
		if classic == v.Classic || mayBeGiven(l, use.Name) {
			continue
		}
		issue := rule.Issue{
			Message:        fmt.Sprintf("The job does not have `%s`: %s.", use.Name, reason),
			Recommendation: "Read what both generations of the SDK set, such as SM_HOSTS, SM_CURRENT_HOST, SM_CHANNELS, SM_HPS.",
			Details:        map[string]any{"variable": use.Name},
			Fixes:          bothGenerations(p, use),
			Related:        []rule.Related{rule.RelatedTo(l.Call.Callee, "this job starts the script")},
		}
		if use.Optional {
			issue.Severity = rule.Info
			issue.Message = fmt.Sprintf("The job does not have `%s`, so that its default is taken: %s.", use.Name, reason)
		}
		p.Report(use.Node, issue)
		return
	}
}

// isClassic tells whether the classic toolkit of the framework containers starts the script, and says why it is so.
// Source: sagemaker-train 3.20, tuner.py: a tuning job has no container entrypoint, so that the image's own toolkit runs
// (August 2026).
func isClassic(l *workspace.Launch) (classic bool, reason string) {
	switch {
	case l.Generation < 3:
		return true, "only a ModelTrainer of SDK version 3 sets it"
	case l.IsTuned():
		return true, "only a ModelTrainer that runs by itself sets it, and under a HyperparameterTuner the container's classic toolkit starts the script"
	}
	return false, "only the classic toolkit of SDK version 2 sets it, and a ModelTrainer starts the script without"
}

// mayBeGiven tells whether the job sets the variable itself, or may.
func mayBeGiven(l *workspace.Launch, name string) bool {
	for _, e := range l.Environment.Alternatives() {
		if _, given := e.Entry(name); given || e.Open || e.Kind != workspace.Dict && e.Kind != workspace.None {
			return true
		}
	}
	return false
}

// replacements say the same with what both generations set.
// Source: sagemaker-train 3.20, container_drivers/scripts/environment.py: the rank is the host's place among the sorted hosts.
var replacements = map[string]string{
	"SM_HOST_COUNT":        `len(%[1]s.loads(%[2]s.environ["SM_HOSTS"]))`,
	"SM_CURRENT_HOST_RANK": `sorted(%[1]s.loads(%[2]s.environ["SM_HOSTS"])).index(%[2]s.environ["SM_CURRENT_HOST"])`,
}

// bothGenerations works a host's rank and the number of hosts out. It replaces the read, and int() around it.
func bothGenerations(p *rule.Pass, use analysis.EnvUse) []rule.Fix {
	format := replacements[use.Name]
	read := use.Node.Ancestor(syntax.KindSubscript, syntax.KindCall)
	if format == "" || read == nil {
		return nil
	}
	if _, reads := p.Script.EnvironmentRead(read, use.Scope); !reads {
		return nil
	}
	json, edits := p.EnsureImport("json", "json", "import json")
	os, more := p.EnsureImport("os", "os", "import os")
	text := fmt.Sprintf(format, json, os)
	if outer := read.Ancestor(syntax.KindCall); outer != nil && isIntOf(p, outer, read, use.Scope) {
		read = outer
	} else {
		text = "str(" + text + ")"
	}
	edits = append(append(edits, more...), rule.Edit{Span: p.Span(read), New: text})
	return []rule.Fix{{Title: "Work it out from SM_HOSTS", Edits: edits, Safe: true}}
}

// isIntOf tells `int(read)`.
func isIntOf(p *rule.Pass, call, read *syntax.Node, scope *analysis.Scope) bool {
	args := call.Child(syntax.FieldArguments)
	if args == nil || len(args.Children()) != 1 || args.Children()[0] != read {
		return false
	}
	f := p.Script.Eval(call.Child(syntax.FieldFunction), scope)
	return len(f) == 1 && f[0].Kind == analysis.External && f[0].Text == "int"
}
