package workspace

import (
	"strconv"
	"sync"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// lineCache keeps where the lines of files begin for as long as their texts stay the same: a notebook with its outputs is
// too long to be read for every finding that points into it.
type lineCache struct {
	mu    sync.Mutex
	files map[string]cachedLines
}

type cachedLines struct {
	stamp stamp
	lines *syntax.Lines
}

// Lines are the lines of a file, those of an empty text where it cannot be read.
func (w *Workspace) Lines(file string) *syntax.Lines {
	return w.scripts.lines.of(w.files, file)
}

func (c *lineCache) of(files *Files, file string) *syntax.Lines {
	s := files.stamp(file)
	c.mu.Lock()
	defer c.mu.Unlock()
	if cached, ok := c.files[file]; ok && cached.stamp == s {
		return cached.lines
	}
	if c.files == nil || len(c.files) >= maxScripts {
		c.files = map[string]cachedLines{}
	}
	text, _ := files.Read(file) // nothing is a text too
	lines := syntax.NewLines(text)
	c.files[file] = cachedLines{s, lines}
	return lines
}

// Line is the number of the line that a place begins in, from 1.
func (w *Workspace) Line(p Place) int {
	return w.Lines(p.File).Position(p.Span.Start, syntax.UTF8).Line + 1
}

// Told is a place as people name it: "launch.py line 12".
func (w *Workspace) Told(p Place) string {
	return w.Name(p.File) + " line " + strconv.Itoa(w.Line(p))
}
