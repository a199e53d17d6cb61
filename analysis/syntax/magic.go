package syntax

import "bytes"

// Range is a stretch of a text, in bytes: from Start to before End.
type Range struct{ Start, End int }

// maskRounds is how often masking may bring other errors to light that masking cures. A bound keeps the effort linear.
const maskRounds = 4

// maskMagics parses source again with the magic lines that do not parse as comments. A magic line is no Python, and error
// recovery would drag its neighbours into the error. It closes c and gives what takes its place, with the masked lines.
func maskMagics(c cTree, source []byte) (cTree, []Range) {
	candidates := magicLines(source)
	masked := []Range(nil)
	for round := 0; round < maskRounds && len(candidates) > 0 && c.hasError(); round++ {
		hit, rest := touching(candidates, faults(c))
		if len(hit) == 0 {
			break
		}
		masked, candidates = append(masked, hit...), rest
		c.close()
		c = parseC(cTree{}, mask(source, masked))
	}
	return c, masked
}

// magicLines finds the lines that could be IPython's: from the first byte that is not blank to before the line's end.
func magicLines(source []byte) []Range {
	var lines []Range
	for start := 0; start < len(source); {
		end := len(source)
		if i := bytes.IndexByte(source[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := bytes.TrimRight(source[start:end], "\r")
		if magic := bytes.TrimLeft(line, " \t"); isMagic(magic) {
			lines = append(lines, Range{start + len(line) - len(magic), start + len(line)})
		}
		start = end + 1
	}
	return lines
}

// isMagic tells a shell escape or a magic from the rest of an expression, which may begin a line with != or % too.
func isMagic(line []byte) bool {
	if len(line) < 2 {
		return false
	}
	switch line[0] {
	case '!':
		return line[1] != '='
	case '%':
		name := bytes.TrimPrefix(line[1:], []byte("%"))
		return len(name) > 0 && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z' || name[0] == '_')
	}
	return false
}

// faults are the outermost stretches of c that do not parse.
func faults(c cTree) []Range {
	if c.c == nil {
		return nil
	}
	var found recorder
	defer found.close()
	found.faults(c)
	ranges := make([]Range, len(found.all()))
	for i, r := range found.all() {
		ranges[i] = Range{int(r.start), int(r.end)}
	}
	return ranges
}

// touching parts lines into those that overlap or border a fault and the rest. Both are in the order of the text.
func touching(lines, faults []Range) (hit, rest []Range) {
	for _, line := range lines {
		for len(faults) > 0 && faults[0].End < line.Start {
			faults = faults[1:]
		}
		if len(faults) > 0 && faults[0].Start <= line.End {
			hit = append(hit, line)
		} else {
			rest = append(rest, line)
		}
	}
	return hit, rest
}

// mask gives a copy of source, of the same length, in which lines are comments.
func mask(source []byte, lines []Range) []byte {
	masked := bytes.Clone(source)
	for _, line := range lines {
		masked[line.Start] = '#'
	}
	return masked
}
