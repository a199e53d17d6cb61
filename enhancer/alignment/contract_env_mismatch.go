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

//go:embed contract_env_mismatch.md
var contractEnvMismatchPage string

// contractEnvMismatch finds environment variables of which a contract and its script say different things: the pipeline
// sets what nobody reads, the script waits for what nobody sets, or each has another default.
var contractEnvMismatch = &rule.Rule{
	Name:     "contract_env_mismatch",
	Level:    2,
	Severity: rule.Warning,
	Summary:  "A script and its contract differ about an environment variable",
	Fixable:  true,
	Page:     contractEnvMismatchPage,
	CheckContract: func(p *rule.ContractPass) {
		if p.Script == nil {
			return
		}
		e := &envCheck{ContractPass: p, program: readProgram(p), read: variables(p.Script)}
		for _, item := range slices.Concat(p.Contract.RequiredEnv.Items, p.Contract.OptionalEnv.Items) {
			e.declared(item)
		}
		if !p.Contract.RequiredEnv.Open && !p.Contract.OptionalEnv.Open {
			for _, v := range e.read {
				e.undeclared(v)
			}
		}
		for _, d := range droppedKeys(p.Script) {
			e.dropped(d)
		}
	},
}

type envCheck struct {
	*rule.ContractPass
	program program
	read    []*variable
}

func (e *envCheck) variable(name string) *variable {
	i := slices.IndexFunc(e.read, func(v *variable) bool { return v.name == name })
	if i < 0 {
		return nil
	}
	return e.read[i]
}

// declared looks at a variable that the contract names.
func (e *envCheck) declared(item workspace.Item) {
	v := e.variable(item.Name)
	if v != nil {
		e.defaults(item, v)
		return
	}
	if e.program.unsure || e.program.quotes(item.Name) || isForeign(item.Name) {
		return
	}
	_, required := e.Contract.RequiredEnv.Find(item.Name)
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` is declared here, and `%s` never reads it: setting it changes nothing.", item.Name, scriptName(e.ContractPass)),
		Recommendation: "Read it in the script, or take it out of the contract.",
		Details:        details(e.ContractPass, map[string]any{"variable": item.Name, "required": required}),
	}
	if near, ok := rule.Suggest(item.Name, e.undeclaredNames()); ok {
		issue.Recommendation = fmt.Sprintf("The script reads `%s`: did you mean that?", near)
		issue.Related = []rule.Related{rule.RelatedTo(e.At(e.variable(near).reads[0].Node), "the variable that is read")}
		issue.Fixes = renames(e.Workspace, item.NamePlace, item.Name, near)
	}
	e.Report(item.NamePlace, issue)
}

// undeclaredNames are the variables that the script reads and the contract does not name.
func (e *envCheck) undeclaredNames() (names []string) {
	for _, v := range e.read {
		if !e.Contract.DeclaresEnv(v.name) {
			names = append(names, v.name)
		}
	}
	return names
}

// defaults compares the contract's default of a variable with the script's.
func (e *envCheck) defaults(item workspace.Item, v *variable) {
	text := item.Value.Text
	switch item.Value.Kind {
	case workspace.String, workspace.Number:
	case workspace.Bool:
		text = strings.ToLower(text)
	default:
		return
	}
	if read, function, ok := v.number(); ok && !isNumber(text, function) && text != "" {
		e.Report(item.Value.Place, rule.Issue{
			Severity:       rule.Error,
			Message:        fmt.Sprintf("The pipeline sets `%s` to %q, and `%s` makes a number of it: `%s(%q)` fails.", item.Name, text, scriptName(e.ContractPass), function, text),
			Recommendation: "Write a number, or read the variable as a text.",
			Details:        details(e.ContractPass, map[string]any{"variable": item.Name, "contract_default": text}),
			Related:        []rule.Related{rule.RelatedTo(e.At(read.Node), "the read")},
		})
		return
	}
	fallbacks, known := v.fallbacks(e.Script)
	if !known || len(fallbacks) == 0 || v.set || slices.ContainsFunc(fallbacks, func(f string) bool { return sameDefault(f, text) }) {
		return
	}
	e.Report(item.Value.Place, rule.Issue{
		Message:        fmt.Sprintf("`%s` is %q where the pipeline starts `%s`, and %q where anybody else does.", item.Name, text, scriptName(e.ContractPass), fallbacks[0]),
		Recommendation: "Give both the same default.",
		Details:        details(e.ContractPass, map[string]any{"variable": item.Name, "contract_default": text, "script_default": fallbacks[0]}),
		Related:        []rule.Related{rule.RelatedTo(e.At(v.reads[0].Node), "the script's default")},
		Fixes:          replaceValue(e.Contract, item.Value, fallbacks[0]),
	})
}

// undeclared looks at a variable that the script reads and the contract does not name.
func (e *envCheck) undeclared(v *variable) {
	if e.Contract.DeclaresEnv(v.name) || v.set || isForeign(v.name) || sagemaker.LookupVariable(v.name) != nil || e.nearDeclared(v.name) {
		return
	}
	read, needed := v.needed()
	issue := rule.Issue{
		Severity:       rule.Info,
		Message:        fmt.Sprintf("`%s` reads `%s`, which its contract does not name: a pipeline cannot set it.", scriptName(e.ContractPass), v.name),
		Recommendation: "Declare it as an optional variable, with the script's default.",
		Details:        details(e.ContractPass, map[string]any{"variable": v.name}),
		Shared:         true,
	}
	if needed {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` needs `%s`, which its contract does not name: nothing sets it, and the read fails with a KeyError.", scriptName(e.ContractPass), v.name)
		issue.Recommendation = "Declare it as a required variable."
	} else {
		read = v.reads[0]
	}
	issue.Related = []rule.Related{rule.RelatedTo(e.At(read.Node), "the read")}
	issue.Fixes = e.declaring(v, needed)
	e.Report(e.Contract.Place, issue)
}

// nearDeclared tells names that are a misspelling of one that the contract names and the script does not read: that is said
// there.
func (e *envCheck) nearDeclared(name string) bool {
	for _, item := range slices.Concat(e.Contract.RequiredEnv.Items, e.Contract.OptionalEnv.Items) {
		if near, ok := rule.Suggest(item.Name, e.undeclaredNames()); ok && near == name && e.variable(item.Name) == nil && !e.program.unsure && !e.program.quotes(item.Name) {
			return true
		}
	}
	return false
}

// declaring adds a variable to the contract.
func (e *envCheck) declaring(v *variable, needed bool) []rule.Fix {
	if needed {
		return addName(e.Workspace, e.Contract, requiredPart, v.name)
	}
	fallbacks, known := v.fallbacks(e.Script)
	if !known || len(fallbacks) == 0 {
		fallbacks = []string{""}
	}
	return addValue(e.Workspace, e.Contract, optionalPart, v.name, fallbacks[0])
}

// dropped reports a key that is never in the dictionary of variables that it is read from.
func (e *envCheck) dropped(d droppedKey) {
	e.Report(e.At(d.key), rule.Issue{
		Message:        fmt.Sprintf("`%s` is never put into the dictionary that it is read from here: setting the variable changes nothing.", d.name),
		Recommendation: fmt.Sprintf("Add %q to the dictionary, from os.environ.", d.name),
		Details:        details(e.ContractPass, map[string]any{"variable": d.name}),
		Related:        []rule.Related{rule.RelatedTo(e.At(d.dictionary), "the dictionary")},
	})
}
