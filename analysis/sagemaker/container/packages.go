package container

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed packages.txt
var packagesText string

type packageTable struct {
	has  map[string]map[string]bool   // by framework
	pins map[string]map[string]string // by framework and version, in one key
}

var packages = sync.OnceValue(func() packageTable {
	t := packageTable{has: map[string]map[string]bool{}, pins: map[string]map[string]string{}}
	for _, f := range rows(packagesText) {
		switch f[0] {
		case "has":
			if t.has[f[1]] == nil {
				t.has[f[1]] = map[string]bool{}
			}
			for _, name := range f[2:] {
				t.has[f[1]][name] = true
			}
		case "pin":
			pins := map[string]string{}
			for _, pin := range f[3:] {
				at := strings.IndexAny(pin, "=<>~!")
				pins[pin[:at]] = pin[at:]
			}
			t.pins[f[1]+" "+f[2]] = pins
		}
	}
	return t
})

// below are the frameworks whose images another's are built upon, itself included.
var below = map[string][]string{
	HuggingFace:         {HuggingFace, PyTorch, TensorFlow},
	HuggingFaceCompiler: {HuggingFace, PyTorch, TensorFlow},
	PyTorch:             {PyTorch},
	TensorFlow:          {TensorFlow},
	SKLearn:             {SKLearn},
	XGBoost:             {XGBoost},
}

// Lacks tells whether a distribution, by its normalised name, is in none of the images of the framework, not even because
// something else depends on it. It is false too where nothing is known: of other lists than PyTorch's, TensorFlow's,
// scikit-learn's, XGBoost's and Hugging Face's, and of algorithms that run no script.
func (i *Image) Lacks(distribution string) bool {
	frameworks, ok := below[i.Framework]
	if !ok || i.Framework == XGBoost && i.Version == "1" {
		return false
	}
	for _, f := range frameworks {
		if packages().has[f][distribution] {
			return false
		}
	}
	return true
}

// Pins are the versions of a distribution that may be in the image, as PEP 440 specifiers of which one holds: more than one
// where the image was built at different times, or differs for CPU and GPU. Empty where no version is known.
func (i *Image) Pins(distribution string) []string {
	if own, ok := i.own(distribution); ok {
		return []string{"==" + own}
	}
	framework, version := i.Framework, i.Version
	if i.Base != "" {
		version = withoutPatch(i.Base)
	}
	if pin := packages().pins[framework+" "+version][distribution]; pin != "" {
		return strings.Split(pin, "|")
	}
	if f, v := i.BaseVersion(); f != "" && i.Framework == HuggingFace {
		if base := Find(f, v, ""); base != nil {
			return base.Pins(distribution)
		}
	}
	return nil
}

// own gives the version of the framework itself.
func (i *Image) own(distribution string) (version string, ok bool) {
	switch {
	case distribution == "torch" && i.Framework == PyTorch, distribution == "tensorflow" && i.Framework == TensorFlow,
		distribution == "transformers" && i.Framework == HuggingFace:
		return i.Version, true
	case i.Framework == HuggingFace && (distribution == "torch" || distribution == "tensorflow"):
		framework, version := i.BaseVersion()
		return version, framework == map[string]string{"torch": PyTorch, "tensorflow": TensorFlow}[distribution]
	}
	return "", false
}

var patch = regexp.MustCompile(`^([a-z]*\d+\.\d+)(\.\d+)?$`)

// withoutPatch leaves a version's last part out: pytorch2.0 for pytorch2.0.1.
func withoutPatch(version string) string {
	if m := patch.FindStringSubmatch(version); m != nil {
		return m[1]
	}
	return version
}
