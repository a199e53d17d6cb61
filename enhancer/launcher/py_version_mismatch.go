package launcher

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed py_version_mismatch.md
var pyVersionMismatchPage string

// pyVersionMismatch finds estimators whose py_version is missing, or is none that the image of the framework's version has:
// the SDK raises an exception.
var pyVersionMismatch = &rule.Rule{
	Name:     "py_version_mismatch",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A Python version that the framework's image does not have",
	Fixable:  true,
	Page:     pyVersionMismatchPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		i, ok := imageOf(p.Launch)
		if !ok || forFirstSDK(p.Workspace, p.Launch) {
			return
		}
		version, _, ok := text(p.Launch.Call, i.argument)
		if !ok {
			return
		}
		tags := tagsOf(p.Launch, i)
		if len(tags) == 0 {
			return
		}
		if _, isThere := given(p.Launch.Call, "py_version"); !isThere {
			reportNoPython(p, i, version, tags)
			return
		}
		if a, tag, ok := text(p.Launch.Call, "py_version"); ok && !slices.Contains(tags, tag) {
			reportPython(p, i, a, version.Value.Text, tags)
		}
	},
}

// tagsOf are what py_version may be, none where that cannot be told.
func tagsOf(l *workspace.Launch, i image) (tags []string) {
	if l.Framework == container.SKLearn || l.Framework == container.XGBoost {
		return []string{"py3"} // whatever is inside
	}
	_, version, _ := text(l.Call, i.argument)
	for _, image := range i.images(version) {
		if image.Base != "" && !fitsBase(l, image) {
			continue
		}
		for _, tag := range image.Tags {
			if !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// fitsBase tells whether an image of transformers has the framework below it that a job asks for.
func fitsBase(l *workspace.Launch, image *container.Image) bool {
	framework, version := image.BaseVersion()
	a, ok := given(l.Call, framework+"_version")
	if !ok {
		return false
	}
	asked, known := a.Value.Known()
	return !known || isVersion(version, asked)
}

// reportNoPython is about an estimator without py_version.
func reportNoPython(p *rule.LaunchPass, i image, version workspace.Argument, tags []string) {
	if p.Launch.Framework == container.SKLearn || p.Launch.Framework == container.XGBoost {
		if a, ok := p.Launch.Arg("py_version"); !ok || a.Value.Kind != workspace.None {
			return // py3 is the default there
		}
	}
	newest := tags[len(tags)-1]
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` is given no `py_version`: the SDK raises an exception, as it does not choose one for %s %s by itself.", p.Launch.Class, i.title, version.Value.Text),
		Recommendation: fmt.Sprintf("Add py_version=%q.", newest),
		Details:        map[string]any{"supported": tags},
	}
	if _, ok := p.Launch.Arg("py_version"); !ok && isWritten(version) {
		edit := rule.InsertBehind(version.Place, ", py_version="+quoteLike(p.Around, version.Value.Place, newest))
		issue.Fixes = []rule.Fix{{Title: "Add py_version " + newest, Edits: []rule.Edit{edit}, Safe: len(tags) == 1}}
	}
	p.Report(version.Place, issue)
}

func reportPython(p *rule.LaunchPass, i image, a workspace.Argument, version string, tags []string) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("The image of %s %s has no Python %q: the SDK raises a ValueError, and no job is created.", i.title, version, a.Value.Text),
		Recommendation: fmt.Sprintf("Write py_version=%q.", tags[len(tags)-1]),
		Details:        map[string]any{"supported": tags},
	}
	if len(tags) > 1 {
		issue.Recommendation = fmt.Sprintf("py_version may be %s.", orList(tags))
	}
	for j := len(tags) - 1; j >= 0; j-- {
		issue.Fixes = append(issue.Fixes, change(p.Around, a.Value, tags[j], len(tags) == 1)...)
	}
	p.Report(a.Value.Place, issue)
}
