package analysis

import "slices"

// derived is something that was worked out about a statement.
type derived struct {
	key   any
	value any
	rests trace
}

// derive works something out about a statement, once for as long as what it rests on stays the same.
func (s *Script) derive(part *Scope, key any, work func() any) any {
	statement := part.Statement()
	p := s.partOf(statement)
	if i := p.indexDerived(key); i >= 0 {
		s.memory.rest(p.derived[i].rests)
		return p.derived[i].value
	}
	around := s.memory.work.rests
	s.memory.work.rests = trace{}
	value := work()
	d := derived{key, value, s.memory.work.rests}
	p = s.partOf(statement) // another version may have taken over what there was
	p.derived = append(p.derived, d)
	p.rests.add(d.rests)
	s.memory.rest(around)
	return value
}

func (p *partMemory) indexDerived(key any) int {
	return slices.IndexFunc(p.derived, func(d derived) bool { return d.key == key })
}

// Gather puts together what of says about each scope of a script, in the order of Scopes. What it says about the scopes of a
// top-level statement is remembered, and asked again only when an answer that it rests on may have changed. So it may look
// at the scope, at Reached of the scope, and at what its names, expressions and calls mean, and must itself not Gather. The key is of a type
// of its own, as for a context, and holds what else the outcome depends on.
func Gather[T any](s *Script, key any, of func(*Scope) []T) []T {
	s.asking.Lock()
	defer s.asking.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []T
	at := 0 // where the statement before has it, as most have it in the same place
	for i, part := range s.parts {
		p := s.memory.part(i)
		if at >= len(p.derived) || p.derived[at].key != key {
			at = p.indexDerived(key)
		}
		if at >= 0 {
			all = append(all, p.derived[at].value.([]T)...)
			continue
		}
		at = 0
		work := func() any { return unlocked(s, func() []T { return eachScope(part, of) }) }
		all = append(all, s.derive(part, key, work).([]T)...)
	}
	return all
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
