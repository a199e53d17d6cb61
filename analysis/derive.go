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
