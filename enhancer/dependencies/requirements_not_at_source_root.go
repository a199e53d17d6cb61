package dependencies

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed requirements_not_at_source_root.md
var requirementsNotAtSourceRootPage string

// requirementsNotAtSourceRoot finds requirements files that lie beside a script and that nothing installs: the toolkit looks
// for requirements.txt at the root of source_dir only, a ModelTrainer for the file that SourceCode names.
var requirementsNotAtSourceRoot = &rule.Rule{
	Name:     "requirements_not_at_source_root",
	Level:    3,
	Severity: rule.Warning,
	Summary:  "A requirements file where nothing installs it",
	Fixable:  true,
	Page:     requirementsNotAtSourceRootPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		l := p.Launch
		if p.Script == nil || bringsItsOwn(p.Script) || namesImage(l) {
			return
		}
		installed := p.Workspace.InstalledFor(l)
		if installed.Open || installed.File != "" {
			return
		}
		switch {
		case l.Generation == 3:
			reportUnnamed(p)
		case l.SourceDir.Kind == workspace.None:
			reportWithoutSource(p)
		default:
			reportBelowRoot(p)
		}
	},
}

// namesImage tells a job in an image of the user's, which installs what it likes.
func namesImage(l *workspace.Launch) bool {
	a, given := l.Arg("image_uri")
	return given && a.Value.Kind != workspace.None || l.Framework == "" && l.Generation == 2
}

// reportUnnamed reports a ModelTrainer whose SourceCode does not name the requirements file.
func reportUnnamed(p *rule.LaunchPass) {
	source := p.Launch.Source()
	file := filepath.Join(p.Launch.Root, "requirements.txt")
	if _, given := source.Arg("requirements"); given || !asksFor(p.Workspace, file) {
		return
	}
	i := unused(p.Workspace, file)
	i.Recommendation = "Add requirements=\"requirements.txt\" to SourceCode."
	if last := len(source.Args) - 1; last >= 0 {
		end := source.Args[last].Place
		end.Span.Start = end.Span.End
		i.Fixes = []rule.Fix{{Title: "Add requirements=\"requirements.txt\"", Edits: []rule.Edit{rule.EditAt(end, ", requirements=\"requirements.txt\"")}, Safe: true}}
	}
	p.Report(source.Callee, i)
}

// reportWithoutSource reports an entry point in a folder with a requirements file, where only the entry point goes to the job.
// A file beside the launcher is left alone: it may be the launcher's own.
func reportWithoutSource(p *rule.LaunchPass) {
	entry, known := p.Launch.EntryPoint.Known()
	folder, name := path.Split(entry)
	if !known || folder == "" || filepath.Dir(p.Launch.Script) == filepath.Dir(p.Launch.File()) {
		return
	}
	file := filepath.Join(filepath.Dir(p.Launch.Script), "requirements.txt")
	a, given := p.Launch.Arg("entry_point")
	if !given || !asksFor(p.Workspace, file) {
		return
	}
	i := unused(p.Workspace, file)
	i.Recommendation = "Give the folder as source_dir: then all that is in it goes to the job, and requirements.txt is installed."
	if isWrittenThere(a) {
		folder = strings.TrimSuffix(folder, "/")
		i.Fixes = []rule.Fix{{
			Title: fmt.Sprintf("Split into entry_point=%q and source_dir=%q", name, folder),
			Edits: []rule.Edit{rule.EditAt(a.Place, fmt.Sprintf("entry_point=%q, source_dir=%q", name, folder))},
			Safe:  true,
		}}
	}
	p.Report(a.Value.Place, i)
}

// isWrittenThere tells an argument `name="value"` whose value stands in the call itself.
func isWrittenThere(a workspace.Argument) bool {
	return !a.NamePlace.IsZero() && a.Place.File == a.Value.Place.File && a.Place.Span.End == a.Value.Place.Span.End
}

// reportBelowRoot reports a requirements file beside an entry point that is in a folder below the root of source_dir, or one
// at the root whose name says that it is for training.
func reportBelowRoot(p *rule.LaunchPass) {
	beside := filepath.Join(filepath.Dir(p.Launch.Script), "requirements.txt")
	file := ""
	if asksFor(p.Workspace, beside) {
		file = beside
	}
	for _, name := range p.Workspace.Files().List(p.Launch.Root) {
		if found := filepath.Join(p.Launch.Root, name); workspace.IsRequirementsFile(name) && strings.Contains(strings.ToLower(name), "train") && asksFor(p.Workspace, found) {
			file = found
		}
	}
	if file == "" {
		return
	}
	i := unused(p.Workspace, file)
	i.Recommendation = fmt.Sprintf("Move it to %s.", p.Workspace.Name(filepath.Join(p.Launch.Root, "requirements.txt")))
	p.Report(p.Launch.SourceDir.Place, i)
}

// asksFor tells whether a requirements file is there and asks for something. One that is installed for another job is that
// one's.
func asksFor(w *workspace.Workspace, file string) bool {
	r := w.RequirementsIn(file)
	return r != nil && (len(r.List)+len(r.Includes) > 0 || r.Open) && len(w.Installing(file)) == 0
}

func unused(w *workspace.Workspace, file string) rule.Issue {
	return rule.Issue{
		Message: fmt.Sprintf("%s is not installed for this job.", w.Name(file)),
		Details: map[string]any{"file": w.Name(file)},
		Related: []rule.Related{rule.RelatedTo(workspace.Place{File: file}, "nothing installs this file")},
	}
}
