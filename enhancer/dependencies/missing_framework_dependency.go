package dependencies

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_framework_dependency.md
var missingFrameworkDependencyPage string

// missingFrameworkDependency finds the framework that a script trains with missing from the job: the container is another
// framework's, and nobody asks pip for it. The job fails at the import.
var missingFrameworkDependency = &rule.Rule{
	Name:     "missing_framework_dependency",
	Level:    3,
	Severity: rule.Info,
	Lacks:    true,
	Summary:  "The framework is neither in the container nor in the requirements",
	Fixable:  true,
	Page:     missingFrameworkDependencyPage,
	Check: func(p *rule.Pass) {
		reportMissing(p, func(l imported) bool { return frameworkOf(p, l) != nil }, func(l imported) string { return frameworkOf(p, l).Title })
	},
}

// frameworkOf is the framework in use that a library is, nil for any other library.
func frameworkOf(p *rule.Pass, library imported) *frameworks.Framework {
	for _, f := range p.Usage.InUse {
		for _, module := range f.Modules {
			if top, _, _ := strings.Cut(module, "."); top == library.top {
				return f
			}
		}
	}
	return nil
}

// reportMissing reports each library of a kind that one of the script's jobs lacks.
func reportMissing(p *rule.Pass, ofKind func(imported) bool, title func(imported) string) {
	all := settings(p)
	if len(all) == 0 {
		return
	}
	var folders []string
	for _, s := range all {
		if s.launch != nil {
			folders = append(folders, s.launch.Root)
		}
	}
	for _, library := range needed(p, folders...) {
		if !ofKind(library) {
			continue
		}
		for _, s := range all {
			if s.lacks(library) {
				p.Report(library.Node, missing(p, s, library, title(library)))
				break
			}
		}
	}
}

// missing is the finding that a library is not there.
func missing(p *rule.Pass, s setting, library imported, title string) rule.Issue {
	distribution := library.distributions[0]
	i := rule.Issue{
		Recommendation: advice(p.Workspace, s, distribution),
		Details:        map[string]any{"module": library.top, "distribution": distribution},
		Related:        s.related(),
		Fixes:          addRequirement(p.Workspace, s.installed, distribution),
	}
	if s.image == nil {
		i.Severity = rule.Info
		i.Message = fmt.Sprintf("%s is in no container of another framework, and %s does not ask for it.", title, p.Workspace.Name(s.installed.File))
		return i
	}
	i.Severity = rule.Warning
	i.Details["container"] = containerName(s.image)
	i.Message = fmt.Sprintf("%s is not in the job's %s and is not installed: the job fails at this import.", title, containerName(s.image))
	return i
}
