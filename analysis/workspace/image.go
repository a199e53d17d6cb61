package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
)

// Image is the training container that a job runs in, nil where that cannot be told: the job names an image of its own, a
// version that is worked out at run time or that no image has, or something that leads to images nothing is known of.
func (l *Launch) Image() *container.Image {
	if c := l.retrieved(); c != nil {
		return imageOf(c, literal(c, "framework"), "version", "base_framework_version")
	}
	if l.Generation == 3 || l.Call.Open || l.namesImage() || l.hasOtherList() {
		return nil
	}
	switch l.Framework {
	case "":
		return nil
	case container.HuggingFace:
		return l.huggingFaceImage()
	case container.PyTorch:
		return imageOf(l.Call, l.pytorchList(), "framework_version", "")
	}
	return imageOf(l.Call, l.Framework, "framework_version", "")
}

// Pythons are the interpreters that may be in the job's container, such as "3.10"; empty where it is not known.
func (l *Launch) Pythons() []string {
	image := l.Image()
	if image == nil {
		return nil
	}
	c := l.Call
	if r := l.retrieved(); r != nil {
		c = r
	}
	a, given := argument(c, "py_version")
	if !given || a.Value.Kind == None {
		return image.Pythons("")
	}
	tag, known := a.Value.Known()
	if !known {
		return nil
	}
	return image.Pythons(tag)
}

// imageOf is the image that a call's arguments name.
func imageOf(c *Call, framework, version, base string) *container.Image {
	exact := literal(c, version)
	if framework == "" || exact == "" {
		return nil
	}
	below := ""
	if base != "" {
		below = literal(c, base)
	}
	return container.Find(framework, exact, below)
}

// literal is an argument that is a text known whole, empty for anything else.
func literal(c *Call, name string) string {
	a, _ := argument(c, name)
	text, _ := a.Value.Known()
	return text
}

// retrieveParameters are those that image_uris.retrieve is given by position.
// Source: sagemaker-python-sdk 2.257.6 and 3.20.0, image_uris.py (August 2026).
var retrieveParameters = []string{"framework", "region", "version", "py_version"}

// argument is an argument of a job or of image_uris.retrieve, by name or position.
func argument(c *Call, name string) (a Argument, ok bool) {
	if a, ok = c.Arg(name); ok || !strings.HasSuffix(c.Name, "image_uris.retrieve") {
		return a, ok
	}
	i := slices.Index(retrieveParameters, name)
	if i < 0 || i >= len(c.Args) || c.Args[i].Name != "" {
		return a, false
	}
	return c.Args[i], true
}

// retrieved is the `image_uris.retrieve(...)` that gives the job's image, nil where it is none.
func (l *Launch) retrieved() *Call {
	for _, name := range []string{"image_uri", "training_image"} {
		if a, given := l.Arg(name); given && a.Value.Kind == Object && strings.HasSuffix(a.Value.Call.Name, "image_uris.retrieve") && !a.Value.Call.Open {
			return a.Value.Call
		}
	}
	return nil
}

// namesImage tells a job that may name an image of its own.
func (l *Launch) namesImage() bool {
	for _, name := range []string{"image_uri", "image_name", "training_image"} {
		if a, given := l.Arg(name); given && a.Value.Kind != None {
			return true
		}
	}
	return false
}

// hasOtherList tells a job whose image comes from a list of its own: that of the training compiler, or of Trainium.
func (l *Launch) hasOtherList() bool {
	if a, given := l.Arg("compiler_config"); given && a.Value.Kind != None {
		return true
	}
	for _, name := range []string{"instance_type", "train_instance_type"} {
		if strings.HasPrefix(literal(l.Call, name), "ml.trn") {
			return true
		}
	}
	return false
}

// pytorchList is the list that a PyTorch job's image is looked up in, empty where that cannot be told.
func (l *Launch) pytorchList() string {
	a, given := l.Arg("distribution")
	if !given || a.Value.Kind == None {
		return container.PyTorch
	}
	if a.Value.Kind != Dict || a.Value.Open {
		return ""
	}
	_, torchrun := a.Value.Entry("torch_distributed")
	smdistributed, ok := a.Value.Entry("smdistributed")
	if !ok || !torchrun {
		return container.PyTorch
	}
	if smdistributed.Value.Kind != Dict || smdistributed.Value.Open {
		return ""
	}
	if _, parallel := smdistributed.Value.Entry("modelparallel"); parallel {
		return container.PyTorchSMP
	}
	return container.PyTorch
}

func (l *Launch) huggingFaceImage() *container.Image {
	version := literal(l.Call, "transformers_version")
	if version == "" {
		return nil
	}
	for argument, framework := range map[string]string{"pytorch_version": container.PyTorch, "tensorflow_version": container.TensorFlow} {
		if base := literal(l.Call, argument); base != "" {
			return container.Find(container.HuggingFace, version, framework+base)
		}
	}
	return nil
}
