// Package analysis says what a Python script does: its names, calls and values, what of it runs, and which of the
// training platform's paths and variables it uses. It knows no rules and no frameworks.
package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// Script is what is known about one version of a script. It is immutable and may be shared between goroutines.
type Script struct {
	Tree *syntax.Tree
}

// Read gathers the facts of a script. What previous (which may be nil) knows about statements that both versions share
// is taken over.
func Read(tree *syntax.Tree, previous *Script) *Script {
	return &Script{Tree: tree}
}
