package syntax

import "bytes"

// Parse reads a script from scratch. It never fails: bytes that are no Python give KindError nodes. The tree keeps text,
// which must not be changed afterwards.
func Parse(text []byte) *Tree {
	p := scan(text)
	defer p.c.close()
	return build(text, p, nil)
}

// parsed is what the parser made of a text.
type parsed struct {
	c          cTree
	magics     []Range // lines that the parser saw as comments, as they are IPython's
	unfinished []Range // lines that the parser saw as comments, as they would spoil what follows
	verbatim   bool    // the parser saw the text's very bytes
}

// scan parses from scratch, and again with lines hidden that would drag others into their error. The caller closes the C
// tree.
func scan(text []byte) parsed {
	source := unixNewlines(text)
	p := parsed{c: parseC(cTree{}, source)}
	if p.c.hasError() {
		p.c, p.magics = maskMagics(p.c, source)
	}
	if p.c.hasError() {
		source = mask(source, p.magics)
		if p.unfinished = unfinished(source); len(p.unfinished) > 0 {
			p.c.close()
			p.c = parseC(cTree{}, mask(source, p.unfinished))
		}
	}
	p.verbatim = len(p.magics) == 0 && len(p.unfinished) == 0 && !hasLoneReturn(text)
	return p
}

// unixNewlines is text as the parser should see it. Python ends a line at a lone \r, the grammar does not.
func unixNewlines(text []byte) []byte {
	if !hasLoneReturn(text) {
		return text
	}
	source := bytes.Clone(text)
	for i, b := range text {
		if b == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			source[i] = '\n'
		}
	}
	return source
}

func hasLoneReturn(text []byte) bool {
	for rest := text; ; {
		i := bytes.IndexByte(rest, '\r')
		if i < 0 {
			return false
		}
		if i+1 == len(rest) || rest[i+1] != '\n' {
			return true
		}
		rest = rest[i+2:]
	}
}
