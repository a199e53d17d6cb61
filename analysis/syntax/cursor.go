package syntax

import (
	"bytes"
	"strings"
)

// Cursor is what stands around a place in a text that may be half typed. It is told without a tree, which has little to say
// about a line before it is finished.
type Cursor struct {
	// Comment tells a place in a comment, String one in a string.
	Comment, String bool
	// Span is the comment from its "#" to the end of its line, or the string's contents. Those of a string that nothing closes
	// end with the word at the cursor.
	Span Range
	// Quote is what closes the string, and Closed tells that it is there.
	Quote  string
	Closed bool
	// Open are the brackets around the place, the outermost first.
	Open []Bracket
}

// Bracket is a bracket that is open at a place.
type Bracket struct {
	Kind byte // '(', '[' or '{'
	At   int
}

// CursorAt says what stands around the byte at offset.
func CursorAt(text []byte, offset int) Cursor {
	offset = max(0, min(offset, len(text)))
	var c Cursor
	for at := 0; at < offset; {
		switch b := text[at]; {
		case b == '#':
			end := at + lineLength(text[at:])
			if offset <= end {
				return Cursor{Comment: true, Span: Range{Start: at, End: end}, Open: c.Open}
			}
			at = end
		case b == '"' || b == '\'':
			s := stringAt(text, at)
			if offset >= s.Span.Start && offset <= s.Span.End {
				s.Open = c.Open
				return s.narrowed(text, offset)
			}
			at = max(s.Span.End, at+len(s.Quote))
			if s.Closed {
				at += len(s.Quote)
			}
		case strings.IndexByte("([{", b) >= 0:
			c.Open = append(c.Open, Bracket{Kind: b, At: at})
			at++
		case strings.IndexByte(")]}", b) >= 0:
			if n := len(c.Open); n > 0 {
				c.Open = c.Open[:n-1]
			}
			at++
		case b == '\\':
			at += 2
		default:
			at++
		}
	}
	return c
}

func lineLength(text []byte) int {
	if i := bytes.IndexAny(text, "\r\n"); i >= 0 {
		return i
	}
	return len(text)
}

// stringAt reads the string whose first quote is at a byte.
func stringAt(text []byte, at int) Cursor {
	quote := text[at : at+1]
	if triple := text[at:min(at+3, len(text))]; len(triple) == 3 && triple[1] == triple[0] && triple[2] == triple[0] {
		quote = triple
	}
	s := Cursor{String: true, Quote: string(quote), Span: Range{Start: at + len(quote)}}
	for i := s.Span.Start; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], quote):
			s.Span.End, s.Closed = i, true
			return s
		case len(quote) == 1 && (text[i] == '\n' || text[i] == '\r'):
			s.Span.End = i
			return s
		}
	}
	s.Span.End = len(text)
	return s
}

// narrowed takes a string for one that nothing closes yet where what follows the cursor looks like code: the quote that
// seems to close it opens the next string.
func (c Cursor) narrowed(text []byte, offset int) Cursor {
	if c.Closed && !bytes.ContainsAny(text[offset:c.Span.End], ",()[]{}=\r\n") {
		return c
	}
	c.Closed, c.Span.End = false, offset
	for c.Span.End < len(text) && isWord(text[c.Span.End]) {
		c.Span.End++
	}
	return c
}

func isWord(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}
