package enhancer

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// argumentValues give what an argument of a job may be, the newest or likeliest first.
var argumentValues = map[string]func(*workspace.Launch) []Completion{
	"framework_version":    frameworkVersions,
	"py_version":           pyVersions,
	"transformers_version": transformersVersions,
	"pytorch_version":      func(l *workspace.Launch) []Completion { return baseVersions(l, container.PyTorch) },
	"tensorflow_version":   func(l *workspace.Launch) []Completion { return baseVersions(l, container.TensorFlow) },
	"instance_type":        instanceTypes,
	"train_instance_type":  instanceTypes,
	"input_mode":           inputModes,
}

func completeArgument(g workspace.Gap) []Completion {
	if values := argumentValues[g.Argument]; values != nil {
		return values(g.Launches[0])
	}
	return nil
}

// versions makes completions of images: their versions, the newest first, each once.
func versions(images []*container.Image, version func(*container.Image) string) []Completion {
	var list []Completion
	for _, i := range slices.Backward(images) {
		name := version(i)
		if name == "" || !i.Listed || slices.ContainsFunc(list, func(c Completion) bool { return c.Label == name }) {
			continue
		}
		c := Completion{Label: name, Kind: CompletesValue, Detail: strings.Join(detailsOf(i), ", ")}
		c.Text = strings.Join(append([]string{"- " + sayVersion(i)}, sayPatched(i)...), "\n")
		list = append(list, c)
	}
	return list
}

// detailsOf says in a few words what is in an image.
func detailsOf(i *container.Image) (list []string) {
	tag := ""
	if len(i.Tags) > 0 {
		tag = i.Tags[len(i.Tags)-1]
	}
	if pythons := i.Pythons(tag); len(pythons) > 0 {
		list = append(list, "Python "+strings.Join(pythons, " or "))
	}
	for _, said := range sayPatched(i) {
		list = append(list, strings.TrimPrefix(said, "- "))
	}
	return list
}

func frameworkVersions(l *workspace.Launch) []Completion {
	if l.Framework == container.HuggingFace {
		return nil // it has an argument for each framework
	}
	return versions(container.Images(l.Framework), func(i *container.Image) string { return i.Version })
}

func transformersVersions(*workspace.Launch) []Completion {
	return versions(container.Images(container.HuggingFace), func(i *container.Image) string { return i.Version })
}

// baseVersions are those of the framework below transformers that fit the version of transformers that the job names.
func baseVersions(l *workspace.Launch, framework string) []Completion {
	var images []*container.Image
	for _, p := range container.Pairs(container.HuggingFace, argumentText(l, "transformers_version")) {
		if p.Framework == framework {
			images = append(images, p.Image)
		}
	}
	return versions(images, func(i *container.Image) string { _, v := i.BaseVersion(); return v })
}

// pyVersions are those that there are for the version that the job names, or, where it names none, at all.
func pyVersions(l *workspace.Launch) []Completion {
	list, version := l.Framework, argumentText(l, "framework_version")
	if list == container.HuggingFace {
		version = argumentText(l, "transformers_version")
	}
	tags := container.PyVersions(list, version)
	for _, i := range container.Images(list) {
		if version == "" {
			tags = append(tags, i.Tags...)
		}
	}
	var completions []Completion
	for _, tag := range slices.Backward(distinct(tags)) {
		c := Completion{Label: tag, Kind: CompletesValue}
		if version != "" {
			c.Detail = "for " + list + " " + version
		}
		completions = append(completions, c)
	}
	return completions
}

// argumentText is an argument of a job that is a text known whole, empty for anything else.
func argumentText(l *workspace.Launch, name string) string {
	a, _ := l.Arg(name)
	text, _ := a.Value.Known()
	return text
}

func instanceTypes(*workspace.Launch) []Completion {
	var list []Completion
	for _, name := range sagemaker.InstanceTypes() {
		list = append(list, Completion{Label: name, Kind: CompletesValue})
	}
	return list
}

// inputModes are how data comes into the container.
// Source: SageMaker API model, service-2.json (August 2026).
func inputModes(*workspace.Launch) []Completion {
	return []Completion{
		{Label: "File", Kind: CompletesValue, Detail: "copied into the container before the script starts"},
		{Label: "FastFile", Kind: CompletesValue, Detail: "streamed from S3 when the script opens a file"},
		{Label: "Pipe", Kind: CompletesValue, Detail: "streamed through a named pipe"},
	}
}
