package syntax

import "sync/atomic"

// Node is one construct of a script. It is immutable, plain Go memory, and may be read from any goroutine. Nodes hold
// offsets relative to their Statement, so that a statement that an edit only moved is shared between versions; Tree
// knows where each statement begins.
type Node struct {
	statement *Statement
	parent    *Node
	children  []*Node
	start     uint32
	end       uint32
	index     uint32
	kind      Kind
	field     Field
	flags     flags
}

type flags uint8

const (
	flagMissing  flags = 1 << iota // the parser made the node up to go on
	flagHasError                   // the node or one below it is an ERROR or is missing
)

// Kind says which construct n is.
func (n *Node) Kind() Kind { return n.kind }

// Field says which role n has in its parent.
func (n *Node) Field() Field { return n.field }

// Parent is the construct around n, nil for the root of a statement.
func (n *Node) Parent() *Node { return n.parent }

// Children are the constructs in n, in the order of the text. Punctuation is left out; comments and operators are in.
func (n *Node) Children() []*Node { return n.children }

// Statement is the top-level statement that n belongs to.
func (n *Node) Statement() *Statement { return n.statement }

// Index is n's place among all nodes of its statement, in the order of the text; the root has 0.
func (n *Node) Index() int { return int(n.index) }

// Text is n's source.
func (n *Node) Text() string { return n.statement.text[n.start:n.end] }

// Len is the length of n's source in bytes.
func (n *Node) Len() int { return int(n.end - n.start) }

// Start is n's first byte, counted from the start of its statement. See Tree.Start for the place in the file.
func (n *Node) Start() int { return int(n.start) }

// End is the byte after n's last one, counted from the start of its statement.
func (n *Node) End() int { return int(n.end) }

// IsMissing tells whether the parser made n up where the text lacks something.
func (n *Node) IsMissing() bool { return n.flags&flagMissing != 0 }

// HasError tells whether something in n does not parse.
func (n *Node) HasError() bool { return n.flags&flagHasError != 0 }

// Child gives the first child in a role, nil where there is none.
func (n *Node) Child(f Field) *Node {
	for _, c := range n.children {
		if c.field == f {
			return c
		}
	}
	return nil
}

// First gives the first child of a kind, nil where there is none.
func (n *Node) First(k Kind) *Node {
	for _, c := range n.children {
		if c.kind == k {
			return c
		}
	}
	return nil
}

// Ancestor gives the nearest construct around n that is of one of the kinds, nil where there is none.
func (n *Node) Ancestor(kinds ...Kind) *Node {
	for p := n.parent; p != nil; p = p.parent {
		for _, k := range kinds {
			if p.kind == k {
				return p
			}
		}
	}
	return nil
}

// Contains tells whether m is n or below it.
func (n *Node) Contains(m *Node) bool {
	if n == nil {
		return false
	}
	for ; m != nil; m = m.parent {
		if m == n {
			return true
		}
	}
	return false
}

// Walk visits n and what is below it in the order of the text; a visit that answers false skips what is below.
func (n *Node) Walk(visit func(*Node) bool) {
	if !visit(n) {
		return
	}
	for _, c := range n.children {
		c.Walk(visit)
	}
}

// Statement is a top-level statement (or a top-level comment, or a stretch that does not parse) with its own copy of its
// text. It does not know where in the file it stands: versions of a file share the statements that an edit left alone.
type Statement struct {
	root  *Node
	nodes []Node // all of them, in the order of the text; root is the first
	text  string

	comments []*Node
	// place is where the newest tree that holds the statement has it: a hint.
	place atomic.Int32
}

// Root is the construct that the statement is.
func (s *Statement) Root() *Node { return s.root }

// Text is the statement's source.
func (s *Statement) Text() string { return s.text }

// Comments are the comments in the statement, in the order of the text.
func (s *Statement) Comments() []*Node { return s.comments }

// Size is how many nodes the statement has.
func (s *Statement) Size() int { return len(s.nodes) }
