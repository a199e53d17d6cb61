// Package container says what is in SageMaker's training containers: which versions of each framework there are, the
// Python interpreters and packages inside, and until when they are patched. It is data and lookups; it reads no files of
// the user.
package container

import (
	"slices"
	"strings"
)

// Snapshot is the day of the data: nothing is known of images that came later.
const Snapshot = "2026-08-21"

// The frameworks of estimators, spelt as the SDK's lists are.
const (
	PyTorch     = "pytorch"
	TensorFlow  = "tensorflow"
	HuggingFace = "huggingface"
	SKLearn     = "sklearn"
	XGBoost     = "xgboost"
	MXNet       = "mxnet"
	Chainer     = "chainer"
	AutoGluon   = "autogluon"
)

// Lists that take the place of a framework's own under some arguments: of PyTorch where distribution has torch_distributed
// and smdistributed.modelparallel, of PyTorch and Hugging Face where there is a compiler_config, and of both on instances
// with Trainium (ml.trn).
// Source: aws/sagemaker-python-sdk a2481266 (August 2026), sagemaker-core/src/sagemaker/core/image_uris.py.
const (
	PyTorchSMP          = "pytorch-smp"
	PyTorchCompiler     = "pytorch-training-compiler"
	PyTorchNeuron       = "pytorch-neuron"
	HuggingFaceCompiler = "huggingface-training-compiler"
	HuggingFaceNeuronx  = "huggingface-neuronx"
)

// Image is a training container.
type Image struct {
	// Framework is the list that the image is in, such as "pytorch" or "pytorch-smp".
	Framework string
	// Version is the exact version, such as "2.0.1" or "1.7-1".
	Version string
	// Base is the framework below transformers with its exact version, such as "pytorch2.0.0"; empty elsewhere.
	Base string
	// Tags are what py_version may be, such as "py310"; empty where the SDK does not ask for it.
	Tags []string
	// Listed tells that the SDK knows the version. Others are in the list of Deep Learning Containers only and have to be
	// named with image_uri.
	Listed bool
	// EndOfPatch is the day until which the image is patched, such as "2026-08-06"; empty where none is given.
	EndOfPatch string

	pythons []string
}

// Versions are the exact versions of a framework, oldest first. Those that the SDK does not know are left out.
func Versions(framework string) []string {
	var versions []string
	for _, i := range Images(framework) {
		if i.Listed && !slices.Contains(versions, i.Version) {
			versions = append(versions, i.Version)
		}
	}
	return versions
}

// Images are all images of a framework, oldest first.
func Images(framework string) []*Image {
	var found []*Image
	for i := range images() {
		if images()[i].Framework == framework {
			found = append(found, &images()[i])
		}
	}
	return found
}

// Resolve gives the exact version that the SDK takes a version for, such as 2.0.1 for PyTorch 2.0; ok is false where it
// knows none. Versions of the list of Deep Learning Containers are not among them; ask Find for those.
func Resolve(framework, version string) (exact string, ok bool) {
	if exact, ok = aliases()[framework][version]; ok {
		return exact, true
	}
	return version, slices.Contains(Versions(framework), version)
}

// Find gives the image of a version, which may be an alias. base says which framework is below transformers, such as
// "pytorch2.0" or "pytorch2.0.0"; it is ignored for other frameworks, and may be empty where there is only one. Versions that
// only the list of Deep Learning Containers has are found too. Nil where there is no such image, or more than one.
func Find(framework, version, base string) *Image {
	if exact, ok := Resolve(framework, version); ok {
		version = exact
	}
	var found []*Image
	for _, i := range Images(framework) {
		if i.Version == version && (i.Base == "" || base == "" || i.Base == base || strings.HasPrefix(i.Base, base+".")) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// Pythons are the interpreters, such as "3.10", that may be in the image under a py_version; several where the image was
// rebuilt with another one under the same name. Empty where it is not known. tag is ignored where the SDK ignores it.
func (i *Image) Pythons(tag string) []string {
	switch {
	case len(i.Tags) == 0:
		return i.pythons
	case !slices.Contains(i.Tags, tag):
		if tag != "" || len(i.Tags) != 1 {
			return nil
		}
		tag = i.Tags[0]
	}
	if python, ok := pythonOf(tag); ok && i.pythons == nil {
		return []string{python}
	}
	if tag == "py2" {
		return nil
	}
	return i.pythons
}

// pythonOf reads a tag such as py310.
func pythonOf(tag string) (python string, ok bool) {
	digits, ok := strings.CutPrefix(tag, "py")
	if !ok || len(digits) < 2 {
		return "", false
	}
	return digits[:1] + "." + digits[1:], true
}

// PyVersions are what py_version may be for a version of a framework, which may be an alias; for Hugging Face under any
// base. Empty where the SDK does not ask for it, or does not know the version.
func PyVersions(framework, version string) []string {
	exact, _ := Resolve(framework, version)
	var tags []string
	for _, i := range Images(framework) {
		if i.Version != exact || !i.Listed {
			continue
		}
		for _, t := range i.Tags {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
	}
	return tags
}

// Pair is a combination that the Hugging Face estimator has an image for.
type Pair struct {
	Transformers string // exact
	Framework    string // "pytorch" or "tensorflow"
	Version      string // exact, of that framework
	Image        *Image
}

// Pairs are the combinations for a version of transformers, which may be an alias, in one of the Hugging Face lists; for
// the empty version all.
func Pairs(list, transformers string) []Pair {
	if exact, ok := Resolve(list, transformers); ok {
		transformers = exact
	}
	var pairs []Pair
	for _, i := range Images(list) {
		if i.Base != "" && (transformers == "" || i.Version == transformers) {
			framework, version := i.BaseVersion()
			pairs = append(pairs, Pair{Transformers: i.Version, Framework: framework, Version: version, Image: i})
		}
	}
	return pairs
}

// BaseVersion takes Base apart: "pytorch" and "2.0.0".
func (i *Image) BaseVersion() (framework, version string) {
	at := strings.IndexAny(i.Base, "0123456789")
	if at < 0 {
		return "", ""
	}
	return i.Base[:at], i.Base[at:]
}
