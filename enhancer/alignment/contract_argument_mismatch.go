package alignment

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed contract_argument_mismatch.md
var contractArgumentMismatchPage string

// contractArgumentMismatch finds command-line arguments that a contract promises and the script does not take, and such as
// the script requires and the contract does not name. argparse ends the job over either.
var contractArgumentMismatch = &rule.Rule{
	Name:     "contract_argument_mismatch",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A script and its contract differ about a command-line argument",
	Fixable:  true,
	Page:     contractArgumentMismatchPage,
	CheckContract: func(p *rule.ContractPass) {
		if p.Script == nil {
			return
		}
		a := arguments{CommandLine: p.Workspace.CommandLine(p.Path)}
		if a.CommandLine == nil || a.elsewhere(p) {
			return
		}
		for _, item := range p.Contract.Arguments.Items {
			if !a.takes(item.Name) {
				a.reportUnknown(p, item)
			}
		}
		for _, o := range a.Options {
			if o.Required && !declares(p.Contract, o) && !p.Contract.Arguments.Open && !isGiven(p, o) {
				a.reportUndeclared(p, o)
			}
		}
	},
}

// arguments are the command-line arguments that a script takes.
type arguments struct{ *workspace.CommandLine }

// elsewhere tells scripts of which it cannot be told what they take: it is worked out, or taken in another module or
// program.
func (a arguments) elsewhere(p *rule.ContractPass) bool {
	program := readProgram(p)
	if a.Parse != nil {
		return a.Unreadable != "" || program.unsure
	}
	return program.unsure || len(p.Script.Options()) > 0 || program.mentions("add_argument(") || program.mentions("sys.argv")
}

// normal is a name in the one spelling that argparse gives its attribute.
func normal(name string) string {
	return strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_")
}

// takes tells whether an option of the script goes by a name.
func (a arguments) takes(name string) bool {
	return slices.ContainsFunc(a.Options, func(o *analysis.Option) bool { return answers(o, name) })
}

func answers(o *analysis.Option, name string) bool {
	return normal(o.Dest) == normal(name) || slices.ContainsFunc(o.Flags, func(f string) bool { return normal(f) == normal(name) })
}

func declares(c *workspace.Contract, o *analysis.Option) bool {
	return slices.ContainsFunc(c.Arguments.Items, func(i workspace.Item) bool { return answers(o, i.Name) })
}

// isGiven tells options that a builder of the script, or a job definition, names: the contract is not the only way to give
// one.
func isGiven(p *rule.ContractPass, o *analysis.Option) bool {
	var files []string
	for _, b := range p.Workspace.BuildersOf(p.Path) {
		files = append(files, b.File())
	}
	for _, l := range p.Workspace.LaunchesOf(p.Path) {
		files = append(files, l.File())
	}
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := p.Workspace.Files().Read(file)
		return err != nil || slices.ContainsFunc(o.Flags, func(f string) bool {
			return bytes.Contains(text, []byte(`"`+f+`"`)) || bytes.Contains(text, []byte(`'`+f+`'`)) || bytes.Contains(text, []byte(`"`+strings.TrimLeft(f, "-")+`"`))
		})
	})
}

// reportUnknown reports an argument that the script does not take. How much that hurts is up to the parser: one that knows
// all arguments ends the job, the others pass over it.
func (a arguments) reportUnknown(p *rule.ContractPass, item workspace.Item) {
	issue := rule.Issue{
		Recommendation: "Take it in the script, or take it out of the contract.",
		Details:        details(p, map[string]any{"argument": item.Name}),
	}
	switch {
	case a.Parse == nil:
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` is declared here, and `%s` takes no arguments: it changes nothing.", item.Name, scriptName(p))
	case !a.Strict:
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` is declared here, and `%s` does not take it: parse_known_args() passes over it.", item.Name, scriptName(p))
	default:
		issue.Message = fmt.Sprintf("`%s` is declared here, and `%s` does not take it: argparse ends the job with \"unrecognized arguments\".", item.Name, scriptName(p))
	}
	if a.Parse != nil {
		issue.Related = []rule.Related{rule.RelatedTo(p.At(a.Parse.Node), "where the arguments are read")}
	}
	if near, ok := rule.Suggest(normal(item.Name), a.undeclared(p.Contract)); ok {
		issue.Recommendation = fmt.Sprintf("The script takes `%s`: did you mean that?", near)
		if strings.Contains(item.Name, "-") {
			near = strings.ReplaceAll(near, "_", "-")
		}
		issue.Fixes = renames(p.Workspace, item.NamePlace, item.Name, near)
	}
	p.Report(item.NamePlace, issue)
}

// undeclared are the script's options that the contract does not name.
func (a arguments) undeclared(c *workspace.Contract) (names []string) {
	for _, o := range a.Options {
		if !declares(c, o) {
			names = append(names, normal(o.Flags[0]))
		}
	}
	return names
}

// reportUndeclared reports an option that must be given and that the contract does not name. A training job may give it as
// a hyperparameter.
func (a arguments) reportUndeclared(p *rule.ContractPass, o *analysis.Option) {
	if a.Parse == nil || a.misspelt(p.Contract, o) {
		return
	}
	flag := o.Flags[0]
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` must be given to `%s`, and its contract does not name it: argparse ends the job.", flag, scriptName(p)),
		Recommendation: "Declare it in the contract, or give it a default.",
		Details:        details(p, map[string]any{"argument": flag}),
		Related:        []rule.Related{rule.RelatedTo(p.At(o.Call.Node), "the argument")},
		Shared:         true,
		Fixes:          addValue(p.Workspace, p.Contract, argumentPart, strings.ReplaceAll(normal(flag), "_", "-"), ""),
	}
	if p.Contract.Training {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` must be given to `%s`, and its contract does not name it: unless it comes as a hyperparameter, argparse ends the job.", flag, scriptName(p))
	}
	p.Report(p.Contract.Place, issue)
}

// misspelt tells options that an argument of the contract means with another spelling: that is said there.
func (a arguments) misspelt(c *workspace.Contract, o *analysis.Option) bool {
	return slices.ContainsFunc(c.Arguments.Items, func(i workspace.Item) bool {
		near, ok := rule.Suggest(normal(i.Name), a.undeclared(c))
		return ok && near == normal(o.Flags[0]) && !a.takes(i.Name)
	})
}
