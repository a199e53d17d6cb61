package job

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed distribution_configuration.md
var distributionConfigurationPage string

// distributionConfiguration finds strategies to train in several processes that the SDK refuses, that the instances cannot
// run, or that nobody knows.
var distributionConfiguration = &rule.Rule{
	Name:     "distribution_configuration",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A distribution that the SDK or the instances do not support",
	Fixable:  true,
	Page:     distributionConfigurationPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		d, ok := distributionOf(p.Launch)
		if !ok || !isPlain(p) {
			return
		}
		for _, e := range d.dict.Entries {
			if !slices.Contains(strategies[p.Launch.Framework], e.Key) {
				reportUnknown(p, e)
			}
		}
		if reportTrainium(p, d) {
			return
		}
		reportLibraries(p, d)
		reportDataParallel(p, d)
		reportTorchrun(p, d)
	},
}

// reportUnknown reports a strategy that the SDK does not know.
func reportUnknown(p *rule.LaunchPass, e workspace.Entry) {
	i := rule.Issue{
		Severity:       rule.Warning,
		Message:        fmt.Sprintf("The SDK knows no distribution `%s` for `%s`, and takes no notice of it.", e.Key, p.Launch.Class),
		Recommendation: "Choose one of " + strings.Join(strategies[p.Launch.Framework], ", ") + ".",
		Details:        map[string]any{"strategy": e.Key},
	}
	switch e.Key {
	case "dataparallel", "modelparallel":
		i.Recommendation = fmt.Sprintf(`Write {"smdistributed": {"%s": ...}}.`, e.Key)
	case "torchrun", "torch_distribute", "torch_ddp", "ddp":
		if slices.Contains(strategies[p.Launch.Framework], "torch_distributed") {
			i.Recommendation = "Write torch_distributed, which runs the script with torchrun."
			i.Fixes = spell(p, e, "torch_distributed")
		}
	}
	p.Report(e.KeyPlace, i)
}

// spell is the fix that spells a key in another way; none where it is not written out.
func spell(p *rule.LaunchPass, e workspace.Entry, key string) []rule.Fix {
	text := p.Source(e.KeyPlace)
	if strings.Trim(text, `"'`) != e.Key {
		return nil
	}
	return []rule.Fix{{Title: "Change to " + key, Edits: []rule.Edit{rule.EditAt(e.KeyPlace, strings.Replace(text, e.Key, key, 1))}}}
}

// reportTrainium reports what does not run on Trainium, where there is torchrun only.
func reportTrainium(p *rule.LaunchPass, d distribution) (found bool) {
	if !d.onAll(isTrainium) {
		return false
	}
	for _, e := range d.dict.Entries {
		if e.Key == "torch_distributed" || e.Maybe {
			continue
		}
		found = true
		p.Report(e.KeyPlace, rule.Issue{
			Message:        fmt.Sprintf("`%s` does not run on Trainium: the SDK takes torch_distributed only, and raises a ValueError.", e.Key),
			Recommendation: `Write {"torch_distributed": {"enabled": True}}.`,
			Details:        map[string]any{"strategy": e.Key, "instance_types": d.instances},
			Fixes:          useTorchrun(p, d, e),
		})
	}
	return found
}

// useTorchrun is the fix that puts torchrun in the place of a strategy; none where that is not the only one.
func useTorchrun(p *rule.LaunchPass, d distribution, e workspace.Entry) []rule.Fix {
	whole := p.Source(d.dict.Place)
	if d.framework != container.PyTorch || len(d.dict.Entries) != 1 || d.dict.Open || !strings.HasPrefix(whole, "{") || !strings.Contains(whole, e.Key) {
		return nil
	}
	return []rule.Fix{{Title: "Use torch_distributed", Edits: []rule.Edit{rule.EditAt(d.dict.Place, `{"torch_distributed": {"enabled": True}}`)}}}
}

// reportLibraries reports what smdistributed does not take.
func reportLibraries(p *rule.LaunchPass, d distribution) {
	e, ok := d.entry("smdistributed")
	if !ok || e.Value.Kind != workspace.Dict {
		return
	}
	i := rule.Issue{Details: map[string]any{"strategy": "smdistributed"}}
	if ddp, both := d.entry("pytorchddp"); both && p.Launch.Framework == container.PyTorch {
		i.Message = "`pytorchddp` and `smdistributed` do not go together: the SDK raises a ValueError."
		i.Recommendation = "Leave one of them out."
		i.Related = []rule.Related{rule.RelatedTo(ddp.KeyPlace, "the other one")}
		p.Report(e.KeyPlace, i)
		return
	}
	for _, library := range e.Value.Entries {
		if !slices.Contains(libraries, library.Key) {
			i.Message = fmt.Sprintf("There is no `smdistributed` library `%s`: the SDK raises a ValueError.", library.Key)
			i.Recommendation = "Choose dataparallel or modelparallel."
			p.Report(library.KeyPlace, i)
			return
		}
	}
	_, data := certain(e.Value, "dataparallel")
	model, parallel := certain(e.Value, "modelparallel")
	if data && parallel {
		i.Message = "`dataparallel` and `modelparallel` do not go together: the SDK takes one of the two, even where the other one is switched off."
		i.Recommendation = "Leave one of them out."
		p.Report(model.KeyPlace, i)
	}
}

// reportDataParallel reports SageMaker's data parallel library where it does not run.
func reportDataParallel(p *rule.LaunchPass, d distribution) {
	e, ok := d.entry("smdistributed")
	if !ok {
		reportConvertedDDP(p, d)
		return
	}
	_, torchrun := d.enabled("torch_distributed")
	i := rule.Issue{
		Recommendation: `Write {"torch_distributed": {"enabled": True}}, or choose another instance type or version.`,
		Details:        map[string]any{"strategy": "smdistributed", "instance_types": d.instances, "version": d.version},
	}
	library, dataparallel := certain(e.Value, "dataparallel")
	dataparallel = dataparallel && isEnabled(library.Value)
	if dataparallel {
		i.Fixes = useTorchrun(p, d, e)
	}
	switch supported := dataParallelVersions[d.framework]; {
	case d.onAll(isP5) && !torchrun && !d.dict.Open:
		i.Message = "`smdistributed` does not run on ml.p5.48xlarge without torch_distributed: the SDK raises a ValueError."
		i.Recommendation = `Add "torch_distributed": {"enabled": True}.`
	case dataparallel && isMissing(d.version, supported):
		i.Message = fmt.Sprintf("SageMaker's data parallel library is not in the container of version %s, the last one is %s: the SDK raises a ValueError.", d.version, supported[len(supported)-1])
	case dataparallel && !torchrun && d.onAll(func(name string) bool { return !isDataParallel(name) }):
		i.Message = fmt.Sprintf("SageMaker's data parallel library does not run on %s, but on %s only.", strings.Join(d.instances, " or "), strings.Join(dataParallelInstances, ", "))
	default:
		return
	}
	p.Report(e.KeyPlace, i)
}

// isMissing tells a version that is known and is in no list.
func isMissing(version string, supported []string) bool {
	return version != "" && len(supported) > 0 && !slices.Contains(supported, version)
}

// reportConvertedDDP reports pytorchddp with a version that the data parallel library's check refuses: the estimator of
// PyTorch turns the one into the other.
func reportConvertedDDP(p *rule.LaunchPass, d distribution) {
	e, ok := d.enabled("pytorchddp")
	supported := dataParallelVersions[container.PyTorch]
	if !ok || p.Launch.Framework != container.PyTorch || !isMissing(d.version, supported) {
		return
	}
	p.Report(e.KeyPlace, rule.Issue{
		Message:        fmt.Sprintf("The SDK does not take `pytorchddp` for version %s, the last one is %s: it raises a ValueError.", d.version, supported[len(supported)-1]),
		Recommendation: `Write {"torch_distributed": {"enabled": True}}.`,
		Details:        map[string]any{"strategy": "pytorchddp", "version": d.version},
		Fixes:          useTorchrun(p, d, e),
	})
}

// reportTorchrun reports torch_distributed where it does not run. The estimators of Hugging Face and PyTorch look at the same.
func reportTorchrun(p *rule.LaunchPass, d distribution) {
	e, ok := d.enabled("torch_distributed")
	if !ok || d.framework != container.PyTorch {
		return
	}
	i := rule.Issue{Details: map[string]any{"strategy": "torch_distributed", "instance_types": d.instances, "version": d.version}}
	entry, known := p.Launch.EntryPoint.Known()
	switch {
	case known && !strings.HasSuffix(entry, ".py"):
		i.Message = fmt.Sprintf("`torch_distributed` runs Python scripts only, and the entry point is %s: the SDK raises a ValueError.", entry)
		i.Recommendation = "Name a .py file as the entry point."
	case d.onAll(isCPU) && d.version != "":
		i.Message = fmt.Sprintf("`torch_distributed` runs on GPUs and Trainium only, and %s has neither: the SDK raises a ValueError.", strings.Join(d.instances, " or "))
		i.Recommendation = "Choose an instance type with a GPU, or leave the distribution out."
	case d.onAll(isGPU) && isUnsupported(d.version, torchrunVersions):
		refuseVersion(&i, d.version, torchrunVersions)
	case d.onAll(isTrainium) && isUnsupported(d.version, trainiumVersions):
		refuseVersion(&i, d.version, trainiumVersions)
	default:
		return
	}
	p.Report(e.KeyPlace, i)
}

func refuseVersion(i *rule.Issue, version string, supported []string) {
	i.Message = fmt.Sprintf("The SDK does not take `torch_distributed` for version %s: it raises a ValueError.", version)
	i.Recommendation = "Choose one of " + strings.Join(supported, ", ") + "."
}

// isUnsupported tells a version that is in no list. The lists grow: one that is newer than all of it may be in the next.
func isUnsupported(version string, supported []string) bool {
	return isMissing(version, supported) && pep440.Compare(version, supported[len(supported)-1]) < 0
}
