package syntax

import (
	"slices"
	"sort"
	"sync"
)

// Tree is one version of a script: its text and its top-level statements. It is immutable and may be shared between
// goroutines.
type Tree struct {
	text       []byte
	statements []*Statement
	starts     []int
	magics     []Range
	hasError   bool
	plain      bool // the parser took the text as it is, without an error

	indexOnce sync.Once
	index     map[*Statement]int
	linesOnce sync.Once
	lines     *Lines
}

// Text is the script's source as it was given, byte for byte. It must not be changed.
func (t *Tree) Text() []byte { return t.text }

// Statements are the top-level statements, comments and unparsed stretches, in the order of the text.
func (t *Tree) Statements() []*Statement { return t.statements }

// HasError tells whether something in the script does not parse.
func (t *Tree) HasError() bool { return t.hasError }

// Start is the offset in bytes of n's first byte in the file.
func (t *Tree) Start(n *Node) int { return t.base(n.statement) + int(n.start) }

// End is the offset in bytes after n's last byte in the file.
func (t *Tree) End(n *Node) int { return t.base(n.statement) + int(n.end) }

// base is where s stands in the file.
func (t *Tree) base(s *Statement) int {
	i, _ := t.Index(s)
	return t.starts[i]
}

// Index is a statement's place among the tree's top-level statements; ok is false for one of another tree.
func (t *Tree) Index(s *Statement) (i int, ok bool) {
	if i := int(s.place.Load()); i < len(t.statements) && t.statements[i] == s {
		return i, true
	}
	t.indexOnce.Do(func() {
		t.index = make(map[*Statement]int, len(t.statements))
		for i, s := range t.statements {
			t.index[s] = i
		}
	})
	i, ok = t.index[s]
	return i, ok
}

// Lines converts between offsets in this version's text and the positions that editors count in.
func (t *Tree) Lines() *Lines {
	t.linesOnce.Do(func() {
		if t.lines == nil {
			t.lines = NewLines(t.text)
		}
	})
	return t.lines
}

// Magics are the lines that are IPython's and no Python, such as `!pip install x` or `%matplotlib inline`: from the ! or %
// to the line's end. In the tree they are of KindComment. Lines that parse as Python are not among them.
func (t *Tree) Magics() []Range { return t.magics }

// keepMagics remembers the masked lines that turned out to be lines of their own, not part of a string.
func (t *Tree) keepMagics(masked []Range) {
	for _, line := range masked {
		if n := t.At(line.Start); n != nil && n.kind == KindComment && t.Start(n) == line.Start {
			t.magics = append(t.magics, line)
		}
	}
	slices.SortFunc(t.magics, func(a, b Range) int { return a.Start - b.Start })
}

// Errors are the outermost nodes that are of KindError or missing, in the order of the text.
func (t *Tree) Errors() []*Node {
	var errors []*Node
	for _, s := range t.statements {
		s.root.Walk(func(n *Node) bool {
			if n.kind == KindError || n.IsMissing() {
				errors = append(errors, n)
				return false
			}
			return n.HasError()
		})
	}
	return errors
}

// At gives the smallest node that holds the byte at offset, nil between statements.
func (t *Tree) At(offset int) *Node {
	i := sort.SearchInts(t.starts, offset+1) - 1
	if i < 0 {
		return nil
	}
	rel := uint32(offset - t.starts[i])
	n := t.statements[i].root
	if rel >= n.end {
		return nil
	}
	for {
		next := (*Node)(nil)
		for _, c := range n.children {
			if c.start <= rel && rel < c.end {
				next = c
				break
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
}
