package script

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed relative_import_in_entry_point.md
var relativeImportInEntryPointPage string

// relativeImportInEntryPoint finds relative imports in a script that the platform starts by its path: there it is no part of
// a package, and the import ends the job at once.
var relativeImportInEntryPoint = &rule.Rule{
	Name:     "relative_import_in_entry_point",
	Level:    1,
	Severity: rule.Error,
	Summary:  "A relative import in a script that is started by its path",
	Fixable:  true,
	Page:     relativeImportInEntryPointPage,
	Check: func(p *rule.Pass) {
		if !startedByPath(p) {
			return
		}
		var found []analysis.Import
		seen := map[*syntax.Node]bool{}
		for _, i := range p.Script.Imports() {
			statement := rule.EnclosingStatement(i.Node)
			if strings.HasPrefix(i.Module, ".") && runs(p, i) && !seen[statement] {
				seen[statement] = true
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			reportRelative(p, found)
		}
	},
}

// startedByPath tells scripts of which it is known that the platform starts them: a job definition or a contract names them,
// or they train below a `__main__` condition.
func startedByPath(p *rule.Pass) bool {
	if p.Workspace != nil {
		for _, c := range p.Workspace.ContractsOf(p.Path) {
			if !c.Container {
				return true
			}
		}
	}
	return len(p.Launches()) > 0 || p.Requirements.Training() && p.Requirements.Platform && p.Script.MainGuard() != nil && !setsPackage(p)
}

type packageKey struct{}

// setsPackage tells scripts that say themselves which package they are of.
func setsPackage(p *rule.Pass) bool {
	return p.Script.HasText(packageKey{}, func(text string) bool { return strings.Contains(text, "__package__") })
}

// runs tells imports that are made when the script is started. One in a `try` has somebody to catch it, one below
// `if TYPE_CHECKING` is for others.
func runs(p *rule.Pass, i analysis.Import) bool {
	return p.Script.Reached(i.Scope) && i.Node.Ancestor(syntax.KindTry) == nil && !isGuarded(i.Node)
}

func isGuarded(n *syntax.Node) bool {
	for at := n.Ancestor(syntax.KindIf); at != nil; at = at.Ancestor(syntax.KindIf) {
		if c := at.Child(syntax.FieldCondition); c != nil && (strings.Contains(c.Text(), "TYPE_CHECKING") || strings.Contains(c.Text(), "__name__") || strings.Contains(c.Text(), "__package__")) {
			return !strings.Contains(c.Text(), "__main__")
		}
	}
	return false
}

// reportRelative reports the first import; the others are beside it.
func reportRelative(p *rule.Pass, found []analysis.Import) {
	at := rule.EnclosingStatement(found[0].Node)
	issue := rule.Issue{
		Message:        fmt.Sprintf("The job starts this file by its path, where it is in no package: `from %s import` fails with an ImportError.", found[0].Module),
		Recommendation: "Import by the name that the module has below the source folder.",
		Details:        map[string]any{"module": found[0].Module, "imports": len(found)},
	}
	for _, other := range found[1:] {
		issue.Related = append(issue.Related, rule.Related{Span: p.Span(rule.EnclosingStatement(other.Node)), Message: "another relative import"})
	}
	if edits := absolute(p, found); edits != nil {
		issue.Fixes = []rule.Fix{{Title: "Import from beside the script", Edits: edits}}
	}
	p.Report(importedModule(at), issue)
}

// importedModule is the part of an import that names the module.
func importedModule(statement *syntax.Node) *syntax.Node {
	if n := statement.Child(syntax.FieldModuleName); n != nil {
		return n
	}
	return statement
}

// absolute gives the edits that take the dot from imports of modules beside the script, whose folder is where Python looks
// first; none unless all of the imports are such.
func absolute(p *rule.Pass, found []analysis.Import) (edits []rule.Edit) {
	for _, i := range found {
		name, dotted := strings.CutPrefix(i.Module, ".")
		n := importedModule(rule.EnclosingStatement(i.Node))
		if !dotted || name == "" || strings.HasPrefix(name, ".") || !isBeside(p, name) || n.Text() != i.Module {
			return nil
		}
		start := p.Span(n).Start
		edits = append(edits, rule.Edit{Span: rule.Span{Start: start, End: start + 1}})
	}
	return edits
}

// isBeside tells modules that lie beside the script.
func isBeside(p *rule.Pass, module string) bool {
	if p.Workspace == nil || p.Path == "" {
		return false
	}
	first, _, _ := strings.Cut(module, ".")
	file, _, ok := p.Workspace.Resolve(workspace.Symbol{From: p.Path, Name: "." + module + ".*"})
	folder := filepath.Dir(p.Path)
	return ok && (strings.HasPrefix(file, filepath.Join(folder, first)+string(filepath.Separator)) || file == filepath.Join(folder, first+".py"))
}
