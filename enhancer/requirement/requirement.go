// Package requirement answers, for each capability that a training script needs, whether it was found, is absent, or
// cannot be told, and why. It also says whether the file is a training script at all.
package requirement

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

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

// Answer is what is known about one capability.
type Answer struct {
	// Capability is the seed's name for it.
	Capability string
	State      State
	// Evidence is where it was found, in the order of the text.
	Evidence []*syntax.Node
	// Reason says why it cannot be told, in words that follow "because".
	Reason string
}

// The capabilities, by the seed's names.
const (
	TrainingLoop          = "training_loop"
	ModelSaving           = "model_saving"
	HyperparameterLoading = "hyperparameter_loading"
	DataLoading           = "data_loading"
	Evaluation            = "evaluation"
)

// Set is all that is known about a script's requirements.
type Set struct {
	Script *analysis.Script
	Usage  *frameworks.Usage
	// StepType is "Training", "Processing", "CreateModel", "Transform", empty for a file that is no step's entry point.
	StepType string
	// Why says in a few words what the step type rests on.
	Why string
	// Answers are one per capability, in the order above.
	Answers []Answer
	// Platform tells whether the script speaks of SageMaker: its paths, its variables, or a declaration.
	Platform bool
	// Saves are the places where a model is written, with where it goes.
	Saves []Save
	// Siblings are the modules beside the script, with what of them runs when it does.
	Siblings []Sibling
}

// Training tells whether the file is the entry point of a training job.
func (s *Set) Training() bool { return s.StepType == "Training" }

// Answer gives what is known about a capability.
func (s *Set) Answer(capability string) Answer {
	for _, a := range s.Answers {
		if a.Capability == capability {
			return a
		}
	}
	return Answer{Capability: capability, State: CannotTell, Reason: "the file is no training script"}
}

// Read works the answers out. What the script hands to modules beside it is looked for there; there may be none. The path's
// base name and the declared step type, where there is one, help to tell what the file is.
func Read(script *analysis.Script, usage *frameworks.Usage, modules *workspace.Modules, path, declared string) *Set {
	r := &reader{Script: script, Usage: usage, handedOn: delegations(script, usage)}
	r.beside = readBeside(r, modules)
	r.saves = r.readSaves()
	s := &Set{Script: script, Usage: usage, Saves: r.saves, Siblings: r.beside.siblings()}
	s.Answers = []Answer{r.training(), r.saving(s.Saves), r.hyperparameters(), r.data(), r.evaluation()}
	abstain(s.Answers)
	s.Platform = declared != "" || r.speaksOfPlatform()
	s.StepType, s.Why = r.stepType(path, declared, s.Answers[0])
	return s
}

// abstain takes back what is called absent where the training itself is handed on: whoever trains may do it too.
func abstain(answers []Answer) {
	training := answers[0]
	for i, a := range answers {
		if training.State == CannotTell && a.State == Absent {
			answers[i] = Answer{Capability: a.Capability, State: CannotTell, Reason: training.Reason}
		}
	}
}

// reader holds what the answers are worked out from.
type reader struct {
	Script   *analysis.Script
	Usage    *frameworks.Usage
	handedOn []delegation
	saves    []Save
	beside   *beside // nil where nothing is known of what stands beside the script
}

func found(capability string, evidence []*syntax.Node) Answer {
	return Answer{Capability: capability, State: Found, Evidence: evidence}
}

// absentUnless gives the answer for a capability that was not found: it is absent, unless something that the script
// hands its work to may have it, or a stretch that does not parse may hold it.
func (r *reader) absentUnless(capability string, words wordSet) Answer {
	if reason := r.mayHide(capability, words); reason != "" {
		return Answer{Capability: capability, State: CannotTell, Reason: reason}
	}
	return Answer{Capability: capability, State: Absent}
}
