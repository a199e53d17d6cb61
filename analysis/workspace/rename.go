package workspace

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Replacement is a stretch of a file and what takes its place.
type Replacement struct {
	Place Place
	New   string
}

// Renameable gives the name at a byte of a file that can be changed wherever it is used; ok is false where there is none.
// It fails, with a reason to show, where there is one that cannot be changed safely.
func (w *Workspace) Renameable(file string, offset int) (m Mention, ok bool, err error) {
	at := w.MentionsAt(file, offset)
	if len(at) == 0 || at[0].Topic == File || at[0].Topic == Variable && strings.HasPrefix(at[0].Name, "SM_") {
		return Mention{}, false, nil
	}
	_, err = w.renaming(at)
	return at[0], err == nil, err
}

// Rename gives the changes that give the thing at a byte of a file another name, in all files that speak of it. It fails,
// with a reason to show, where that cannot be done safely. The places are apart from each other.
func (w *Workspace) Rename(file string, offset int, name string) ([]Replacement, error) {
	m, ok, err := w.Renameable(file, offset)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errors.New("nothing here has a name that other files know")
	}
	r, err := w.renaming(w.MentionsAt(file, offset))
	if err != nil {
		return nil, err
	}
	switch m.Topic {
	case Hyperparameter:
		return r.hyperparameter(m, strings.TrimLeft(strings.TrimSpace(name), "-"))
	case Channel:
		return r.channel(m, strings.TrimSpace(name))
	}
	return r.variable(m, strings.TrimSpace(name))
}

// renaming is what there is to know before a thing gets another name.
type renaming struct {
	w *Workspace
	// mentions are all places to look at.
	mentions []Mention
	// scripts are those that the thing belongs to, launches the jobs that start them.
	scripts  []string
	launches []*Launch
	changes  []Replacement
}

// renaming gathers the places, and fails where they cannot all be found.
func (w *Workspace) renaming(at []Mention) (*renaming, error) {
	if at[0].Topic == LogicalName {
		return nil, errors.New("builders and other steps may know logical names, too")
	}
	r := &renaming{w: w, mentions: w.References(at)}
	for _, m := range r.mentions {
		if m.Job != nil {
			return nil, fmt.Errorf("it cannot be told which script the job of %s starts, so what reads `%s` is not known", w.Told(m.Job.Call.Place), m.Spelling)
		}
		if m.Form == NotWritten {
			return nil, fmt.Errorf("`%s` is put together or passed on in %s, where it cannot be changed", m.Spelling, w.Told(m.Place))
		}
		if !slices.Contains(r.scripts, m.Script) {
			r.scripts = append(r.scripts, m.Script)
			r.launches = append(r.launches, w.LaunchesOf(m.Script)...)
		}
	}
	for _, l := range r.launches {
		if err := r.closed(l, at[0].Topic); err != nil {
			return nil, err
		}
	}
	for _, script := range r.scripts {
		if err := w.readable(script, at[0].Topic); err != nil {
			return nil, err
		}
		for _, c := range w.ContractsOf(script) {
			if at[0].Topic == Hyperparameter && c.Arguments.Open || at[0].Topic == Variable && (c.RequiredEnv.Open || c.OptionalEnv.Open) {
				return nil, fmt.Errorf("what the contract of %s names cannot all be told", w.Told(c.Place))
			}
		}
	}
	return r, nil
}

// closed fails for a job of which it cannot be told what it gives.
func (r *renaming) closed(l *Launch, topic Topic) error {
	var dicts []Value
	what := ""
	switch topic {
	case Hyperparameter:
		what, dicts = "hyperparameters", []Value{l.Hyperparameters}
		for _, t := range l.Tuners {
			dicts = append(dicts, t.Ranges)
		}
	case Channel:
		if what = "channels"; len(l.Runs) == 0 {
			return fmt.Errorf("it is not seen who starts the job of %s, and with which channels", r.w.Told(l.Call.Place))
		}
		for _, run := range l.Runs {
			dicts = append(dicts, run.Channels)
		}
	case Variable:
		what, dicts = "environment variables", []Value{l.Environment}
	}
	for _, d := range dicts {
		if d.Kind == Unknown || d.Open {
			return fmt.Errorf("the job of %s may have %s that cannot be told", r.w.Told(l.Call.Place), what)
		}
	}
	return nil
}

// change notes that a mention gets another text, with what stands before the name where before is more than nothing.
func (r *renaming) change(m Mention, before int, text string) {
	c := Replacement{Place: m.Place, New: text}
	c.Place.Span.Start -= before
	if !slices.ContainsFunc(r.changes, func(o Replacement) bool { return o.Place == c.Place }) {
		r.changes = append(r.changes, c)
	}
}

// channelName is what the API takes for a channel.
// Source: SageMaker API model, service-2.json (August 2026).
var channelName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// channel gives a channel another name.
func (r *renaming) channel(m Mention, name string) ([]Replacement, error) {
	if !channelName.MatchString(name) {
		return nil, fmt.Errorf("`%s` cannot be a channel: its name is 1 to 64 letters, digits, dots, dashes and underscores", name)
	}
	if m.Form == AsSuffix && !slices.ContainsFunc(r.mentions, func(o Mention) bool { return o.Form != AsSuffix && o.Spelling == m.Spelling }) {
		name = strings.ToLower(name) // who stands at the variable sees capitals, and the channel's name has none
	}
	if !slices.ContainsFunc(r.mentions, func(o Mention) bool { return o.Role == Passes }) {
		return nil, fmt.Errorf("no job is seen to have the channel `%s`, so who gives it is not known", m.Spelling)
	}
	for _, l := range r.launches {
		if l.Generation == 3 && strings.ContainsAny(name, "-.") {
			return nil, fmt.Errorf("the job of %s cannot have a channel `%s`: ModelTrainer exports a variable of that name", r.w.Told(l.Call.Place), name)
		}
		for _, run := range l.Runs {
			for _, e := range run.Channels.Entries {
				if strings.EqualFold(e.Key, name) && !strings.EqualFold(e.Key, m.Name) {
					return nil, fmt.Errorf("%s has a channel `%s` already", r.w.Told(e.KeyPlace), e.Key)
				}
			}
		}
	}
	for _, o := range r.mentions {
		if o.Form == AsSuffix {
			r.change(o, 0, strings.ToUpper(name))
		} else {
			r.change(o, 0, name)
		}
	}
	return r.changes, nil
}

// variableName is what the API takes for an environment variable.
// Source: SageMaker API model, service-2.json (August 2026).
var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,511}$`)

// variable gives an environment variable another name.
func (r *renaming) variable(m Mention, name string) ([]Replacement, error) {
	if !variableName.MatchString(name) {
		return nil, fmt.Errorf("`%s` cannot be an environment variable: its name is letters, digits and underscores", name)
	}
	if !slices.ContainsFunc(r.mentions, func(o Mention) bool { return o.Role == Passes }) {
		return nil, fmt.Errorf("no job sets `%s`, so who does is not known", m.Name)
	}
	for _, l := range r.launches {
		if e, taken := l.Environment.Entry(name); taken && name != m.Name {
			return nil, fmt.Errorf("%s sets `%s` already", r.w.Told(e.KeyPlace), name)
		}
	}
	for _, o := range r.mentions {
		if o.Form == AsKeyword && !isIdentifier(name) {
			return nil, notKeyword(r.w, o, name)
		}
		r.change(o, 0, name)
	}
	return r.changes, nil
}

func notKeyword(w *Workspace, m Mention, name string) error {
	return fmt.Errorf("`%s` cannot be the name of an argument, as it would be in %s", name, w.Told(m.Place))
}
