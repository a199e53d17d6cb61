package analysis

// HasText tells whether holds is true of the text of some top-level statement. It is asked once about each statement: the
// key, of a type of its own as for a context, says what holds looks for.
func (s *Script) HasText(key any, holds func(text string) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(gather(s, key, func(part *Scope) []struct{} {
		if holds(part.Statement().Text()) {
			return []struct{}{{}}
		}
		return nil
	})) > 0
}
