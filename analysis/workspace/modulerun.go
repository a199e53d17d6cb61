package workspace

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis"
)

// maxModules bounds how many modules are followed from one name.
const maxModules = 300

// Piece is what runs of one module.
type Piece struct {
	Module *Module
	// Scopes are those that run, in the order of the module's Scopes.
	Scopes []*analysis.Scope
}

// Reach is what runs once some names are used.
type Reach struct {
	Pieces []Piece // in the order in which they were found
	// Asked are the methods that the code asks something unknown for, sorted.
	Asked []string
	// Cut tells that there is more than was followed.
	Cut bool
	// Lost are the qualified names that the modules do not say what they are.
	Lost []string
}

// Reach follows what runs of the project's modules when names are used and modules imported, which are given by their
// qualified names; asked are methods that something unknown is asked for, which may be an object of a class that is used.
func (m *Modules) Reach(used, imported, asked []string) Reach {
	w := &tour{m: m, runs: map[*Module]*analysis.Run{}, seen: map[string]bool{}}
	for _, name := range imported {
		w.load(name)
	}
	for _, name := range used {
		w.use(name)
	}
	for _, name := range asked {
		w.ask(name)
	}
	w.follow()
	return w.reach()
}

// tour is one way through modules.
type tour struct {
	m     *Modules
	runs  map[*Module]*analysis.Run
	order []*Module
	seen  map[string]bool // names that were used, and methods that were asked for with a dot before them
	asked []string
	lost  []string
	cut   bool
}

// load runs the top level of a module and of the packages around it, nil where it is none of the project's.
func (w *tour) load(name string) {
	for end := range len(name) + 1 {
		if end == len(name) || name[end] == '.' {
			if mod := w.m.Module(name[:end]); mod != nil {
				w.run(mod)
			}
		}
	}
}

// run begins to run a module, nil where there are too many.
func (w *tour) run(mod *Module) *analysis.Run {
	r := w.runs[mod]
	if r != nil {
		return r
	}
	if len(w.order) >= maxModules {
		w.cut = true
		return nil
	}
	r = analysis.NewRun(mod.Script)
	w.runs[mod] = r
	w.order = append(w.order, mod)
	r.Import()
	for _, name := range w.asked {
		r.Ask(name)
	}
	return r
}

// use runs what a name stands for.
func (w *tour) use(name string) {
	if w.seen[name] {
		return
	}
	w.seen[name] = true
	w.load(name)
	targets := w.m.targets(name)
	for _, t := range targets {
		w.load(t.module.Name)
		r := w.run(t.module)
		if r == nil || len(t.path) == 0 {
			continue
		}
		outside, found := r.Use(t.path)
		if !found {
			w.lost = append(w.lost, name)
		}
		w.useAll(t.module, outside)
	}
	if len(targets) == 0 && w.m.owns(name) {
		w.lost = append(w.lost, name)
	}
}

// useAll runs what names mean that a module mentions.
func (w *tour) useAll(mod *Module, names []string) {
	for _, name := range names {
		if absolute, ok := mod.Absolute(name); ok && w.m.owns(absolute) {
			w.use(absolute)
		}
	}
}

// ask asks the objects of all classes that are used.
func (w *tour) ask(method string) {
	if w.seen["."+method] {
		return
	}
	w.seen["."+method] = true
	w.asked = append(w.asked, method)
	for _, mod := range w.order {
		w.runs[mod].Ask(method)
	}
}

// follow goes on until nothing new runs.
func (w *tour) follow() {
	for before := -1; before != w.size(); {
		before = w.size()
		for i := 0; i < len(w.order); i++ {
			mod := w.order[i]
			names, asked := w.runs[mod].NextMentions()
			for _, n := range names {
				w.mention(mod, n)
			}
			for _, n := range asked {
				w.ask(n.Name)
			}
		}
		for _, mod := range w.order { // a class may be used since
			for _, name := range w.asked {
				w.runs[mod].Ask(name)
			}
		}
	}
}

// size is how much runs.
func (w *tour) size() (n int) {
	for _, mod := range w.order {
		n += 1 + len(w.runs[mod].Scopes())
	}
	return n
}

func (w *tour) mention(mod *Module, n analysis.Mention) {
	name, ok := mod.Absolute(n.Name)
	if !ok || !w.m.owns(name) {
		return
	}
	if n.Import {
		w.load(name)
	} else {
		w.use(name)
	}
}

func (w *tour) reach() Reach {
	out := Reach{Asked: slices.Sorted(slices.Values(w.asked)), Cut: w.cut, Lost: w.lost}
	for _, mod := range w.order {
		p := Piece{Module: mod}
		for _, scope := range mod.Script.Scopes() {
			if w.runs[mod].Runs(scope) {
				p.Scopes = append(p.Scopes, scope)
			}
		}
		out.Pieces = append(out.Pieces, p)
	}
	return out
}

// targets are the modules that give a name its value.
func (m *Modules) targets(name string) []target {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(name)
}

// owns tells whether a qualified name begins with a module of the project's.
func (m *Modules) owns(name string) bool { return m.Has(topmost(name)) }

// Resolves tells whether the project's modules say what a qualified name is.
func (m *Modules) Resolves(name string) bool {
	return m != nil && m.owns(name) && len(m.targets(name)) > 0
}
