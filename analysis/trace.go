package analysis

// trace says what of the rest of the file something rests on, as a few bits: each name that was looked up sets one. Where no
// bit of a trace stands for a thing that changed, what rests on it is what it was; two names may share a bit, which costs a
// little work and no truth.
type trace struct {
	// names are what the file's statements define: see the functions below.
	names uint64
	// callers are the functions whose call sites were asked for.
	callers uint64
}

func (t *trace) add(u trace) {
	t.names |= u.names
	t.callers |= u.callers
}

// meets tells whether something that rests on t may have become different where u changed.
func (t trace) meets(u trace) bool { return t.names&u.names|t.callers&u.callers != 0 }

// everything is what a question about the whole file rests on.
var everything = trace{^uint64(0), ^uint64(0)}

// ofName is a name of the module. Most are plain; those of attributes and items, `args.lr`, share a few bits.
func ofName(name string) trace {
	for i := range len(name) {
		if name[i] == '.' || name[i] == '[' {
			return ofKind("name", name)
		}
	}
	return trace{names: 1 << (hash(name) % (64 - kindBits))}
}

// ofKind is something else that a statement may define, such as an option.
func ofKind(kind, name string) trace {
	return trace{names: 1 << (64 - kindBits + (hash(kind)^hash(name))%kindBits)}
}

func ofOption(dest string) trace { return ofKind("option", dest) }

func ofAssigned(attribute string) trace { return ofKind("assigned", attribute) }

func ofMethods(name string) trace { return ofKind("method", name) }

// ofCallers are the call sites of a function.
func ofCallers(f *Scope) trace { return trace{callers: 1 << (hash(f.Name) % 64)} }

// kindBits are set aside for everything that is no plain name: few statements define any of it.
const kindBits = 10

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>29
}
