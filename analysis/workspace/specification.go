package workspace

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// Specification is what a step needs of others in a pipeline and what it gives them: a call of StepSpecification in
// specs/*.py, or the `spec` of a *.step.yaml. Source of the names: cursus core/base/specification_base.py (2025-08).
type Specification struct {
	// Name is the variable that holds it, or the step's type.
	Name string
	// Place is its head, to put findings at; Body is all of it.
	Place, Body Place
	// Contract is the contract that it names, zero where it names none or it cannot be told.
	Contract Symbol
	// Own is the contract in the same *.step.yaml.
	Own *Contract

	Dependencies, Outputs Section
}

// File is the file that the specification is in.
func (s *Specification) File() string { return s.Body.File }

// specifications finds the specifications of a Python file.
func (f stepReader) specifications() []*Specification {
	var out []*Specification
	f.calls(func(call *analysis.Call) {
		if call.Method() == "StepSpecification" && call.Keyword("step_type") != nil {
			out = append(out, f.specification(call))
		}
	})
	return out
}

func (f stepReader) specification(call *analysis.Call) *Specification {
	s := &Specification{
		Name: f.assigned(call), Place: f.at(call.Func), Body: f.at(call.Node),
		Contract:     f.symbol(call.Keyword("script_contract"), call.Scope),
		Dependencies: specs(f.given(call, "dependencies")),
		Outputs:      specs(f.given(call, "outputs")),
	}
	if call.Node.HasError() {
		s.Dependencies.Open, s.Outputs.Open = true, true
	}
	return s
}

// specs reads a list of DependencySpec or OutputSpec. An output's value is its property path.
func specs(v Value) Section {
	s := Section{Place: v.Place, Open: v.Open || v.Kind != List && v.Kind != None}
	for _, i := range v.Items {
		name, known := i.argument("logical_name").Known()
		if !known || !strings.HasSuffix(i.Call.Last(), "Spec") {
			s.Open = true
			continue
		}
		s.Items = append(s.Items, Item{
			Name: name, NamePlace: i.argument("logical_name").Place, Value: i.argument("property_path"),
			Optional: i.argument("required").IsFalse(), Aliases: section(i.argument("aliases")).Names(),
		})
	}
	return s
}

// argument is an argument of the call that made an object, None where it is not given.
func (v Value) argument(name string) Value {
	if a, ok := v.Call.Arg(name); ok {
		return a.Value
	}
	return Value{Kind: None}
}
