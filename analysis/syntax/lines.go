package syntax

import (
	"bytes"
	"encoding/binary"
	"sort"
	"strings"
	"unicode/utf8"
)

// Encoding is the unit in which a client counts characters of a line.
type Encoding uint8

// The encodings of the Language Server Protocol. UTF16 is what clients count in if nothing else is agreed.
const (
	UTF16 Encoding = iota
	UTF8
	UTF32
)

// Position is a place in a text as editors count: Line from zero, Character from zero in units of an Encoding.
type Position struct{ Line, Character int }

// Lines converts between byte offsets in a text and positions. It is immutable and may be shared between goroutines.
//
// A line ends at \n, \r\n or \r. A byte that is not part of valid UTF-8 counts as one unit in every encoding.
type Lines struct {
	text   []byte
	starts []int
	ascii  bool
	unix   bool // no \r is in the text
	// loneReturn tells that a line ends at a \r alone.
	loneReturn bool
}

// NewLines finds the lines of text, which must not be changed afterwards.
func NewLines(text []byte) *Lines {
	starts := make([]int, 1, bytes.Count(text, []byte{'\n'})+1)
	l := &Lines{text: text, starts: starts, ascii: isASCII(text)}
	if l.unix = bytes.IndexByte(text, '\r') < 0; l.unix {
		l.splitUnix()
	} else {
		l.splitAny()
		l.loneReturn = hasLoneReturn(text)
	}
	return l
}

// edited are the lines of text, which an edit made of the text of l: what stands before and after it need not be read again.
func (l *Lines) edited(e Edit, text []byte) *Lines {
	if !l.unix || strings.IndexByte(e.New, '\r') >= 0 {
		return NewLines(text)
	}
	first := sort.SearchInts(l.starts, e.Start+1) // the first line that begins behind the edit's start
	last := first + sort.SearchInts(l.starts[first:], e.End+1)
	starts := make([]int, 0, first+strings.Count(e.New, "\n")+len(l.starts)-last)
	starts = append(starts, l.starts[:first]...)
	for i := range len(e.New) {
		if e.New[i] == '\n' {
			starts = append(starts, e.Start+i+1)
		}
	}
	moved := len(e.New) - (e.End - e.Start)
	for _, at := range l.starts[last:] {
		starts = append(starts, at+moved)
	}
	return &Lines{text: text, starts: starts, unix: true, ascii: l.ascii && isASCII(text[e.Start:e.Start+len(e.New)])}
}

// point is a place as tree-sitter counts: a \r ends no line, and a column is of bytes.
func (l *Lines) point(at int) point {
	if l.unix {
		row := sort.SearchInts(l.starts, at+1) - 1
		return point{row, at - l.starts[row]}
	}
	return point{}.after(l.text[:at])
}

// after gives the point that is reached from p over text.
func (p point) after(text []byte) point {
	last := bytes.LastIndexByte(text, '\n')
	if last < 0 {
		return point{p.row, p.column + len(text)}
	}
	return point{p.row + bytes.Count(text, []byte{'\n'}), len(text) - last - 1}
}

func (l *Lines) splitUnix() {
	for at := 0; ; {
		i := bytes.IndexByte(l.text[at:], '\n')
		if i < 0 {
			return
		}
		at += i + 1
		l.starts = append(l.starts, at)
	}
}

func (l *Lines) splitAny() {
	for i, b := range l.text {
		if b == '\n' || b == '\r' && (i+1 == len(l.text) || l.text[i+1] != '\n') {
			l.starts = append(l.starts, i+1)
		}
	}
}

// isASCII looks at eight bytes at a time, as it looks at all of a text.
func isASCII(text []byte) bool {
	const high = 0x8080808080808080
	for ; len(text) >= 8; text = text[8:] {
		if binary.LittleEndian.Uint64(text)&high != 0 {
			return false
		}
	}
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// LineCount is the number of lines, at least one: what follows the last terminator is a line too.
func (l *Lines) LineCount() int { return len(l.starts) }

// Line is the text of line i, counted from zero, without its terminator; nil if there is no such line.
func (l *Lines) Line(i int) []byte {
	if i < 0 || i >= len(l.starts) {
		return nil
	}
	if i+1 == len(l.starts) {
		return l.text[l.starts[i]:]
	}
	line := l.text[l.starts[i]:l.starts[i+1]]
	if n := len(line); n > 1 && line[n-2] == '\r' && line[n-1] == '\n' {
		return line[:n-2]
	}
	return line[:len(line)-1]
}

// Offset gives the byte at p. A character beyond its line means the line's end, a line beyond the text means the text's
// end, and a character inside a rune means the rune's first byte.
func (l *Lines) Offset(p Position, enc Encoding) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(l.starts) {
		return len(l.text)
	}
	line := l.Line(p.Line)
	if l.ascii {
		return l.starts[p.Line] + min(max(p.Character, 0), len(line))
	}
	at, units := 0, 0
	for at < len(line) {
		size, width := next(line[at:], enc)
		if units+width > p.Character {
			break
		}
		at, units = at+size, units+width
	}
	return l.starts[p.Line] + at
}

// Position gives the place of the byte at offset. An offset outside the text means its nearest end, one inside a rune
// means the rune's first byte, and one inside a line's terminator means the line's end.
func (l *Lines) Position(offset int, enc Encoding) Position {
	offset = min(max(offset, 0), len(l.text))
	i := sort.SearchInts(l.starts, offset+1) - 1
	line := l.Line(i)
	column := min(offset-l.starts[i], len(line))
	if l.ascii {
		return Position{i, column}
	}
	at, units := 0, 0
	for at < column {
		size, width := next(line[at:], enc)
		if at+size > column {
			break
		}
		at, units = at+size, units+width
	}
	return Position{i, units}
}

// next gives the size in bytes of the first rune of line, and its width in units of enc.
func next(line []byte, enc Encoding) (size, width int) {
	if line[0] < utf8.RuneSelf {
		return 1, 1
	}
	_, size = utf8.DecodeRune(line)
	switch {
	case enc == UTF8:
		return size, size
	case enc == UTF16 && size == 4:
		return size, 2
	}
	return size, 1
}
