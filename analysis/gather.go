package analysis

// Gather puts together what of says about each scope of a script, in the order of Scopes. What it says about the scopes of a
// top-level statement is remembered, and asked again only when an answer that it rests on may have changed. So it may look
// at the scope, at Reached of the scope, and at what its names, expressions and calls mean, and must itself not Gather. The
// key is of a type of its own, as for a context, and holds what else the outcome depends on. The list must not be changed.
func Gather[T any](s *Script, key any, of func(*Scope) []T) []T {
	s.asking.Lock()
	defer s.asking.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	return gather(s, key, func(part *Scope) []T {
		return unlocked(s, func() []T { return eachScope(part, of) })
	})
}

func eachScope[T any](part *Scope, of func(*Scope) []T) (all []T) {
	for _, scope := range part.facts.scopes {
		all = append(all, of(scope)...)
	}
	return all
}

// unlocked has work done that asks Script questions.
func unlocked[T any](s *Script, work func() T) T {
	s.mu.Unlock()
	defer s.mu.Lock()
	return work()
}

// gather puts together what of says about each top-level statement. After a keystroke it costs what the statements take for
// which of is asked again, not what all of them take: that is why answers are kept by key, and not with their statements.
func gather[T any](s *Script, key any, of func(part *Scope) []T) []T {
	for {
		g, ok := s.memory.gathered[key].(*gathering[T])
		if !ok {
			g = &gathering[T]{parts: make([]outcome[T], len(s.parts)), missing: len(s.parts), stale: true}
			s.memory.remember(key, g)
		}
		if g.complete(s, key, of) {
			return g.list()
		}
	}
}

// gathering is what was worked out under one key.
type gathering[T any] struct {
	parts   []outcome[T] // by statement
	missing int          // how many of them are not known
	all     []T
	stale   bool // whether all is not what is in parts
}

// outcome is what was worked out about one statement.
type outcome[T any] struct {
	items []T
	rests trace
	known bool
}

// complete works out what is missing. It answers false where another version of the script has taken g over meanwhile.
func (g *gathering[T]) complete(s *Script, key any, of func(part *Scope) []T) bool {
	for i := 0; g.missing > 0; i++ {
		if g.parts[i].known {
			continue
		}
		around := s.memory.work.rests
		s.memory.work.rests = trace{}
		items := of(s.parts[i])
		rests := s.memory.work.rests
		s.memory.rest(around)
		if s.memory.gathered[key] != gathered(g) {
			return false
		}
		s.memory.part(i).gathered.add(rests)
		g.parts[i] = outcome[T]{items[:len(items):len(items)], rests, true}
		g.missing--
		g.stale = g.stale || len(items) > 0
	}
	return true
}

// list puts together what is known. A list that was given away is never changed.
func (g *gathering[T]) list() []T {
	if !g.stale {
		return g.all
	}
	size := 0
	for i := range g.parts {
		size += len(g.parts[i].items)
	}
	g.all, g.stale = nil, false
	if size == 0 {
		return nil
	}
	g.all = make([]T, 0, size)
	for i := range g.parts {
		g.all = append(g.all, g.parts[i].items...)
	}
	return g.all
}

// gathered is a gathering of anything.
type gathered interface {
	// rests is what the outcome of a statement rests on.
	rests(statement int) trace
	// forget forgets the outcome of a statement.
	forget(statement int)
	// move takes the outcomes to their places in the next version, whose statements were at the places in before; new ones,
	// which have -1, have none.
	move(before []int)
}

func (g *gathering[T]) rests(i int) trace { return g.parts[i].rests }

func (g *gathering[T]) forget(i int) {
	if !g.parts[i].known {
		return
	}
	g.stale = g.stale || len(g.parts[i].items) > 0
	g.parts[i] = outcome[T]{}
	g.missing++
}

func (g *gathering[T]) move(before []int) {
	if staysInPlace(before, len(g.parts)) {
		for i, j := range before {
			if j < 0 {
				g.forget(i)
			}
		}
		return
	}
	parts := make([]outcome[T], len(before))
	g.missing, g.stale = 0, true
	for i, j := range before {
		if j >= 0 {
			parts[i] = g.parts[j]
		}
		if !parts[i].known {
			g.missing++
		}
	}
	g.parts = parts
}

// staysInPlace tells whether the statements that two versions share have the same places in both, as after most keystrokes.
func staysInPlace(before []int, size int) bool {
	for i, j := range before {
		if j >= 0 && j != i {
			return false
		}
	}
	return len(before) == size
}

// remember keeps a gathering.
func (m *memory) remember(key any, g gathered) {
	if m.gathered == nil {
		m.gathered = map[any]gathered{}
	}
	m.gathered[key] = g
}

// takeGathered takes over what the previous version gathered about the statements that this one shares with it.
func (m *memory) takeGathered(previous *memory, before []int) {
	m.gathered, previous.gathered = previous.gathered, nil
	for _, g := range m.gathered {
		g.move(before)
	}
}

// forgetGathered forgets what was gathered about a statement and rests on something that changed. It gives what the rest
// rests on.
func (m *memory) forgetGathered(statement int, changed trace) (rests trace) {
	for _, g := range m.gathered {
		if t := g.rests(statement); changed == everything || t.meets(changed) {
			g.forget(statement)
		} else {
			rests.add(t)
		}
	}
	return rests
}
