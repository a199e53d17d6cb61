package frameworks

import (
	"cmp"
	"slices"
	"strings"
)

// Match says whether a qualified name fits a pattern: "*" stands for any run of characters without a dot, "**" for any run
// of characters, and either run can be empty.
func Match(pattern, name string) bool {
	for pattern != "" {
		if pattern[0] != '*' {
			if name == "" || name[0] != pattern[0] {
				return false
			}
			pattern, name = pattern[1:], name[1:]
			continue
		}
		rest := pattern[1:]
		deep := strings.HasPrefix(rest, "*")
		rest = strings.TrimLeft(rest, "*")
		if rest == "" {
			return deep || strings.IndexByte(name, '.') < 0
		}
		for ; ; name = name[1:] {
			if (name == "" || name[0] == rest[0]) && Match(rest, name) {
				return true
			}
			if name == "" || !deep && name[0] == '.' {
				return false
			}
		}
	}
	return name == ""
}

// Role is what a call means to a training script.
type Role uint8

// The roles, one for each table of a Framework, and two more.
const (
	Trains Role = iota
	Saves
	Loads
	Evaluates
	Defines
	Optimizes
	NotModel
	// Prepares is the fit of what is no model, or need not be one: of a scaler, of an encoder, of a pipeline that may hold
	// nothing else. It trains nothing for certain, but a job that does no more has fitted what it was started for.
	Prepares
	// Copies is the role of GenericCopies.
	Copies
)

var roleNames = [...]string{"trains", "saves", "loads", "evaluates", "defines", "optimizes", "not a model", "prepares", "copies"}

func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "unknown"
}

// Meaning is one thing that a call means.
type Meaning struct {
	// Framework holds the table that says so, nil for the tables of all frameworks.
	Framework *Framework
	Role      Role
	Call      *Call
}

// Index finds the meanings of a call by its qualified name. It is immutable, hence safe for any number of goroutines.
type Index struct {
	exact map[string][]entry
	// ended holds the patterns whose last segment is without a wildcard, by first and last segment.
	ended map[ends][]entry
	// open holds the other patterns, by first segment.
	open map[string][]entry
	// anywhere holds the patterns whose first segment has a wildcard.
	anywhere []entry
}

type ends struct{ first, last string }

// entry is a meaning and its place in the order of the tables.
type entry struct {
	Meaning
	rank int
	// literal is what the name begins with before the first wildcard.
	literal string
}

// NewIndex makes an index of tables and of the tables for all frameworks. Meanings come back in the order of the tables,
// those for all frameworks last.
func NewIndex(tables []*Framework) *Index {
	x := &Index{
		exact: make(map[string][]entry),
		ended: make(map[ends][]entry),
		open:  make(map[string][]entry),
	}
	rank := 0
	add := func(f *Framework, role Role, calls []Call) {
		for i := range calls {
			x.add(entry{Meaning: Meaning{f, role, &calls[i]}, rank: rank})
			rank++
		}
	}
	for _, f := range tables {
		add(f, Trains, f.Trains)
		add(f, Saves, f.Saves)
		add(f, Loads, f.Loads)
		add(f, Evaluates, f.Evaluates)
		add(f, Defines, f.Models)
		add(f, Defines, calls(f.Bases...))
		add(f, Optimizes, f.Optimizers)
		add(f, NotModel, f.NotModels)
	}
	add(nil, Trains, GenericTrains)
	add(nil, Saves, GenericSaves)
	add(nil, Copies, GenericCopies)
	add(nil, Loads, GenericLoads)
	add(nil, Evaluates, GenericEvaluates)
	add(nil, NotModel, GenericNotModels)
	add(nil, Prepares, GenericPrepares)
	return x
}

func (x *Index) add(e entry) {
	name := e.Call.Name
	star := strings.IndexByte(name, '*')
	if star < 0 {
		x.exact[name] = append(x.exact[name], e)
		return
	}
	e.literal = name[:star]
	first, last := firstAndLast(name)
	switch {
	case strings.IndexByte(e.literal, '.') < 0:
		x.anywhere = append(x.anywhere, e)
	case strings.IndexByte(last, '*') < 0:
		key := ends{first, last}
		x.ended[key] = append(x.ended[key], e)
	default:
		x.open[first] = append(x.open[first], e)
	}
}

// Lookup says what the call of name means, nothing where no table holds it.
//
// What a NotModel made is no model: where the name stands in such a table, or that of its receiver does, the NotModel is
// among the meanings, and none of them saves, evaluates, defines or optimizes; what would fit a model Prepares.
func (x *Index) Lookup(name string) []Meaning {
	entries := x.find(nil, name)
	not, known := x.notModel(entries, name)
	if known {
		kept := entries[:0]
		for _, e := range entries {
			switch {
			case e.Role == Trains && strings.Contains(e.Call.Name, "fit"):
				e.Role = Prepares
				kept = append(kept, e)
			case e.Role == Prepares, e.Role == Loads, e.Role == Copies:
				kept = append(kept, e)
			}
		}
		kept = append(kept, not)
		entries = kept
	}
	if len(entries) == 0 {
		return nil
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]Meaning, len(entries))
	for i, e := range entries {
		out[i] = e.Meaning
	}
	return out
}

// notModel finds what says that the name, or a receiver in it, is no model. own are the entries of the name itself.
func (x *Index) notModel(own []entry, name string) (entry, bool) {
	for _, e := range own {
		if e.Role == NotModel {
			return e, true
		}
	}
	var buffer [8]entry
	for end := strings.LastIndexByte(name, '.'); end > 0; end = strings.LastIndexByte(name[:end], '.') {
		for _, e := range x.find(buffer[:0], name[:end]) {
			if e.Role == NotModel {
				return e, true
			}
		}
	}
	return entry{}, false
}

// find appends to into the entries that fit name.
func (x *Index) find(into []entry, name string) []entry {
	into = append(into, x.exact[name]...)
	first, last := firstAndLast(name)
	into = appendMatches(into, x.ended[ends{first, last}], name)
	into = appendMatches(into, x.open[first], name)
	return appendMatches(into, x.anywhere, name)
}

func appendMatches(into, candidates []entry, name string) []entry {
	for _, e := range candidates {
		if strings.HasPrefix(name, e.literal) && Match(e.Call.Name[len(e.literal):], name[len(e.literal):]) {
			into = append(into, e)
		}
	}
	return into
}

func firstAndLast(name string) (first, last string) {
	first, _, _ = strings.Cut(name, ".")
	return first, name[strings.LastIndexByte(name, '.')+1:]
}
