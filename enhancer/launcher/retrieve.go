package launcher

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// retrieved reads `image_uris.retrieve(framework, region, version, ...)` where it asks for a training image of a framework:
// v is the version. ok is false for any other call, and where it cannot be told.
// Source: sagemaker-python-sdk 2.257.6 and 3.20.0 (August 2026), image_uris.py.
func retrieved(c *workspace.Call) (i image, v workspace.Value, ok bool) {
	if !strings.HasSuffix(c.Name, ".image_uris.retrieve") || c.Open {
		return i, v, false
	}
	framework, known := argumentAt(c, "framework", 0).Known()
	title := titles[framework]
	if !known || title == "" || framework == container.HuggingFace || c.Has("distribution", "training_compiler_config", "inference_tool") {
		return i, v, false
	}
	switch scope, _ := argumentAt(c, "image_scope", 6).Known(); {
	case scope == "training":
	case framework == container.SKLearn || framework == container.XGBoost: // one image for both
	default:
		return i, v, false
	}
	if slices.ContainsFunc(argumentAt(c, "instance_type", 4).Alternatives(), func(v workspace.Value) bool { return strings.Contains(v.Text, "trn") }) {
		return i, v, false
	}
	v = argumentAt(c, "version", 2)
	_, known = v.Known()
	return image{lists: []string{framework}, title: title}, v, known
}

// argumentAt is an argument that may be given by its name or at a position; Unknown where it is not given.
func argumentAt(c *workspace.Call, name string, position int) workspace.Value {
	if a, ok := c.Arg(name); ok {
		return a.Value
	}
	if position < len(c.Args) && c.Args[position].NamePlace.IsZero() {
		return c.Args[position].Value
	}
	return workspace.Value{}
}
