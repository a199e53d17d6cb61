package workspace

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"sort"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// source is the Python of a file, with where it stands in the file.
type source struct {
	path string
	text []byte
	// pieces say where stretches of text are in the file, in their order; none where the file is its own text.
	pieces []piece
	// written are the files that a notebook writes with %%writefile.
	written []writtenFile
}

// writtenFile is a file that a notebook writes.
type writtenFile struct {
	path string
	text string // all of it; what is appended to a file counts as such, too
}

// piece is a stretch of text that stands in a file byte by byte, as text[at:] does there from offset on; or, where size is
// more than 1, one character that an escape of that many bytes stands for.
type piece struct{ at, offset, size int }

// readSource gives the Python of a script or notebook. A notebook that is no JSON has none.
func readSource(path string, text []byte) source {
	if filepath.Ext(path) != ".ipynb" {
		return source{path: path, text: text}
	}
	s := source{path: path}
	var book notebook
	if json.Unmarshal(text, &book) != nil {
		return s
	}
	at := 0
	for _, cell := range book.code() {
		at += max(0, bytes.Index(text[at:], cell)) // the decoder hands out copies, in the order of the text
		s.addCell(cell, at)
		at += len(cell)
	}
	return s
}

// place says where a stretch of the Python stands in the file.
func (s source) place(start, end int) Place {
	span := syntax.Range{Start: s.offset(start), End: s.offset(end)}
	if end > start { // behind the last character, which is not always before the next one
		p := s.pieceAt(end - 1)
		span.End = p.offset + end - p.at
		if p.size > 1 {
			span.End = p.offset + p.size
		}
	}
	return Place{File: s.path, Span: span}
}

// offset says where a character of the Python stands in the file.
func (s source) offset(at int) int {
	p := s.pieceAt(at)
	if p.size > 1 {
		return p.offset
	}
	return p.offset + at - p.at
}

// pieceAt is the piece that a byte of the Python is in.
func (s source) pieceAt(at int) piece {
	if len(s.pieces) == 0 {
		return piece{}
	}
	return s.pieces[max(0, sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].at > at })-1)]
}

// notebook is what is read of a Jupyter notebook, of nbformat 4 or 3.
type notebook struct {
	Cells      []cell
	Worksheets []struct{ Cells []cell }
}

// cell is one cell; its source is a text or a list of texts.
type cell struct {
	Type   string          `json:"cell_type"`
	Source json.RawMessage `json:"source"`
	Input  json.RawMessage `json:"input"` // nbformat 3
}

// code gives the sources of the cells of code, as they stand in the notebook.
func (b notebook) code() (sources []json.RawMessage) {
	cells := b.Cells
	for _, w := range b.Worksheets {
		cells = append(cells, w.Cells...)
	}
	for _, c := range cells {
		if c.Type != "code" {
			continue
		}
		if c.Source == nil {
			c.Source = c.Input
		}
		sources = append(sources, c.Source)
	}
	return sources
}

// addCell appends a cell's code, which stands in the file at base. A cell that is given to another program is none of ours, but for the file that it may
// write.
func (s *source) addCell(raw json.RawMessage, base int) {
	before, pieces := len(s.text), len(s.pieces)
	for at := 0; at < len(raw); {
		if raw[at] != '"' {
			at++
			continue
		}
		at = s.addString(raw, at+1, base)
	}
	code := s.text[before:]
	if magic, name := cellMagic(code); magic {
		if name != "" {
			path := filepath.Join(filepath.Dir(s.path), filepath.FromSlash(name))
			_, text, _ := strings.Cut(strings.TrimLeft(string(code), " \t\r\n"), "\n")
			s.written = append(s.written, writtenFile{path, text})
		}
		s.text, s.pieces = s.text[:before], s.pieces[:pieces]
		return
	}
	s.text = append(s.text, '\n')
}

// addString appends a JSON string whose contents begin at raw[at], and gives the place behind its end.
func (s *source) addString(raw []byte, at, base int) (next int) {
	fresh := true // whether a new piece begins
	for at < len(raw) && raw[at] != '"' {
		size := escapeSize(raw[at:])
		if size > 1 || fresh {
			s.pieces = append(s.pieces, piece{len(s.text), base + at, size})
		}
		fresh = size > 1
		if size == 1 {
			s.text = append(s.text, raw[at])
		} else {
			s.text = append(s.text, unescape(raw[at:at+size])...)
		}
		at += size
	}
	return at + 1
}

// escapeSize is how many bytes the character at the beginning of a JSON string's contents takes: more than one for an
// escape, and for two that are halves of one character.
func escapeSize(raw []byte) int {
	size := 1
	if raw[0] == '\\' {
		size = 2
		if len(raw) > 1 && raw[1] == 'u' {
			size = 6
			if len(raw) > 7 && strings.ContainsRune("dD", rune(raw[2])) && raw[6] == '\\' && raw[7] == 'u' {
				size = 12
			}
		}
	}
	return min(size, len(raw))
}

// unescape gives the character that an escape means.
func unescape(escape []byte) (char string) {
	_ = json.Unmarshal([]byte(`"`+string(escape)+`"`), &char) // it was part of valid JSON
	return char
}

// pythonMagics are the cell magics that run the cell as Python.
var pythonMagics = map[string]bool{"time": true, "timeit": true, "capture": true, "prun": true, "local": true}

// cellMagic tells a cell that is no Python of the notebook's, and the file that it writes where it does.
func cellMagic(code []byte) (magic bool, written string) {
	text := strings.TrimLeft(string(code), " \t\r\n")
	for strings.HasPrefix(text, "#") {
		_, rest, _ := strings.Cut(text, "\n")
		text = strings.TrimLeft(rest, " \t\r\n")
	}
	if !strings.HasPrefix(text, "%%") {
		return false, ""
	}
	line, _, _ := strings.Cut(text[2:], "\n")
	words := strings.Fields(line)
	if len(words) == 0 || pythonMagics[words[0]] {
		return false, ""
	}
	if words[0] == "writefile" || words[0] == "file" {
		return true, strings.Trim(words[len(words)-1], `"'`)
	}
	return true, ""
}

// IsScript tells the files that are checked as Python scripts.
func IsScript(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".py", "":
		return true
	}
	return false
}
