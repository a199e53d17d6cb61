package dependencies

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed local_module_shadows_package.md
var localModuleShadowsPackagePage string

// localModuleShadowsPackage finds files in the script's folder that bear the name of a library which the script means: Python
// looks there first.
var localModuleShadowsPackage = &rule.Rule{
	Name:     "local_module_shadows_package",
	Level:    3,
	Severity: rule.Warning,
	Summary:  "A file beside the script is imported in place of a library",
	Page:     localModuleShadowsPackagePage,
	Check: func(p *rule.Pass) {
		if p.Workspace == nil || p.Path == "" || !startsHere(p) {
			return
		}
		seen := map[string]bool{}
		for _, i := range p.Script.Imports() {
			top, _, _ := strings.Cut(i.Module, ".")
			if seen[top] || !frameworks.IsLibrary(top) || loadedBefore[top] {
				continue
			}
			file := filepath.Join(filepath.Dir(p.Path), top+".py")
			if !p.Workspace.Files().IsFile(file) {
				continue
			}
			if item, lacks := lacksItem(p, i, file); lacks {
				seen[top] = true
				p.Report(i.Node, shadowing(p, top, file, item))
			}
		}
	},
}

// startsHere tells a script that is started itself, so that its own folder is where Python looks first.
func startsHere(p *rule.Pass) bool {
	return len(p.Launches()) > 0 || p.Requirements.Training() || p.Script.MainGuard() != nil
}

// loadedBefore are the standard modules that no file can take the place of, because they are built in or loaded before the
// script is, and those that are so in some builds of CPython only.
// Source: sys.builtin_module_names and sys.modules of CPython 3.11 started with a script.
var loadedBefore = setOf("sys builtins time itertools marshal gc errno signal posix pwd atexit abc codecs encodings io os site stat types _thread " +
	"posixpath genericpath zipimport importlib warnings collections operator keyword functools reprlib re enum sre_compile sre_parse copyreg " +
	"math array faulthandler")

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(names) {
		set[name] = true
	}
	return set
}

// lacksItem tells whether an import wants something that the file of that name does not have: then it means the library. item
// is what is wanted, such as "random.seed".
func lacksItem(p *rule.Pass, i analysis.Import, file string) (item string, lacks bool) {
	top, below, dotted := strings.Cut(i.Module, ".")
	local := p.Script
	if file != p.Path {
		local = p.Workspace.Script(file)
	}
	if local == nil || hasStar(local) {
		return "", false
	}
	switch {
	case dotted:
		return i.Module, !slices.Contains(defined(local), below) // a file has no modules in it
	case i.Item == "*":
		return "", false
	case i.Item != "":
		return top + "." + i.Item, !slices.Contains(defined(local), i.Item)
	}
	wanted := attributesOf(p.Script, i)
	for _, name := range wanted {
		if slices.Contains(defined(local), name) {
			return "", false
		}
	}
	if len(wanted) == 0 {
		return "", false
	}
	return top + "." + wanted[0], true
}

// hasStar tells a module that takes in all of another: what it defines cannot be told.
func hasStar(s *analysis.Script) bool {
	return slices.ContainsFunc(s.Imports(), func(i analysis.Import) bool { return i.Item == "*" }) || s.Function("__getattr__") != nil
}

// defined are the names that a module binds at its top, an import of itself left out.
func defined(s *analysis.Script) []string {
	var names []string
	for _, part := range s.Parts() {
		for _, b := range part.Bindings {
			names = append(names, b.Name)
		}
	}
	return names
}

// attributesOf are the names that a script asks an imported module for.
func attributesOf(s *analysis.Script, i analysis.Import) []string {
	var names []string
	for _, scope := range s.Scopes() {
		for _, a := range scope.Attributes {
			object, attribute := a.Child(syntax.FieldObject), a.Child(syntax.FieldAttribute)
			if object == nil || attribute == nil || object.Kind() != syntax.KindIdentifier || object.Text() != i.Name {
				continue
			}
			if slices.ContainsFunc(s.Lookup(i.Name, scope), func(b *analysis.Binding) bool { return b.Module == i.Module }) {
				names = append(names, attribute.Text())
			}
		}
	}
	return names
}

func shadowing(p *rule.Pass, top, file, item string) rule.Issue {
	name := p.Workspace.Name(file)
	i := rule.Issue{
		Message:        fmt.Sprintf("`%s` is %s here, not the library: it has no `%s`.", top, name, item),
		Recommendation: "Give the file another name.",
		Details:        map[string]any{"module": top, "file": name},
	}
	if file == p.Path {
		i.Message = fmt.Sprintf("`%s` is this script itself, not the library: Python looks in the script's folder first.", top)
	}
	return i
}
