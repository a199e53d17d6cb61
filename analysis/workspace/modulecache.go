package workspace

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// modulesIn gives a script the modules in the folders of fresh: those that were given before, where no file that they rest on
// changed.
func (c *scriptCache) modulesIn(fresh *Modules, script string) *Modules {
	key := strings.Join(fresh.folders, "\x00")
	c.mu.Lock()
	before := c.modules[key]
	c.mu.Unlock()
	if before.goOn(fresh.files) {
		before.ask(script)
		return before
	}
	fresh.askers = before.givenTo()
	fresh.ask(script)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.modules == nil || len(c.modules) >= maxScripts {
		c.modules = map[string]*Modules{}
	}
	c.modules[key] = fresh
	return fresh
}

// importers are the scripts that import a file, or would if it were there, sorted.
func (c *scriptCache) importers(path string) []string {
	c.mu.Lock()
	all := slices.Collect(maps.Values(c.modules))
	c.mu.Unlock()
	var scripts []string
	for _, m := range all {
		if m.lookedFor(path) {
			scripts = slices.AppendSeq(scripts, maps.Keys(m.givenTo()))
		}
	}
	slices.Sort(scripts)
	return slices.Compact(scripts)
}

// ask notes that a script was given the modules.
func (m *Modules) ask(script string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.askers[script] = true
}

// givenTo are the scripts that were given the modules.
func (m *Modules) givenTo() map[string]bool {
	if m == nil {
		return map[string]bool{}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.askers)
}

// lookedFor tells whether what the modules say may rest on a file.
func (m *Modules) lookedFor(path string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, looked := m.seen[path]
	return looked
}

// emptyModule is what a package without a file does.
var emptyModule = sync.OnceValue(func() *analysis.Script { return analysis.Read(syntax.Parse(nil), nil).Imported() })
