package workspace

import (
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// modulesIn gives the modules in the folders of fresh: those that were given before, where no file that they rest on changed.
func (c *scriptCache) modulesIn(fresh *Modules) *Modules {
	key := strings.Join(fresh.folders, "\x00")
	c.mu.Lock()
	before := c.modules[key]
	c.mu.Unlock()
	if before != nil && before.files.sameRoots(fresh.files) && before.isCurrent(fresh.files) {
		return before
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.modules == nil || len(c.modules) >= maxScripts {
		c.modules = map[string]*Modules{}
	}
	c.modules[key] = fresh
	return fresh
}

// emptyModule is what a package without a file does.
var emptyModule = sync.OnceValue(func() *analysis.Script { return analysis.Read(syntax.Parse(nil), nil).Imported() })
