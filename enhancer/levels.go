package enhancer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Level is what is known of one of the four levels of a script's validation.
type Level struct {
	Number int    `json:"level"`
	Name   string `json:"name"`
	// Found is what is there, and where.
	Found []string `json:"found"`
	// Missing are the findings, those in other files included.
	Missing []rule.Issue `json:"missing"`
	// CannotTell is what could not be told, and why.
	CannotTell []string `json:"cannot_tell"`
}

// levelNames are the seed's.
var levelNames = [...]string{"Script pattern validation", "Specification alignment", "Dependency validation", "Builder pattern validation"}

// Levels are the four levels one by one.
func (r *Report) Levels() []Level {
	levels := make([]Level, len(levelNames))
	for i, name := range levelNames {
		levels[i] = Level{Number: i + 1, Name: name, Found: []string{}, Missing: []rule.Issue{}, CannotTell: []string{}}
	}
	for _, i := range slices.Concat(r.Issues, r.Beyond()) {
		l := &levels[i.Level-1]
		l.Missing = append(l.Missing, i)
	}
	r.tellScript(&levels[0])
	if r.workspace == nil || r.file == "" {
		for i := 1; i < len(levels); i++ {
			levels[i].CannotTell = append(levels[i].CannotTell, "nothing is known of what stands around the script")
		}
		return levels
	}
	r.tellSpecification(&levels[1])
	r.tellDependencies(&levels[2])
	r.tellBuilder(&levels[3])
	return levels
}

func (l *Level) found(format string, args ...any) {
	l.Found = append(l.Found, fmt.Sprintf(format, args...))
}

func (l *Level) cannotTell(format string, args ...any) {
	l.CannotTell = append(l.CannotTell, fmt.Sprintf(format, args...))
}

// tellScript tells which requirements the script meets.
func (r *Report) tellScript(l *Level) {
	for _, a := range r.Requirements {
		what := strings.ReplaceAll(a.Capability, "_", " ")
		switch a.State {
		case Found:
			l.found("%s%s", what, r.linesOf(a.Evidence))
		case CannotTell:
			l.cannotTell("%s, because %s", what, a.Reason)
		}
	}
}

// linesOf says in which lines evidence stands.
func (r *Report) linesOf(evidence []rule.Span) string {
	var lines []string
	for _, e := range evidence {
		if line := strconv.Itoa(position(r.lines, e.Start).Line + 1); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	if len(lines) == 1 {
		return ": line " + lines[0]
	}
	return ": lines " + enumerate(lines)
}

// tellSpecification tells what says how the script is called.
func (r *Report) tellSpecification(l *Level) {
	w := r.workspace
	for _, c := range w.ContractsOf(r.file) {
		l.found("contract: %s", w.Told(c.Place))
		for _, s := range w.SpecificationsOf(c) {
			l.found("specification: %s", w.Told(s.Place))
		}
	}
	for _, job := range w.LaunchesOf(r.file) {
		r.tellPassed(l, job)
	}
	switch line := w.CommandLine(r.file); {
	case line != nil && line.Unreadable != "":
		l.cannotTell("which hyperparameters the script takes, because %s", line.Unreadable)
	case line != nil:
		l.found("the script takes %s from its command line", count(len(line.Options), "option"))
	}
	if len(w.ContractsOf(r.file))+len(w.LaunchesOf(r.file)) == 0 {
		l.cannotTell("what is passed to the script: no job definition and no contract in the workspace names it")
	}
}

// tellPassed tells what a job passes to its script.
func (r *Report) tellPassed(l *Level, job *workspace.Launch) {
	place := r.workspace.Told(job.Call.Place)
	switch h := job.Hyperparameters; {
	case h.Kind == workspace.None:
		l.found("%s passes no hyperparameters", place)
	case h.Kind == workspace.Dict && !h.Open:
		l.found("%s passes %s", place, count(len(h.Entries), "hyperparameter"))
	default:
		l.cannotTell("which hyperparameters %s passes: they are put together at run time", place)
	}
	for _, run := range job.Runs {
		var names []string
		for _, e := range run.Channels.Entries {
			names = append(names, e.Key)
		}
		switch {
		case run.Channels.Kind == workspace.Unknown || run.Channels.Open:
			l.cannotTell("which channels %s gives", r.workspace.Told(run.Call.Place))
		case len(names) > 0:
			what := "channels"
			if len(names) == 1 {
				what = "channel"
			}
			l.found("%s gives the %s %s", r.workspace.Told(run.Call.Place), what, enumerate(names))
		}
	}
}

// tellDependencies tells in which containers the script runs, and what is installed there for it.
func (r *Report) tellDependencies(l *Level) {
	w := r.workspace
	jobs := w.LaunchesOf(r.file)
	for _, job := range jobs {
		if image := job.Image(); image != nil {
			l.found("%s: %s", w.Told(job.Call.Place), sayVersion(image))
		} else {
			l.cannotTell("which container %s runs in", w.Told(job.Call.Place))
		}
		l.tellInstalled(w, w.InstalledFor(job))
	}
	if len(jobs) == 0 {
		l.cannotTell("which container the script runs in: no job definition in the workspace starts it")
		l.tellInstalled(w, w.InstalledBeside(r.file))
	}
}

func (l *Level) tellInstalled(w *workspace.Workspace, i *workspace.Installation) {
	if i == nil || i.File == "" {
		return
	}
	said := fmt.Sprintf("%s is installed: %s", w.Name(i.File), count(len(i.Requirements), "requirement"))
	if !slices.Contains(l.Found, said) {
		l.Found = append(l.Found, said)
	}
}

// tellBuilder tells what starts the script.
func (r *Report) tellBuilder(l *Level) {
	w := r.workspace
	for _, b := range w.BuildersOf(r.file) {
		l.found("builder %s: %s", b.Name, w.Told(b.Place))
	}
	for _, job := range w.LaunchesOf(r.file) {
		l.found("job definition %s: %s", job.Class, w.Told(job.Call.Place))
	}
	if len(l.Found) == 0 {
		l.cannotTell("what starts the script: no builder and no job definition in the workspace names it")
	}
}

// count is a number of things, in words that fit it.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
