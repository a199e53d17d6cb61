package dependencies

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed syntax_newer_than_container_python.md
var syntaxNewerThanContainerPythonPage string

// syntaxNewerThanContainerPython finds what the Python in the job's container does not have: syntax, modules and annotations
// that came later, and modules that were taken out. The tags of the scikit-learn and XGBoost containers say only py3.
var syntaxNewerThanContainerPython = &rule.Rule{
	Name:     "syntax_newer_than_container_python",
	Level:    3,
	Severity: rule.Error,
	Summary:  "Syntax or a module that the container's Python does not have",
	Page:     syntaxNewerThanContainerPythonPage,
	Check: func(p *rule.Pass) {
		launches := p.Launches()
		if len(launches) == 0 {
			return
		}
		var found []newer
		for n, l := range launches {
			pythons := l.Pythons()
			if len(pythons) == 0 {
				continue
			}
			if n == 0 || found == nil {
				found = newerIn(p.Script)
			}
			found = reportNewer(p, l, pythons, found)
		}
	},
}

// reportNewer reports what none of a job's interpreters has, and gives the rest.
func reportNewer(p *rule.Pass, l *workspace.Launch, pythons []string, all []newer) []newer {
	rest := []newer{}
	for _, n := range all {
		if !n.missingIn(pythons) {
			rest = append(rest, n)
			continue
		}
		has := "Python " + strings.Join(pythons, " or ")
		i := rule.Issue{
			Message:        fmt.Sprintf("%s needs Python %s, and the job's %s has %s.", upperFirst(n.what), n.since, containerName(l.Image()), has),
			Recommendation: "Write it in another way, or choose a container with a newer Python.",
			Details:        map[string]any{"needs": n.since, "pythons": pythons},
			Related:        []rule.Related{rule.RelatedTo(place(l), "the job's container is chosen here")},
		}
		if n.before != "" {
			i.Message = fmt.Sprintf("%s is not in Python %s any more, and the job's %s has %s.", upperFirst(n.what), n.before, containerName(l.Image()), has)
			i.Recommendation = "Use what took its place, or choose a container with an older Python."
			i.Details = map[string]any{"gone": n.before, "pythons": pythons}
		}
		if n.length > 0 {
			i.Span = p.Span(n.node)
			i.Span.End = i.Span.Start + n.length
		}
		p.Report(n.node, i)
	}
	return rest
}

// missingIn tells what none of some interpreters has.
func (n newer) missingIn(pythons []string) bool {
	for _, python := range pythons {
		if n.since != "" && pep440.Compare(python, n.since) >= 0 || n.before != "" && pep440.Compare(python, n.before) < 0 {
			return false
		}
	}
	return true
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
