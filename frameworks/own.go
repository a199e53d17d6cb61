package frameworks

import (
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
)

// Tables are the tables by which scripts are read: those of this package, and those that a project has of its own. They never
// change and may be used from any goroutine; nil are those of this package alone.
type Tables struct {
	list    []*Framework
	modules map[string]bool // of the project's own, the top-level ones
	index   func() *Index
	// lookedUp remembers answers: scripts use few names, and use them again and again.
	lookedUp cache
}

// standard are the tables of this package.
var standard = newTables(nil)

// With adds a project's own tables, which come first: what is made in-house wraps what is not.
func With(own []*Framework) *Tables {
	if len(own) == 0 {
		return nil
	}
	return newTables(own)
}

func newTables(own []*Framework) *Tables {
	t := &Tables{list: append(own[:len(own):len(own)], all...), modules: map[string]bool{}, lookedUp: cache{known: map[string][]Meaning{}}}
	t.index = sync.OnceValue(func() *Index { return NewIndex(t.list) })
	for _, f := range own {
		for _, m := range f.Modules {
			top, _, _ := strings.Cut(m, ".")
			t.modules[top] = true
		}
	}
	return t
}

func (t *Tables) orStandard() *Tables {
	if t == nil {
		return standard
	}
	return t
}

// ByName returns the framework of that name, nil where there is none.
func (t *Tables) ByName(name string) *Framework {
	for _, f := range t.orStandard().list {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Lookup says what the call of a qualified name means, nothing where no table holds it. The list must not be changed.
func (t *Tables) Lookup(name string) []Meaning {
	t = t.orStandard()
	if meanings, ok := t.lookedUp.get(name); ok {
		return meanings
	}
	meanings := t.index().Lookup(name)
	t.lookedUp.put(name, meanings)
	return meanings
}

// IsLibrary is IsLibrary, for which the project's own frameworks are libraries too.
func (t *Tables) IsLibrary(module string) bool {
	top, _, _ := strings.Cut(module, ".")
	return IsLibrary(top) || t.orStandard().modules[top]
}

// Read finds the calls of a script that have a meaning and the frameworks that it uses.
func (t *Tables) Read(script *analysis.Script) *Usage {
	t = t.orStandard()
	u := &Usage{Script: script, Tables: t, Uses: analysis.Gather(script, usesKey{t}, func(scope *analysis.Scope) []*Use {
		r := useReader{script: script, tables: t, reached: script.Reached(scope)}
		for _, call := range scope.Calls {
			r.readCall(call)
		}
		return r.uses
	})}
	u.sort()
	u.InUse = u.detect()
	return u
}
