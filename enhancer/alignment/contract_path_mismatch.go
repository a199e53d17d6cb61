package alignment

import (
	_ "embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed contract_path_mismatch.md
var contractPathMismatchPage string

// contractPathMismatch finds paths of which a contract and its script say different things: data lands where nobody reads
// it, or the script works in a folder that the pipeline neither fills nor keeps.
var contractPathMismatch = &rule.Rule{
	Name:     "contract_path_mismatch",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A script and its contract differ about a path in the container",
	Fixable:  true,
	Page:     contractPathMismatchPage,
	CheckContract: func(p *rule.ContractPass) {
		if p.Script == nil {
			return
		}
		program := readProgram(p)
		if program.unsure {
			return
		}
		var left []string // what is declared and not used
		if !takesPaths(p) {
			left = reportUnused(p, &program)
		}
		if c := p.Contract; !c.Inputs.Open && !c.Outputs.Open {
			reportUndeclared(p, left)
		}
	},
}

// reportUnused reports the paths of the contract that the script has nothing to do with, and gives them.
func reportUnused(p *rule.ContractPass, program *program) (left []string) {
	for _, part := range []workspace.Section{p.Contract.Inputs, p.Contract.Outputs} {
		for _, item := range part.Items {
			declared, known := item.Value.Known()
			if !known || !strings.HasPrefix(declared, "/opt/ml/") || program.uses(p.Script, declared) {
				continue
			}
			left = append(left, declared)
			p.Report(item.Value.Place, unused(p, item, declared))
		}
	}
	return left
}

func unused(p *rule.ContractPass, item workspace.Item, declared string) rule.Issue {
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` is to be found in %s, and `%s` writes nothing there: the step that waits for it gets nothing.", item.Name, declared, scriptName(p)),
		Recommendation: "Write it there, or declare where it is written.",
		Details:        details(p, map[string]any{"name": item.Name, "path": declared}),
	}
	if _, input := p.Contract.Inputs.Find(item.Name); input {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` is brought to %s, and `%s` does not read it.", item.Name, declared, scriptName(p))
		issue.Recommendation = "Read it, or take it out of the contract."
		if item.Optional {
			issue.Severity = rule.Info
		}
	}
	return issue
}

// reportUndeclared reports the paths of the script that the contract has nothing to do with.
func reportUndeclared(p *rule.ContractPass, left []string) {
	reported := map[string]bool{}
	for _, use := range pathUses(p.Script) {
		folder := mounted(use.path)
		if folder == "" || use.idle || reported[folder] || isDeclared(p.Contract, use.path) {
			continue
		}
		reported[folder] = true
		issue := rule.Issue{
			Message:        fmt.Sprintf("`%s` uses %s, which its contract does not name: nothing is brought there.", scriptName(p), folder),
			Recommendation: "Declare it in the contract.",
			Details:        details(p, map[string]any{"path": folder}),
			Related:        []rule.Related{rule.RelatedTo(p.At(use.node), "the path")},
			Shared:         true,
		}
		part := inputPart
		if isOutput(folder) {
			issue.Message = fmt.Sprintf("`%s` uses %s, which its contract does not name: nothing that is written there is kept.", scriptName(p), folder)
			part = outputPart
		}
		if near, ok := rule.Suggest(folder, left); ok {
			issue.Recommendation = fmt.Sprintf("Did you mean %s?", near)
			issue.Fixes = renames(p.Workspace, p.At(use.node), folder, near)
		} else {
			issue.Fixes = addPath(p.Workspace, p.Contract, part, logicalName(p.Contract, folder), folder)
		}
		p.Report(p.Contract.Place, issue)
	}
}

// mounted is the folder that a path lies in and that a pipeline fills or empties, empty for a path that is there in every
// job: the channel of a training job, or a folder of a processing job.
func mounted(used string) string {
	if rest, ok := strings.CutPrefix(used, dataFolder+"/"); ok {
		channel, _, _ := strings.Cut(rest, "/")
		return dataFolder + "/" + channel
	}
	if !strings.HasPrefix(used, "/opt/ml/processing/input/") && !strings.HasPrefix(used, "/opt/ml/processing/output/") {
		return ""
	}
	if path.Ext(used) != "" {
		used = path.Dir(used)
	}
	return used
}

func isOutput(used string) bool {
	return strings.HasPrefix(used, "/opt/ml/processing/output/") || strings.HasPrefix(used, sagemaker.ModelDir)
}

// isDeclared tells whether a contract names a path, what it lies in or what lies in it, or may: an input or output whose
// path cannot be told.
func isDeclared(c *workspace.Contract, used string) bool {
	if slices.ContainsFunc(slices.Concat(c.Inputs.Items, c.Outputs.Items), func(i workspace.Item) bool { return i.Value.Kind == workspace.Unknown }) {
		return true
	}
	return slices.ContainsFunc(slices.Concat(c.Inputs.Items, c.Outputs.Items, c.Arguments.Items), func(i workspace.Item) bool {
		declared, known := i.Value.Known()
		return known && strings.HasPrefix(declared, "/") && related(declared, used)
	})
}

// logicalName is a name for a path that the contract does not have yet: that of the folder.
func logicalName(c *workspace.Contract, used string) string {
	base := path.Base(used)
	name := base
	for n := 2; c.Inputs.Answers(name) || c.Outputs.Answers(name); n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	return name
}
