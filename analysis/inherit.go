package analysis

import "slices"

// heritage is what a version of a script takes over from the one before: what was found out about the statements that they
// share, as far as it rests on nothing that changed.
type heritage struct {
	previous *Script // nil where nothing is taken over
	before   []int   // by statement, its place in the previous version, -1 for a new one
	gone     []int   // the places of those that are not there any more
	changed  trace   // what differs, as far as it is known
}

// inherit takes over what the previous version remembers, which is lost to that version: it would have to work it out
// again, should somebody still ask it.
func (s *Script) inherit(previous *Script) heritage {
	h := heritage{previous: previous}
	if previous == nil || !h.compare(s) {
		return heritage{}
	}
	previous.mu.Lock()
	defer previous.mu.Unlock()
	if !s.hear(previous) {
		return heritage{}
	}
	for i, j := range h.before {
		if j >= 0 {
			s.memory.parts[i], previous.memory.parts[j] = previous.memory.parts[j], nil
		}
	}
	s.memory.takeGathered(&previous.memory, h.before)
	return h
}

// compare finds the statements that two versions share and what the others define. It answers false where shared statements
// changed places, or star imports changed: too much may rest on that.
func (h *heritage) compare(s *Script) bool {
	h.before = make([]int, len(s.parts))
	next := 0 // the first statement of the previous version that is not looked at yet
	for i, part := range s.parts {
		j, shared := h.previous.Tree.Index(part.Statement())
		if !shared {
			h.before[i] = -1
			h.changed.add(part.facts.defines)
			continue
		}
		if j < next {
			return false
		}
		h.skip(next, j)
		h.before[i], next = j, j+1
	}
	h.skip(next, len(h.previous.parts))
	h.changed.add(changedOptions(h.previous.options, s.options))
	return slices.Equal(h.previous.stars, s.stars)
}

// skip takes note of statements that are gone.
func (h *heritage) skip(from, to int) {
	for j := from; j < to; j++ {
		h.gone = append(h.gone, j)
		h.changed.add(h.previous.parts[j].facts.defines)
	}
}

func changedOptions(a, b []*Option) (t trace) {
	if slices.Equal(a, b) {
		return t
	}
	common := make(map[*Option]int, len(a))
	for _, o := range a {
		common[o] |= 1
	}
	for _, o := range b {
		common[o] |= 2
	}
	for o, in := range common {
		if in != 3 {
			t.add(ofOption(o.Dest))
		}
	}
	return t
}

// sites finds the call sites of a round, in the statements for which they may differ from those that the previous version
// found, and notes for which functions they do differ.
func (h *heritage) sites(s *Script) {
	round := s.memory.round
	s.sites[round] = make([]*sites, len(s.parts))
	rests := h.changed
	h.changed.callers = 0
	for i, part := range s.parts {
		before := h.sitesBefore(round, i)
		if before != nil && !before.rests.meets(rests) {
			s.sites[round][i] = before
			continue
		}
		s.sites[round][i] = s.sitesIn(part)
		h.changed.add(differ(before, s.sites[round][i]))
	}
	for _, j := range h.gone {
		h.changed.add(differ(h.previous.sites[round][j], nil))
	}
}

// sitesBefore are the call sites that the previous version found in a statement, nil where it did not have it.
func (h *heritage) sitesBefore(r round, i int) *sites {
	if h.previous == nil || h.before[i] < 0 {
		return nil
	}
	return h.previous.sites[r][h.before[i]]
}

// drop forgets what rests on something that changed. What was found out just now is left to Script.renew.
func (h *heritage) drop(s *Script) {
	if h.previous == nil || h.changed == (trace{}) {
		return
	}
	holds := func(rests trace, r round) bool { return r != lastRound || !rests.meets(h.changed) }
	for i, part := range s.memory.parts {
		if part == nil {
			continue
		}
		if part.rests.meets(h.changed) {
			part.filter(holds)
		}
		if part.gathered.meets(h.changed) {
			part.gathered = s.memory.forgetGathered(i, h.changed)
		}
	}
}

// dropReached forgets what rooms above worked out about statements of which now other scopes are reached.
func (h *heritage) dropReached(s *Script) {
	for i, j := range h.before {
		if j < 0 || slices.Equal(s.reached[i], h.previous.reached[j]) {
			continue
		}
		if p := s.memory.parts[i]; p != nil {
			p.derived = nil
		}
		s.memory.forgetGathered(i, everything)
	}
}

// renew begins the last round: answers of the one before hold still where the functions that they rest on have the same
// call sites.
func (s *Script) renew() {
	changed := trace{}
	for i := range s.parts {
		changed.add(differ(s.sites[0][i], s.sites[1][i]))
	}
	for _, part := range s.memory.touched {
		part.touched = false
		part.filter(func(rests trace, r round) bool {
			return r == lastRound || rests.callers == 0 || r == lastRound-1 && !rests.meets(changed)
		})
		for _, a := range part.answers {
			if a != nil {
				a.round = lastRound
			}
		}
	}
	s.memory.touched = nil
}

// filter keeps what holds, by what it rests on and when it was found out.
func (p *partMemory) filter(holds func(trace, round) bool) {
	p.rests = trace{}
	for i, a := range p.answers {
		switch {
		case a == nil:
		case holds(a.work.rests, a.round):
			p.rests.add(a.work.rests)
		default:
			p.answers[i] = nil
		}
	}
	kept := p.derived[:0]
	for _, d := range p.derived {
		if holds(d.rests, lastRound) {
			kept = append(kept, d)
			p.rests.add(d.rests)
		}
	}
	clear(p.derived[len(kept):])
	p.derived = kept
}
