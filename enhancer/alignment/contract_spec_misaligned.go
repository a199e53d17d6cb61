package alignment

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed contract_spec_misaligned.md
var contractSpecMisalignedPage string

// contractSpecMisaligned finds contracts that do not fit the platform or their specification: a path where nothing can be
// mounted, an input that no dependency fills, an output that nobody is told of. The pipeline cannot be built, or a step
// starts without its data.
var contractSpecMisaligned = &rule.Rule{
	Name:     "contract_spec_misaligned",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A contract fits neither its specification nor the platform",
	Fixable:  true,
	Page:     contractSpecMisalignedPage,
	CheckContract: func(p *rule.ContractPass) {
		checkPrefixes(p, p.Contract.Inputs, inputPrefixes, "is brought")
		checkPrefixes(p, p.Contract.Outputs, outputPrefixes, "is kept")
		checkModel(p)
		if specs := p.Workspace.SpecificationsOf(p.Contract); len(specs) > 0 {
			checkInputs(p, specs)
			checkOutputs(p, specs)
		}
	},
}

// The beginnings of paths that a contract may name. Source: the validators of ScriptContract and TrainingScriptContract,
// and core/base/step_contract.py (cursus 1.0 to 2.9, 2025-08 to 2026-08).
var (
	inputPrefixes  = prefixes{training: []string{"/opt/ml/input/data", "/opt/ml/input/config", "/opt/ml/code"}, processing: []string{"/opt/ml/processing/input"}}
	outputPrefixes = prefixes{training: []string{"/opt/ml/model", "/opt/ml/output/data", "/opt/ml/checkpoints"}, processing: []string{"/opt/ml/processing/output"}}
)

type prefixes struct{ training, processing []string }

// allowed are those for a contract's kind of job; where the kind is not certain, those of both.
func (x prefixes) allowed(c *workspace.Contract) []string {
	if c.Training {
		return x.training
	}
	return slices.Concat(x.processing, []string{"/opt/ml/processing"}, x.training)
}

func checkPrefixes(p *rule.ContractPass, part workspace.Section, x prefixes, happens string) {
	allowed := x.allowed(p.Contract)
	for _, item := range part.Items {
		text, known := item.Value.Known()
		if !known || slices.ContainsFunc(allowed, func(a string) bool {
			return text == a || strings.HasPrefix(text, a+"/") || strings.HasPrefix(text, a) && a == "/opt/ml/processing"
		}) {
			continue
		}
		if strings.HasPrefix(text, "$") || text == "" {
			continue // filled in later
		}
		p.Report(item.Value.Place, rule.Issue{
			Message:        fmt.Sprintf("Nothing %s at %s: the path of `%s` must begin with one of %s.", happens, text, item.Name, strings.Join(allowed, ", ")),
			Recommendation: "Write a path that the platform mounts.",
			Details:        details(p, map[string]any{"name": item.Name, "path": text}),
		})
	}
}

// checkModel wants a training job to give a model.
func checkModel(p *rule.ContractPass) {
	c := p.Contract
	if !c.Training || c.Outputs.Open || !c.Outputs.IsWritten() {
		return
	}
	for _, item := range c.Outputs.Items {
		if text, known := item.Value.Known(); !known || strings.HasPrefix(text, sagemaker.ModelDir) {
			return
		}
	}
	p.Report(c.Place, rule.Issue{
		Severity:       rule.Warning,
		Message:        fmt.Sprintf("No output of this training job lies in %s: no later step gets its model.", sagemaker.ModelDir),
		Recommendation: fmt.Sprintf("Declare an output in %s.", sagemaker.ModelDir),
		Details:        details(p, map[string]any{}),
		Fixes:          addPath(p.Workspace, c, outputPart, "model_output", sagemaker.ModelDir),
	})
}

// checkInputs compares the contract's inputs with the dependencies. A step may have a specification for each type of job,
// and an input may belong to one of them.
func checkInputs(p *rule.ContractPass, specs []*workspace.Specification) {
	for _, item := range p.Contract.Inputs.Items {
		if anyAnswers(specs, dependencies, item.Name) {
			continue
		}
		issue := rule.Issue{
			Message:        fmt.Sprintf("No dependency of the specification fills `%s`: the script starts without it.", item.Name),
			Recommendation: "Add a dependency of this name to the specification.",
			Details:        details(p, map[string]any{"name": item.Name, "specification": specs[0].Name}),
			Related:        []rule.Related{rule.RelatedTo(specs[0].Place, "the specification")},
			Fixes:          otherName(p, item, missing(specs, dependencies, p.Contract.Inputs)),
		}
		if item.Optional {
			issue.Severity = rule.Warning
		}
		p.Report(item.NamePlace, issue)
	}
	for _, s := range specs {
		for _, d := range s.Dependencies.Items {
			if p.Contract.Inputs.Open || p.Contract.Inputs.Answers(d.Name) || d.Optional || meant(p.Contract.Inputs, specs, dependencies, d.Name) {
				continue
			}
			p.Report(d.NamePlace, rule.Issue{
				Message:        fmt.Sprintf("The contract has no input `%s`: nothing says where the script finds it.", d.Name),
				Recommendation: "Add an input of this name to the contract.",
				Details:        details(p, map[string]any{"name": d.Name, "specification": s.Name}),
				Related:        []rule.Related{rule.RelatedTo(p.Contract.Place, "the contract")},
			})
		}
	}
}

func checkOutputs(p *rule.ContractPass, specs []*workspace.Specification) {
	for _, item := range p.Contract.Outputs.Items {
		if anyAnswers(specs, outputs, item.Name) {
			continue
		}
		p.Report(item.NamePlace, rule.Issue{
			Message:        fmt.Sprintf("No output of the specification is called `%s`: no other step can ask for it.", item.Name),
			Recommendation: "Add an output of this name to the specification.",
			Details:        details(p, map[string]any{"name": item.Name, "specification": specs[0].Name}),
			Related:        []rule.Related{rule.RelatedTo(specs[0].Place, "the specification")},
			Fixes:          otherName(p, item, missing(specs, outputs, p.Contract.Outputs)),
		})
	}
	for _, s := range specs {
		for _, o := range s.Outputs.Items {
			if p.Contract.Outputs.Open || p.Contract.Outputs.Answers(o.Name) || slices.ContainsFunc(o.Aliases, p.Contract.Outputs.Answers) || meant(p.Contract.Outputs, specs, outputs, o.Name) {
				continue
			}
			p.Report(o.NamePlace, rule.Issue{
				Severity:       rule.Warning,
				Message:        fmt.Sprintf("The contract has no output `%s`: nothing says where the script leaves it.", o.Name),
				Recommendation: "Add an output of this name to the contract.",
				Details:        details(p, map[string]any{"name": o.Name, "specification": s.Name}),
				Related:        []rule.Related{rule.RelatedTo(p.Contract.Place, "the contract")},
			})
		}
	}
}

func dependencies(s *workspace.Specification) workspace.Section { return s.Dependencies }

func outputs(s *workspace.Specification) workspace.Section { return s.Outputs }

// anyAnswers tells whether one of the specifications has a name, or may have.
func anyAnswers(specs []*workspace.Specification, part func(*workspace.Specification) workspace.Section, name string) bool {
	return slices.ContainsFunc(specs, func(s *workspace.Specification) bool { return part(s).Open || part(s).Answers(name) })
}

// missing are the names of the specifications that the contract does not have.
func missing(specs []*workspace.Specification, part func(*workspace.Specification) workspace.Section, contract workspace.Section) (names []string) {
	for _, s := range specs {
		for _, name := range part(s).Names() {
			if !contract.Answers(name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// otherName gives the fix that spells a name of the contract as the specification does.
func otherName(p *rule.ContractPass, item workspace.Item, candidates []string) []rule.Fix {
	near, ok := rule.Suggest(item.Name, candidates)
	if !ok {
		return nil
	}
	return renames(p.Workspace, item.NamePlace, item.Name, near)
}

// meant tells a name of the specification that one of the contract is a misspelling of: that is said there.
func meant(contract workspace.Section, specs []*workspace.Specification, part func(*workspace.Specification) workspace.Section, name string) bool {
	return slices.ContainsFunc(contract.Items, func(i workspace.Item) bool {
		near, ok := rule.Suggest(i.Name, missing(specs, part, contract))
		return ok && near == name && !anyAnswers(specs, part, i.Name)
	})
}
