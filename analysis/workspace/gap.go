package workspace

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// GapKind says what can stand at a place where somebody types.
type GapKind uint8

// The kinds of gap.
const (
	// NoGap is a place of which nothing is known.
	NoGap GapKind = iota
	// HyperparameterGap is the name of a hyperparameter that a job passes.
	HyperparameterGap
	// OptionGap is the flag of an option that a script declares.
	OptionGap
	// ChannelGap is the name of a channel that a job is started with.
	ChannelGap
	// VariableGap is the name of an environment variable that a script reads.
	VariableGap
	// PathGap is a path in the training container.
	PathGap
	// ArgumentGap is the value of an argument that makes a job.
	ArgumentGap
	// CommentGap is a place in a comment.
	CommentGap
)

// Gap is a place in a text that may be half typed, and what can stand there.
type Gap struct {
	Kind GapKind
	// Span is what is to be replaced: a string's contents, or a comment.
	Span syntax.Range
	// Launches are the jobs that the place is about.
	Launches []*Launch
	// Argument is that of an ArgumentGap, such as "framework_version", and Call what it is given to.
	Argument string
	Call     *Call
	// Taken are the names that stand beside it already.
	Taken []string
}

// gapName takes the place of what is being typed, so that the text can be read.
const gapName = "trainlsp_gap"

// GapAt says what can stand at a byte of a Python file whose text may be half typed. The text need not be the one that the
// workspace knows.
func (w *Workspace) GapAt(file string, text []byte, offset int) Gap {
	c := syntax.CursorAt(text, offset)
	switch {
	case c.Comment:
		return Gap{Kind: CommentGap, Span: c.Span}
	case !c.String || len(c.Quote) != 1:
		return Gap{}
	case strings.HasPrefix(string(text[c.Span.Start:offset]), "/"):
		return Gap{Kind: PathGap, Span: c.Span}
	case !mayTell(text, c):
		return Gap{}
	}
	for _, filled := range filled(text, c) {
		if g := w.with(file, filled).gap(file); g.Kind != NoGap {
			g.Span = c.Span
			return g
		}
	}
	return Gap{}
}

// known are the names before a bracket in which a string may mean something, in any Python file.
var known = regexp.MustCompile(`(environ|getenv|get|pop|setdefault|add_argument)\s*$`)

// mayTell tells, without reading the text as Python, whether something may be known of a string: most are in places of
// which nothing is.
func mayTell(text []byte, c syntax.Cursor) bool {
	if len(c.Open) == 0 {
		return false
	}
	return known.Match(before(text, c)) || launchMarks.in(text, nil)
}

// before is what stands before the innermost bracket.
func before(text []byte, c syntax.Cursor) []byte {
	at := c.Open[len(c.Open)-1].At
	return text[max(0, at-40):at]
}

// declaring is what stands before the bracket of an option's declaration.
var declaring = regexp.MustCompile(`add_argument\s*$`)

// filled are texts in which the name that is being typed is there, and what is not typed yet behind it, the likelier first.
func filled(text []byte, c syntax.Cursor) [][]byte {
	after := text[c.Span.End:]
	middle := gapName
	if bytes.HasPrefix(text[c.Span.Start:], []byte("-")) || declaring.Match(before(text, c)) {
		middle = "--" + gapName
	}
	if middle += c.Quote; c.Closed {
		after = after[1:]
	}
	next := bytes.TrimLeft(after, " \t\r\n\\")
	if c.Open[len(c.Open)-1].Kind == '{' && !bytes.HasPrefix(next, []byte(":")) && isKeyPlace(text[:c.Span.Start-1]) {
		middle += ": 0"
	}
	separator := ""
	if len(next) == 0 || !bytes.ContainsAny(next[:1], ",)]}:") {
		separator = ","
	}
	join := func(tail string) []byte { return slices.Concat(text[:c.Span.Start], []byte(middle+tail), after) }
	if closing := unclosed(text, c, after); closing != "" {
		return [][]byte{join(closing), join(closing + ","), join(separator)}
	}
	return [][]byte{join(separator)}
}

// isKeyPlace tells whether what follows in a dictionary is a key.
func isKeyPlace(before []byte) bool {
	before = bytes.TrimRight(before, " \t\r\n\\rbfuRBFU")
	return bytes.HasSuffix(before, []byte("{")) || bytes.HasSuffix(before, []byte(","))
}

// unclosed are the brackets to close what was opened on the cursor's line and is not closed on it.
func unclosed(text []byte, c syntax.Cursor, after []byte) (closing string) {
	start := bytes.LastIndexByte(text[:c.Span.Start], '\n') + 1
	line, _, _ := bytes.Cut(after, []byte("\n"))
	closed := bytes.Count(line, []byte(")")) + bytes.Count(line, []byte("]")) + bytes.Count(line, []byte("}")) -
		bytes.Count(line, []byte("(")) - bytes.Count(line, []byte("[")) - bytes.Count(line, []byte("{"))
	for i := len(c.Open) - 1; i >= 0 && c.Open[i].At >= start; i-- {
		if closed > 0 {
			closed--
			continue
		}
		closing += map[byte]string{'(': ")", '[': "]", '{': "}"}[c.Open[i].Kind]
	}
	return closing
}

// with is the workspace as it would be with another text of one file.
func (w *Workspace) with(file string, text []byte) *Workspace {
	overlay := maps.Clone(w.files.overlay)
	if overlay == nil {
		overlay = map[string][]byte{}
	}
	overlay[file] = text
	files := NewFiles(w.roots, overlay)
	script := analysis.Read(syntax.Parse(text), nil)
	facts := maps.Clone(w.facts)
	if delete(facts, file); facts == nil {
		facts = map[string]*declared{}
	}
	if d := declaredBy(files, file, script); !d.empty() {
		facts[file] = d
	}
	return &Workspace{roots: w.roots, files: files, facts: facts, scripts: w.scripts, steps: w.steps, instead: map[string]*analysis.Script{file: script}}
}

// gap finds what is being typed in a file whose text has gapName there.
func (w *Workspace) gap(file string) Gap {
	for _, l := range w.LaunchesIn(file) {
		for _, c := range append([]*Call{l.Call}, l.Source(), l.Compute()) {
			if g := argumentGap(l, c); g.Kind != NoGap {
				return g
			}
		}
	}
	for _, m := range w.MentionsIn(file) {
		if m.Spelling != gapName {
			continue
		}
		switch {
		case m.Role == Passes && m.Topic == Hyperparameter:
			return m.gapOf(HyperparameterGap, m.Launch.Passed())
		case m.Role == Passes && m.Topic == Channel:
			return m.gapOf(ChannelGap, m.Launch.startedWith(m.Place))
		case m.Topic == Hyperparameter && m.Role == Declares && m.Form == AsFlag:
			return Gap{Kind: OptionGap, Launches: w.LaunchesOf(file)}
		case m.Topic == Variable && m.Role == Reads:
			return Gap{Kind: VariableGap, Launches: w.LaunchesOf(file)}
		}
	}
	return Gap{}
}

func (m Mention) gapOf(kind GapKind, taken []string) Gap {
	return Gap{Kind: kind, Launches: []*Launch{m.Launch}, Taken: slices.DeleteFunc(taken, func(name string) bool { return name == gapName })}
}

// argumentGap is the gap in one of a call's arguments.
func argumentGap(l *Launch, c *Call) Gap {
	if c == nil {
		return Gap{}
	}
	for _, a := range c.Args {
		if text, known := a.Value.Known(); known && text == gapName {
			return Gap{Kind: ArgumentGap, Launches: []*Launch{l}, Argument: a.Name, Call: c}
		}
	}
	return Gap{}
}

// Passed are the names that a job passes, or searches values for.
func (l *Launch) Passed() (names []string) {
	for _, e := range l.Hyperparameters.Entries {
		names = append(names, e.Key)
	}
	for _, t := range l.Tuners {
		for _, e := range t.Ranges.Entries {
			names = append(names, e.Key)
		}
	}
	return names
}

// startedWith are the channels of the start that a place belongs to.
func (l *Launch) startedWith(place Place) (names []string) {
	for _, run := range l.Runs {
		in := slices.ContainsFunc(run.Channels.Entries, func(e Entry) bool {
			return e.KeyPlace.Span.Start <= place.Span.Start && place.Span.End <= e.KeyPlace.Span.End
		})
		for _, e := range run.Channels.Entries {
			if in {
				names = append(names, e.Key)
			}
		}
	}
	return names
}
