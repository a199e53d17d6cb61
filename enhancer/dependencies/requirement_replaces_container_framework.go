package dependencies

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed requirement_replaces_container_framework.md
var requirementReplacesContainerFrameworkPage string

// requirementReplacesContainerFramework finds requirements that make pip put another build of the framework in the place of
// the one that the container was made for.
var requirementReplacesContainerFramework = &rule.Rule{
	Name:     "requirement_replaces_container_framework",
	Level:    3,
	Severity: rule.Warning,
	Summary:  "A requirement that replaces the container's own framework",
	Fixable:  true,
	Page:     requirementReplacesContainerFrameworkPage,
	CheckRequirements: func(p *rule.RequirementsPass) {
		for _, r := range p.Requirements.List {
			if r.Marker+r.URL != "" || r.Malformed || r.Specifier.IsAny() {
				continue
			}
			for _, l := range p.Launches {
				if image := l.Image(); image != nil && reportReplaced(p, r, l, image) {
					break
				}
			}
		}
	},
}

// reportReplaced reports a requirement that replaces what is in an image.
func reportReplaced(p *rule.RequirementsPass, r workspace.Requirement, l *workspace.Launch, image *container.Image) bool {
	pins := image.Pins(r.Distribution)
	if len(pins) == 0 {
		return false
	}
	i := rule.Issue{
		Details: map[string]any{"distribution": r.Distribution, "container": containerName(image)},
		Related: []rule.Related{rule.RelatedTo(place(l), "the job's container is chosen here")},
		Fixes:   []rule.Fix{{Title: "Delete the line", Edits: []rule.Edit{rule.EditAt(r.Line, "")}}},
	}
	has := strings.TrimLeft(strings.Join(pins, " or "), "=")
	switch {
	case r.Distribution == "numpy" && crossesNumpy2(r.Specifier, pins):
		i.Severity = rule.Error
		i.Message = fmt.Sprintf("The %s was built for NumPy 1: what it brings along breaks under NumPy `%s`.", containerName(image), r.Specifier)
		i.Recommendation = "Ask for a version of NumPy below 2, or choose a newer container."
	case container.IsOwn(image, r.Distribution) && replaces(r.Specifier, pins):
		i.Message = fmt.Sprintf("The %s has %s %s: `%s` makes pip replace it by a build that the container was not made for.", containerName(image), r.Name, has, r.Specifier)
		i.Recommendation = fmt.Sprintf("Leave %s out of the requirements, or choose the container with the version you want.", r.Name)
	default:
		return false
	}
	p.Report(r.Place, i)
	return true
}

// replaces tells whether a requirement allows none of the versions in the image, nor another patch of them.
func replaces(asked pep440.Specifier, pins []string) bool {
	for _, text := range pins {
		pin, _ := pep440.ParseSpecifier(text)
		if pep440.Agree(asked, pin) || asked.Exact() != "" && pep440.SameMinor(asked.Exact(), pin.Exact()) {
			return false
		}
	}
	return true
}

// crossesNumpy2 tells whether NumPy 2 is asked for, of images that all have NumPy 1.
func crossesNumpy2(asked pep440.Specifier, pins []string) bool {
	one, _ := pep440.ParseSpecifier("<2")
	two, _ := pep440.ParseSpecifier(">=2")
	for _, text := range pins {
		pin, _ := pep440.ParseSpecifier(text)
		if pep440.Agree(pin, two) {
			return false
		}
	}
	return !pep440.Agree(asked, one)
}
