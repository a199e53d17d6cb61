package alignment

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Outline is what a contract of a script would have to say.
type Outline struct {
	// Script is the file's base name; Stem is that without its ending, Step the same as the name of a step: ChurnTraining.
	Script, Stem, Step string
	// Class is the platform's class for the script's framework, with a version of its container and of Python.
	Class, Module, FrameworkVersion, PythonVersion string
	Inputs, Outputs                                []Pair
	// Channels are the folders of an input that is all of the data: its channels.
	Channels            []string
	Arguments, Optional []Pair
	Required            []string
}

// Pair is a name with a path or a default.
type Pair struct{ Name, Value string }

// OutlineOf reads what a script needs and gives.
func OutlineOf(p *rule.Pass) Outline {
	stem := strings.TrimSuffix(filepath.Base(p.Path), ".py")
	o := Outline{Script: filepath.Base(p.Path), Stem: stem, Step: pascal(stem)}
	e := estimatorOf(p)
	o.Class, o.Module, o.FrameworkVersion, o.PythonVersion = e.class, e.module, e.version, e.python
	o.readPaths(p.Script)
	o.readEnvironment(p.Script)
	o.readArguments(p.Script)
	return o
}

// pascal is a name in Pascal case.
func pascal(stem string) string {
	out := ""
	for _, word := range strings.FieldsFunc(stem, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		out += strings.ToUpper(word[:1]) + word[1:]
	}
	return out
}

type estimator struct{ class, module, version, python string }

// estimators are the platform's classes by framework, each with a container that is there.
// Source: sagemaker-python-sdk 2.257, image_uri_config (August 2026).
var estimators = map[string]estimator{
	"sklearn":    {"SKLearn", "sagemaker.sklearn", "1.2-1", "py3"},
	"xgboost":    {"XGBoost", "sagemaker.xgboost", "1.7-1", "py3"},
	"tensorflow": {"TensorFlow", "sagemaker.tensorflow", "2.14.1", "py310"},
	"pytorch":    {"PyTorch", "sagemaker.pytorch", "2.1.0", "py310"},
}

// estimatorOf is the class for the framework that trains; PyTorch's container runs any other library.
func estimatorOf(p *rule.Pass) estimator {
	if in := p.Usage.InUse; len(in) > 0 {
		if e, ok := estimators[in[0].Name]; ok {
			return e
		}
	}
	return estimators["pytorch"]
}

const dataFolder = "/opt/ml/input/data"

func (o *Outline) readPaths(script *analysis.Script) {
	paths := []string{}
	for _, use := range pathUses(script) {
		paths = append(paths, use.path)
	}
	for _, v := range variables(script) {
		paths = append(paths, variablePath(v.name))
	}
	for _, path := range paths {
		if channel, ok := strings.CutPrefix(path, dataFolder+"/"); ok {
			channel, _, _ = strings.Cut(channel, "/")
			o.Inputs = with(o.Inputs, Pair{channel, dataFolder + "/" + channel})
		}
	}
	if len(o.Inputs) == 0 || slices.Contains(paths, dataFolder) {
		o.Inputs = []Pair{{"input_path", dataFolder}}
		o.Channels = channels(script)
	}
	o.Outputs = []Pair{{"model_output", sagemaker.ModelDir}}
	if slices.ContainsFunc(paths, func(path string) bool { return strings.HasPrefix(path, "/opt/ml/output/data") }) {
		o.Outputs = append(o.Outputs, Pair{"evaluation_output", "/opt/ml/output/data"})
	}
}

// channels are the usual names of channels that stand in quotes in a script; the first of them where none does.
func channels(script *analysis.Script) (out []string) {
	text := string(script.Tree.Text())
	for _, name := range []string{"train", "val", "validation", "test"} {
		if strings.Contains(text, `"`+name+`"`) || strings.Contains(text, "'"+name+"'") {
			out = append(out, name)
		}
	}
	if out == nil {
		out = []string{"train"}
	}
	return out
}

func with(pairs []Pair, p Pair) []Pair {
	if slices.Contains(pairs, p) {
		return pairs
	}
	return append(pairs, p)
}

func (o *Outline) readEnvironment(script *analysis.Script) {
	for _, v := range variables(script) {
		if v.set || isForeign(v.name) || sagemaker.LookupVariable(v.name) != nil {
			continue
		}
		if _, needed := v.needed(); needed {
			o.Required = append(o.Required, v.name)
			continue
		}
		fallback := ""
		if texts, known := v.fallbacks(script); known && len(texts) > 0 {
			fallback = texts[0]
		}
		o.Optional = append(o.Optional, Pair{v.name, fallback})
	}
}

// readArguments takes in the arguments that must be given; all others are hyperparameters of the job, or have a default.
func (o *Outline) readArguments(script *analysis.Script) {
	for _, option := range script.Options() {
		if option.Required && script.Reached(option.Call.Scope) {
			o.Arguments = append(o.Arguments, Pair{strings.ReplaceAll(normal(option.Flags[0]), "_", "-"), ""})
		}
	}
}
