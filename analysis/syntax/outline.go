package syntax

import "slices"

// piece is a top-level statement that is still in C memory: one node, or several that a stretch that does not parse left
// standing side by side.
type piece struct {
	start, end int
	nodes      []record
	kind       Kind
	stretch    bool
	hasError   bool
}

// outline parts the root of a C tree into pieces, and tells whether the tree has an error. The pieces refer to the memory
// of found, which is empty before.
//
// Where error recovery gives up, an error takes in much of the file, with whole statements and the remains of half-read
// ones side by side in it. A half-typed line must not make its neighbours vanish: a whole statement that begins a line
// stands for itself, and what is between such statements joins in stretches.
func outline(c cTree, text []byte, found *recorder) (pieces []piece, hasError bool) {
	found.outline(c)
	root := found.all()[0]
	nodes := loosen(found.all(), text)
	pieces = make([]piece, 0, len(nodes))
	for i := range nodes {
		switch n := &nodes[i]; {
		case !n.isLoose() && !n.kept():
		case !n.isLoose() || standsAlone(n, text):
			pieces = append(pieces, newPiece(nodes[i:i+1], text))
		case len(pieces) > 0 && pieces[len(pieces)-1].stretch:
			pieces[len(pieces)-1].extend(text)
		default:
			p := newPiece(nodes[i:i+1], text)
			p.kind, p.stretch, p.hasError = KindError, true, true
			pieces = append(pieces, p)
		}
	}
	return pieces, root.toFlags()&flagHasError != 0
}

// loosen gives the nodes of a file's top level, in the memory of records. An error that holds whole statements gives way
// to what is in it.
func loosen(records []record, text []byte) []record {
	nodes := records[:0]
	for i := 0; i < len(records); {
		r := records[i]
		inside := below(records, i)
		next := i + 1 + len(inside)
		switch {
		case r.isError() && (i == 0 || holdsStatement(inside, text)):
			setLoose(inside)
			next = i + 1
		case i == 0:
			next = i + 1
		default:
			nodes = append(nodes, r)
		}
		i = next
	}
	return nodes
}

// below gives the records that a walk met below the i-th one.
func below(records []record, i int) []record {
	end := i + 1
	for end < len(records) && records[end].depth > records[i].depth {
		end++
	}
	return records[i+1 : end]
}

func holdsStatement(records []record, text []byte) bool {
	return slices.ContainsFunc(records, func(r record) bool { return isWhole(&r, text) })
}

func setLoose(records []record) {
	for i := range records {
		records[i].setLoose()
	}
}

func newPiece(nodes []record, text []byte) piece {
	r := &nodes[0]
	return piece{
		start:    int(r.start),
		end:      withoutReturn(text, int(r.start), int(r.end)),
		nodes:    nodes,
		kind:     r.toKind(),
		hasError: r.toFlags()&flagHasError != 0,
	}
}

// extend adds to a stretch the node that follows it.
func (p *piece) extend(text []byte) {
	p.nodes = p.nodes[:len(p.nodes)+1]
	last := &p.nodes[len(p.nodes)-1]
	p.end = withoutReturn(text, int(last.start), int(last.end))
}

// standsAlone tells whether a loose node is a statement of its own: of a statement's kind, and not inside something that
// begins further left and is broken.
func standsAlone(r *record, text []byte) bool {
	switch r.toKind() {
	case KindError, KindComment:
		return beginsLine(text, int(r.start))
	}
	return isWhole(r, text)
}

func isWhole(r *record, text []byte) bool {
	return beginsLine(text, int(r.start)) && isStatement(r.toKind())
}

func beginsLine(text []byte, at int) bool {
	return at == 0 || text[at-1] == '\n' || text[at-1] == '\r' || at == len(byteOrderMark) && string(text[:at]) == byteOrderMark
}

// byteOrderMark is what some editors on Windows put before the first line. The parser skips it.
const byteOrderMark = "\ufeff"

func isStatement(k Kind) bool {
	switch k {
	case KindImport, KindImportFrom, KindFutureImport, KindPrintStatement, KindExecStatement, KindAssertStatement,
		KindExpressionStatement, KindReturn, KindDelete, KindRaise, KindPass, KindBreak, KindContinue, KindGlobal,
		KindNonlocal, KindTypeAlias, KindIf, KindMatch, KindFor, KindWhile, KindTry, KindWith, KindFunction, KindClass,
		KindDecorated:
		return true
	}
	return false
}
