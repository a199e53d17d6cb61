package launcher

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed sklearn_launcher_limits.md
var sklearnLauncherLimitsPage string

// sklearnLauncherLimits finds SKLearn estimators that ask for more than one instance, for a GPU or for distributed training:
// the SDK raises an exception, or takes no notice.
var sklearnLauncherLimits = &rule.Rule{
	Name:      "sklearn_launcher_limits",
	Level:     4,
	Severity:  rule.Error,
	Summary:   "An SKLearn estimator on several instances or a GPU",
	Framework: "sklearn",
	Fixable:   true,
	Page:      sklearnLauncherLimitsPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if p.Launch.Framework != container.SKLearn || p.Launch.Derived {
			return
		}
		for _, name := range []string{"instance_count", "train_instance_count"} {
			if a, ok := p.Launch.Arg(name); ok {
				checkInstanceCount(p, a)
			}
		}
		for _, v := range instanceTypes(p.Launch) {
			checkProcessor(p, v)
		}
		if a, ok := given(p.Launch.Call, "distribution"); ok && a.Value.Kind == workspace.Dict && len(a.Value.Entries) > 0 {
			p.Report(a.Place, rule.Issue{
				Severity:       rule.Warning,
				Message:        "`SKLearn` takes no notice of `distribution`: the script runs as one process on one instance.",
				Recommendation: "Leave it out, or train with a framework that trains on several instances.",
			})
		}
	},
}

func checkInstanceCount(p *rule.LaunchPass, a workspace.Argument) {
	n, ok := a.Value.Int()
	if !ok || n < 2 { // the SDK takes 0 for not given
		return
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("`SKLearn` trains on one instance; with %d the SDK raises an exception.", n),
		Recommendation: "Write instance_count=1, and take a larger instance where one is not enough.",
	}
	if p.Source(a.Value.Place) == a.Value.Text {
		issue.Fixes = []rule.Fix{{Title: "Change to 1", Edits: []rule.Edit{rule.EditAt(a.Value.Place, "1")}, Safe: true}}
	}
	p.Report(a.Value.Place, issue)
}

// checkProcessor looks for instances with GPUs: there is no image for them. With a name of an image, the SDK itself refuses
// the p2 and p3 instances that it knows.
func checkProcessor(p *rule.LaunchPass, v workspace.Value) {
	name, ok := v.Known()
	family := familyOf(name)
	if !ok || family == "" || family[0] != 'p' && family[0] != 'g' {
		return
	}
	if p.Launch.Call.Has("image_uri", "image_name") && !strings.HasPrefix(family, "p2") && family != "p3" {
		return
	}
	p.Report(v.Place, rule.Issue{
		Message:        fmt.Sprintf("`%s` has GPUs, and scikit-learn's image is made for CPUs: the SDK raises a ValueError.", name),
		Recommendation: "Take an instance without a GPU, such as ml.m5.xlarge or ml.c5.2xlarge.",
	})
}
