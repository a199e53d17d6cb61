package job

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// distribution is what an estimator says of training in several processes.
type distribution struct {
	job  *workspace.Launch
	dict workspace.Value
	// framework is the one that trains, "pytorch" or "tensorflow"; version is what the job says, empty where it is not known or
	// the job names an image, for which the SDK does not look at it.
	framework, version string
	// instances are the types that the job may run on; nil where that cannot be told.
	instances []string
}

// distributionOf reads what a job says; ok is false where that cannot be told, or is nothing.
func distributionOf(l *workspace.Launch) (d distribution, ok bool) {
	a, given := l.Arg("distribution")
	if !given {
		a, given = l.Arg("distributions") // of version 1 of the SDK
	}
	if !given || a.Value.Kind != workspace.Dict || l.Generation == 3 || strategies[l.Framework] == nil {
		return d, false
	}
	d = distribution{job: l, dict: a.Value, framework: l.Framework, instances: instanceTypes(l)}
	name := "framework_version"
	if l.Framework == container.HuggingFace {
		d.framework, name = container.PyTorch, "pytorch_version"
		if _, tensorflow := l.Arg("tensorflow_version"); tensorflow {
			d.framework, name = container.TensorFlow, "tensorflow_version"
		}
	}
	if !l.Call.Has("image_uri", "image_name") {
		version, _ := l.Arg(name)
		if text, known := version.Value.Known(); known {
			d.version = text
		}
	}
	return d, true
}

// entry is a strategy that the job names for certain.
func (d distribution) entry(key string) (workspace.Entry, bool) { return certain(d.dict, key) }

// enabled is a strategy that the job switches on for certain.
func (d distribution) enabled(key string) (workspace.Entry, bool) {
	e, ok := certain(d.dict, key)
	return e, ok && isEnabled(e.Value)
}

// certain is an entry that a dictionary has for certain.
func certain(dict workspace.Value, key string) (workspace.Entry, bool) {
	e, ok := dict.Entry(key)
	return e, ok && !e.Maybe
}

func isEnabled(v workspace.Value) bool {
	e, ok := certain(v, "enabled")
	return ok && e.Value.IsTrue()
}

// onAll tells whether all instances that the job may run on are training instances of some kind. An instance type that does
// not exist is another rule's.
func (d distribution) onAll(is func(instance string) bool) bool {
	return len(d.instances) > 0 && !slices.ContainsFunc(d.instances, func(i string) bool { return !sagemaker.IsTrainingInstance(i) || !is(i) })
}

var gpuFamily = regexp.MustCompile(`^ml\.[pg]`)

func isGPU(instance string) bool      { return gpuFamily.MatchString(instance) }
func isTrainium(instance string) bool { return strings.HasPrefix(instance, "ml.trn") }
func isCPU(instance string) bool      { return !isGPU(instance) && !isTrainium(instance) }
func isP5(instance string) bool       { return instance == "ml.p5.48xlarge" }

func isDataParallel(instance string) bool { return slices.Contains(dataParallelInstances, instance) }
