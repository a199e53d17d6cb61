package enhancer

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

// ReadScript gathers the facts of a script for Check. What the script imports from modules beside it is followed; w is what
// stands around it and file its absolute path there, both empty where nothing is known of that. What previous, which may be
// nil, knows of the version before is taken over.
func ReadScript(tree *syntax.Tree, previous *analysis.Script, w *workspace.Workspace, file string) *analysis.Script {
	if modules := modulesOf(w, file); modules != nil {
		return analysis.ReadAmong(tree, previous, modules)
	}
	return analysis.Read(tree, previous)
}

// modulesOf finds the modules beside a script, nil where nothing is known of what stands around it.
func modulesOf(w *workspace.Workspace, file string) *workspace.Modules {
	return w.Modules(file, frameworks.IsLibrary)
}
