package workspace

import (
	"slices"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
)

// Topic says what kind of thing files speak of.
type Topic uint8

// The topics.
const (
	// Hyperparameter is what a job passes to its script on the command line.
	Hyperparameter Topic = iota + 1
	// Channel is a stream of data that a job is started with.
	Channel
	// Variable is an environment variable.
	Variable
	// File is a file or folder.
	File
	// LogicalName is what a contract calls a path that a step reads or writes.
	LogicalName
)

// Thing is what the files around a script speak of, each in its own way.
type Thing struct {
	Topic Topic
	// Script is the script that the thing belongs to, or the file of the contract; empty for files.
	Script string
	// Job takes the place of Script where it cannot be told what a job runs.
	Job *Launch
	// Name tells it from others of its topic: the attribute that an option is read as, a channel's name in capitals, a
	// variable's name, a file's absolute path.
	Name string
}

// Role says what a mention does with its thing.
type Role uint8

// The roles.
const (
	// Reads is where a script uses it.
	Reads Role = iota
	// Declares is where a script says that it takes it.
	Declares
	// Passes is where a job gives it.
	Passes
)

// Form says how the name is written at a mention, and so what it becomes under another name.
type Form uint8

// The forms.
const (
	// AsKey is the name itself, in quotes.
	AsKey Form = iota
	// AsFlag is the name behind dashes.
	AsFlag
	// AsKeyword is the name of an argument: dict(name=1).
	AsKeyword
	// AsAttribute is what Python reads an option as: args.name, or dest="name".
	AsAttribute
	// AsSuffix is the rest of a variable's name, in capitals.
	AsSuffix
	// NotWritten is a place where the name is not written out.
	NotWritten
)

// Mention is a place where a file speaks of a thing.
type Mention struct {
	Thing
	// Place is the name alone, without quotes, dashes and SM_CHANNEL_ before it; of one that is NotWritten it is the expression.
	Place Place
	Role  Role
	Form  Form
	// Spelling is the name as it is meant there: "learning-rate" of a flag, "learning_rate" of an attribute.
	Spelling string
	// Before are the bytes before Place that belong to the name: a flag's dashes.
	Before int
	// Launch is the job of one that Passes, and Value what it gives.
	Launch *Launch
	Value  Value
	// Option is that of a flag or an attribute.
	Option *analysis.Option
}

// mentions are those of the files that somebody has asked about.
type mentions struct {
	mu     sync.Mutex
	byFile map[string][]Mention
}

// MentionsIn are the places of a file that speak of something other files speak of too, in the order of the text. The
// list must not be changed.
func (w *Workspace) MentionsIn(file string) []Mention {
	w.mentions.mu.Lock()
	defer w.mentions.mu.Unlock()
	if found, ok := w.mentions.byFile[file]; ok {
		return found
	}
	var all []Mention
	for _, read := range []func(*Workspace, string) []Mention{launchMentions, scriptMentions, contractMentions} {
		all = append(all, read(w, file)...)
	}
	slices.SortStableFunc(all, func(a, b Mention) int { return a.Place.Span.Start - b.Place.Span.Start })
	if w.mentions.byFile == nil {
		w.mentions.byFile = map[string][]Mention{}
	}
	w.mentions.byFile[file] = all
	return all
}

// MentionsAt are the mentions at a byte of a file; several where one place speaks of several things, such as a dictionary
// that two jobs share. Right behind a name counts too. Of places in one another the inner ones count.
func (w *Workspace) MentionsAt(file string, offset int) []Mention {
	var found []Mention
	for _, m := range w.MentionsIn(file) {
		span := m.Place.Span
		if m.Place.File != file || offset < span.Start-m.Before || offset > span.End {
			continue
		}
		if len(found) > 0 && found[0].Place != m.Place {
			if size := found[0].Place.Span; span.End-span.Start >= size.End-size.Start {
				continue
			}
			found = nil
		}
		found = append(found, m)
	}
	return found
}

// References are all mentions of the things that some mentions speak of, and of those that are named at the same places:
// by their files, then in the order of the text, each place once.
func (w *Workspace) References(of []Mention) []Mention {
	var all []Mention
	var things []Thing
	ask := func(ms []Mention) {
		for _, m := range ms {
			if !slices.Contains(things, m.Thing) {
				things = append(things, m.Thing)
			}
		}
	}
	ask(of)
	for i := 0; i < len(things); i++ {
		for _, m := range w.mentionsOf(things[i]) {
			all = append(all, m)
			ask(w.mentionsAtPlace(m.Place))
		}
	}
	return all
}

// mentionsAtPlace are those of exactly one place.
func (w *Workspace) mentionsAtPlace(p Place) []Mention {
	var found []Mention
	for _, m := range w.MentionsIn(p.File) {
		if m.Place == p {
			found = append(found, m)
		}
	}
	return found
}

// mentionsOf are the mentions of one thing.
func (w *Workspace) mentionsOf(t Thing) []Mention {
	var found []Mention
	for _, file := range w.filesAbout(t) {
		for _, m := range w.MentionsIn(file) {
			if m.Thing == t {
				found = append(found, m)
			}
		}
	}
	return found
}

// filesAbout are the files that may speak of a thing: the script, and what starts it.
func (w *Workspace) filesAbout(t Thing) []string {
	if t.Topic == File {
		return w.Declaring()
	}
	if t.Job != nil {
		return []string{t.Job.File()}
	}
	others := w.stepFiles(t)
	for _, l := range w.LaunchesOf(t.Script) {
		others = append(others, l.File())
	}
	slices.Sort(others)
	others = slices.DeleteFunc(slices.Compact(others), func(file string) bool { return file == t.Script })
	return append([]string{t.Script}, others...)
}

// ways say where a definition of a thing is looked for, by the role of who asks: what is declared leads to who passes it,
// and the other way round.
var ways = map[Role][]Role{Reads: {Declares, Passes}, Declares: {Passes}, Passes: {Declares, Reads}}

// Definitions are where the things at some mentions are told from the other side: of a hyperparameter that a job passes
// the option that takes it, of an option the jobs that pass it. A file is told by its beginning.
func (w *Workspace) Definitions(of []Mention) []Place {
	var places []Place
	add := func(p Place) {
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	for _, m := range of {
		if m.Topic == File {
			if w.files.IsFile(m.Name) {
				add(Place{File: m.Name})
			}
			continue
		}
		for _, d := range w.leading(m) {
			add(d.Place)
		}
	}
	return places
}

// leading are the mentions that a mention leads to.
func (w *Workspace) leading(m Mention) []Mention {
	all := w.mentionsOf(m.Thing)
	for _, role := range ways[m.Role] {
		var found []Mention
		for _, other := range all {
			if other.Role == role && (other.Form != AsAttribute || other.Option.Positional()) {
				found = append(found, other)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
