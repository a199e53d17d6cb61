// Package enhancer runs the checks over a training script: the four levels, the frameworks' validators, and what they
// rest on: the step type, the requirements and their three answers. It knows no protocol and no terminal.
package enhancer

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Options are what a user can set about a check.
type Options struct {
	// Path is the script's name as it is reported, in whatever form the caller was given it. Its base name is one of
	// the signs of the step type.
	Path string
	// StepType declares what the script is ("Training", "Processing", ...); empty leaves it to the script.
	StepType string
	// Select, where not empty, names the only categories to report.
	Select []string
	// Ignore names categories to leave out.
	Ignore []string
	// Severity sets categories' severities.
	Severity map[string]rule.Severity
}

// Report is what is known about a script after all checks.
type Report struct {
	Path     string
	StepType string // "Training", "Processing", ..., empty where the file is no step's entry point
	// Frameworks are the ones in use, the one that trains first.
	Frameworks []string
	// Issues are sorted by place, then by category.
	Issues []rule.Issue
	// Requirements are the answers for each capability that a training script needs, in the order of the requirements
	// table; empty for a file that does not train.
	Requirements []Answer

	script *analysis.Script
}

// State is one of the three answers.
type State int

// The three answers. Only Absent is ever an issue.
const (
	Found State = iota + 1
	Absent
	CannotTell
)

// String gives "found", "absent" or "cannot tell".
func (s State) String() string { return [...]string{"", "found", "absent", "cannot tell"}[s] }

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

// Check runs every rule over a script.
func Check(script *analysis.Script, o Options) *Report {
	return &Report{Path: o.Path, Issues: []rule.Issue{}, script: script}
}

// Hover is the Markdown to show for the byte at offset, and what it is about; ok is false where there is nothing to say.
func (r *Report) Hover(offset int) (markdown string, about rule.Span, ok bool) {
	return "", rule.Span{}, false
}

// Summary is the script in one line, for a code lens or a status bar: "Training · XGBoost · 5 of 5 requirements met".
// It is empty for a file that is no training script.
func (r *Report) Summary() string { return "" }

// Rules are all the checks, in the order of their documentation.
func Rules() []*rule.Rule { return nil }
