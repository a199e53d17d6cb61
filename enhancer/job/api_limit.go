package job

import (
	_ "embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed api_limit.md
var apiLimitPage string

// apiLimit finds what is too much, too long or spelt with other characters than the API takes.
var apiLimit = &rule.Rule{
	Name:     "api_limit",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A name, number or text that the API does not take",
	Fixable:  true,
	Page:     apiLimitPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if !mayBeLocal(p) {
			limits{p.Around}.check(demandOf(p))
		}
	},
	CheckRequest: func(p *rule.RequestPass) { limits{p.Around}.check(requested(p.Request)) },
}

// table is what the API takes of a dictionary: how many entries, how long keys and values, and keys of which characters.
type table struct {
	what, one    string
	most         int
	longestKey   int
	longestValue int // 0 where values are no texts
	key          *regexp.Regexp
	keyIsMadeOf  string
	instead      string
}

var (
	hyperparameterTable = table{
		what: "hyperparameters", one: "hyperparameter", most: sagemaker.MaxHyperparameters, longestKey: sagemaker.MaxHyperparameterKey,
		longestValue: sagemaker.MaxHyperparameterValue, instead: "Put it into a file in the source folder or in a channel.",
	}
	environmentTable = table{
		what: "environment variables", one: "environment variable", most: sagemaker.MaxEnvironment, longestKey: sagemaker.MaxEnvironmentKey,
		longestValue: sagemaker.MaxEnvironmentValue, key: whole(sagemaker.EnvironmentKeyPattern), keyIsMadeOf: "letters, digits and _, and begins with no digit",
		instead: "Put it into a file in the source folder or in a channel.",
	}
	channelTable = table{
		what: "channels", one: "channel", most: sagemaker.MaxChannels, longestKey: sagemaker.MaxChannelName, key: whole(sagemaker.ChannelNamePattern),
		keyIsMadeOf: "letters, digits, dots, hyphens and _", instead: "Put several prefixes into one channel with a manifest.",
	}
)

var (
	jobName    = whole(sagemaker.TrainingJobNamePattern)
	tuningName = whole(sagemaker.TuningJobNamePattern)
)

func whole(pattern string) *regexp.Regexp { return regexp.MustCompile("^(?:" + pattern + ")$") }

// most are the largest numbers that the API takes, by its names for them. MaxRuntimeInSeconds is 28 days, which is a quota
// that cannot be raised.
// Source: limits.go of package sagemaker; https://docs.aws.amazon.com/general/latest/gr/sagemaker.html (August 2026).
var most = map[string]int{
	"MaxRuntimeInSeconds":      28 * 24 * 60 * 60,
	"KeepAlivePeriodInSeconds": sagemaker.MaxKeepAlivePeriod,
	"MaximumRetryAttempts":     sagemaker.MaxRetryAttempts,
}

// limits reports what goes beyond them.
type limits struct{ rule.Around }

func (l limits) check(d demand) {
	for _, v := range d.hyperparameters {
		l.table(v, hyperparameterTable)
	}
	for _, v := range d.environment {
		l.table(v, environmentTable)
	}
	for _, v := range d.channels {
		l.table(v, channelTable)
	}
	for _, v := range d.metrics {
		l.metrics(v)
	}
	for _, v := range d.jobNames {
		l.name(v, "training job", jobName, sagemaker.MaxTrainingJobName)
	}
	for _, v := range d.tuningNames {
		l.name(v, "tuning job", tuningName, sagemaker.MaxTuningJobName)
	}
	for _, v := range d.bases {
		l.base(v)
	}
	for _, name := range slices.Sorted(maps.Keys(d.amounts)) {
		for _, v := range d.amounts[name] {
			l.amount(v, name)
		}
	}
}

// beyond reports one limit.
func (l limits) beyond(where workspace.Place, message, recommendation string, details map[string]any, fixes ...rule.Fix) {
	l.Report(where, rule.Issue{Message: message, Recommendation: recommendation, Details: details, Fixes: fixes})
}

func (l limits) table(v workspace.Value, t table) {
	if v.Kind != workspace.Dict {
		return
	}
	count := 0
	for _, e := range v.Entries {
		if !e.Maybe {
			count++
		}
		if e.Key != "" || !e.Maybe {
			l.key(e, t)
		}
		if text, known := e.Value.Known(); known && t.longestValue > 0 {
			l.length(text, t.longestValue, e.Value.Place, "The value of the "+t.one+" `"+shortened(e.Key)+"`", t.instead)
		}
	}
	if count > t.most {
		l.beyond(v.Place, fmt.Sprintf("The API takes at most %d %s, and the job has %d.", t.most, t.what, count), t.instead,
			map[string]any{"limit": t.most, "count": count})
	}
}

func (l limits) key(e workspace.Entry, t table) {
	if l.length(e.Key, t.longestKey, e.KeyPlace, "The name of the "+t.one, "Choose a shorter name.") || t.key == nil || isTemplate(e.Key) || t.key.MatchString(e.Key) {
		return
	}
	l.beyond(e.KeyPlace, fmt.Sprintf("`%s` is no name for %s: the API takes what is made of %s.", e.Key, t.what, t.keyIsMadeOf), "Choose another name.",
		map[string]any{"name": e.Key, "pattern": t.key.String()})
}

// length reports a text that is too long.
func (l limits) length(text string, longest int, where workspace.Place, what, recommendation string) bool {
	count := utf8.RuneCountInString(text)
	if count <= longest {
		return false
	}
	l.beyond(where, fmt.Sprintf("%s has %d characters, and the API takes at most %d.", what, count, longest), recommendation,
		map[string]any{"limit": longest, "length": count})
	return true
}

// shortened is a text as a message shows it.
func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return text
}

func (l limits) metrics(v workspace.Value) {
	if v.Kind != workspace.List {
		return
	}
	if len(v.Items) > sagemaker.MaxMetricDefinitions {
		l.beyond(v.Place, fmt.Sprintf("The API takes at most %d metric definitions, and the job has %d.", sagemaker.MaxMetricDefinitions, len(v.Items)),
			"Leave out the metrics that nobody looks at.", map[string]any{"limit": sagemaker.MaxMetricDefinitions, "count": len(v.Items)})
	}
	for _, m := range v.Items {
		name, regex := at(m, "Name"), at(m, "Regex")
		if text, known := name.Known(); known {
			l.length(text, sagemaker.MaxMetricName, name.Place, "The name of the metric", "Choose a shorter name.")
		}
		if text, known := regex.Known(); known {
			l.length(text, sagemaker.MaxMetricRegex, regex.Place, "The regular expression of the metric", "Find the value by fewer words of the line.")
		}
	}
}

// name reports the name of a job that the API does not take.
func (l limits) name(v workspace.Value, what string, pattern *regexp.Regexp, longest int) {
	text, known := v.Known()
	if !known || isTemplate(text) || l.length(text, longest, v.Place, "The name of the "+what, "Choose a shorter name.") || pattern.MatchString(text) {
		return
	}
	l.beyond(v.Place, fmt.Sprintf("`%s` is no name for a %s: the API takes letters, digits, and hyphens between them.", text, what),
		"Write hyphens.", map[string]any{"name": text, "pattern": pattern.String()}, l.hyphens(v, text, pattern)...)
}

// base reports what the SDK makes a name of that the API does not take: it adds a hyphen and the time, and cuts what is too
// long.
func (l limits) base(v workspace.Value) {
	text, known := v.Known()
	if !known || isTemplate(text) || madeOfHyphens.MatchString(text) {
		return
	}
	l.beyond(v.Place, fmt.Sprintf("The job's name begins with `%s`, and the API takes letters, digits and hyphens only.", shortened(text)), "Write hyphens.",
		map[string]any{"name": text}, l.hyphens(v, text, madeOfHyphens)...)
}

// isTemplate tells a text that is filled in later, such as those of Jinja in Airflow, or by whoever reads an example.
func isTemplate(text string) bool { return text == "" || strings.ContainsAny(text, "{}<>$") }

var madeOfHyphens = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9-]*$`)

// hyphens is the fix that writes hyphens in place of underscores; none where that makes no name either, or where the name is
// not written out.
func (l limits) hyphens(v workspace.Value, text string, pattern *regexp.Regexp) []rule.Fix {
	better := strings.ReplaceAll(text, "_", "-")
	edit, ok := l.Respell(v.Place, text, better)
	if !ok || !pattern.MatchString(better) {
		return nil
	}
	return []rule.Fix{{Title: "Change to " + better, Edits: []rule.Edit{edit}, Safe: true}}
}

func (l limits) amount(v workspace.Value, name string) {
	n, known := number(v)
	if !known || n <= most[name] {
		return
	}
	l.beyond(v.Place, fmt.Sprintf("%s is %d, and the API takes at most %d.", name, n, most[name]), fmt.Sprintf("Write at most %d.", most[name]),
		map[string]any{"limit": most[name], "value": n})
}
