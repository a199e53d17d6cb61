package alignment

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_training_specification.md
var missingTrainingSpecificationPage string

// missingTrainingSpecification finds training scripts without a specification in a workspace that keeps one for each step:
// no pipeline can use the script.
var missingTrainingSpecification = &rule.Rule{
	Name:      "missing_training_specification",
	Level:     2,
	Severity:  rule.Warning,
	Summary:   "A training script has no specification, and its neighbours have",
	WholeFile: true,
	Fixable:   true,
	Page:      missingTrainingSpecificationPage,
	Check: func(p *rule.Pass) {
		if p.Workspace == nil || p.Path == "" || !hasPlace(p) || isSpecified(p.Workspace, p.Path) {
			return
		}
		expected := specificationFile(p.Workspace, p.Path)
		p.Report(p.Head(), rule.Issue{
			Message:        fmt.Sprintf("Training specification not found for %s: no pipeline can use it as a step.", filepath.Base(p.Path)),
			Recommendation: fmt.Sprintf("Create training specification file for %s: %s.", filepath.Base(p.Path), p.Workspace.Name(expected)),
			Details:        map[string]any{"expected_spec_path": p.Workspace.Name(expected)},
			Fixes:          createSpecification(p, expected),
		})
	},
}

// hasPlace tells whether steps like the script's have their specifications in the workspace: there is a folder for them, and
// the script stands where the entry points of other contracts do.
func hasPlace(p *rule.Pass) bool {
	if len(p.Workspace.SpecificationPlaces(p.Path)) == 0 {
		return false
	}
	return slices.ContainsFunc(p.Workspace.EntryFiles(), func(file string) bool { return filepath.Dir(file) == filepath.Dir(p.Path) && file != p.Path })
}

// isSpecified tells whether a specification is there, or may be: one whose entry point cannot be told, or is looked for
// elsewhere, may be the script's.
func isSpecified(w *workspace.Workspace, script string) bool {
	for _, c := range w.ContractsOf(script) {
		if len(w.SpecificationsOf(c)) > 0 {
			return true
		}
	}
	for _, c := range w.Contracts() {
		entry, known := c.EntryPoint.Known()
		switch {
		case !known && c.EntryPoint.Kind == workspace.Unknown:
			return true
		case known && filepath.Base(entry) == filepath.Base(script) && w.EntryFile(c) == "":
			return true
		}
	}
	return false
}

// specificationFile is where a script's specification belongs, by the habit of the folder next to it.
func specificationFile(w *workspace.Workspace, script string) string {
	folder := w.SpecificationPlaces(script)[0]
	stem := strings.TrimSuffix(filepath.Base(script), ".py")
	for _, name := range w.Files().List(folder) {
		if strings.HasSuffix(name, ".step.yaml") {
			return filepath.Join(folder, stem+".step.yaml")
		}
	}
	return filepath.Join(folder, stem+"_spec.py")
}
