package analysis

// ancestry is a class of the file and its bases in the file, the nearest first.
func (s *Script) ancestry(class *Scope) []*Scope {
	out := []*Scope{class}
	for i := 0; i < len(out) && len(out) < 16; i++ {
		for _, base := range out[i].Bases {
			for _, v := range s.eval(base, out[i].Parent) {
				if v.Kind == Class && !containsScope(out, v.Scope) {
					out = append(out, v.Scope)
				}
			}
		}
	}
	return out
}

func containsScope(scopes []*Scope, s *Scope) bool {
	for _, t := range scopes {
		if t == s {
			return true
		}
	}
	return false
}

// externalBases are the qualified names of the imported classes that a class of the file derives from, over any of the
// file's classes in between.
func (s *Script) externalBases(class *Scope) []string {
	var out []string
	for _, c := range s.ancestry(class) {
		for _, base := range c.Bases {
			for _, v := range s.eval(base, c.Parent) {
				if (v.Kind == External || v.Kind == Result) && v.Text != "object" {
					out = append(out, v.Text)
					out = append(out, s.basesOf(v.Text)...)
				}
			}
		}
	}
	return out
}

// ExternalBases are the qualified names of the imported classes that a class of the file derives from.
func (s *Script) ExternalBases(class *Scope) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.externalBases(class)
}
