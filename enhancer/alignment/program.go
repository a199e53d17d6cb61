package alignment

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// maxModules bounds how many modules of the workspace are read for one script.
const maxModules = 200

// program is a script with the modules of the workspace that it imports.
type program struct {
	texts [][]byte
	// unsure tells that a part of it is not in sight: a module beside it that is not there, or another program that it starts.
	unsure bool
}

// readProgram reads a contract's script and what it imports.
func readProgram(p *rule.ContractPass) program {
	_, starts := requirement.StartsProgram(p.Script)
	out := program{unsure: starts || p.Contract.Container || p.Script.Tree.HasError()}
	seen := map[string]bool{}
	out.add(p.Workspace, p.Path, seen)
	return out
}

func (o *program) add(w *workspace.Workspace, file string, seen map[string]bool) {
	if seen[file] || len(seen) >= maxModules {
		return
	}
	seen[file] = true
	script := w.Script(file)
	if script == nil {
		return
	}
	o.texts = append(o.texts, script.Tree.Text())
	for _, i := range script.Imports() {
		module, ok := moduleOf(w, file, i)
		switch {
		case ok:
			o.add(w, module, seen)
		case strings.HasPrefix(i.Module, "."):
			o.unsure = true
		}
	}
}

// moduleOf finds the file that an import brings.
func moduleOf(w *workspace.Workspace, from string, i analysis.Import) (file string, ok bool) {
	name := i.Module
	if i.Item != "" {
		name = strings.TrimSuffix(name, ".") + "." + i.Item
	} else {
		name += ".*"
	}
	file, _, ok = w.Resolve(workspace.Symbol{From: from, Name: name})
	return file, ok
}

// mentions tells whether a text stands anywhere in the program.
func (o *program) mentions(text string) bool {
	for _, t := range o.texts {
		if bytes.Contains(t, []byte(text)) {
			return true
		}
	}
	return false
}

// quotes tells whether a name stands in quotes somewhere in the program.
func (o *program) quotes(name string) bool {
	return o.mentions(`"`+name+`"`) || o.mentions("'"+name+"'")
}

// scriptName is the script's name, to show to people.
func scriptName(p *rule.ContractPass) string { return filepath.Base(p.Path) }

// details are what every finding about a contract says of it.
func details(p *rule.ContractPass, more map[string]any) map[string]any {
	more["contract"] = p.Workspace.Name(p.Contract.File())
	return more
}
