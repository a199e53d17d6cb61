package launcher

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed huggingface_version_pair.md
var huggingfaceVersionPairPage string

// huggingfaceVersionPair finds HuggingFace estimators whose versions of Transformers and of the framework below it make no
// image: the SDK raises a ValueError.
var huggingfaceVersionPair = &rule.Rule{
	Name:     "huggingface_version_pair",
	Level:    4,
	Severity: rule.Error,
	Summary:  "Versions of Transformers and its framework that make no image",
	Fixable:  true,
	Page:     huggingfaceVersionPairPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		i, ok := imageOf(p.Launch)
		if !ok || p.Launch.Framework != container.HuggingFace || slices.Contains(i.lists, container.PyTorchSMP) {
			return
		}
		torch, hasTorch := given(p.Launch.Call, "pytorch_version")
		flow, hasFlow := given(p.Launch.Call, "tensorflow_version")
		transformers, ok := given(p.Launch.Call, i.argument)
		switch {
		case !ok:
		case hasTorch && hasFlow:
			reportBoth(p, flow)
		case !hasTorch && !hasFlow:
			reportNeither(p, i, transformers)
		case hasTorch:
			checkPair(p, i, transformers, torch)
		default:
			checkPair(p, i, transformers, flow)
		}
	},
}

func reportBoth(p *rule.LaunchPass, flow workspace.Argument) {
	p.Report(flow.Place, rule.Issue{
		Message:        "`pytorch_version` and `tensorflow_version` are both given: an image has one of the two, and the SDK raises a ValueError.",
		Recommendation: "Leave out the one that the script does not train with.",
	})
}

func reportNeither(p *rule.LaunchPass, i image, transformers workspace.Argument) {
	issue := rule.Issue{
		Message:        "Neither `pytorch_version` nor `tensorflow_version` is given: the SDK raises a ValueError.",
		Recommendation: "Say which framework is below Transformers, such as pytorch_version.",
	}
	version, known := transformers.Value.Known()
	if pairs := pairsOf(i, version); known && len(pairs) == 1 {
		argument := fmt.Sprintf("%s_version=%s", pairs[0].Framework, quoteLike(p.Around, transformers.Value.Place, shortened(pairs[0].Version, version)))
		issue.Recommendation = "Add " + argument + "."
		if isWritten(transformers) {
			issue.Fixes = []rule.Fix{{Title: "Add " + argument, Edits: []rule.Edit{rule.InsertBehind(transformers.Place, ", "+argument)}, Safe: true}}
		}
	}
	p.Report(transformers.Place, issue)
}

// pairsOf are the combinations for a version of Transformers, none where there is no such version.
func pairsOf(i image, version string) (pairs []container.Pair) {
	for _, list := range i.lists {
		if _, ok := container.Resolve(list, version); ok {
			pairs = append(pairs, container.Pairs(list, version)...)
		}
	}
	return pairs
}

// checkPair looks at a version of Transformers and one of the framework below it.
func checkPair(p *rule.LaunchPass, i image, transformers, base workspace.Argument) {
	upper, ok := transformers.Value.Known()
	lower, known := base.Value.Known()
	pairs := pairsOf(i, upper)
	if !ok || !known || len(pairs) == 0 {
		return // unsupported_framework_version speaks of versions that do not exist
	}
	framework := strings.TrimSuffix(base.Name, "_version")
	fits := func(c container.Pair) bool { return c.Framework == framework && isVersion(c.Version, lower) }
	switch {
	case !slices.ContainsFunc(pairs, fits):
		reportPair(p, i, transformers, base)
	case parts(upper) != parts(lower):
		reportParts(p, transformers, base)
	}
}

// isVersion tells whether a version is what was asked for, maybe without its last number.
func isVersion(exact, asked string) bool {
	return exact == asked || strings.HasPrefix(exact, asked+".")
}

func reportPair(p *rule.LaunchPass, i image, transformers, base workspace.Argument) {
	framework := strings.TrimSuffix(base.Name, "_version")
	var partners []string
	for _, pair := range pairsOf(i, transformers.Value.Text) {
		partners = append(partners, fmt.Sprintf("%s %s", titles[pair.Framework], shortened(pair.Version, transformers.Value.Text)))
	}
	issue := rule.Issue{
		Message: fmt.Sprintf("There is no training image with Transformers %s and %s %s: the SDK raises a ValueError, and no job is created.",
			transformers.Value.Text, titles[framework], base.Value.Text),
		Recommendation: fmt.Sprintf("With Transformers %s there is %s.", transformers.Value.Text, orList(partners)),
		Details:        map[string]any{"transformers_version": transformers.Value.Text, base.Name: base.Value.Text, "supported": partners},
		Related:        []rule.Related{rule.RelatedTo(transformers.Value.Place, "the version of Transformers")},
		Fixes:          pairFixes(p, i, transformers, base),
	}
	p.Report(base.Value.Place, issue)
}

// pairFixes change one of the two versions to a partner of the other, first those that go with the job's py_version.
func pairFixes(p *rule.LaunchPass, i image, transformers, base workspace.Argument) []rule.Fix {
	framework := strings.TrimSuffix(base.Name, "_version")
	_, python, _ := text(p.Launch.Call, "py_version")
	var fitting, others []rule.Fix
	for _, list := range i.lists {
		upper, _ := container.Resolve(list, transformers.Value.Text)
		for _, pair := range container.Pairs(list, "") {
			var fixes []rule.Fix
			switch {
			case pair.Framework != framework || !pair.Image.Listed:
			case pair.Transformers == upper:
				fixes = change(p.Around, base.Value, shortened(pair.Version, transformers.Value.Text), false)
			case isVersion(pair.Version, base.Value.Text):
				fixes = change(p.Around, transformers.Value, shortened(pair.Transformers, base.Value.Text), false)
			}
			if slices.Contains(pair.Image.Tags, python) {
				fitting = append(fitting, fixes...)
			} else {
				others = append(others, fixes...)
			}
		}
	}
	return append(fitting, others...)
}

// reportParts is about a pair such as 4.26 and 1.13.1, which the SDK does not compare.
func reportParts(p *rule.LaunchPass, transformers, base workspace.Argument) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` has another number of parts than `transformers_version`: the SDK raises a ValueError unless both are full or both are short.", base.Name),
		Recommendation: "Write both versions with two numbers, or both with three.",
		Related:        []rule.Related{rule.RelatedTo(transformers.Value.Place, "the version of Transformers")},
	}
	if parts(base.Value.Text) > parts(transformers.Value.Text) {
		issue.Fixes = change(p.Around, base.Value, shortened(base.Value.Text, transformers.Value.Text), true)
	} else {
		issue.Fixes = change(p.Around, transformers.Value, shortened(transformers.Value.Text, base.Value.Text), true)
	}
	p.Report(base.Value.Place, issue)
}
