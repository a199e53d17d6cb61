package dependencies

import (
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// imported is a library that a script cannot start without.
type imported struct {
	analysis.Import
	top           string   // the name of its top module
	distributions []string // that bring it
}

// needed are the libraries that a script imports whenever it starts: at its top, outside of try and if. Of one library the
// first import counts. A module of the same name beside the script is meant instead of a library.
func needed(p *rule.Pass, folders ...string) []imported {
	var found []imported
	seen := map[string]bool{}
	for _, i := range p.Script.Imports() {
		top, _, _ := strings.Cut(i.Module, ".")
		names := byImport()[top]
		if names == nil || seen[top] || !isUnconditional(i) || isLocal(p, top, folders) {
			continue
		}
		seen[top] = true
		found = append(found, imported{Import: i, top: top, distributions: names})
	}
	return found
}

// isUnconditional tells an import that runs whenever the script is started.
func isUnconditional(i analysis.Import) bool {
	switch i.Node.Statement().Root().Kind() {
	case syntax.KindImport, syntax.KindImportFrom:
		return i.Scope.Kind == analysis.ModuleScope
	}
	return false
}

// isLocal tells whether a module lies beside the script, or in one of some other folders.
func isLocal(p *rule.Pass, top string, folders []string) bool {
	files := p.Workspace.Files()
	for _, folder := range append(folders[:len(folders):len(folders)], filepath.Dir(p.Path)) {
		if folder != "" && (files.IsFile(filepath.Join(folder, top+".py")) || files.IsFolder(filepath.Join(folder, top))) {
			return true
		}
	}
	return false
}

// bringsItsOwn tells a script that installs packages itself, or looks for modules in further folders.
func bringsItsOwn(s *analysis.Script) bool {
	var all installing
	for _, i := range analysis.Gather(s, installingKey{}, installs) {
		all = installing{pip: all.pip || i.pip, install: all.install || i.install, extends: all.extends || i.extends}
	}
	return all.extends || all.pip && all.install
}

// installing are the signs in a scope that it brings packages along.
type installing struct {
	pip, install bool // what a command line that installs something names
	extends      bool // the folders that modules are looked for in
}

type installingKey struct{}

// installs finds the signs in a scope; there are none in most.
func installs(scope *analysis.Scope) []installing {
	var i installing
	for _, n := range scope.Strings {
		text, _ := analysis.PlainString(n)
		if text == "" {
			text = n.Text() // an f-string
		}
		i.pip = i.pip || strings.Contains(text, "pip") || strings.Contains(text, "conda")
		i.install = i.install || strings.Contains(text, "install")
	}
	for _, call := range scope.Calls {
		callee := call.Func.Text()
		i.extends = i.extends || strings.HasPrefix(callee, "sys.path.") || strings.HasPrefix(callee, "site.add") || strings.HasPrefix(callee, "pip.")
	}
	for _, b := range scope.Bindings {
		i.extends = i.extends || b.Name == "sys.path"
	}
	if i == (installing{}) {
		return nil
	}
	return []installing{i}
}
