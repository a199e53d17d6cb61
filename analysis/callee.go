package analysis

import "github.com/trainlsp/trainlsp/analysis/syntax"

// Callee is one thing that a call may run.
type Callee struct {
	// Name is the qualified name of something imported: "torch.save", "xgboost.XGBClassifier.fit". Empty where it is
	// a function of the file or not known.
	Name string
	// Local is the function or class of the file.
	Local *Scope
	// Reason says why it is not known.
	Reason string
}

// Callees says what a call may run. There is always at least one answer.
func (s *Script) Callees(call *Call) []Callee {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calleesIn(call.Scope.part)[call.index]
}

type calleesKey struct{}

// calleesIn says what the calls of a statement may run.
func (s *Script) calleesIn(part *Scope) [][]Callee {
	return s.derive(part, calleesKey{}, func() any {
		all := make([][]Callee, len(part.facts.calls))
		for i, call := range part.facts.calls {
			all[i] = s.calleesOf(call)
		}
		return all
	}).([][]Callee)
}

func (s *Script) calleesOf(call *Call) []Callee {
	var out []Callee
	for _, v := range s.eval(call.Func, call.Scope) {
		switch v.Kind {
		case External:
			out = append(out, Callee{Name: v.Text})
		case Result:
			out = append(out, Callee{Name: v.Text + ".__call__"})
		case Function, Class:
			out = append(out, Callee{Local: v.Scope})
		case Instance:
			out = append(out, s.calledInstance(v)...)
		case Unknown:
			out = append(out, Callee{Reason: v.Reason})
		default:
			out = append(out, Callee{Reason: "what is called cannot be followed"})
		}
	}
	return out
}

// calledInstance is `object(...)`: the class's own __call__, else the imported base's.
func (s *Script) calledInstance(v Value) []Callee {
	var out []Callee
	for _, f := range s.callees(v) {
		out = append(out, Callee{Local: f.Scope})
	}
	for _, base := range s.externalBases(v.Scope) {
		out = append(out, Callee{Name: base + ".__call__"})
	}
	if out == nil {
		out = []Callee{{Reason: "an object of `" + v.Scope.Name + "` is called"}}
	}
	return out
}

// Receiver says what the object of a method call may be; nil where the call is of no attribute.
func (s *Script) Receiver(call *Call) []Value {
	if call.Func.Kind() != syntax.KindAttribute {
		return nil
	}
	return s.Eval(call.Func.Child(syntax.FieldObject), call.Scope)
}

// Sites are the calls in the file that run a function or make an object of a class.
func (s *Script) Sites(f *Scope) []*Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Call
	if f.Kind == ClassScope {
		s.memory.rest(everything)
		for _, part := range s.parts {
			for i, callees := range s.calleesIn(part) {
				for _, c := range callees {
					if c.Local == f {
						out = append(out, part.facts.calls[i])
					}
				}
			}
		}
		return out
	}
	for _, site := range s.sitesOf(f) {
		out = append(out, site.call)
	}
	return out
}
