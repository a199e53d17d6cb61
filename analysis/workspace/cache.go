package workspace

import (
	"os"
	"sync"
	"time"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// maxScripts is how many scripts' facts are kept; beyond it, all are forgotten.
const maxScripts = 512

// scriptCache keeps the facts of scripts for as long as their texts stay the same.
type scriptCache struct {
	mu      sync.Mutex
	scripts map[string]*versions
	modules map[string]*Modules // by the folders that they are searched in
	lines   lineCache
}

// versions are the newest version of a script that was asked for, and the one before: while the newest is being noted, some
// still look at the other.
type versions [2]*cachedScript

// of gives the version with a stamp, nil where it is neither.
func (v *versions) of(s stamp) *cachedScript {
	if v == nil {
		return nil
	}
	for _, c := range v {
		if c != nil && c.stamp == s {
			return c
		}
	}
	return nil
}

// put makes a version of a script the newest. The caller holds the lock.
func (c *scriptCache) put(path string, newest *cachedScript) {
	if len(c.scripts) >= maxScripts {
		clear(c.scripts)
	}
	v := &versions{newest}
	if former := c.scripts[path]; former != nil {
		v[1] = former[0]
	}
	c.scripts[path] = v
}

type cachedScript struct {
	once   sync.Once
	stamp  stamp
	script *analysis.Script
}

// stamp tells one state of a file from another.
type stamp struct {
	text     *byte // of an unsaved text: its memory, which nobody changes
	size     int64
	modified time.Time
}

func newScriptCache() *scriptCache { return &scriptCache{scripts: map[string]*versions{}} }

// script gives the facts of a file, nil where it cannot be read.
func (c *scriptCache) script(files *Files, path string) *analysis.Script {
	s := files.stamp(path)
	c.mu.Lock()
	cached := c.scripts[path].of(s)
	if cached == nil {
		cached = &cachedScript{stamp: s}
		c.put(path, cached)
	}
	c.mu.Unlock()
	cached.once.Do(func() {
		if text, err := files.Read(path); err == nil {
			cached.script = analysis.Read(syntax.Parse(readSource(path, text).text), nil)
		}
	})
	return cached.script
}

// keep puts in facts of a file that an editor holds.
func (c *scriptCache) keep(files *Files, path string, script *analysis.Script) {
	cached := &cachedScript{stamp: files.stamp(path), script: script}
	cached.once.Do(func() {})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(path, cached)
}

// stamp is the state of a file; the zero stamp is that of one that is not there.
func (f *Files) stamp(path string) stamp {
	if text, ok := f.overlay[path]; ok {
		s := stamp{size: int64(len(text)) + 1}
		if len(text) > 0 {
			s.text = &text[0]
		}
		return s
	}
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{size: info.Size() + 1, modified: info.ModTime()}
}
