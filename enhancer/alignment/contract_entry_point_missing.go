package alignment

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed contract_entry_point_missing.md
var contractEntryPointMissingPage string

// contractEntryPointMissing finds contracts whose script is not there: the job cannot be started.
var contractEntryPointMissing = &rule.Rule{
	Name:     "contract_entry_point_missing",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A contract's entry point does not exist",
	Fixable:  true,
	Page:     contractEntryPointMissingPage,
	CheckContract: func(p *rule.ContractPass) {
		entry, known := p.Contract.EntryPoint.Known()
		if !known || !strings.HasSuffix(entry, ".py") || strings.Contains(entry, "://") || p.Path != "" || !startsScript(p.Contract) {
			return
		}
		if source, given := p.Contract.SourceDir.Known(); given && strings.Contains(source, "://") {
			return
		}
		scripts := p.Workspace.ScriptsBeside(p.Contract)
		if len(scripts) == 0 || len(p.Workspace.Named(path.Base(entry))) > 0 {
			return // they are kept elsewhere
		}
		reportEntryPoint(p, entry, scripts)
	},
}

// startsScript tells contracts of jobs that run a script of the user's: they read and write. Others bear the name of a
// program that the platform's own image brings.
func startsScript(c *workspace.Contract) bool {
	return len(c.Inputs.Items) > 0 && len(c.Outputs.Items) > 0 || c.Inputs.Open || c.Outputs.Open
}

// reportEntryPoint reports a script that is not among those beside the contract. It is sure to be a mistake where the
// contract names the folder, or where another script has nearly that name; else the configuration may bring the script
// from somewhere.
func reportEntryPoint(p *rule.ContractPass, entry string, scripts []string) {
	folder := p.Workspace.Name(filepath.Dir(scripts[0]))
	issue := rule.Issue{
		Severity:       rule.Warning,
		Message:        fmt.Sprintf("There is no `%s` in %s, nor anywhere else in the workspace: the job has no script to start.", entry, folder),
		Recommendation: "Write the script, or name one that is there.",
		Details:        details(p, map[string]any{"entry_point": entry, "folder": folder}),
	}
	if p.Contract.SourceDir.Kind == workspace.String {
		issue.Severity = rule.Error
	}
	var names []string
	for _, s := range scripts {
		if len(p.Workspace.ContractsOf(s)) == 0 {
			names = append(names, filepath.Base(s))
		}
	}
	if near, ok := rule.Suggest(path.Base(entry), names); ok {
		issue.Severity = rule.Error
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", near)
		issue.Fixes = renames(p.Workspace, p.Contract.EntryPoint.Place, path.Base(entry), near)
	}
	p.Report(p.Contract.EntryPoint.Place, issue)
}
