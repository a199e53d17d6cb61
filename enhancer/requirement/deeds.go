package requirement

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

// deeds are what the code of one scope does for a training job.
type deeds struct {
	has      map[string]bool // capabilities
	saves    []Save
	uses     []*frameworks.Use
	handedOn []delegation
	options  []*analysis.Option
	broken   *syntax.Node // a top-level statement that does not parse
	// platform tells that it speaks of SageMaker, launches that it starts a job, writes that it writes or copies files.
	platform, launches, writes bool
}

// moduleDeeds are what the code of a module does, scope by scope. Nothing is said about what of it runs.
type moduleDeeds struct {
	usage *frameworks.Usage
	of    map[*analysis.Scope]*deeds
}

type deedsKey struct {
	module *workspace.Module
	tables *frameworks.Tables
}

// deedsOf reads a module, once.
func deedsOf(modules *workspace.Modules, mod *workspace.Module, tables *frameworks.Tables) *moduleDeeds {
	return workspace.Keep(modules, deedsKey{mod, tables}, func() *moduleDeeds {
		usage := tables.Read(mod.Script)
		r := &reader{Script: mod.Script, Usage: usage, handedOn: delegations(mod.Script, usage)}
		d := &moduleDeeds{usage: usage, of: map[*analysis.Scope]*deeds{}}
		for _, scope := range mod.Script.Scopes() {
			d.of[scope] = r.deedsIn(scope)
		}
		d.readUses(r)
		d.readRest(r)
		return d
	})
}

// deedsIn says what can be told from the code of a scope itself.
func (r *reader) deedsIn(scope *analysis.Scope) *deeds {
	d := &deeds{has: map[string]bool{}}
	d.has[HyperparameterLoading] = len(r.hyperparametersIn(scope)) > 0
	d.has[DataLoading] = len(r.dataStrings(scope)) > 0
	d.has[Evaluation] = evaluationWords.in(scope.Name) && scope.Kind == analysis.FunctionScope
	for _, call := range scope.Calls {
		d.has[Evaluation] = d.has[Evaluation] || evaluationWords.in(call.Method()) && !standsBesideTraining(call.Method())
		d.writes = d.writes || writesFile(call)
		d.launches = d.launches || slices.ContainsFunc(r.Script.Callees(call), launchesJob)
	}
	for _, n := range scope.Strings {
		d.platform = d.platform || strings.Contains(n.Text(), "/opt/ml")
	}
	return d
}

// readUses files what calls of frameworks mean under the scopes that they stand in.
func (m *moduleDeeds) readUses(r *reader) {
	for _, use := range r.Usage.Uses {
		d := m.of[use.Call.Scope]
		d.uses = append(d.uses, use)
		switch use.Role {
		case frameworks.Trains:
			d.has[TrainingLoop] = d.has[TrainingLoop] || !r.standsInSampler(use)
		case frameworks.Loads:
			d.has[DataLoading] = d.has[DataLoading] || !r.readsNoData(use)
		case frameworks.Evaluates:
			d.has[Evaluation] = true
		case frameworks.Copies:
			d.writes = true
		}
	}
	for _, s := range r.readSaves() {
		d := m.of[s.Use.Call.Scope]
		d.saves = append(d.saves, s)
		d.has[ModelSaving] = d.has[ModelSaving] || r.counts(s)
	}
}

// readRest files environment variables, options, calls that hand work on, and what does not parse.
func (m *moduleDeeds) readRest(r *reader) {
	for _, use := range r.Script.Environment() {
		d := m.of[use.Scope]
		d.has[HyperparameterLoading] = d.has[HyperparameterLoading] || !use.Write && holdsHyperparameters(use.Name)
		d.has[DataLoading] = d.has[DataLoading] || isDataVariable(use.Name)
		d.platform = d.platform || strings.HasPrefix(use.Name, "SM_")
	}
	for _, o := range r.Script.Options() {
		d := m.of[o.Call.Scope]
		d.options = append(d.options, o)
	}
	for _, h := range r.handedOn {
		d := m.of[h.call.Scope]
		d.handedOn = append(d.handedOn, h)
	}
	for _, part := range r.Script.Parts() {
		if root := part.Statement().Root(); root.HasError() {
			m.of[part].broken = root
		}
	}
}

// outcome is what runs in modules beside a script once some names are used.
type outcome struct {
	modules *workspace.Modules
	tables  *frameworks.Tables
	reach   workspace.Reach
	has     map[string]bool
}

func newOutcome(modules *workspace.Modules, tables *frameworks.Tables, reach workspace.Reach) *outcome {
	o := &outcome{modules: modules, tables: tables, reach: reach, has: map[string]bool{}}
	o.each(func(_ *workspace.Module, d *deeds) {
		for capability, has := range d.has {
			o.has[capability] = o.has[capability] || has
		}
	})
	return o
}

// each visits what the scopes do that run.
func (o *outcome) each(visit func(*workspace.Module, *deeds)) {
	for _, p := range o.reach.Pieces {
		all := deedsOf(o.modules, p.Module, o.tables)
		for _, scope := range p.Scopes {
			visit(p.Module, all.of[scope])
		}
	}
}

// hides says why something that a function named with one of the words does may have been missed; empty where all was read.
func (o *outcome) hides(w wordSet, named bool) (reason string) {
	o.each(func(mod *workspace.Module, d *deeds) {
		for _, h := range d.handedOn {
			if reason == "" {
				reason = o.handsOn(mod, h, w, named)
			}
		}
		if reason == "" && d.broken != nil && named && brokenMentions(d.broken, w) {
			reason = "a part of " + filepath.Base(mod.Path) + " does not parse"
		}
	})
	if reason == "" && o.reach.Cut && named {
		reason = "it goes through too many modules to follow"
	}
	return reason
}

// handsOn says what a module hands to something that was not read.
func (o *outcome) handsOn(mod *workspace.Module, h delegation, w wordSet, named bool) string {
	in := " in " + filepath.Base(mod.Path)
	switch {
	case h.anything:
		return "`" + h.name + "`" + in + " starts another program"
	case !named:
	case h.copies:
		if w["save"] {
			return "`" + h.name + "`" + in + " copies files"
		}
	case w.in(lastName(h.name)) && !prepares(h.name) && !dataNames.in(lastName(h.name)) && !ofModels[lastName(h.name)]:
		if name, ok := mod.Absolute(h.name); !ok || !strings.Contains(h.name, ".") || !o.modules.Resolves(name) || slices.Contains(o.reach.Lost, name) {
			return "`" + h.name + "`" + in + " leads to something that cannot be followed"
		}
	}
	return ""
}
