package launcher

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// image is what a job definition says about the container that the SDK is to choose.
type image struct {
	// lists are those that the version may have to be in: more than one where it cannot be told which.
	lists []string
	// title is the framework as its makers write it, argument the one that names the version.
	title, argument string
}

// titles are the frameworks whose versions are known.
var titles = map[string]string{
	container.PyTorch: "PyTorch", container.TensorFlow: "TensorFlow", container.HuggingFace: "Transformers", container.SKLearn: "scikit-learn",
	container.XGBoost: "XGBoost", container.MXNet: "MXNet", container.Chainer: "Chainer",
}

// imageOf says what a job asks for; ok is false where it names an image itself, or it cannot be told what decides.
func imageOf(l *workspace.Launch) (i image, ok bool) {
	title := titles[l.Framework]
	if title == "" || l.Derived || l.Generation != 2 || l.Call.Has("image_uri", "image_name", "training_recipe") {
		return i, false
	}
	i = image{lists: []string{l.Framework}, title: title, argument: "framework_version"}
	if l.Framework == container.HuggingFace {
		i.argument = "transformers_version"
	}
	switch l.Framework {
	case container.PyTorch, container.HuggingFace:
		if a, ok := given(l.Call, "compiler_config"); ok {
			i.lists = []string{l.Framework + "-training-compiler"}
			if a.Value.Kind != workspace.Object {
				i.lists = append(i.lists, l.Framework)
			}
		}
		if mayBeTrainium(l) {
			return i, false
		}
		i.lists = append(i.lists, withModelParallelism(l)...)
	}
	return i, true
}

// mayBeTrainium tells jobs on instances with Trainium: the SDK has one list for these of which it takes any version, and
// another in later versions.
func mayBeTrainium(l *workspace.Launch) bool {
	a, ok := given(l.Call, "instance_type")
	if !ok {
		return false
	}
	return slices.ContainsFunc(a.Value.Alternatives(), func(v workspace.Value) bool {
		return v.Kind == workspace.String && strings.Contains(v.Text, "trn")
	})
}

// withModelParallelism is the list of the model parallel library where the distribution has, or may have, both
// torch_distributed and smdistributed.
func withModelParallelism(l *workspace.Launch) []string {
	a, ok := given(l.Call, "distribution")
	if !ok {
		return nil
	}
	d := a.Value
	if d.Kind == workspace.Dict && !d.Open {
		_, torch := d.Entry("torch_distributed")
		_, parallel := d.Entry("smdistributed")
		if !torch || !parallel {
			return nil
		}
	}
	return []string{container.PyTorchSMP}
}

// has tells whether one of the lists has a version.
func (i image) has(version string) bool {
	return slices.ContainsFunc(i.lists, func(list string) bool {
		_, ok := container.Resolve(list, version)
		return ok
	})
}

// versions are those of the list that a job is most likely to mean. XGBoost 1 is left out: it is the algorithm that came
// before the framework, and runs no script.
func (i image) versions() []string {
	return slices.DeleteFunc(container.Versions(i.lists[0]), func(v string) bool { return i.lists[0] == container.XGBoost && v == "1" })
}

// alternatives are up to three versions that exist in place of one that does not, as short as that one is written: the
// nearest, or the newest in place of one that is newer still.
func (i image) alternatives(version string) []string {
	var short []string
	for _, v := range i.versions() {
		if s := shortened(v, version); s != v {
			if i.has(s) {
				v = s
			}
		}
		if !slices.Contains(short, v) {
			short = append(short, v)
		}
	}
	if isNewer(version, i.versions()) {
		slices.Reverse(short)
		return short[:min(3, len(short))]
	}
	return nearest(version, short)
}

// images are the images of a version in all lists that come into question.
func (i image) images(version string) []*container.Image {
	var found []*container.Image
	for _, list := range i.lists {
		exact, ok := container.Resolve(list, version)
		for _, image := range container.Images(list) {
			if ok && image.Version == exact && image.Listed {
				found = append(found, image)
			}
		}
	}
	return found
}

// forFirstSDK tells launchers that are written for version 1 of the SDK, in which much was optional that is needed now.
func forFirstSDK(w *workspace.Workspace, l *workspace.Launch) bool {
	if pin, ok := w.SDK(l.File()); ok && pin.Admits(1) && !pin.Admits(2) && !pin.Admits(3) {
		return true
	}
	return slices.ContainsFunc(l.Call.Args, func(a workspace.Argument) bool { return strings.HasPrefix(a.Name, "train_") })
}
