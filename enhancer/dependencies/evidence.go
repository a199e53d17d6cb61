package dependencies

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// setting is what is known about where a script will run.
type setting struct {
	// launch is the job that starts it, nil where no job is in sight.
	launch *workspace.Launch
	// image is the job's container, nil where no job is in sight.
	image     *container.Image
	installed *workspace.Installation
}

// settings are the jobs that start a script and of which the container and all that is installed are known. Without any job,
// it is the requirements file beside the script that says what its author has thought of.
func settings(p *rule.Pass) []setting {
	if p.Workspace == nil || p.Path == "" || bringsItsOwn(p.Script) {
		return nil
	}
	launches := p.Launches()
	if len(launches) == 0 {
		return alone(p)
	}
	var found []setting
	for _, l := range launches {
		s := setting{launch: l, image: l.Image(), installed: p.Workspace.InstalledFor(l)}
		if s.image != nil && !s.installed.Open {
			found = append(found, s)
		}
	}
	return found
}

// alone is the setting of a training script that no job in sight starts. Where something else says what is installed, such as
// a Dockerfile or the project around it, there is none.
func alone(p *rule.Pass) []setting {
	installed := p.Workspace.InstalledBeside(p.Path)
	if !p.Requirements.Training() || installed.File == "" || installed.Open {
		return nil
	}
	files := p.Workspace.Files()
	for folder := filepath.Dir(p.Path); files.Contains(folder); folder = filepath.Dir(folder) {
		for _, name := range files.List(folder) {
			if saysWhatIsInstalled(name) && filepath.Join(folder, name) != installed.File {
				return nil
			}
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return []setting{{installed: installed}}
}

// saysWhatIsInstalled tells the files that say what is installed somewhere, by their names.
func saysWhatIsInstalled(name string) bool {
	lower := strings.ToLower(name)
	switch lower {
	case "pyproject.toml", "setup.py", "setup.cfg", "pipfile", "environment.yml", "environment.yaml", "conda.yml", "conda.yaml":
		return true
	}
	return strings.Contains(lower, "dockerfile") || workspace.IsRequirementsFile(name)
}

// lacks tells whether a library is neither in the container nor installed. Without a job in sight that is only said of what
// no container of a framework has.
func (s setting) lacks(library imported) bool {
	for _, name := range library.distributions {
		if s.image == nil && !container.InNone(name) || s.image != nil && !s.image.Lacks(name) {
			return false
		}
	}
	for _, r := range s.installed.Requirements {
		if r.URL != "" && byDistribution()[r.Distribution] == "" || mayBring(r.Distribution, library.distributions) {
			return false
		}
	}
	return true
}

// titles are the frameworks as their makers write them.
var titles = map[string]string{
	container.PyTorch: "PyTorch", container.TensorFlow: "TensorFlow", container.HuggingFace: "Hugging Face", container.SKLearn: "scikit-learn",
	container.XGBoost: "XGBoost", container.MXNet: "MXNet", container.Chainer: "Chainer", container.AutoGluon: "AutoGluon",
	container.PyTorchSMP: "PyTorch (model parallel)",
}

// containerName is an image as a message calls it, such as "XGBoost 1.7-1 container".
func containerName(i *container.Image) string {
	return fmt.Sprintf("%s %s container", titles[i.Framework], i.Version)
}

// place is where the job says which container it wants.
func place(l *workspace.Launch) workspace.Place {
	for _, name := range []string{"framework_version", "transformers_version", "image_uri", "training_image"} {
		if a, given := l.Arg(name); given {
			return a.Place
		}
	}
	return l.Call.Callee
}

// related points at the job that the finding rests on, none without a job.
func (s setting) related() []rule.Related {
	if s.launch == nil {
		return nil
	}
	return []rule.Related{rule.RelatedTo(place(s.launch), "the job's container is chosen here")}
}

// addRequirement is the fix that writes a distribution into the file that is installed; none where no file would be.
func addRequirement(w *workspace.Workspace, installed *workspace.Installation, distribution string) []rule.Fix {
	if installed.Add == "" {
		return nil
	}
	text, err := w.Files().Read(installed.Add)
	edit := rule.Edit{File: installed.Add, New: distribution + "\n"}
	if err == nil {
		edit.Span = rule.Span{Start: len(text), End: len(text)}
		newline := "\n"
		if strings.Contains(string(text), "\r\n") {
			newline = "\r\n"
		}
		edit.New = distribution + newline
		if len(text) > 0 && text[len(text)-1] != '\n' {
			edit.New = newline + edit.New
		}
	}
	return []rule.Fix{{Title: fmt.Sprintf("Add %s to %s", distribution, w.Name(installed.Add)), Edits: []rule.Edit{edit}, Safe: true}}
}

// advice says where a requirement has to be written.
func advice(w *workspace.Workspace, s setting, distribution string) string {
	switch {
	case s.installed.Add != "":
		return fmt.Sprintf("Add `%s` to %s.", distribution, w.Name(s.installed.Add))
	case s.launch.Generation == 3:
		return fmt.Sprintf("Write `%s` into a requirements file in the source folder, and name it in SourceCode(requirements=...).", distribution)
	}
	return fmt.Sprintf("Give the job a source_dir with the script and a requirements.txt that names `%s`.", distribution)
}
