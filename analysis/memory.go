package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// memory keeps what expressions were found to be.
//
// What it keeps never shows in an answer: an expression is the same whatever was asked before. Circles make that hard: an
// expression in one is worked out with the circle cut at the question that came first. So an answer for which nothing was
// cut is kept for good, and one for which something was is kept for the same question alone.
type memory struct {
	whole   [][]answer               // by statement and node
	settled map[*syntax.Node][]Value // questions that something was cut short for
	// tentative are answers below the open question that something was cut short for.
	tentative map[*syntax.Node][]Value
	running   map[*syntax.Node]bool
	cuts      int  // how many of the open question's answers something was cut short for
	cut       bool // whether something was cut short for the answer that is being worked out
	height    int  // how many expressions deep that answer goes
}

// answer is what one expression was found to be, nothing while it is not known.
type answer struct {
	values []Value
	height int
}

// maxDepth and maxCuts bound how many expressions an answer may rest on.
const (
	maxDepth = 60
	maxCuts  = 3000
)

func newMemory(statements int) memory {
	return memory{
		whole:     make([][]answer, statements),
		settled:   map[*syntax.Node][]Value{},
		tentative: map[*syntax.Node][]Value{},
		running:   map[*syntax.Node]bool{},
	}
}

// eval says what an expression may be when it runs.
func (s *Script) eval(n *syntax.Node, scope *Scope) []Value {
	if n == nil {
		return unknown("nothing is given")
	}
	m := &s.memory
	whole := s.wholeAnswer(n)
	if v := m.recall(n, whole); v != nil {
		return v
	}
	if m.running[n] || len(m.running) > maxDepth || m.cuts > maxCuts {
		m.cut = true
		return unknown("it goes round in a circle that cannot be followed")
	}
	cut, height := m.cut, m.height
	m.cut, m.height = false, 0
	m.running[n] = true
	v := s.evalExpression(n, scope)
	delete(m.running, n)
	if len(v) == 0 {
		v = unknown("it cannot be followed")
	}
	m.keep(n, v, whole)
	m.cut, m.height = m.cut || cut, max(m.height+1, height)
	return v
}

// wholeAnswer is where the answer for an expression is kept for good.
func (s *Script) wholeAnswer(n *syntax.Node) *answer {
	i, _ := s.Tree.Index(n.Statement())
	if s.memory.whole[i] == nil {
		s.memory.whole[i] = make([]answer, n.Statement().Size())
	}
	return &s.memory.whole[i][n.Index()]
}

// recall gives an answer that is kept and holds for the question that is open, nil where there is none. A whole answer
// that goes deeper than an answer may go from here would have been cut short.
func (m *memory) recall(n *syntax.Node, whole *answer) []Value {
	if m.cuts > maxCuts {
		return nil
	}
	if whole.values != nil && len(m.running)+whole.height-1 <= maxDepth {
		m.height = max(m.height, whole.height)
		return whole.values
	}
	if len(m.running) == 0 {
		return m.settled[n]
	}
	if v := m.tentative[n]; v != nil {
		m.cut = true
		return v
	}
	return nil
}

// keep remembers an answer for as long as it holds.
func (m *memory) keep(n *syntax.Node, v []Value, whole *answer) {
	switch outermost := len(m.running) == 0; {
	case !m.cut:
		*whole = answer{v, m.height + 1}
	case outermost:
		m.settled[n] = v
	default:
		m.tentative[n] = v
		m.cuts++
	}
	if len(m.running) == 0 && m.cuts > 0 {
		clear(m.tentative)
		m.cuts = 0
	}
	if len(m.running) == 0 {
		m.cut = false
	}
}
