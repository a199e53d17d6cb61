package syntax

import (
	"bytes"
	"slices"
)

// unfinished finds the lines of statements that somebody is typing and that would drag what follows into their error: a
// bracket that is still open where another statement begins, and an if, for, def and the like that lacks its colon. With
// the line come those below it that are indented deeper. It answers in the order of the text.
//
// It knows of Python only where strings, comments, brackets and lines end, and is asked only about texts with errors.
func unfinished(source []byte) []Range {
	s := lineScanner{text: source}
	for s.at < len(source) {
		s.line()
	}
	slices.SortFunc(s.found, func(a, b Range) int { return a.Start - b.Start })
	return s.found
}

// lineScanner reads a text line by line.
type lineScanner struct {
	text  []byte
	at    int   // where the next line starts
	open  []int // where the lines start that hold the brackets that are open
	head  int   // where the logical line starts
	joins bool  // the last line ended in a backslash
	colon bool  // the logical line has a colon outside brackets
	found []Range
	past  int // the end of the last lines that were found
}

// line reads the next line, and more lines where a string or a backslash goes on.
func (s *lineScanner) line() {
	start := s.at
	first := skipBlanks(s.text, start)
	if isBlank(s.text, first) || s.text[first] == '#' {
		s.at, s.joins = lineEnd(s.text, start)+1, false
		return
	}
	if len(s.open) > 0 && s.beginsStatement(start) {
		for _, line := range s.open {
			s.take(line)
		}
		s.open = s.open[:0]
		if s.past > start {
			s.at, s.joins = s.past, false
			return
		}
	}
	if len(s.open) == 0 && !s.joins {
		s.head, s.colon = start, false
	}
	s.tokens(start)
	if len(s.open) == 0 && !s.joins && !s.colon && needsColon(word(s.text, skipBlanks(s.text, s.head))) {
		s.take(s.head)
		s.at = max(s.at, s.past)
	}
}

// tokens reads to the end of the line that starts at start.
func (s *lineScanner) tokens(start int) {
	s.joins = false
	i := start
	for i < len(s.text) && s.text[i] != '\n' {
		switch s.text[i] {
		case '#':
			i = lineEnd(s.text, i)
			continue
		case '"', '\'':
			i = stringEnd(s.text, i)
			continue
		case '\\':
			s.joins = i+1 < len(s.text) && (s.text[i+1] == '\n' || s.text[i+1] == '\r')
		case '(', '[', '{':
			s.open = append(s.open, start)
		case ')', ']', '}':
			s.open = s.open[:max(0, len(s.open)-1)]
		case ':':
			s.colon = s.colon || len(s.open) == 0
		}
		i++
	}
	s.at = i + 1
}

// beginsStatement tells whether the line at start can be nothing but the beginning of a statement. Words that may go on an
// expression too count where the line ends in a colon and is indented no deeper than the line of the first open bracket.
func (s *lineScanner) beginsStatement(start int) bool {
	first := skipBlanks(s.text, start)
	switch word(s.text, first) {
	case "import", "from", "def", "class", "return", "raise", "del", "assert", "global", "nonlocal", "pass", "break",
		"continue", "while", "with", "try", "except", "finally":
		return true
	case "if", "elif", "else", "for", "async":
		line := bytes.TrimRight(s.text[first:lineEnd(s.text, first)], " \t\r")
		return bytes.HasSuffix(line, []byte(":")) && first-start <= skipBlanks(s.text, s.open[0])-s.open[0]
	}
	return false
}

func needsColon(word string) bool {
	switch word {
	case "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "def", "class", "async":
		return true
	}
	return false
}

// take finds the line at start and those below that are indented deeper.
func (s *lineScanner) take(start int) {
	if start < s.past {
		return
	}
	indent := skipBlanks(s.text, start) - start
	for at := start; at < len(s.text); at = lineEnd(s.text, at) + 1 {
		first := skipBlanks(s.text, at)
		if isBlank(s.text, first) {
			continue
		}
		if at > start && first-at <= indent {
			break
		}
		end := lineEnd(s.text, first)
		s.found = append(s.found, Range{first, end - len(s.text[first:end]) + len(bytes.TrimRight(s.text[first:end], "\r"))})
		s.past = end + 1
	}
}

func skipBlanks(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f') {
		at++
	}
	return at
}

// isBlank tells whether a line has ended at a byte.
func isBlank(text []byte, at int) bool {
	return at == len(text) || text[at] == '\n' || text[at] == '\r'
}

func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// stringEnd gives the byte after the string that begins at a quote. A string in single quotes ends with its line.
func stringEnd(text []byte, at int) int {
	quote := text[at : at+1]
	if triple := bytes.Repeat(quote, 3); bytes.HasPrefix(text[at:], triple) {
		quote = triple
	}
	for i := at + len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == '\n' && len(quote) == 1:
			return i
		case bytes.HasPrefix(text[i:], quote):
			return i + len(quote)
		}
	}
	return len(text)
}

// word gives the name or keyword at a byte.
func word(text []byte, at int) string {
	end := at
	for end < len(text) && (text[end] == '_' || text[end] >= 0x80 || text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' ||
		text[end] >= '0' && text[end] <= '9') {
		end++
	}
	return string(text[at:end])
}
