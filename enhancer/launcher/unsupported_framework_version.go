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

//go:embed unsupported_framework_version.md
var unsupportedFrameworkVersionPage string

// unsupportedFrameworkVersion finds estimators that ask for a version of their framework for which SageMaker has no
// training image: the SDK raises a ValueError, in a pipeline at the moment it is built.
var unsupportedFrameworkVersion = &rule.Rule{
	Name:     "unsupported_framework_version",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A framework version for which there is no training image",
	Fixable:  true,
	Page:     unsupportedFrameworkVersionPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		i, ok := imageOf(p.Launch)
		if !ok {
			return
		}
		if _, ok := given(p.Launch.Call, i.argument); !ok {
			reportNoVersion(p, i)
			return
		}
		a, version, ok := text(p.Launch.Call, i.argument)
		if !ok || forFirstSDK(p.Workspace, p.Launch) {
			return
		}
		if !i.has(version) {
			reportVersion(p.Around, i, a.Value, version)
		}
	},
	CheckLauncher: func(p *rule.LauncherPass) {
		for _, c := range p.Launcher.Calls {
			if i, v, ok := retrieved(c); ok && !i.has(v.Text) {
				reportVersion(p.Around, i, v, v.Text)
			}
		}
	},
}

// reportNoVersion is about an estimator with neither a version nor an image.
func reportNoVersion(p *rule.LaunchPass, i image) {
	if forFirstSDK(p.Workspace, p.Launch) {
		return
	}
	p.Report(p.Launch.Call.Callee, rule.Issue{
		Message:        fmt.Sprintf("`%s` is given neither `%s` nor `image_uri`: the SDK does not know which image to train in, and raises an exception.", p.Launch.Class, i.argument),
		Recommendation: fmt.Sprintf("Say which version the script is written for, such as %s=\"%s\".", i.argument, i.versions()[len(i.versions())-1]),
	})
}

func reportVersion(p rule.Around, i image, v workspace.Value, version string) {
	near := i.alternatives(version)
	issue := rule.Issue{
		Message:        fmt.Sprintf("The SDK knows no training image with %s %s: it raises a ValueError, and no job is created.", i.title, version),
		Recommendation: fmt.Sprintf("Ask for %s.", orList(near)),
		Details:        map[string]any{"framework": i.lists[0], "version": version, "nearest_versions": near},
	}
	switch {
	case unlisted(i.lists[0], version):
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("The SDK cannot choose the image of %s %s by its version (as of %s): it raises a ValueError.", i.title, version, container.Snapshot)
		issue.Recommendation = fmt.Sprintf("Name the image with image_uri, or ask for %s.", orList(near))
	case isNewer(version, i.versions()):
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("%s %s is newer than any version that SageMaker had an image for on %s.", i.title, version, container.Snapshot)
		issue.Recommendation = fmt.Sprintf("Make sure that the installed SDK knows it, or ask for %s.", near[0])
	}
	for _, n := range near {
		issue.Fixes = append(issue.Fixes, change(p, v, n, false)...)
	}
	p.Report(v.Place, issue)
}

// unlisted tells versions that only the list of Deep Learning Containers has; the last number may be left out.
func unlisted(list, version string) bool {
	return slices.ContainsFunc(container.Images(list), func(i *container.Image) bool {
		return !i.Listed && (i.Version == version || strings.HasPrefix(i.Version, version+"."))
	})
}
