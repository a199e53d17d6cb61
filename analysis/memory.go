package analysis

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// memory keeps what expressions were found to be.
//
// What it keeps never shows in an answer: an expression is the same whatever was asked before. Circles make that hard: an
// expression in one is worked out with the circle cut at the question that came first. So an answer for which nothing was
// cut is kept for all questions, and one for which something was is kept for the same question alone.
type memory struct {
	parts []*partMemory // by statement, nil where nothing is kept
	// gathered are the lists that were put together, by their keys.
	gathered map[any]gathered
	round    round
	// touched are the parts with answers of a round before the last.
	touched []*partMemory
	// tentative are answers below the open question that something was cut short for.
	tentative map[*syntax.Node]*answer
	running   []*syntax.Node
	cuts      int // how often something was cut short for the open question
	work      work
	// arriving are the bindings that arrive where a name is read that has many.
	arriving map[*syntax.Node][]*Binding
	// unfolding are the dictionaries, one within the other, that the running expression looks for a key in.
	unfolding []*syntax.Node
}

// partMemory is what is kept about one top-level statement.
type partMemory struct {
	answers []*answer // by node
	rests   trace     // what they and derived rest on
	touched bool      // whether it is among memory.touched
	derived []derived
	// gathered is what the outcomes in memory.gathered rest on.
	gathered trace
}

// round says what is known about call sites: nothing at first, then what the first round found. See Script.findCallers.
type round uint8

const lastRound round = 2

// answer is what one expression was found to be.
type answer struct {
	values []Value
	work   work
	round  round
}

// work is what it took to find an answer.
type work struct {
	rests  trace
	height int  // how many expressions deep it goes
	cut    bool // whether something was cut short
}

func (w *work) add(u work) {
	w.rests.add(u.rests)
	w.height = max(w.height, u.height)
	w.cut = w.cut || u.cut
}

// maxDepth and maxCuts bound how many expressions an answer may rest on.
const (
	maxDepth = 60
	maxCuts  = 500
)

// eval says what an expression may be when it runs.
func (s *Script) eval(n *syntax.Node, scope *Scope) []Value {
	if n == nil {
		return unknown("nothing is given")
	}
	m := &s.memory
	part := s.partOf(n.Statement())
	if a := m.recall(n, part); a != nil {
		m.work.add(a.work)
		return a.values
	}
	if len(m.running) > maxDepth || m.cuts > maxCuts || slices.Contains(m.running, n) {
		m.work.cut = true
		m.cuts++
		return unknown("it goes round in a circle that cannot be followed")
	}
	around, unfolding := m.work, m.unfolding
	m.work, m.unfolding = work{}, nil
	m.running = append(m.running, n)
	v := s.evalExpression(n, scope)
	m.running = m.running[:len(m.running)-1]
	if len(v) == 0 {
		v = unknown("it cannot be followed")
	}
	m.work.height++
	a := &answer{v, m.work, m.round}
	m.keep(a, n, part)
	m.work, m.unfolding = around, unfolding
	m.work.add(a.work)
	m.settle()
	return v
}

// partOf is what is kept about a statement.
func (s *Script) partOf(statement *syntax.Statement) *partMemory {
	i, _ := s.Tree.Index(statement)
	return s.memory.part(i)
}

func (m *memory) part(i int) *partMemory {
	if m.parts[i] == nil {
		m.parts[i] = &partMemory{}
	}
	return m.parts[i]
}

// recall gives the answer that is kept, where it holds for the question that is open. A whole answer that goes deeper than
// an answer may go from here would have been cut short, and one that was is for its own question.
func (m *memory) recall(n *syntax.Node, part *partMemory) *answer {
	if m.cuts > maxCuts {
		return nil
	}
	if part.answers != nil {
		a, depth := part.answers[n.Index()], len(m.running)
		if a != nil && a.holdsIn(m.round) && (depth == 0 || !a.work.cut && depth+a.work.height-1 <= maxDepth) {
			return a
		}
	}
	a := m.tentative[n]
	if a != nil {
		m.cuts++
	}
	return a
}

func (a *answer) holdsIn(r round) bool { return a.round == r || a.work.rests.callers == 0 }

// keep remembers an answer for as long as it holds.
func (m *memory) keep(a *answer, n *syntax.Node, part *partMemory) {
	if a.work.cut && len(m.running) > 0 {
		if m.tentative == nil {
			m.tentative = map[*syntax.Node]*answer{}
		}
		m.tentative[n] = a
		m.cuts++
		return
	}
	if part.answers == nil {
		part.answers = make([]*answer, n.Statement().Size())
	}
	part.answers[n.Index()] = a
	part.rests.add(a.work.rests)
	if m.round != lastRound && !part.touched {
		part.touched = true
		m.touched = append(m.touched, part)
	}
}

// rest notes that the answer that is being worked out rests on something.
func (m *memory) rest(t trace) { m.work.rests.add(t) }

// settle ends a question.
func (m *memory) settle() {
	if len(m.running) > 0 {
		return
	}
	m.work.cut, m.work.height = false, 0
	if m.cuts > 0 {
		clear(m.tentative)
		m.cuts = 0
	}
}
