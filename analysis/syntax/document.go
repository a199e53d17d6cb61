package syntax

// Edit replaces the bytes from Start to before End by New. The offsets count in the text as the edits before it left it.
type Edit struct {
	Start, End int
	New        string
}

// Document is an open file: its current text, and what the parser needs to read it again quickly after an edit. One
// goroutine at a time may use it; the trees that it gives are free. It holds C memory, so it must be closed.
type Document struct {
	text  []byte
	lines *Lines // of text, nil until somebody asks
	c     cTree  // the tree of the last parse, told all edits since; none if it would not help
	tree  *Tree  // the last snapshot, which may be older than text

	closed bool
}

// Open begins a document with a text, which must not be changed afterwards.
func Open(text []byte) *Document { return &Document{text: text} }

// Text is the current text. It must not be changed.
func (d *Document) Text() []byte { return d.text }

// Lines are those of the current text.
func (d *Document) Lines() *Lines {
	if d.lines == nil {
		d.lines = NewLines(d.text)
	}
	return d.lines
}

// Edit changes the text. Offsets outside the text count as its nearest end.
func (d *Document) Edit(e Edit) {
	e = e.clamp(len(d.text))
	text := make([]byte, 0, len(d.text)-(e.End-e.Start)+len(e.New))
	text = append(text, d.text[:e.Start]...)
	text = append(text, e.New...)
	text = append(text, d.text[e.End:]...)
	lines := d.Lines().edited(e, text)
	if d.c.c != nil {
		newEnd := e.Start + len(e.New)
		d.c.edit(e.Start, e.End, newEnd, d.lines.point(e.Start), d.lines.point(e.End), lines.point(newEnd))
	}
	d.text, d.lines = text, lines
}

func (e Edit) clamp(size int) Edit {
	e.Start = min(max(e.Start, 0), size)
	e.End = min(max(e.End, e.Start), size)
	return e
}

// Replace changes the whole text, which must not be changed afterwards.
func (d *Document) Replace(text []byte) {
	d.c.close()
	d.text, d.lines = text, nil
}

// Tree gives the current text's tree, the same that Parse gives. Statements that the edits since the last call left alone
// are shared with the tree of that call.
func (d *Document) Tree() *Tree {
	if d.tree != nil && sameBytes(d.tree.text, d.text) {
		return d.tree
	}
	p := d.parse()
	d.tree = build(d.text, p, d.tree)
	d.tree.lines = d.Lines()
	d.c = p.c
	if !p.verbatim || d.closed {
		d.c.close()
	}
	return d.tree
}

// parse reads the text again, from what the last parse found out where that is safe. tree-sitter promises the tree of a
// parse from scratch only for texts without errors.
func (d *Document) parse() parsed {
	former := d.c
	d.c = cTree{}
	defer former.close()
	if former.c != nil && !d.Lines().loneReturn {
		p := parsed{c: parseC(former, d.text), verbatim: true}
		if !p.c.hasError() {
			return p
		}
		p.c.close()
	}
	return scan(d.text)
}

// sameBytes tells whether a and b are one piece of memory, which is enough as nobody changes a text.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Close gives the C memory back. Trees stay valid. A closed document may be closed again; it answers still, but slowly.
func (d *Document) Close() {
	d.c.close()
	d.closed = true
}
