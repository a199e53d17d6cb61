package hyperparameter

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed hyperparameter_not_accepted.md
var hyperparameterNotAcceptedPage string

// hyperparameterNotAccepted finds hyperparameters that a job passes and its script has no option for: the job ends with
// "unrecognized arguments", or trains with the default and nobody notices.
var hyperparameterNotAccepted = &rule.Rule{
	Name:     "hyperparameter_not_accepted",
	Level:    2,
	Severity: rule.Error,
	Summary:  "A job passes a hyperparameter that its script does not know",
	Fixable:  true,
	Page:     hyperparameterNotAcceptedPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		s, ok := readable(p)
		if !ok {
			return
		}
		for _, e := range p.Launch.Hyperparameters.Entries {
			if s.lost(e.Key) {
				s.reportLost(e)
			}
		}
	},
}

// lost tells a hyperparameter that the script does not take.
func (s sides) lost(name string) bool {
	if name == "" || workspace.Reserved(name) || strings.ContainsAny(name, " =") {
		return false
	}
	option, ambiguous := s.line.Option(s.Launch.Flag(name))
	return ambiguous || option == nil && (s.line.Strict || !s.readsElsewhere(name))
}

// meant is the name that the script takes in place of a hyperparameter that it does not.
func (s sides) meant(name string) (suggestion string, ok bool) {
	free := slices.DeleteFunc(s.names(), func(n string) bool { return n == name || s.passes(n) })
	if i := slices.IndexFunc(free, func(n string) bool { return sameWords(n, name) }); i >= 0 {
		return free[i], true
	}
	return rule.Suggest(name, free)
}

// sameWords tells names that differ only in their dashes, underscores and capitals.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, "-", "_"), strings.ReplaceAll(b, "-", "_"))
}

func (s sides) reportLost(e workspace.Entry) {
	script, flag := s.script(), s.Launch.Flag(e.Key)
	issue := rule.Issue{
		Message: fmt.Sprintf("The job passes hyperparameter `%s`, and %s has no option `%s`: the job ends with \"unrecognized arguments\".", e.Key, script, flag),
		Details: s.details(e.Key),
		Shared:  true,
	}
	if !s.line.Strict {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("The job passes hyperparameter `%s`, and %s has no option `%s`: parse_known_args() drops it silently.", e.Key, script, flag)
	}
	if _, ambiguous := s.line.Option(flag); ambiguous {
		issue.Severity = rule.Error // whichever of the two reads it
		issue.Message = fmt.Sprintf("The job passes hyperparameter `%s`, which may mean several options of %s: the job ends with \"ambiguous option\".", e.Key, script)
	}
	issue.Recommendation = fmt.Sprintf("Add an option `%s` to %s, or pass the hyperparameter no longer.", flag, script)
	issue.Related = []rule.Related{rule.RelatedTo(s.inScript(s.line.Parse.Node), "the command line is read here, without `"+flag+"`")}
	if name, ok := s.meant(e.Key); ok {
		s.suggestName(&issue, e, name)
	}
	if fix, ok := s.addOption(e); ok {
		issue.Fixes = append(issue.Fixes, fix)
	}
	s.Report(e.KeyPlace, issue)
}

// suggestName says which option may be meant, and offers its name.
func (s sides) suggestName(issue *rule.Issue, e workspace.Entry, name string) {
	issue.Recommendation = fmt.Sprintf("Pass it as `%s`, as %s calls it.", name, s.script())
	issue.Details["suggestion"] = name
	if o, _ := s.line.Option(s.Launch.Flag(name)); o != nil {
		issue.Related = []rule.Related{rule.RelatedTo(s.flagOf(o), "the script calls it `"+name+"`")}
	}
	if edit, ok := rule.RenameAt(s.Workspace, e.KeyPlace, e.Key, name); ok && !s.spoils(e, name) {
		title := fmt.Sprintf("Pass the hyperparameter as `%s`", name)
		issue.Fixes = append(issue.Fixes, rule.Fix{Title: title, Edits: []rule.Edit{edit}, Safe: sameWords(name, e.Key)})
	}
}
