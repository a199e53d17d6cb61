package dependencies

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed incompatible_version_pair.md
var incompatibleVersionPairPage string

// incompatibleVersionPair finds two versions that do not work together, both asked for, or one asked for and the other in the
// container.
var incompatibleVersionPair = &rule.Rule{
	Name:     "incompatible_version_pair",
	Level:    3,
	Severity: rule.Error,
	Summary:  "Two versions that do not work together",
	Fixable:  true,
	Page:     incompatibleVersionPairPage,
	CheckRequirements: func(p *rule.RequirementsPass) {
		for _, r := range p.Requirements.List {
			if r.Marker+r.URL != "" || r.Malformed || r.Specifier.IsAny() {
				continue
			}
			for _, pair := range pairs() {
				if pair.partner == r.Distribution {
					pair.check(p, r)
				}
			}
		}
	},
}

// pair says which versions of partner go with some versions of a distribution.
type pair struct {
	distribution, versions string
	partner, goesWith      string
	why                    string
	// fixed is the partner's specifier that mends it, empty where it is not for a table to say.
	fixed string
}

// check looks at a requirement for the pair's partner.
func (pr pair) check(p *rule.RequirementsPass, r workspace.Requirement) {
	goesWith, _ := pep440.ParseSpecifier(pr.goesWith)
	if pep440.Agree(r.Specifier, goesWith) {
		return
	}
	asked := false
	for _, other := range p.Requirements.List {
		if other.Distribution != pr.distribution {
			continue
		}
		asked = true
		if other.Marker+other.URL == "" && pr.concerns(other.Specifier.Exact()) {
			pr.report(p, r, other.Specifier.Exact(), rule.Error, rule.RelatedTo(other.Place, pr.distribution+" is asked for here"))
			return
		}
	}
	for _, l := range p.Launches {
		if asked {
			return
		}
		if version := inContainer(l, pr.distribution); pr.concerns(version) {
			pr.report(p, r, version, rule.Warning, rule.RelatedTo(place(l), "the job's container is chosen here"))
			return
		}
	}
}

// concerns tells whether the pair says something about a version.
func (pr pair) concerns(version string) bool {
	versions, _ := pep440.ParseSpecifier(pr.versions)
	return version != "" && versions.Allows(version)
}

// inContainer is the version of a distribution in a job's container, empty where there is none or it is not known.
func inContainer(l *workspace.Launch, distribution string) string {
	image := l.Image()
	if image == nil || !container.IsOwn(image, distribution) {
		return ""
	}
	pins := image.Pins(distribution)
	if len(pins) != 1 {
		return ""
	}
	specifier, _ := pep440.ParseSpecifier(pins[0])
	return specifier.Exact()
}

func (pr pair) report(p *rule.RequirementsPass, r workspace.Requirement, version string, severity rule.Severity, at rule.Related) {
	where := ""
	if severity == rule.Warning {
		where = ", which is in the container"
	}
	i := rule.Issue{
		Severity:       severity,
		Message:        fmt.Sprintf("%s `%s` does not go with %s %s%s: %s.", r.Name, r.Specifier, pr.distribution, version, where, pr.why),
		Recommendation: fmt.Sprintf("Use %s `%s`, or another version of %s.", r.Name, pr.goesWith, pr.distribution),
		Details:        map[string]any{"distribution": r.Distribution, "partner": pr.distribution, "version": version},
		Related:        []rule.Related{at},
	}
	if pr.fixed != "" {
		i.Fixes = []rule.Fix{{Title: fmt.Sprintf("Change to %s%s", r.Name, pr.fixed), Edits: []rule.Edit{rule.EditAt(r.SpecifierPlace, pr.fixed)}, Safe: true}}
	}
	p.Report(r.SpecifierPlace, i)
}

// torchPartners are the versions of torchvision and torchaudio that are built for a version of torch.
// Sources: pytorch/vision README (53e0954), pytorch/audio releases; aws/deep-learning-containers, Dockerfiles of PyTorch 1.10
// to 2.13 (August 2026).
var torchPartners = []struct{ torch, vision, audio string }{
	{"1.4", "0.5", ""}, {"1.5", "0.6", ""}, {"1.6", "0.7", ""}, {"1.7", "0.8", ""}, {"1.8", "0.9", ""}, {"1.9", "0.10", ""},
	{"1.10", "0.11", "0.10"}, {"1.11", "0.12", "0.11"}, {"1.12", "0.13", "0.12"}, {"1.13", "0.14", "0.13"},
	{"2.0", "0.15", "2.0"}, {"2.1", "0.16", "2.1"}, {"2.2", "0.17", "2.2"}, {"2.3", "0.18", "2.3"}, {"2.4", "0.19", "2.4"},
	{"2.5", "0.20", "2.5"}, {"2.6", "0.21", "2.6"}, {"2.7", "0.22", "2.7"}, {"2.8", "0.23", "2.8"}, {"2.9", "0.24", "2.9"},
	{"2.10", "0.25", "2.10"}, {"2.11", "0.26", "2.11"}, {"2.12", "0.27", "2.11"}, {"2.13", "0.28", "2.11"},
}

// otherPairs are the ones that no table of releases gives.
// Sources: Lightning documentation, "Versioning Policy", compatibility matrix; dmlc/xgboost#11093 and #11205; TensorFlow 2.16
// release notes; NumPy 2.0 release notes and the pins in aws/deep-learning-containers.
var otherPairs = []pair{
	{distribution: "xgboost", versions: "<=2.1.3", partner: "scikit-learn", goesWith: "<1.6", why: "its estimators fail for want of `__sklearn_tags__`", fixed: "<1.6"},
	{distribution: "tensorflow", versions: ">=2.16", partner: "keras", goesWith: ">=3", why: "since 2.16 it needs Keras 3"},
	{distribution: "tensorflow", versions: "<2.18", partner: "numpy", goesWith: "<2", why: "it was built for NumPy 1", fixed: "<2"},
	{distribution: "scikit-learn", versions: "<1.4.2", partner: "numpy", goesWith: "<2", why: "it was built for NumPy 1", fixed: "<2"},
	{distribution: "pandas", versions: "<2.2.2", partner: "numpy", goesWith: "<2", why: "it was built for NumPy 1", fixed: "<2"},
}

// lightningNeeds are the versions of torch that go with those of Lightning, under both its names.
var lightningNeeds = []struct{ lightning, torch string }{
	{">=2.4,<2.6", ">=2.1"}, {"==2.3.*", ">=2.0"}, {"==2.2.*", ">=1.13"}, {"==2.1.*", ">=1.12"}, {"==2.0.*", ">=1.11"},
	{">=1.8,<2.0", ">=1.10,<2"}, {"==1.7.*", ">=1.9,<1.13"},
}

var pairs = sync.OnceValue(func() []pair {
	all := otherPairs
	for _, t := range torchPartners {
		all = append(all, builtFor("torchvision", t.vision, t.torch))
		if t.audio != "" {
			all = append(all, builtFor("torchaudio", t.audio, t.torch))
		}
	}
	for _, l := range lightningNeeds {
		for _, name := range []string{"lightning", "pytorch-lightning"} {
			all = append(all, pair{distribution: name, versions: l.lightning, partner: "torch", goesWith: l.torch, why: "it needs torch " + l.torch})
		}
	}
	return all
})

func builtFor(partner, version, torch string) pair {
	return pair{
		distribution: "torch", versions: "==" + torch + ".*", partner: partner, goesWith: "==" + version + ".*",
		why: fmt.Sprintf("%s %s is the one built for torch %s", partner, version, torch), fixed: "==" + version + ".*",
	}
}
