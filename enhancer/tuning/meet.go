package tuning

import (
	"regexp/syntax"
	"unicode"
)

// maxPairs bounds the work of comparing two automata.
const maxPairs = 100_000

// meets tells whether there may be a text that both automata take whole. Anchors and word boundaries count as fulfilled, and
// what is too large to compare counts as meeting: a no is sure, a yes is not.
func meets(a, b *syntax.Prog) bool {
	if a == nil || b == nil {
		return true
	}
	m := meeting{a: a, b: b, seen: map[[2]uint32]bool{}}
	m.add(uint32(a.Start), uint32(b.Start))
	for len(m.todo) > 0 {
		if m.done || len(m.seen) > maxPairs {
			return true
		}
		next := m.todo[len(m.todo)-1]
		m.todo = m.todo[:len(m.todo)-1]
		m.follow(next[0], next[1])
	}
	return m.done
}

// meeting walks two automata side by side.
type meeting struct {
	a, b *syntax.Prog
	seen map[[2]uint32]bool
	todo [][2]uint32
	done bool
}

func (m *meeting) add(a, b uint32) {
	if pair := [2]uint32{a, b}; !m.seen[pair] {
		m.seen[pair] = true
		m.todo = append(m.todo, pair)
	}
}

func (m *meeting) follow(a, b uint32) {
	i, j := &m.a.Inst[a], &m.b.Inst[b]
	switch {
	case isSilent(i):
		m.add(i.Out, b)
		if i.Op == syntax.InstAlt || i.Op == syntax.InstAltMatch {
			m.add(i.Arg, b)
		}
	case isSilent(j):
		m.add(a, j.Out)
		if j.Op == syntax.InstAlt || j.Op == syntax.InstAltMatch {
			m.add(a, j.Arg)
		}
	case i.Op == syntax.InstMatch && j.Op == syntax.InstMatch:
		m.done = true
	case overlap(runes(i), runes(j)):
		m.add(i.Out, j.Out)
	}
}

// isSilent tells an instruction that takes no character.
func isSilent(i *syntax.Inst) bool {
	switch i.Op {
	case syntax.InstAlt, syntax.InstAltMatch, syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		return true
	}
	return false
}

// runes are the characters that an instruction takes, as pairs of first and last.
func runes(i *syntax.Inst) []rune {
	switch i.Op {
	case syntax.InstRuneAny:
		return []rune{0, unicode.MaxRune}
	case syntax.InstRuneAnyNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	case syntax.InstRune1, syntax.InstRune:
		if len(i.Rune) != 1 {
			return i.Rune
		}
		r := i.Rune[0]
		pairs := []rune{r, r}
		if syntax.Flags(i.Arg)&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				pairs = append(pairs, f, f)
			}
		}
		return pairs
	}
	return nil
}

func overlap(a, b []rune) bool {
	for i := 0; i+1 < len(a); i += 2 {
		for j := 0; j+1 < len(b); j += 2 {
			if a[i] <= b[j+1] && b[j] <= a[i+1] {
				return true
			}
		}
	}
	return false
}
