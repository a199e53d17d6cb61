package syntax

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
// Where error recovery gives up, the root is an error itself, with the remains of half-read statements as its children.
// A child of it that is a whole statement at the start of a line stands for itself; the others join in stretches.
func outline(c cTree, text []byte, found *recorder) (pieces []piece, hasError bool) {
	found.root(c)
	records := found.all()
	pieces = make([]piece, 0, len(records))
	root, children := records[0], records[1:]
	for i := range children {
		child := &children[i]
		switch {
		case !root.isError() && !child.kept():
		case !root.isError() || standsAlone(child, text):
			pieces = append(pieces, newPiece(children[i:i+1], text))
		case len(pieces) > 0 && pieces[len(pieces)-1].stretch:
			pieces[len(pieces)-1].extend(text)
		default:
			p := newPiece(children[i:i+1], text)
			p.kind, p.stretch, p.hasError = KindError, true, true
			pieces = append(pieces, p)
		}
	}
	return pieces, root.toFlags()&flagHasError != 0
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

// standsAlone tells whether a child of an erroneous root is a statement of its own: of a statement's kind, and not inside
// something that begins further left and is broken.
func standsAlone(r *record, text []byte) bool {
	return beginsLine(text, int(r.start)) && isStatement(r.toKind())
}

func beginsLine(text []byte, at int) bool {
	return at == 0 || text[at-1] == '\n' || text[at-1] == '\r' || at == len(byteOrderMark) && string(text[:at]) == byteOrderMark
}

// byteOrderMark is what some editors on Windows put before the first line. The parser skips it.
const byteOrderMark = "\ufeff"

func isStatement(k Kind) bool {
	switch k {
	case KindError, KindComment,
		KindImport, KindImportFrom, KindFutureImport, KindPrintStatement, KindExecStatement, KindAssertStatement,
		KindExpressionStatement, KindReturn, KindDelete, KindRaise, KindPass, KindBreak, KindContinue, KindGlobal,
		KindNonlocal, KindTypeAlias, KindIf, KindMatch, KindFor, KindWhile, KindTry, KindWith, KindFunction, KindClass,
		KindDecorated:
		return true
	}
	return false
}
