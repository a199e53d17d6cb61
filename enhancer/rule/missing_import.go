package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// MissingImport finds names that belong to a framework and are used without being imported: the module under its
// customary name, such as `nn`, and classes that bear their framework in their name. The second table says for such a
// class which module it comes from.
func MissingImport(framework string, classes map[string]string) func(*Pass) {
	return func(p *Pass) {
		table := frameworks.ByName(framework)
		reported := map[string]bool{}
		for _, n := range p.Script.Unbound() {
			name := n.Node.Text()
			statement, ok := importFor(table, classes, n)
			if !ok || reported[name] {
				continue
			}
			reported[name] = true
			p.Report(n.Node, Issue{
				Message:        fmt.Sprintf("%s training script should import %s: `%s` is used and never imported.", table.Title, table.Modules[0], name),
				Recommendation: fmt.Sprintf("Add '%s' to the script.", statement),
				Details:        map[string]any{"name": name},
				Fixes:          []Fix{{Title: "Add '" + statement + "'", Edits: []Edit{p.insertImport(statement)}, Safe: true}},
			})
		}
	}
}

// importFor is the statement that brings a name, where the framework is the one that it belongs to.
func importFor(table *frameworks.Framework, classes map[string]string, n analysis.UnboundName) (statement string, ok bool) {
	name := n.Node.Text()
	if module, ok := classes[name]; ok && n.Node.Field() == syntax.FieldFunction {
		return "from " + module + " import " + name, true
	}
	module, ok := table.Aliases[name]
	if slices.Contains(table.Modules, name) {
		module, ok = name, true
	}
	if p := n.Node.Parent(); !ok || p == nil || p.Kind() != syntax.KindAttribute || n.Node.Field() != syntax.FieldObject {
		return "", false
	}
	if module == name {
		return "import " + module, true
	}
	if parent, last, dotted := cutLast(module); dotted && last == name {
		return "from " + parent + " import " + last, true
	}
	return "import " + module + " as " + name, true
}

func cutLast(module string) (parent, last string, dotted bool) {
	i := strings.LastIndexByte(module, '.')
	if i < 0 {
		return "", module, false
	}
	return module[:i], module[i+1:], true
}
