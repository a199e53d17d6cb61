package enhancer

import (
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Completion is one thing that can stand where somebody types.
type Completion struct {
	Label string
	Kind  CompletionKind
	// Detail says in a few words what it is, Text at length, as Markdown; either may be empty.
	Detail, Text string
}

// CompletionKind says what a completion is.
type CompletionKind uint8

// The kinds of completion.
const (
	// CompletesName is a name, such as that of a hyperparameter.
	CompletesName CompletionKind = iota
	// CompletesVariable is an environment variable.
	CompletesVariable
	// CompletesFile and CompletesFolder are paths.
	CompletesFile
	// CompletesFolder is a path of a folder.
	CompletesFolder
	// CompletesValue is a value of an argument.
	CompletesValue
	// CompletesRule is a rule, or a word of a comment.
	CompletesRule
)

// Complete says what can stand at a byte of a Python file, which may be half typed, and what of the text it takes the place
// of. It knows only of places that are the platform's or trainlsp's own: the list is empty for all others. Of many the
// likelier come first.
func Complete(w *workspace.Workspace, file string, text []byte, offset int) (list []Completion, span rule.Span) {
	if w == nil {
		w = workspace.New(nil, nil)
	}
	g := w.GapAt(file, text, offset)
	span = rule.Span{Start: g.Span.Start, End: g.Span.End}
	switch g.Kind {
	case workspace.CommentGap:
		return completeComment(text, g.Span, offset)
	case workspace.PathGap:
		return completePath(w, file, string(text[span.Start:offset])), span
	case workspace.VariableGap:
		return completeVariable(g), span
	case workspace.HyperparameterGap:
		return completeHyperparameter(w, g), span
	case workspace.OptionGap:
		return completeOption(w, g), span
	case workspace.ChannelGap:
		return completeChannel(w, g), span
	case workspace.ArgumentGap:
		return completeArgument(g), span
	}
	return nil, span
}

// completePath gives the paths of a training container that go on from what is typed, with the channels of the jobs that
// start the script.
func completePath(w *workspace.Workspace, file, typed string) []Completion {
	const all = "/opt/ml"
	if !strings.HasPrefix(typed, all) && !strings.HasPrefix(all, typed) {
		return nil
	}
	var list []Completion
	for _, d := range sagemaker.Directories {
		c := Completion{Label: d.Path, Kind: CompletesFolder, Detail: d.About}
		if path.Ext(d.Path) != "" || path.Base(d.Path) == "failure" {
			c.Kind = CompletesFile
		}
		list = append(list, c)
	}
	for _, name := range channelsOf(w.LaunchesOf(file)) {
		list = append(list, Completion{Label: "/opt/ml/input/data/" + name, Kind: CompletesFolder, Detail: "the channel " + name})
	}
	return list
}

// channelsOf are the channels that jobs are started with, each once.
func channelsOf(launches []*workspace.Launch) (names []string) {
	for _, l := range launches {
		for _, run := range l.Runs {
			for _, e := range run.Channels.Entries {
				names = append(names, e.Key)
			}
		}
	}
	return distinct(names)
}

// completeVariable gives the variables that containers and the script's jobs set.
func completeVariable(g workspace.Gap) []Completion {
	var list []Completion
	add := func(name, detail string) {
		c := Completion{Label: name, Kind: CompletesVariable, Detail: detail}
		if v := sagemaker.LookupVariable(name); v != nil {
			c.Text = sayKnownVariable(v, name)
		}
		if !slices.ContainsFunc(list, func(o Completion) bool { return o.Label == name }) {
			list = append(list, c)
		}
	}
	for _, name := range channelsOf(g.Launches) {
		add("SM_CHANNEL_"+strings.ToUpper(name), "the directory of the channel "+name)
	}
	for _, l := range g.Launches {
		for _, e := range l.Environment.Entries {
			add(e.Key, "set by "+path.Base(l.File()))
		}
	}
	for _, v := range sagemaker.Variables {
		switch {
		case !strings.HasSuffix(v.Name, "_"):
			add(v.Name, v.About)
		case v.Name == "SM_CHANNEL_" && len(g.Launches) == 0:
			add("SM_CHANNEL_TRAIN", "the directory of the channel train")
			add("SM_CHANNEL_VALIDATION", "the directory of the channel validation")
			add("SM_CHANNEL_TEST", "the directory of the channel test")
		}
	}
	return list
}

// completeHyperparameter gives the options of a job's script that the job does not pass yet.
func completeHyperparameter(w *workspace.Workspace, g workspace.Gap) []Completion {
	script := g.Launches[0].Script
	c := w.CommandLine(script)
	if c == nil {
		return nil
	}
	about := &Report{workspace: w}
	var list []Completion
	for _, o := range c.Options {
		name := strings.TrimLeft(optionName(o), "-")
		if slices.Contains(g.Taken, name) || slices.ContainsFunc(list, func(o Completion) bool { return o.Label == name }) {
			continue
		}
		list = append(list, Completion{Label: name, Detail: "hyperparameter of " + w.Name(script), Text: about.sayTaker(o, script)})
	}
	return list
}

// completeOption gives flags for what jobs pass and no option takes.
func completeOption(w *workspace.Workspace, g workspace.Gap) []Completion {
	var list []Completion
	about := &Report{workspace: w}
	for _, l := range g.Launches {
		for _, name := range l.Passed() {
			flag := l.Flag(name)
			if workspace.Reserved(name) || w.Taker(l, name) != nil || slices.ContainsFunc(list, func(o Completion) bool { return o.Label == flag }) {
				continue
			}
			detail := ""
			if e, ok := l.Hyperparameters.Entry(name); ok {
				detail = "passed by " + w.Told(e.KeyPlace)
				list = append(list, Completion{Label: flag, Detail: detail, Text: "Passed as " + about.sayValue(e.Value) + "."})
				continue
			}
			list = append(list, Completion{Label: flag, Detail: "searched by a tuner of " + w.Name(l.File())})
		}
	}
	return list
}

// completeChannel gives the channels that a job's script reads and the job does not have yet.
func completeChannel(w *workspace.Workspace, g workspace.Gap) []Completion {
	script := g.Launches[0].Script
	if script == "" {
		return nil
	}
	var list []Completion
	for _, m := range w.MentionsIn(script) {
		name := m.Spelling
		if m.Topic != workspace.Channel || m.Form == workspace.NotWritten {
			continue
		}
		if m.Form == workspace.AsSuffix {
			name = strings.ToLower(name)
		}
		known := func(o string) bool { return strings.EqualFold(o, name) }
		if slices.ContainsFunc(g.Taken, known) || slices.ContainsFunc(list, func(o Completion) bool { return known(o.Label) }) {
			continue
		}
		list = append(list, Completion{Label: name, Detail: "read in " + w.Told(m.Place)})
	}
	return list
}

// word is the stretch of letters, digits, dashes and underscores around a byte of a text.
func word(text []byte, within syntax.Range, offset int) rule.Span {
	span := rule.Span{Start: offset, End: offset}
	for span.Start > within.Start && isWordByte(text[span.Start-1]) {
		span.Start--
	}
	for span.End < within.End && isWordByte(text[span.End]) {
		span.End++
	}
	return span
}

func isWordByte(b byte) bool {
	return b == '_' || b == '-' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
