package job

import (
	_ "embed"
	"fmt"
	"strconv"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed spot_configuration.md
var spotConfigurationPage string

// spotConfiguration finds jobs on spot instances without a time to wait for them, or with one that is shorter than the time
// to train, and a time to wait without spot instances. The API refuses all three.
var spotConfiguration = &rule.Rule{
	Name:     "spot_configuration",
	Level:    4,
	Severity: rule.Error,
	Summary:  "Spot instances and a time to wait for them that do not go together",
	Fixable:  true,
	Page:     spotConfigurationPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if mayBeLocal(p) || !isPlain(p) {
			return
		}
		s := spotOf(p.Launch)
		wait, known := number(s.wait.Value)
		absent := s.wait.Value.Kind == workspace.None || known && wait == 0
		switch {
		case s.use.Value.IsTrue() && absent:
			reportNoWait(p, s)
		case s.use.Value.IsTrue() && known:
			reportShortWait(p, s, wait)
		case s.isOff() && known && wait > 0 && !mayRetry(p.Launch):
			reportWaitAlone(p, s)
		}
	},
}

// mayRetry tells a job that may be tried again, for which the time to wait counts too. A ModelTrainer gets that by a method.
func mayRetry(l *workspace.Launch) bool { return l.Generation == 3 || l.Call.Has("max_retry_attempts") }

// reportNoWait reports spot instances without a time to wait for them.
func reportNoWait(p *rule.LaunchPass, s spot) {
	i := rule.Issue{
		Message:        fmt.Sprintf("Spot instances without `%s`: the API refuses the job.", s.waitName),
		Recommendation: fmt.Sprintf("Set `%s` to the longest time that the job may take, waiting for instances included.", s.waitName),
		Details:        map[string]any{"missing": s.waitName},
	}
	if run, ok := s.runs(); ok {
		i.Fixes = addWait(p, s, 2*run)
	}
	p.Report(place(s.use), i)
}

// addWait writes the time to wait: in place of one that says nothing, else behind what it goes with.
func addWait(p *rule.LaunchPass, s spot, seconds int) []rule.Fix {
	text := s.waitName + "=" + strconv.Itoa(seconds)
	title := "Add " + text
	if !s.wait.NamePlace.IsZero() {
		return changeWait(p, s, seconds)
	}
	behind := s.run
	if p.Launch.Generation == 2 && isWrittenThere(s.use) {
		behind = s.use
	}
	if !isWrittenThere(behind) {
		return nil
	}
	return []rule.Fix{{Title: title, Edits: []rule.Edit{rule.InsertBehind(behind.Place, ", "+text)}, Safe: true}}
}

// reportShortWait reports a time to wait that is shorter than the time that the job may run.
func reportShortWait(p *rule.LaunchPass, s spot, wait int) {
	run, ok := s.runs()
	if !ok || wait >= run {
		return
	}
	i := rule.Issue{
		Message:        fmt.Sprintf("`%s` is %d seconds, shorter than the %d that the job may run: the API refuses it.", s.wait.Name, wait, run),
		Recommendation: fmt.Sprintf("Set `%s` to at least the time that the job may run: it counts the waiting and the training.", s.wait.Name),
		Details:        map[string]any{"max_wait": wait, "max_run": run},
		Fixes:          changeWait(p, s, 2*run),
	}
	if !s.run.Value.Place.IsZero() {
		i.Related = []rule.Related{rule.RelatedTo(s.run.Value.Place, "the job may run as long as this")}
	} else {
		i.Message = fmt.Sprintf("`%s` is %d seconds, shorter than the %d that a job may run when it does not say: the API refuses it.", s.wait.Name, wait, run)
	}
	p.Report(valuePlace(s.wait), i)
}

// changeWait writes another time to wait where one is written out.
func changeWait(p *rule.LaunchPass, s spot, seconds int) []rule.Fix {
	at := s.wait.Value.Place
	if text := p.Source(at); text != s.wait.Value.Text {
		return nil
	}
	return []rule.Fix{{
		Title: fmt.Sprintf("Change to %d", seconds),
		Edits: []rule.Edit{rule.EditAt(at, strconv.Itoa(seconds))},
		Safe:  isWrittenThere(s.wait),
	}}
}

// reportWaitAlone reports a time to wait for spot instances that the job does not use.
func reportWaitAlone(p *rule.LaunchPass, s spot) {
	i := rule.Issue{
		Message:        fmt.Sprintf("`%s` without spot instances: the API refuses the job.", s.wait.Name),
		Recommendation: fmt.Sprintf("Set `%s=True`, or leave `%s` out.", s.useName, s.wait.Name),
		Details:        map[string]any{"missing": s.useName},
	}
	if s.use.NamePlace.IsZero() && isWrittenThere(s.wait) {
		i.Fixes = []rule.Fix{{Title: "Add " + s.useName + "=True", Edits: []rule.Edit{rule.InsertBehind(s.wait.Place, ", "+s.useName+"=True")}}}
	}
	p.Report(place(s.wait), i)
}
