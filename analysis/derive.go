package analysis

// derived is something that was worked out about a statement.
type derived struct {
	key   any
	value any
	rests trace
}

// derive works something out about a statement, once for as long as what it rests on stays the same.
func (s *Script) derive(part *Scope, key any, work func() any) any {
	if value, ok := s.recallDerived(part, key); ok {
		return value
	}
	around := s.memory.work.rests
	s.memory.work.rests = trace{}
	value := work()
	s.keepDerived(part, key, value, around)
	return value
}

func (s *Script) recallDerived(part *Scope, key any) (value any, ok bool) {
	for _, d := range s.partOf(part.facts.statement).derived {
		if d.key == key {
			s.memory.rest(d.rests)
			return d.value, true
		}
	}
	return nil, false
}

func (s *Script) keepDerived(part *Scope, key, value any, around trace) {
	p := s.partOf(part.facts.statement)
	rests := s.memory.work.rests
	p.derived = append(p.derived, derived{key, value, rests})
	p.rests.add(rests)
	s.memory.rest(around)
}

// About gives what a room above this one works out about one of the Parts, which is worked out again only when an answer
// that it rests on may have changed. What is worked out depends on the statement, on what Script says about it, and on
// which of its own scopes are reached; it must not ask About.
func (s *Script) About(part *Scope, key any, work func() any) any {
	s.asking.Lock()
	defer s.asking.Unlock()
	s.mu.Lock()
	if value, ok := s.recallDerived(part, key); ok {
		s.mu.Unlock()
		return value
	}
	around := s.memory.work.rests
	s.memory.work.rests = trace{}
	s.mu.Unlock()
	value := work()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keepDerived(part, key, value, around)
	return value
}
