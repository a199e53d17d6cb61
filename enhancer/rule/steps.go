package rule

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// ContractPass is one rule's look at one contract.
type ContractPass struct {
	Around
	Contract *workspace.Contract
	// Path is the script that its entry point names, empty where that cannot be told or is not there; Script are its facts.
	Path   string
	Script *analysis.Script
}

// NewContractPass readies r for a contract; report receives each finding.
func NewContractPass(r *Rule, w *workspace.Workspace, c *workspace.Contract, report func(Issue)) *ContractPass {
	p := &ContractPass{Around: NewAround(r, w, report), Contract: c, Path: w.EntryFile(c)}
	if p.Path != "" {
		p.Script = w.Script(p.Path)
	}
	return p
}

// At is where a node of the script stands.
func (p *ContractPass) At(n *syntax.Node) workspace.Place {
	tree := p.Script.Tree
	return workspace.Place{File: p.Path, Span: syntax.Range{Start: tree.Start(n), End: tree.End(n)}}
}

// BuilderPass is one rule's look at one builder.
type BuilderPass struct {
	Around
	Builder *workspace.Builder
}

// NewBuilderPass readies r for a builder; report receives each finding.
func NewBuilderPass(r *Rule, w *workspace.Workspace, b *workspace.Builder, report func(Issue)) *BuilderPass {
	return &BuilderPass{Around: NewAround(r, w, report), Builder: b}
}
