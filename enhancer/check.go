// Package enhancer runs the checks over a training script: the four levels, the frameworks' validators, and what they
// rest on: the step type, the requirements and their three answers. It knows no protocol and no terminal.
package enhancer

import (
	"cmp"
	"slices"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Options are what a user can set about a check.
type Options struct {
	// Path is the script's name as it is reported, in whatever form the caller was given it. Its base name is one of
	// the signs of the step type.
	Path string
	// StepType declares what the script is ("Training", "Processing", ...); empty leaves it to the script.
	StepType string
	// DefaultStepType declares it where neither StepType nor a comment in the script does.
	DefaultStepType string
	// Select, where not empty, names the only categories to report.
	Select []string
	// Ignore names categories to leave out.
	Ignore []string
	// Severity sets categories' severities.
	Severity map[string]rule.Severity
	// Frameworks are the tables to read scripts by; nil for those of ours.
	Frameworks *frameworks.Tables
	// Workspace is what stands around the script, nil where nothing is known of it; File is the script's absolute path there.
	Workspace *workspace.Workspace
	File      string
}

// Report is what is known about a script after all checks.
type Report struct {
	Path     string
	StepType string // "Training", "Processing", ..., empty where the file is no step's entry point
	// StepTypeReason says in a few words what the step type rests on.
	StepTypeReason string
	// Frameworks are the ones in use, the one that trains first.
	Frameworks []string
	// Issues are sorted by place, then by category.
	Issues []rule.Issue
	// Requirements are the answers for each capability that a training script needs, in the order of the requirements
	// table; empty for a file that does not train.
	Requirements []Answer

	workspace    *workspace.Workspace // nil where nothing is known of what stands around the file
	file         string
	script       *analysis.Script // nil for a file that is no script
	lines        *syntax.Lines
	requirements *requirement.Set
	options      Options
	directives   directives
	// silenced are the findings that ignore comments keep out of Issues.
	silenced []rule.Issue

	spotsOnce sync.Once
	spots     []spot
}

// Parses tells whether the file is whole as far as its language goes.
func (r *Report) Parses() bool { return r.script == nil || !r.script.Tree.HasError() }

// State is one of the three answers.
type State = requirement.State

// The three answers. Only Absent is ever an issue.
const (
	Found      = requirement.Found
	Absent     = requirement.Absent
	CannotTell = requirement.CannotTell
)

// Answer is what is known about one capability, such as saving the model.
type Answer struct {
	Capability string // as in the seed: training_loop, model_saving, hyperparameter_loading, data_loading, evaluation
	State      State
	// Evidence is where it was found.
	Evidence []rule.Span
	// Reason says why it cannot be told, in words that follow "because".
	Reason string
}

// Framework is the one that trains, nil where there is none.
func (r *Report) Framework() *string {
	if len(r.Frameworks) == 0 {
		return nil
	}
	return &r.Frameworks[0]
}

// Check runs every rule over a script, which should come from ReadScript: else it is read once more.
func Check(script *analysis.Script, o Options) *Report {
	directives := parseDirectives(script.Tree)
	o.StepType = cmp.Or(o.StepType, directives.stepType(), o.DefaultStepType)
	modules := modulesOf(o.Workspace, o.File)
	if modules != nil && !script.IsAmong(modules) {
		script = analysis.ReadAmong(script.Tree, nil, modules)
	}
	set := requirement.Read(script, o.Frameworks.Read(script), modules, o.Path, o.StepType)
	r := &Report{
		Path: o.Path, StepType: set.StepType, StepTypeReason: set.Why, Issues: []rule.Issue{},
		workspace: o.Workspace, file: o.File, options: o,
		script: script, lines: script.Tree.Lines(), requirements: set, directives: directives,
	}
	for _, f := range set.Usage.InUse {
		r.Frameworks = append(r.Frameworks, f.Name)
	}
	r.answer()
	var issues []rule.Issue
	for _, rl := range Rules() {
		if rl.Check == nil || rl.WholeFile && !set.Training() {
			continue
		}
		p := rule.NewPass(rl, set, func(i rule.Issue) { issues = append(issues, i) })
		p.Workspace, p.Path = o.Workspace, o.File
		rl.Check(p)
	}
	issues = append(issues, around(o.Workspace, o.File)...)
	kept, silenced := directives.split(issues)
	r.silenced = silenced
	ran := func(category string) bool { return o.reports(category) && r.runs(category) }
	r.finish(append(kept, directives.findings(silenced, ruleNames(rules), ran)...), o)
	return r
}

// reports tells whether a category is selected and not left out.
func (o Options) reports(category string) bool {
	return (len(o.Select) == 0 || slices.Contains(o.Select, category)) && !slices.Contains(o.Ignore, category)
}

// runs tells whether a category's rule looks at files like this one.
func (r *Report) runs(category string) bool {
	rl := ruleOf(category)
	return rl != nil && (!rl.WholeFile || r.requirements.Training()) && (rl.Level == 1 || r.workspace != nil)
}

// answer turns the requirements' answers into places in the file.
func (r *Report) answer() {
	if !r.requirements.Training() {
		return
	}
	for _, a := range r.requirements.Answers {
		answer := Answer{Capability: a.Capability, State: a.State, Reason: a.Reason}
		for _, n := range a.Evidence {
			answer.Evidence = append(answer.Evidence, rule.Span{Start: r.script.Tree.Start(n), End: r.script.Tree.End(n)})
		}
		slices.SortFunc(answer.Evidence, func(a, b rule.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
		r.Requirements = append(r.Requirements, answer)
	}
}

// finish selects, places and sorts the issues.
func (r *Report) finish(issues []rule.Issue, o Options) {
	for _, i := range issues {
		if !o.reports(i.Category) {
			continue
		}
		if s, ok := o.Severity[i.Category]; ok {
			i.Severity = s
		}
		i.File, i.StepType = o.Path, r.StepType
		if i.Details["script"] == nil { // rules about a job name its script themselves
			i.Details["script"] = o.Path
		}
		i.Range = rule.Range{Start: position(r.lines, i.Span.Start), End: position(r.lines, i.Span.End)}
		r.Issues = append(r.Issues, i)
	}
	slices.SortStableFunc(r.Issues, func(a, b rule.Issue) int {
		return cmp.Or(a.Span.Start-b.Span.Start, a.Span.End-b.Span.End, cmp.Compare(a.Category, b.Category))
	})
}

func position(lines *syntax.Lines, offset int) rule.Position {
	p := lines.Position(offset, syntax.UTF16)
	return rule.Position{Line: p.Line, Character: p.Character}
}
