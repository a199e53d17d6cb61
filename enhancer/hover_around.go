package enhancer

import (
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// findAround makes spots of the names that other files know too.
func (r *Report) findAround() {
	if r.workspace == nil || r.file == "" {
		return
	}
	for _, m := range r.workspace.MentionsIn(r.file) {
		span := rule.Span{Start: m.Place.Span.Start - m.Before, End: m.Place.Span.End}
		switch {
		case m.Place.File != r.file:
		case m.Topic == workspace.Hyperparameter && m.Launch != nil:
			r.addSpot(aboutHyperparameter, span, func() string { return r.sayHyperparameter(m) })
		case m.Topic == workspace.Channel && m.Launch != nil:
			r.addSpot(aboutChannel, span, func() string { return r.sayChannel(m) })
		case m.Topic == workspace.Channel && len(r.workspace.LaunchesOf(r.file)) > 0:
			r.addSpot(aboutChannel, span, func() string { return r.sayGiven(m) })
		}
	}
}

// sayHyperparameter says what becomes of a hyperparameter that a job passes.
func (r *Report) sayHyperparameter(m workspace.Mention) string {
	title := "**" + code(m.Spelling) + "** · hyperparameter"
	if m.Launch.Script == "" {
		return paragraphs(title, "Which script the job starts cannot be told.")
	}
	script := code(r.workspace.Name(m.Launch.Script))
	c := r.workspace.CommandLine(m.Launch.Script)
	switch {
	case c == nil:
		return paragraphs(title, script+" cannot be read.")
	case workspace.Reserved(m.Spelling):
		return paragraphs(title, "SageMaker keeps it for itself: the script does not get it.")
	case !m.Launch.Passes():
		return paragraphs(title, "The job has a `command` of its own: SageMaker does not pass it.")
	}
	flag := m.Launch.Flag(m.Spelling)
	o, ambiguous := c.Option(flag)
	switch {
	case o != nil:
		return paragraphs(title, r.sayTaker(o, m.Launch.Script))
	case ambiguous:
		return paragraphs(title, "Several options of "+script+" begin with "+code(flag)+".")
	case c.Unreadable != "":
		return paragraphs(title, "Whether "+script+" takes "+code(flag)+" cannot be told, because "+prose(c.Unreadable)+".")
	case c.Strict:
		return paragraphs(title, script+" has no option "+code(flag)+", and ends with an error.")
	}
	return paragraphs(title, script+" has no option "+code(flag)+", and goes on without it.")
}

// sayTaker says how the option of a script takes a hyperparameter.
func (r *Report) sayTaker(o *analysis.Option, script string) string {
	place := workspace.Place{File: script}
	if s := r.workspace.Script(script); s != nil {
		place.Span.Start = s.Tree.Start(o.Call.Node)
	}
	list := []string{"- taken by " + code(optionName(o)) + " of " + r.sayLine(place) + ", read as " + code(o.Dest), "- " + sayType(o)}
	switch {
	case o.Required:
		list = append(list, "- required")
	case o.Default != nil:
		list = append(list, "- default "+code(o.Default.Text()))
	}
	help := ""
	if n := o.Call.Keyword("help"); n != nil {
		if text, plain := analysis.PlainString(n); plain && text != "" {
			help = prose(sentence(text))
		}
	}
	return paragraphs(strings.Join(list, "\n"), help)
}

// sayLine names a place: "`train.py`, line 12".
func (r *Report) sayLine(p workspace.Place) string {
	return fmt.Sprintf("%s, line %d", code(r.workspace.Name(p.File)), r.workspace.Line(p))
}

// sayPassers says which jobs pass an option, and with which value. It is empty where no job is known.
func (r *Report) sayPassers(o *analysis.Option) string {
	if r.workspace == nil || r.file == "" || o.Positional() {
		return ""
	}
	launches := r.workspace.LaunchesOf(r.file)
	if len(launches) == 0 {
		return ""
	}
	var list []string
	open := false
	for _, l := range launches {
		passed, more := r.passedBy(l, o)
		list, open = append(list, passed...), open || more
	}
	list = distinct(list)
	switch {
	case len(list) > 0:
		return "Passed by\n\n" + strings.Join(atMost(6, list), "\n")
	case open:
		return "Whether a job passes it cannot be told."
	case o.Required:
		return "No job passes it, and it is required: the script ends with an error."
	}
	return "No job passes it: its default counts."
}

// passedBy says what a job passes for an option; more tells that it may pass it unseen.
func (r *Report) passedBy(l *workspace.Launch, o *analysis.Option) (list []string, more bool) {
	dicts := []workspace.Value{l.Hyperparameters}
	for _, t := range l.Tuners {
		dicts = append(dicts, t.Ranges)
	}
	for _, d := range dicts {
		more = more || d.Open || d.Kind == workspace.Unknown
		for _, e := range d.Entries {
			if taker := r.workspace.Taker(l, e.Key); taker != nil && workspace.SameOption(taker, o) {
				list = append(list, "- "+r.sayLine(e.KeyPlace)+": "+r.sayValue(e.Value)+maybe(e))
			}
		}
	}
	return list, more
}

func maybe(e workspace.Entry) string {
	if e.Maybe {
		return ", under a condition"
	}
	return ""
}

// sayValue shows what a job gives: what it is where that is known, else how it is written.
func (r *Report) sayValue(v workspace.Value) string {
	if text, known := v.Known(); known {
		return code(`"` + text + `"`)
	}
	if v.IsLiteral() && v.Kind != workspace.None {
		return code(v.Text)
	}
	text, err := r.workspace.Files().Read(v.Place.File)
	if err != nil || v.Place.Span.End > len(text) || v.Place.Span.Start >= v.Place.Span.End {
		return "a value that cannot be told"
	}
	source := string(text[v.Place.Span.Start:v.Place.Span.End])
	return code(strings.NewReplacer(`\"`, `"`, `\n`, " ").Replace(source))
}

// sayChannel says where the data of a channel is that a job is started with, and who reads it.
func (r *Report) sayChannel(m workspace.Mention) string {
	list := []string{
		"- in " + code("/opt/ml/input/data/"+m.Spelling) + " of the container",
		"- held by " + code("SM_CHANNEL_"+strings.ToUpper(m.Spelling)),
	}
	if m.Value.Kind == workspace.String {
		list = append(list, "- from "+r.sayValue(m.Value))
	}
	return paragraphs("**"+code(m.Spelling)+"** · channel", strings.Join(list, "\n"), r.sayReaders(m))
}

// sayReaders says where a script reads a channel.
func (r *Report) sayReaders(m workspace.Mention) string {
	if m.Script == "" {
		return ""
	}
	var places []string
	for _, other := range r.workspace.References([]workspace.Mention{m}) {
		if other.Launch == nil && other.Thing == m.Thing && other.Role == workspace.Reads {
			places = append(places, r.sayLine(other.Place))
		}
	}
	if places = distinct(places); len(places) == 0 {
		return "No place in " + code(r.workspace.Name(m.Script)) + " is seen to read it by its name."
	}
	return "Read in " + enumerate(atMost(4, places)) + "."
}

// sayGiven says which jobs are started with a channel that the script reads.
func (r *Report) sayGiven(m workspace.Mention) string {
	var given []string
	open := false
	for _, l := range r.workspace.LaunchesOf(r.file) {
		open = open || len(l.Runs) == 0
		for _, run := range l.Runs {
			open = open || run.Channels.Open || run.Channels.Kind == workspace.Unknown
			for _, e := range run.Channels.Entries {
				if strings.EqualFold(e.Key, m.Name) {
					given = append(given, "- "+r.sayLine(e.KeyPlace)+": "+r.sayValue(e.Value)+maybe(e))
				}
			}
		}
	}
	title := "**" + code(strings.ToLower(m.Name)) + "** · channel"
	switch {
	case len(given) > 0:
		return paragraphs(title, "Given by\n\n"+strings.Join(atMost(6, distinct(given)), "\n"))
	case open:
		return paragraphs(title, "Whether a job is started with it cannot be told.")
	}
	return paragraphs(title, "No job that starts the script has it.")
}
