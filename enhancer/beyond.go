package enhancer

import (
	"cmp"
	"slices"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Beyond are the findings about a script that stand in other files: in the job definitions that start it, in its contracts
// and builders, in the requirements that are installed for it. What the script's own findings say already is left out. They
// are sorted by file, then by place.
func (r *Report) Beyond() []rule.Issue {
	if r.workspace == nil || r.file == "" {
		return nil
	}
	about := map[string][]rule.Issue{}
	for _, i := range findingsAbout(r.workspace, r.file) {
		if _, here := seenFrom(r.file, i); !here {
			about[i.File] = append(about[i.File], i)
		}
	}
	var beyond []rule.Issue
	for file, issues := range about {
		o := r.options
		o.Path = r.workspace.Name(file)
		report := CheckFile(r.workspace, file, o) // so that its comments and the settings are heeded
		if report == nil {
			continue
		}
		for _, i := range report.Issues {
			if slices.ContainsFunc(issues, func(o rule.Issue) bool { return sameFinding(o, i) }) {
				beyond = append(beyond, i)
			}
		}
	}
	slices.SortStableFunc(beyond, func(a, b rule.Issue) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Span.Start-b.Span.Start, cmp.Compare(a.Category, b.Category))
	})
	return beyond
}

// findingsAbout are what the rules about a script's surroundings find, wherever it stands.
func findingsAbout(w *workspace.Workspace, script string) (all []rule.Issue) {
	report := func(i rule.Issue) { all = append(all, i) }
	for _, l := range w.LaunchesOf(script) {
		checkLaunch(w, l, report)
		requirements(w, w.InstalledFor(l).File, report)
	}
	all = append(all, aroundSteps(w, script)...)
	for _, b := range w.BuildersOf(script) {
		checkBuilder(w, b, report)
	}
	requirements(w, w.InstalledBeside(script).File, report)
	return all
}
