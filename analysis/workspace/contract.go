package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// Contract is what a pipeline expects of a script: where it reads and writes, its arguments, its environment.
//
// It is written as a call of ScriptContract or TrainingScriptContract in contracts/*.py, or as the `contract` of a
// *.step.yaml. Source of the names: cursus 1.x core/base/contract_base.py and steps/contracts/training_script_contract.py,
// cursus 2.x steps/interfaces (2025-08 to 2026-08).
type Contract struct {
	// Name is the variable that holds it, or the step's type.
	Name string
	// Place is its head, to put findings at; Body is all of it.
	Place, Body Place
	// YAML tells a contract in a *.step.yaml.
	YAML bool
	// Training tells the contract of a training job; one of a processing job has other paths.
	Training bool
	// Computed tells a contract in a *.step.yaml that says how its job is made, so that no builder is needed.
	Computed bool
	// Container tells a job whose image starts a program of its own.
	Container bool

	EntryPoint, SourceDir Value
	Inputs, Outputs       Section
	Arguments             Section
	RequiredEnv           Section
	OptionalEnv           Section
	Requirements          Section
}

// File is the file that the contract is in.
func (c *Contract) File() string { return c.Body.File }

// DeclaresEnv tells whether a variable is declared, be it as required or not.
func (c *Contract) DeclaresEnv(name string) bool {
	return c.RequiredEnv.Answers(name) || c.OptionalEnv.Answers(name)
}

// contracts finds the contracts of a Python file.
func (f stepReader) contracts() []*Contract {
	var out []*Contract
	f.calls(func(call *analysis.Call) {
		if strings.HasSuffix(call.Method(), "Contract") && call.Keyword("entry_point") != nil {
			out = append(out, f.contract(call))
		}
	})
	slices.SortFunc(out, func(a, b *Contract) int { return a.Body.Span.Start - b.Body.Span.Start })
	return out
}

func (f stepReader) contract(call *analysis.Call) *Contract {
	c := &Contract{
		Name: f.assigned(call), Place: f.at(call.Func), Body: f.at(call.Node),
		Training:     strings.Contains(call.Method(), "Training"),
		EntryPoint:   f.given(call, "entry_point"),
		SourceDir:    f.given(call, "source_dir"),
		Inputs:       section(f.given(call, "expected_input_paths")),
		Outputs:      section(f.given(call, "expected_output_paths")),
		Arguments:    section(f.given(call, "expected_arguments")),
		RequiredEnv:  section(f.given(call, "required_env_vars")),
		OptionalEnv:  section(f.given(call, "optional_env_vars")),
		Requirements: section(f.given(call, "framework_requirements")),
	}
	if call.Node.HasError() || slices.ContainsFunc(call.Args, func(a analysis.Arg) bool { return a.Star == 2 }) {
		for _, s := range []*Section{&c.Inputs, &c.Outputs, &c.Arguments, &c.RequiredEnv, &c.OptionalEnv, &c.Requirements} {
			s.Open = s.Open || call.Node.HasError() || !s.IsWritten()
		}
	}
	return c
}
