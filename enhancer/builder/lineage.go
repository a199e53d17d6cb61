package builder

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// lineage is a builder with the classes that it derives from.
type lineage struct {
	classes []*workspace.Class
	// whole tells that all of them are known.
	whole bool
}

func lineageOf(p *rule.BuilderPass) lineage {
	classes, whole := p.Workspace.Ancestry(p.Builder.Class)
	if !whole {
		whole = onlyPlatformBases(classes, p.Workspace)
	}
	return lineage{classes, whole}
}

// onlyPlatformBases tells builders of which the one class that is not in sight is StepBuilderBase: what that brings is
// known.
func onlyPlatformBases(classes []*workspace.Class, w *workspace.Workspace) bool {
	for _, c := range classes {
		for _, base := range c.Bases {
			if w.Class(base) == nil && base.Last() != "StepBuilderBase" && base.Name != "abc.ABC" && base.Name != "object" {
				return false
			}
		}
	}
	return true
}

// defines tells whether one of the classes defines a method, other than as one that subclasses must define.
func (l lineage) defines(name string) bool {
	return slices.ContainsFunc(l.classes, func(c *workspace.Class) bool {
		m, ok := c.Member(name)
		return ok && m.Kind != workspace.Abstract
	})
}

// trains tells builders of training steps: by what they make, by the contract of their step, else by their name.
func trains(p *rule.BuilderPass) bool {
	b := p.Builder
	if b.MakesTraining() {
		return true
	}
	if b.MakesOther() {
		return false
	}
	if contracts := p.Workspace.ContractsFor(b); len(contracts) > 0 {
		return slices.ContainsFunc(contracts, func(c *workspace.Contract) bool { return c.Training })
	}
	return strings.Contains(b.Name, "Training")
}
