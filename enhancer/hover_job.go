package enhancer

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// versionArguments are those that choose the container of a job.
var versionArguments = []string{"framework_version", "py_version", "transformers_version", "pytorch_version", "tensorflow_version"}

// findJobs makes spots of the job definitions: of what is called, and of the arguments that choose the container.
func (r *Report) findJobs() {
	if r.workspace == nil || r.file == "" {
		return
	}
	for _, l := range r.workspace.LaunchesIn(r.file) {
		places := []workspace.Place{l.Call.Callee}
		for _, name := range versionArguments {
			if a, given := l.Arg(name); given {
				places = append(places, a.Place)
			}
		}
		for _, p := range places {
			if p.File == r.file {
				r.addSpot(aboutJob, rule.Span{Start: p.Span.Start, End: p.Span.End}, func() string { return r.sayJob(l) })
			}
		}
	}
}

// sayJob says what a job definition starts, and in which container.
func (r *Report) sayJob(l *workspace.Launch) string {
	starts := ""
	switch {
	case l.Script != "":
		starts = "Starts " + code(r.workspace.Name(l.Script)) + "."
	case l.EntryPoint.Kind != workspace.None:
		starts = "Which script it starts cannot be told."
	}
	return paragraphs("**"+code(l.Class)+"** · training job", starts, sayContainer(l))
}

// sayContainer says what is in the container of a job; it is empty where that is not known.
func sayContainer(l *workspace.Launch) string {
	image := l.Image()
	if image == nil {
		return ""
	}
	list := []string{"- " + sayVersion(image)}
	if pythons := l.Pythons(); len(pythons) > 0 {
		list = append(list, "- Python "+strings.Join(pythons, " or "))
	}
	if installed := sayInstalled(image); installed != "" {
		list = append(list, "- installed: "+installed)
	}
	return strings.Join(append(list, sayPatched(image)...), "\n")
}

// sayVersion names an image.
func sayVersion(i *container.Image) string {
	text := i.Framework + " " + i.Version
	if framework, version := i.BaseVersion(); framework != "" {
		text += " on " + framework + " " + version
	}
	if !i.Listed {
		text += ", which only `image_uri` can name"
	}
	return "container " + text
}

// sayPatched says until when an image is patched, as of the day that the data is from.
func sayPatched(i *container.Image) []string {
	switch {
	case i.EndOfPatch == "":
		return nil
	case i.EndOfPatch < container.Snapshot:
		return []string{"- not patched since " + i.EndOfPatch}
	}
	return []string{"- patched until " + i.EndOfPatch}
}

// telling are the distributions that are worth naming of what is installed.
var telling = []string{"torch", "tensorflow", "transformers", "xgboost", "scikit-learn", "numpy", "pandas", "scipy"}

// sayInstalled lists the versions of what is installed.
func sayInstalled(i *container.Image) string {
	var list []string
	for _, name := range telling {
		if pins := i.Pins(name); len(pins) > 0 && len(pins) <= 2 {
			list = append(list, name+" "+strings.TrimPrefix(strings.Join(pins, " or "), "=="))
		}
	}
	return prose(strings.ReplaceAll(strings.Join(list, ", "), "==", ""))
}
