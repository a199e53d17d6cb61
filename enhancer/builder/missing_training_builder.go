package builder

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_training_builder.md
var missingTrainingBuilderPage string

// missingTrainingBuilder finds training scripts that nothing starts in a workspace that keeps a builder for each step.
var missingTrainingBuilder = &rule.Rule{
	Name:      "missing_training_builder",
	Level:     4,
	Severity:  rule.Warning,
	Summary:   "A training script has no builder, and its neighbours have",
	WholeFile: true,
	Fixable:   true,
	Page:      missingTrainingBuilderPage,
	Check: func(p *rule.Pass) {
		if p.Workspace == nil || p.Path == "" || !hasPlace(p) || isStarted(p) {
			return
		}
		expected := builderFile(p.Workspace, p.Path)
		p.Report(p.Head(), rule.Issue{
			Message:        fmt.Sprintf("Training builder not found for %s: nothing in the workspace starts it.", filepath.Base(p.Path)),
			Recommendation: fmt.Sprintf("Create training builder file for %s: %s.", filepath.Base(p.Path), p.Workspace.Name(expected)),
			Details:        map[string]any{"expected_builder_path": p.Workspace.Name(expected)},
			Fixes:          createBuilder(p, expected),
		})
	},
}

// hasPlace tells whether steps like the script's have their builders in the workspace: there is a folder for them, and a
// script beside this one has one.
func hasPlace(p *rule.Pass) bool {
	if len(p.Workspace.BuilderPlaces(p.Path)) == 0 {
		return false
	}
	return slices.ContainsFunc(p.Workspace.EntryFiles(), func(file string) bool {
		return file != p.Path && filepath.Dir(file) == filepath.Dir(p.Path) && len(p.Workspace.BuildersOf(file)) > 0
	})
}

// isStarted tells whether something starts the script: a builder, any job definition, or a *.step.yaml, from which a
// builder is made.
func isStarted(p *rule.Pass) bool {
	return len(p.Launches()) > 0 || len(p.Workspace.BuildersOf(p.Path)) > 0 ||
		slices.ContainsFunc(p.Workspace.ContractsOf(p.Path), func(c *workspace.Contract) bool { return c.Computed })
}

// builderFile is where a script's builder belongs.
func builderFile(w *workspace.Workspace, script string) string {
	stem := strings.TrimSuffix(filepath.Base(script), ".py")
	return filepath.Join(w.BuilderPlaces(script)[0], "builder_"+stem+"_step.py")
}
