package syntax

import "slices"

// build copies a tree out of C memory. Statements of a former version that are the same come into the new tree as they
// are.
func build(text []byte, p parsed, former *Tree) *Tree {
	t := &Tree{text: text, hasError: true}
	if p.c.c == nil {
		return t
	}
	b := builder{text: text, unfinished: p.unfinished}
	defer b.records.close()
	var top recorder
	defer top.close()
	pieces, hasError := outline(p.c, text, &top)
	t.hasError = hasError
	t.plain = !hasError && len(p.magics) == 0 && len(p.unfinished) == 0
	trusted := former != nil && former.plain && t.plain
	t.statements = match(former, text, pieces)
	t.starts = make([]int, len(pieces))
	for i, piece := range pieces {
		t.starts[i] = piece.start
		t.statements[i] = b.resolve(piece, t.statements[i], trusted)
		t.statements[i].place.Store(int32(i)) //nolint:gosec // a text has fewer than 2^31 bytes
		t.hasError = t.hasError || t.statements[i].root.HasError()
	}
	t.keepMagics(p.magics)
	return t
}

// builder makes statements from records. What it holds besides the text is scratch, used over and over.
type builder struct {
	text       []byte
	unfinished []Range
	records    recorder
	parents    []int32
	counts     []int32
}

// resolve gives the statement that a piece is: the candidate if that is the same, else a new one. The same text parses to
// the same nodes where all of the file parses, so that a candidate can be trusted there; error recovery looks further.
func (b *builder) resolve(p piece, candidate *Statement, trusted bool) *Statement {
	if candidate != nil && trusted {
		return candidate
	}
	b.read(p)
	if candidate != nil && b.matches(p, candidate) {
		return candidate
	}
	return b.statement(p)
}

// read walks a piece and finds out which record is whose parent.
func (b *builder) read(p piece) {
	b.records.clear()
	depth := 0
	if p.stretch {
		b.records.stretch(p.start, p.end)
		depth = 1
	}
	for i := range p.nodes {
		b.records.subtree(&p.nodes[i], depth)
	}
	records := b.records.all()
	b.parents = grow(b.parents, len(records))
	b.counts = grow(b.counts, len(records))
	for i := 1; i < len(records); i++ {
		above := int32(i - 1)
		for records[above].depth >= records[i].depth {
			above = b.parents[above]
		}
		b.parents[i] = above
		b.counts[above]++
	}
}

// statement makes a new statement from the records of a piece: all its nodes in one allocation, all its lists of children
// in another.
func (b *builder) statement(p piece) *Statement {
	s := &Statement{text: string(b.text[p.start:p.end])}
	records := b.records.all()
	s.nodes = make([]Node, len(records))
	s.root = &s.nodes[0]
	lists := make([]*Node, len(records)-1)
	for i := range records {
		n := &s.nodes[i]
		*n = b.node(&records[i], p)
		n.statement, n.index = s, uint32(i)
		if n.kind == KindComment {
			s.comments = append(s.comments, n)
		}
		n.children, lists = lists[:0:b.counts[i]], lists[b.counts[i]:]
		if i > 0 {
			n.parent = &s.nodes[b.parents[i]]
			n.parent.children = append(n.parent.children, n)
		}
		n.spreadError()
	}
	return s
}

// matches tells whether s, which has the text of a piece, has its nodes as well.
func (b *builder) matches(p piece, s *Statement) bool {
	records := b.records.all()
	if len(records) != len(s.nodes) {
		return false
	}
	for i := range records {
		n := &s.nodes[i]
		want := b.node(&records[i], p)
		if n.kind != want.kind || n.field != want.field || n.flags != want.flags || n.start != want.start || n.end != want.end {
			return false
		}
		if i > 0 && n.parent != &s.nodes[b.parents[i]] {
			return false
		}
	}
	return true
}

// node is a record as a node that is not linked to others yet.
func (b *builder) node(r *record, p piece) Node {
	start, end := int(r.start), withoutReturn(b.text, int(r.start), int(r.end))
	n := Node{
		start: uint32(start - p.start),
		end:   uint32(end - p.start),
		kind:  r.toKind(),
		field: fieldOf[r.field],
		flags: r.toFlags(),
	}
	if n.kind == KindComment && b.isUnfinished(start) {
		n.kind, n.flags = KindError, flagHasError
	}
	return n
}

// isUnfinished tells whether the comment at start is none but in the parser's eyes.
func (b *builder) isUnfinished(start int) bool {
	_, found := slices.BinarySearchFunc(b.unfinished, start, func(r Range, at int) int { return r.Start - at })
	return found && b.text[start] != '#'
}

// spreadError marks what is above an error. tree-sitter does so for its own errors, not for those that builder makes.
func (n *Node) spreadError() {
	if n.HasError() {
		for p := n.parent; p != nil && !p.HasError(); p = p.parent {
			p.flags |= flagHasError
		}
	}
}

// withoutReturn gives the end of a node without the \r of a \r\n, which the grammar counts among a comment's bytes.
func withoutReturn(text []byte, start, end int) int {
	if end > start && text[end-1] == '\r' && (end == len(text) || text[end] == '\n') {
		return end - 1
	}
	return end
}

// grow gives n zeros, in the memory of s if they fit.
func grow(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n)
	}
	s = s[:n]
	clear(s)
	return s
}
