package launcher

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed sdk_v1_argument.md
var sdkV1ArgumentPage string

// sdkV1Argument finds names of version 1 of the SDK. Version 2 renamed them in August 2020: its first releases raise a
// TypeError, those from 2.15 on warn about most of them, take no notice of some, and fail on a few.
var sdkV1Argument = &rule.Rule{
	Name:     "sdk_v1_argument",
	Level:    4,
	Severity: rule.Warning,
	Summary:  "A name that version 2 of the SDK has changed",
	Fixable:  true,
	Page:     sdkV1ArgumentPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if p.Launch.Derived || p.Launch.Generation != 2 || isForSDK(p.Workspace, p.Launch.File(), 1) {
			return
		}
		for _, a := range p.Launch.Call.Args {
			if now, ok := renamedArguments[a.Name]; ok {
				reportRenamed(p, a, now)
			}
			if a.Name == "script_mode" && p.Launch.Framework == container.TensorFlow {
				reportScriptMode(p, a)
			}
		}
	},
	CheckLauncher: func(p *rule.LauncherPass) {
		if isForSDK(p.Workspace, p.Launcher.File, 1) {
			return
		}
		for _, i := range p.Launcher.Imports {
			if now, ok := renamedFunctions[i.Name]; ok {
				reportFunction(p, i.Name, i.Place, now, nil)
			}
		}
		for _, c := range p.Launcher.Calls {
			if now, ok := renamedFunctions[c.Name]; ok && strings.Contains(p.Source(c.Callee), ".") {
				reportFunction(p, c.Name, c.Callee, now, c)
			}
		}
	},
}

// renamedArguments are the arguments of estimators that version 2 of the SDK renamed.
// Source: sagemaker-python-sdk 2.257.6 (August 2026), estimator.py; https://sagemaker.readthedocs.io/en/stable/v2.html.
var renamedArguments = map[string]string{
	"train_instance_count": "instance_count", "train_instance_type": "instance_type", "train_max_run": "max_run",
	"train_use_spot_instances": "use_spot_instances", "train_max_wait": "max_wait", "train_volume_size": "volume_size",
	"train_volume_kms_key": "volume_kms_key", "image_name": "image_uri", "distributions": "distribution",
}

// renamedFunctions are the classes and functions that it renamed.
var renamedFunctions = map[string]string{
	"sagemaker.s3_input": trainingInput, "sagemaker.session.s3_input": trainingInput, "sagemaker.inputs.s3_input": trainingInput,
	"sagemaker.amazon.amazon_estimator.get_image_uri": "sagemaker.image_uris.retrieve",
}

const trainingInput = "sagemaker.inputs.TrainingInput"

// kept are the old names that still exist in the last releases of version 2, with a warning.
var kept = map[string]bool{"sagemaker.session.s3_input": true, "sagemaker.amazon.amazon_estimator.get_image_uri": true}

// isForSDK tells launchers that are for one version of the SDK, and for none of the others that have estimators.
func isForSDK(w *workspace.Workspace, file string, version int) bool {
	pin, ok := w.SDK(file)
	return ok && pin.Admits(version) && !pin.Admits(3-version)
}

func reportRenamed(p *rule.LaunchPass, a workspace.Argument, now string) {
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` is called `%s` since version 2 of the SDK: the first releases raise a TypeError, later ones warn.", a.Name, now),
		Recommendation: fmt.Sprintf("Write %s.", now),
		Details:        map[string]any{"argument": a.Name, "renamed_to": now},
	}
	_, both := p.Launch.Arg(now)
	switch {
	case a.Name == "image_name" && !both && (p.Launch.Class == "Estimator" || needsVersion(p.Launch)):
		issue.Severity = rule.Error
		issue.Message = fmt.Sprintf("`%s` needs `image_uri`, which is what version 2 of the SDK calls `image_name`: it raises an exception.", p.Launch.Class)
	case a.Name == "distributions" && p.Launch.Framework != container.TensorFlow && p.Launch.Framework != container.MXNet:
		issue.Message = fmt.Sprintf("Version 2 of the SDK takes no notice of `distributions` for `%s`: it is called `distribution`, and the job trains as one process.", p.Launch.Class)
	}
	if !both && isWritten(a) {
		issue.Fixes = []rule.Fix{{Title: "Change to " + now, Edits: []rule.Edit{rule.EditAt(a.NamePlace, now)}, Safe: true}}
	} else if edit, ok := p.Respell(a.NamePlace, a.Name, now); ok && !both {
		issue.Fixes = []rule.Fix{{Title: "Change to " + now, Edits: []rule.Edit{edit}}}
	}
	p.Report(a.NamePlace, issue)
}

// needsVersion tells estimators that have no version: these need an image.
func needsVersion(l *workspace.Launch) bool {
	switch l.Framework {
	case container.PyTorch, container.TensorFlow, container.MXNet, container.Chainer, container.SKLearn:
		_, version := given(l.Call, "framework_version")
		return !version && !l.Call.Open
	}
	return false
}

func reportScriptMode(p *rule.LaunchPass, a workspace.Argument) {
	p.Report(a.NamePlace, rule.Issue{
		Severity:       rule.Info,
		Message:        "Version 2 of the SDK takes no notice of `script_mode`: every script is run in script mode.",
		Recommendation: "Leave it out.",
	})
}

func reportFunction(p *rule.LauncherPass, name string, at workspace.Place, now string, c *workspace.Call) {
	last := name[strings.LastIndexByte(name, '.')+1:]
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` is gone since version 2 of the SDK.", name),
		Recommendation: fmt.Sprintf("Use %s.", now),
		Severity:       rule.Error,
		Details:        map[string]any{"name": last, "renamed_to": now},
	}
	if kept[name] {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` is called `%s` since version 2 of the SDK, which warns about the old name.", last, now)
	}
	if last == "get_image_uri" {
		issue.Recommendation = fmt.Sprintf("Use %s(framework, region, version); mind the order.", now)
	} else if c != nil && p.Source(at) == "sagemaker."+last {
		issue.Fixes = []rule.Fix{{Title: "Change to " + now, Edits: []rule.Edit{rule.EditAt(at, now)}, Safe: true}}
	}
	p.Report(at, issue)
}
