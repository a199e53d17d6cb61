package syntax

import "sort"

// Tree is one version of a script: its text and its top-level statements. It is immutable and may be shared between
// goroutines.
type Tree struct {
	text       []byte
	statements []*Statement
	starts     []int
	index      map[*Statement]int
	hasError   bool
}

// Text is the script's source as it was given, byte for byte. It must not be changed.
func (t *Tree) Text() []byte { return t.text }

// Statements are the top-level statements, comments and unparsed stretches, in the order of the text.
func (t *Tree) Statements() []*Statement { return t.statements }

// HasError tells whether something in the script does not parse.
func (t *Tree) HasError() bool { return t.hasError }

// Start is the offset in bytes of n's first byte in the file.
func (t *Tree) Start(n *Node) int { return t.starts[t.index[n.statement]] + int(n.start) }

// End is the offset in bytes after n's last byte in the file.
func (t *Tree) End(n *Node) int { return t.starts[t.index[n.statement]] + int(n.end) }

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
