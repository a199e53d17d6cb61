package requirement

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Sibling is a module beside a script, with what of it runs when the script does.
type Sibling struct {
	Module *workspace.Module
	Usage  *frameworks.Usage
	Scopes []*analysis.Scope
	// Uses are the calls in it with a meaning, Saves those that write a model. They belong to the module's own script.
	Uses  []*frameworks.Use
	Saves []Save
}

// DeclaredOption is a command-line option that the script or a module beside it declares.
type DeclaredOption struct {
	*analysis.Option
	// File is the absolute path of the module, empty for the script itself; Script are the facts of the one or the other.
	File   string
	Script *analysis.Script
}

// Options are the command-line options of the script, then those that running code of the modules beside it declares.
func (s *Set) Options() []DeclaredOption {
	var out []DeclaredOption
	for _, o := range s.Script.Options() {
		out = append(out, DeclaredOption{Option: o, Script: s.Script})
	}
	for _, sibling := range s.Siblings {
		for _, o := range sibling.Module.Script.Options() {
			if slices.Contains(sibling.Scopes, o.Call.Scope) {
				out = append(out, DeclaredOption{o, sibling.Module.Path, sibling.Module.Script})
			}
		}
	}
	return out
}

// beside is what runs in the modules beside a script when the script does.
type beside struct {
	modules  *workspace.Modules
	tables   *frameworks.Tables
	mentions []analysis.Mention
	all      *outcome
	asked    []string // methods that something unknown is asked for, and that classes of the modules have
}

type besideKey struct{}

// mentionsIn are the names of modules beside the script that a scope mentions while it runs, and the methods that it asks
// something unknown for.
type mentionsIn struct{ names, asked []analysis.Mention }

// readBeside follows what the script mentions of other modules; nil where nothing is known of what stands beside it.
func readBeside(r *reader, modules *workspace.Modules) *beside {
	if modules == nil {
		return nil
	}
	b := &beside{modules: modules, tables: r.Usage.Tables}
	asked := map[string]bool{}
	for _, m := range analysis.Gather(r.Script, besideKey{}, r.mentionsIn) {
		for _, n := range m.names {
			if n.Derives == nil || r.isUsed(n.Derives) {
				b.mentions = append(b.mentions, n)
			}
		}
		for _, a := range m.asked {
			asked[a.Name] = true
		}
	}
	b.all = b.outcome(b.mentions)
	for _, name := range b.all.reach.Asked {
		asked[name] = true
	}
	for name := range asked {
		if slices.ContainsFunc(b.all.reach.Pieces, func(p workspace.Piece) bool { return p.Module.Script.HasMethod(name) }) {
			b.asked = append(b.asked, name)
		}
	}
	slices.Sort(b.asked)
	b.all = b.outcome(b.mentions)
	return b
}

// isUsed tells classes of which something runs.
func (r *reader) isUsed(class *analysis.Scope) bool {
	return slices.ContainsFunc(class.Children, r.Script.Reached) || len(r.Script.Sites(class)) > 0
}

func (r *reader) mentionsIn(scope *analysis.Scope) []mentionsIn {
	if !r.Script.Reached(scope) {
		return nil
	}
	var m mentionsIn
	m.names, m.asked = r.Script.Mentions(scope)
	m.names = slices.DeleteFunc(m.names, func(n analysis.Mention) bool { return !r.Script.HasBeside(n.Name) })
	if len(m.names)+len(m.asked) == 0 {
		return nil
	}
	return []mentionsIn{m}
}

type outcomeKey struct {
	used, imported, asked string
	tables                *frameworks.Tables
}

// outcome is what runs when some names are mentioned.
func (b *beside) outcome(mentions []analysis.Mention) *outcome {
	var used, imported []string
	for _, m := range mentions {
		if m.Import {
			imported = append(imported, m.Name)
		} else {
			used = append(used, m.Name)
		}
	}
	used, imported = sorted(used), sorted(imported)
	key := outcomeKey{strings.Join(used, " "), strings.Join(imported, " "), strings.Join(b.asked, " "), b.tables}
	return workspace.Keep(b.modules, key, func() *outcome {
		return newOutcome(b.modules, b.tables, b.modules.Reach(used, imported, b.asked))
	})
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// siblings are the modules of which something runs.
func (b *beside) siblings() []Sibling {
	if b == nil {
		return nil
	}
	var out []Sibling
	for _, p := range b.all.reach.Pieces {
		if p.Module.Path == "" {
			continue
		}
		all := deedsOf(b.modules, p.Module, b.tables)
		s := Sibling{Module: p.Module, Usage: all.usage, Scopes: p.Scopes}
		for _, scope := range p.Scopes {
			s.Uses = append(s.Uses, all.of[scope].uses...)
			s.Saves = append(s.Saves, all.of[scope].saves...)
		}
		out = append(out, s)
	}
	return out
}

// foundBeside gives the places of the script from which code of other modules runs that has a capability: calls where there
// are any, else the names or imports. There are none where no module has it.
func (r *reader) foundBeside(capability string) []*syntax.Node {
	b := r.beside
	if b == nil || !b.all.has[capability] {
		return nil
	}
	var calls, names, imports []*syntax.Node
	for _, m := range b.mentions {
		if !b.outcome([]analysis.Mention{m}).has[capability] {
			continue
		}
		switch call := callWith(m); {
		case m.Import:
			imports = append(imports, m.Node)
		case call != nil:
			calls = appendNode(calls, call)
		default:
			names = appendNode(names, m.Node)
		}
	}
	for _, nodes := range [][]*syntax.Node{calls, names, imports} {
		if nodes != nil {
			return nodes
		}
	}
	return []*syntax.Node{b.mentions[0].Node} // it takes several of them together
}

func appendNode(nodes []*syntax.Node, n *syntax.Node) []*syntax.Node {
	if slices.Contains(nodes, n) {
		return nodes
	}
	return append(nodes, n)
}

// callWith is the call of what is mentioned, or the one that it is handed to; nil where there is none.
func callWith(m analysis.Mention) *syntax.Node {
	for _, call := range m.Scope.Calls {
		if call.Func == m.Node || slices.ContainsFunc(call.Args, func(a analysis.Arg) bool { return a.Value == m.Node }) {
			return call.Node
		}
	}
	return nil
}

// outcomeOf is what runs in other modules when a call hands work on, nil where it cannot be told what it is handed to.
func (r *reader) outcomeOf(d delegation) *outcome {
	if r.beside == nil || !r.beside.modules.Resolves(d.name) {
		return nil
	}
	return r.beside.outcome([]analysis.Mention{{Name: d.name}})
}

// writesFiles tells whether a module that a call hands work to writes files by hand.
func (r *reader) writesFiles(d delegation) (writes bool) {
	if o := r.outcomeOf(d); o != nil {
		o.each(func(_ *workspace.Module, d *deeds) { writes = writes || d.writes })
	}
	return writes
}

// hides says why what a call hands on may have a capability that was not found there, named tells whether it is named like
// one that has it: because it is not in sight, or because that hands it on in turn. It is empty where all of it was read.
func (r *reader) hides(d delegation, w wordSet, named bool) string {
	b := r.beside
	switch {
	case r.outcomeOf(d) != nil:
		o := r.outcomeOf(d)
		if named && slices.Contains(o.reach.Lost, d.name) {
			return "what `" + d.name + "` is, is worked out at run time"
		}
		return o.hides(w, named)
	case !named:
		return ""
	case strings.HasPrefix(d.name, "."):
		return "`" + d.name + "` is imported relatively, which fails in a script that is started by its name"
	case b != nil && strings.Contains(d.name, "."):
		return "`" + d.name + "` is in no file beside the script"
	}
	return "`" + d.name + "` is not in this file"
}

// each visits what runs in the modules beside a script.
func (b *beside) each(visit func(*workspace.Module, *deeds)) {
	if b != nil {
		b.all.each(visit)
	}
}

// any tells whether something that runs in the modules beside a script is like this.
func (b *beside) any(like func(*deeds) bool) (found bool) {
	b.each(func(_ *workspace.Module, d *deeds) { found = found || like(d) })
	return found
}

// callsTraining tells scripts that call something of a module beside them that trains, or that saves a model.
func (r *reader) callsTraining() bool {
	for _, capability := range []string{TrainingLoop, ModelSaving} {
		for _, n := range r.foundBeside(capability) {
			if n.Kind() == syntax.KindCall {
				return true
			}
		}
	}
	return false
}

// trainsOnTheWay tells scripts whose training is all in other modules, where it comes along with something else: they are
// named after other work, or train by an import alone.
func (r *reader) trainsOnTheWay(name string, training Answer) bool {
	name = strings.TrimSuffix(name, ".py")
	if trainingName.in(name) || slices.ContainsFunc(r.Usage.Of(frameworks.Trains), func(use *frameworks.Use) bool { return !r.standsInSampler(use) }) || r.featurizes() != nil {
		return false
	}
	return otherWork.in(name) || !slices.ContainsFunc(training.Evidence, func(n *syntax.Node) bool { return n.Kind() == syntax.KindCall })
}
