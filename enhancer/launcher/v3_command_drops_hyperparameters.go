package launcher

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed v3_command_drops_hyperparameters.md
var v3CommandDropsHyperparametersPage string

// v3CommandDropsHyperparameters finds ModelTrainers whose SourceCode has a command: it is run as it is written, so the
// hyperparameters do not reach the script's command line, and an entry_script beside it is not run.
var v3CommandDropsHyperparameters = &rule.Rule{
	Name:     "v3_command_drops_hyperparameters",
	Level:    4,
	Severity: rule.Warning,
	Summary:  "A command in place of the script leaves the hyperparameters out",
	Fixable:  true,
	Page:     v3CommandDropsHyperparametersPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if p.Launch.Generation != 3 || p.Launch.Derived {
			return
		}
		a, command, ok := text(p.Launch.Source(), "command")
		if !ok || command == "" {
			return
		}
		entry, both := given(p.Launch.Source(), "entry_script")
		if both {
			p.Report(entry.Place, rule.Issue{
				Message:        "`entry_script` is not run: the SDK takes `command`, and warns that it does.",
				Recommendation: "Leave one of the two out.",
				Related:        []rule.Related{rule.RelatedTo(a.Place, "this command is run")},
			})
		}
		checkDropped(p, a, command, both)
	},
}

// checkDropped looks at the hyperparameters of a job that runs a command. Where the command's script is not to be seen, it
// may read them in another way.
func checkDropped(p *rule.LaunchPass, a workspace.Argument, command string, both bool) {
	given, ok := p.Launch.Arg("hyperparameters")
	if !ok || p.Launch.Hyperparameters.Kind != workspace.Dict || len(p.Launch.Hyperparameters.Entries) == 0 || readsHyperparameters([]byte(command)) {
		return
	}
	scripts := commandScripts(p, command)
	for _, file := range scripts {
		if code, err := p.Workspace.Files().Read(file); err != nil || readsHyperparameters(code) {
			return
		}
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("The hyperparameters are not handed to `%s`: the SDK runs `command` as it is written.", oneLine(command)),
		Recommendation: "Use entry_script, which gets them as options, or read them from SM_HPS in the script.",
		Details:        map[string]any{"command": command},
		Related:        []rule.Related{rule.RelatedTo(a.Place, "this command is run without them")},
	}
	if len(scripts) == 0 {
		issue.Severity = rule.Info
	}
	if m := plainPython.FindStringSubmatch(command); m != nil && !both && isWritten(a) {
		entry := "entry_script=" + quoteLike(p.Around, a.Value.Place, m[1])
		issue.Fixes = []rule.Fix{{Title: "Change to " + entry, Edits: []rule.Edit{rule.EditAt(a.Place, entry)}, Safe: len(scripts) > 0}}
	}
	p.Report(namePlace(given), issue)
}

// oneLine is a command as a message can quote it.
func oneLine(command string) string {
	line := []rune(strings.Join(strings.Fields(strings.ReplaceAll(command, "\\\n", " ")), " "))
	if len(line) > 60 {
		line = append(line[:59], '…')
	}
	return string(line)
}

// plainPython is a command that runs a script, and nothing more.
var plainPython = regexp.MustCompile(`^python3? ([\w./-]+\.py)$`)

// namePlace is where an argument's name stands, or the argument where it is given by position.
func namePlace(a workspace.Argument) workspace.Place {
	if a.NamePlace.IsZero() {
		return a.Place
	}
	return a.NamePlace
}
