package launcher

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed v3_name_breaks_environment.md
var v3NameBreaksEnvironmentPage string

// v3NameBreaksEnvironment finds names and values that version 3 of the SDK cannot hand over: it writes a line
// `export SM_CHANNEL_NAME='...'` for each into a shell script, in which a name with a dash and a value with a quote are
// errors that end the job before the script starts.
var v3NameBreaksEnvironment = &rule.Rule{
	Name:     "v3_name_breaks_environment",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A channel or hyperparameter that ends a ModelTrainer's job before it starts",
	Fixable:  true,
	Page:     v3NameBreaksEnvironmentPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if p.Launch.Generation != 3 || p.Launch.Derived || p.Launch.Source() == nil {
			return // the shell script is sent along with the source code
		}
		for _, run := range p.Launch.Runs {
			for _, e := range run.Channels.Entries {
				checkChannel(p, e)
			}
		}
		for _, e := range p.Launch.Hyperparameters.Entries {
			checkHyperparameter(p, e)
		}
	},
}

var (
	channelName        = regexp.MustCompile(`^\w+$`)
	hyperparameterName = regexp.MustCompile(`^[\w-]+$`)
	notInName          = regexp.MustCompile(`\W`)
)

// reservedChannels are those that the SDK makes itself.
// Source: sagemaker-python-sdk 3.20.0 (August 2026), train/constants.py.
var reservedChannels = map[string]string{"code": "the source code", "sm_drivers": "the scripts that start yours"}

func checkChannel(p *rule.LaunchPass, e workspace.Entry) {
	what, reserved := reservedChannels[e.Key]
	switch {
	case reserved:
		p.Report(e.KeyPlace, rule.Issue{
			Message:        fmt.Sprintf("The SDK makes a channel `%s` itself, for %s: the API refuses two of one name.", e.Key, what),
			Recommendation: "Call the channel something else.",
		})
	case !channelName.MatchString(e.Key):
		reportChannel(p, e)
	}
}

func reportChannel(p *rule.LaunchPass, e workspace.Entry) {
	now := notInName.ReplaceAllString(e.Key, "_")
	issue := rule.Issue{
		Message:        fmt.Sprintf("`SM_CHANNEL_%s` is no name for a shell: the job fails before the script starts.", strings.ToUpper(e.Key)),
		Recommendation: fmt.Sprintf("Call the channel %s, in the script too.", now),
		Details:        map[string]any{"channel": e.Key},
	}
	edit, ok := p.Respell(e.KeyPlace, e.Key, now)
	if ok {
		edits, all := inScript(p, e.Key, now)
		issue.Fixes = []rule.Fix{{Title: "Rename to " + now, Edits: append([]rule.Edit{edit}, edits...), Safe: all && len(edits) == 0}}
	}
	p.Report(e.KeyPlace, issue)
}

// inScript renames a channel where the script names it; all is false where it cannot be told whether these are all places.
func inScript(p *rule.LaunchPass, name, now string) (edits []rule.Edit, all bool) {
	if p.Script == nil {
		return nil, false
	}
	all = true
	upper := "SM_CHANNEL_" + strings.ToUpper(name)
	for _, use := range p.Script.Environment() {
		if use.Name == upper {
			edits = append(edits, respellIn(p, use.Node, upper, "SM_CHANNEL_"+strings.ToUpper(now)))
		}
	}
	for _, scope := range p.Script.Scopes() {
		for _, n := range scope.Strings {
			switch said, _ := analysis.PlainString(n); {
			case strings.HasPrefix(said, "/opt/ml/input/data/"+name):
				edits = append(edits, respellIn(p, n, "/opt/ml/input/data/"+name, "/opt/ml/input/data/"+now))
			case strings.Contains(said, name):
				all = false
			}
		}
	}
	return edits, all
}

func checkHyperparameter(p *rule.LaunchPass, e workspace.Entry) {
	if !hyperparameterName.MatchString(e.Key) {
		p.Report(e.KeyPlace, rule.Issue{
			Message:        fmt.Sprintf("`SM_HP_%s` is no name for a shell: the job fails before the script starts.", strings.ToUpper(strings.ReplaceAll(e.Key, "-", "_"))),
			Recommendation: "Name it with letters, digits, dashes and underscores only.",
			Details:        map[string]any{"hyperparameter": e.Key},
		})
	}
	if quote, ok := quoteIn(e.Value); ok {
		p.Report(quote.Place, rule.Issue{
			Message:        fmt.Sprintf("The value of `%s` has a single quote, which ends the shell's string around it: the job fails before the script starts, or gets another value.", e.Key),
			Recommendation: "Write it without the quote, or put it into a file in the source folder.",
			Details:        map[string]any{"hyperparameter": e.Key},
		})
	}
}

// quoteIn is the first text in a value that has a single quote.
func quoteIn(v workspace.Value) (workspace.Value, bool) {
	if v.Kind == workspace.String && strings.Contains(v.Text, "'") {
		return v, true
	}
	if v.Kind == workspace.Object {
		return v, false
	}
	for _, item := range v.Items {
		if q, ok := quoteIn(item); ok {
			return q, true
		}
	}
	for _, e := range v.Entries {
		if q, ok := quoteIn(e.Value); ok {
			return q, true
		}
	}
	return v, false
}
