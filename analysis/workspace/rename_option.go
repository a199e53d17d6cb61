package workspace

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// hyperparameterName is what can stand behind the dashes of a flag.
var hyperparameterName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]{0,255}$`)

// hyperparameter gives a hyperparameter another name. An option may have several: only the one that m spells is changed,
// and its attribute where that follows from it.
func (r *renaming) hyperparameter(m Mention, name string) ([]Replacement, error) {
	if !hyperparameterName.MatchString(name) {
		return nil, fmt.Errorf("`%s` cannot be a hyperparameter", name)
	}
	if m.Form == AsSuffix {
		name = strings.ToLower(name) // who stands at the variable sees capitals
	}
	o := r.option(m)
	if o == nil {
		return r.passed(m, name)
	}
	n := newName{old: r.spelled(m, o), to: name, at: o}
	switch {
	case n.old == "" || m.Form == AsAttribute && explicitDest(o):
		n.old, n.attribute = "", name // the flags have names of their own
	case m.Form == AsAttribute && strings.Contains(n.old, "-") && !strings.Contains(n.old, "_"):
		n.to = strings.ReplaceAll(name, "_", "-")
	}
	if err := r.free(n); err != nil {
		return nil, err
	}
	for _, other := range r.mentions {
		if err := r.hyperparameterAt(other, n); err != nil {
			return nil, err
		}
	}
	return r.changes, nil
}

// newName says which name an option gets.
type newName struct {
	old, to string // behind the dashes; old is empty where no flag changes
	// attribute is the new one of an option whose flags stay, at is that option.
	attribute string
	at        *analysis.Option
}

// of is the attribute that an option has in the end. Several scripts may have one of the name.
func (n newName) of(o *analysis.Option) string {
	switch {
	case n.old == "" && SameOption(o, n.at):
		return n.attribute
	case n.old == "" || explicitDest(o) || !hasName(o, n.old):
		return o.Dest
	}
	return destOf(o, n)
}

// passed renames what no option takes: only the launchers know it.
func (r *renaming) passed(m Mention, name string) ([]Replacement, error) {
	for _, o := range r.mentions {
		switch {
		case o.Form == AsKeyword && !isIdentifier(name):
			return nil, notKeyword(r.w, o, name)
		case o.Form == AsSuffix:
			r.change(o, 0, r.suffix(name))
		case o.Spelling == m.Spelling || m.Form == AsSuffix:
			r.change(o, 0, name)
		}
	}
	return r.changes, r.unpassed(name, m.Spelling)
}

// option is the option that a mention means, nil where no option has it.
func (r *renaming) option(m Mention) *analysis.Option {
	if m.Option != nil {
		return m.Option
	}
	if m.Launch != nil {
		return r.w.Taker(m.Launch, m.Spelling)
	}
	for _, o := range r.mentions {
		if o.Option != nil && (m.Form == AsSuffix || o.Spelling == m.Spelling) {
			return o.Option
		}
	}
	return nil
}

// spelled is the name behind the dashes that a mention means: its own, the one that it abbreviates, or of an attribute the
// one that it follows from.
func (r *renaming) spelled(m Mention, o *analysis.Option) string {
	var names []string
	for _, f := range o.Flags {
		names = append(names, strings.TrimLeft(f, "-"))
	}
	if slices.Contains(names, m.Spelling) && m.Form != AsAttribute {
		return m.Spelling
	}
	for _, name := range names {
		if m.Form == AsKey || m.Form == AsKeyword || m.Form == AsFlag {
			if strings.HasPrefix(name, m.Spelling) {
				return name
			}
		} else if strings.EqualFold(strings.ReplaceAll(name, "-", "_"), o.Dest) {
			return name
		}
	}
	return ""
}

func explicitDest(o *analysis.Option) bool { return o.Call.Keyword("dest") != nil }

// destOf is the attribute of an option of which one flag has changed.
func destOf(o *analysis.Option, n newName) string {
	first := ""
	for _, f := range o.Flags {
		name := strings.TrimLeft(f, "-")
		long := strings.HasPrefix(f, "--")
		if name == n.old {
			name, long = n.to, len(n.to) > 1
		}
		if first == "" {
			first = name
		}
		if long {
			first = name
			break
		}
	}
	return strings.ReplaceAll(first, "-", "_")
}

// free fails where the new names mean something else already.
func (r *renaming) free(n newName) error {
	for _, script := range r.scripts {
		options := r.w.Script(script).Options()
		for _, o := range options {
			if err := r.freeIn(script, options, o, n); err != nil {
				return err
			}
		}
	}
	if n.old == "" {
		return nil
	}
	return r.unpassed(n.to, n.old)
}

// freeIn looks at one option of a script.
func (r *renaming) freeIn(script string, options []*analysis.Option, o *analysis.Option, n newName) error {
	to := n.of(o)
	if n.old != "" && n.to != n.old && hasName(o, n.to) {
		return fmt.Errorf("%s has an option `%s` already", r.w.Name(script), n.to)
	}
	if to == o.Dest {
		return nil
	}
	if !isIdentifier(to) {
		return fmt.Errorf("`%s` cannot be an attribute of what the parser gives", to)
	}
	for _, other := range options {
		switch stays := n.of(other) == other.Dest; {
		case stays && other.Dest == o.Dest:
			return fmt.Errorf("two options of %s are read as `%s`", r.w.Name(script), o.Dest)
		case stays && other.Dest == to:
			return fmt.Errorf("%s has an option `%s` already", r.w.Name(script), to)
		}
	}
	return nil
}

func hasName(o *analysis.Option, name string) bool {
	return slices.ContainsFunc(o.Flags, func(f string) bool { return strings.TrimLeft(f, "-") == name })
}

// unpassed fails where a job passes something under a name already, or something that the name would be taken for too.
func (r *renaming) unpassed(name, instead string) error {
	if name == instead {
		return nil
	}
	for _, l := range r.launches {
		dicts := []Value{l.Hyperparameters}
		for _, t := range l.Tuners {
			dicts = append(dicts, t.Ranges)
		}
		for _, d := range dicts {
			for _, e := range d.Entries {
				if e.Key == name {
					return fmt.Errorf("%s passes `%s` already", r.w.Told(e.KeyPlace), name)
				}
				if o := r.w.Taker(l, e.Key); o != nil && !hasName(o, e.Key) && !strings.HasPrefix(instead, e.Key) && strings.HasPrefix(name, e.Key) {
					return fmt.Errorf("%s passes `%s`, which could then mean `%s` as well", r.w.Told(e.KeyPlace), e.Key, name)
				}
			}
		}
	}
	return nil
}

// hyperparameterAt changes one mention.
func (r *renaming) hyperparameterAt(m Mention, n newName) error {
	switch m.Form {
	case AsAttribute:
		if to := n.of(m.Option); to != m.Option.Dest {
			r.change(m, 0, to)
		}
		return nil
	case AsSuffix:
		if n.old != "" {
			r.change(m, 0, r.suffix(n.to))
		}
		return nil
	}
	means := m.Spelling == n.old || m.Role == Passes && strings.HasPrefix(n.old, m.Spelling) && !r.exact(m)
	if n.old == "" || !means {
		return nil
	}
	switch m.Form {
	case AsKeyword:
		if !isIdentifier(n.to) {
			return notKeyword(r.w, m, n.to)
		}
		r.change(m, 0, n.to)
	case AsFlag:
		r.change(m, m.Before, r.dashes(m, n.to)+n.to)
	default:
		r.change(m, 0, n.to)
	}
	return nil
}

// exact tells a mention that spells a name of its option out.
func (r *renaming) exact(m Mention) bool {
	o := r.option(m)
	return o != nil && hasName(o, m.Spelling)
}

// dashes are those that a flag has under a new name: one for a letter that a job passes so, two for anything longer.
func (r *renaming) dashes(m Mention, name string) string {
	if (len(name) == 1) == (len(m.Spelling) == 1) {
		return strings.Repeat("-", m.Before)
	}
	for _, l := range r.launches {
		return strings.TrimSuffix(l.Flag(name), name)
	}
	if len(name) == 1 {
		return "-"
	}
	return "--"
}

// suffix is what follows SM_HP_ for a hyperparameter. ModelTrainer has underscores where the toolkit keeps dashes.
func (r *renaming) suffix(name string) string {
	if slices.ContainsFunc(r.launches, func(l *Launch) bool { return l.Generation == 3 }) {
		name = strings.ReplaceAll(name, "-", "_")
	}
	return strings.ToUpper(name)
}

var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// isIdentifier tells what may be a name in Python.
func isIdentifier(name string) bool { return identifier.MatchString(name) && !keywords[name] }

// keywords are Python's.
// Source: Python 3.14 reference, "Lexical analysis", keywords.
var keywords = map[string]bool{
	"False": true, "None": true, "True": true, "and": true, "as": true, "assert": true, "async": true, "await": true,
	"break": true, "class": true, "continue": true, "def": true, "del": true, "elif": true, "else": true, "except": true,
	"finally": true, "for": true, "from": true, "global": true, "if": true, "import": true, "in": true, "is": true,
	"lambda": true, "nonlocal": true, "not": true, "or": true, "pass": true, "raise": true, "return": true, "try": true,
	"while": true, "with": true, "yield": true,
}
