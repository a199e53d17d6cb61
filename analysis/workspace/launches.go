package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// estimators are the platform's classes that define a training job, with the framework of their container.
// Sources: sagemaker-python-sdk 2.257.6 and 3.20.0 (August 2026); the classes of version 1 have the same names.
var estimators = map[string]string{
	"Estimator": "", "Framework": "", "EstimatorBase": "", "PyTorch": "pytorch", "TensorFlow": "tensorflow", "SKLearn": "sklearn", "XGBoost": "xgboost",
	"HuggingFace": "huggingface", "MXNet": "mxnet", "Chainer": "chainer", "RLEstimator": "rl", "AutoGluon": "autogluon", "ModelTrainer": "",
}

// readLaunches finds the job definitions in a file, and what else it uses of the platform's SDK. The script are its facts,
// nil where they are not known yet.
func readLaunches(files *Files, s source, script *analysis.Script) ([]*Launch, *Launcher) {
	r := newReader(files, s, script)
	if !importsPlatform(r.script) {
		return nil, nil
	}
	l := launchReader{reader: r, made: map[*syntax.Node]*Launch{}}
	for _, scope := range r.script.Scopes() {
		for _, call := range scope.Calls {
			l.define(call)
		}
	}
	if len(l.found) == 0 {
		return nil, l.launcher()
	}
	for _, scope := range r.script.Scopes() {
		for _, call := range scope.Calls {
			l.use(call)
		}
	}
	slices.SortStableFunc(l.found, func(a, b *Launch) int { return a.Call.Place.Span.Start - b.Call.Place.Span.Start })
	return l.found, l.launcher()
}

// importsPlatform tells whether a file uses the SageMaker SDK.
func importsPlatform(script *analysis.Script) bool {
	return slices.ContainsFunc(script.Imports(), func(i analysis.Import) bool {
		return i.Module == "sagemaker" || ofPlatform(i.Module)
	})
}

// launchReader gathers the job definitions of one file.
type launchReader struct {
	*reader
	made  map[*syntax.Node]*Launch // by the call
	found []*Launch
}

// define takes in a call that makes an estimator or its like.
func (l *launchReader) define(call *analysis.Call) {
	name, derived := l.platformClass(call)
	class := name[strings.LastIndexByte(name, '.')+1:]
	framework, known := estimators[class]
	if !known {
		return
	}
	c := l.object(name, call)
	launch := &Launch{Call: c, Class: class, Framework: framework, Derived: derived, Generation: 2, Hyperparameters: Value{Kind: None}, Environment: Value{Kind: None}}
	if class == "ModelTrainer" {
		launch.Generation = 3
	}
	l.setSource(launch, call)
	launch.Hyperparameters = mapping(c, "hyperparameters")
	launch.Environment = mapping(c, "environment")
	launch.Runs = l.configured(launch)
	l.made[call.Node] = launch
	l.found = append(l.found, launch)
}

// platformClass is the qualified name of the platform's class that a call makes an object of, empty where it is none. A
// class of the file counts as the platform's class that it derives from; derived says so.
func (l *launchReader) platformClass(call *analysis.Call) (name string, derived bool) {
	for _, v := range l.script.Eval(call.Func, call.Scope) {
		switch v.Kind {
		case analysis.External:
			if ofPlatform(v.Text) {
				return v.Text, false
			}
		case analysis.Class:
			for _, base := range l.script.ExternalBases(v.Scope) {
				if ofPlatform(base) {
					return base, true
				}
			}
		}
	}
	return "", false
}

// ofPlatform tells the names of the SageMaker SDK.
func ofPlatform(name string) bool {
	return strings.HasPrefix(name, "sagemaker.") || strings.HasPrefix(name, "sagemaker_train.") || strings.HasPrefix(name, "sagemaker_core.")
}

// mapping is an argument that is a dictionary: None where it is not given, Unknown where it cannot be told.
func mapping(c *Call, name string) Value {
	a, given := c.Arg(name)
	if !given {
		if c.Open {
			return Value{Text: "the job's arguments cannot all be told", Place: c.Place}
		}
		return Value{Kind: None}
	}
	v := a.Value
	if v.Kind == Either {
		v = joinDicts(v.Items)
	}
	if v.Kind != Dict && v.Kind != None {
		return Value{Text: "the value of `" + name + "` cannot be told", Place: v.Place}
	}
	return v
}

// setSource finds the script that a job names.
func (l *launchReader) setSource(launch *Launch, call *analysis.Call) {
	c, entry := launch.Call, "entry_point"
	if launch.Generation == 3 {
		c, entry = launch.Source(), "entry_script"
		if n := call.Keyword("source_code"); n != nil && c != nil {
			call = l.madeBy(n, call.Scope)
		}
	}
	launch.EntryPoint, launch.SourceDir = l.text(c, entry), l.text(c, "source_dir")
	launch.entry, launch.source = l.located(launch.EntryPoint, call, entry), l.located(launch.SourceDir, call, "source_dir")
	locator{l.files, l.path, l.written}.locate(launch)
}

// madeBy is the call that made an object, nil where it cannot be told.
func (l *launchReader) madeBy(n *syntax.Node, scope *analysis.Scope) *analysis.Call {
	if call := l.callOf(n, scope); call != nil {
		return call
	}
	for _, v := range l.script.Eval(n, scope) {
		if v.Call != nil {
			return v.Call
		}
	}
	return nil
}

// located is a path that an argument gives, with what is known of where the launcher is filled in.
func (l *launchReader) located(v Value, call *analysis.Call, name string) Value {
	if _, known := v.Known(); known || v.Kind == None || call == nil {
		return v
	}
	if path, ok := l.pathText(call.Keyword(name), call.Scope); ok {
		return Value{Kind: String, Text: path, Place: v.Place}
	}
	return v
}

// text is an argument that is a text, Kind None where it is not given.
func (l *launchReader) text(c *Call, name string) Value {
	a, given := c.Arg(name)
	switch {
	case !given && c != nil && c.Open:
		return Value{Text: "the arguments cannot all be told", Place: c.Place}
	case !given:
		return Value{Kind: None}
	}
	return a.Value
}

// configured are the channels that a ModelTrainer is made with: it is started with these, whatever comes to them.
func (l *launchReader) configured(launch *Launch) []Run {
	a, given := launch.Call.Arg("input_data_config")
	if !given {
		return nil
	}
	return []Run{{Call: launch.Call, Channels: inputData(a.Value)}}
}

// inputData are the channels of a list of InputData.
func inputData(v Value) Value {
	if v.Kind != List {
		return Value{Text: "the channels cannot be told", Place: v.Place}
	}
	out := Value{Kind: Dict, Open: v.Open, Place: v.Place}
	for _, item := range v.Items {
		a, ok := item.Call.Arg("channel_name")
		name, known := a.Value.Known()
		if !ok || !known {
			out.Open = true
			continue
		}
		out = set(out, Entry{Key: name, KeyPlace: a.Value.Place, Value: item})
	}
	return out
}

// use takes in a call of a method of a job, or one that a job is handed to.
func (l *launchReader) use(call *analysis.Call) {
	switch call.Method() {
	case "fit", "train":
		for _, launch := range l.receivers(call) {
			run := l.run(launch, call)
			launch.Runs = slices.DeleteFunc(launch.Runs, func(r Run) bool { return r.Call == launch.Call })
			launch.Runs = append(launch.Runs, run)
		}
	case "set_hyperparameters":
		for _, launch := range l.receivers(call) {
			l.setHyperparameters(launch, l.object("", call))
		}
	default:
		l.tuner(call)
		l.step(call)
	}
}

// setHyperparameters is `set_hyperparameters(name=value)`.
func (l *launchReader) setHyperparameters(launch *Launch, c *Call) {
	if launch.Hyperparameters.Kind == None {
		launch.Hyperparameters = Value{Kind: Dict, Place: c.Place}
	}
	for _, a := range c.Args {
		launch.Hyperparameters = set(launch.Hyperparameters, Entry{Key: a.Name, KeyPlace: a.NamePlace, Value: a.Value})
	}
	launch.Hyperparameters.Open = launch.Hyperparameters.Open || c.Open
}

// receivers are the jobs that a method is called on: a job itself, or the one in a tuner.
func (l *launchReader) receivers(call *analysis.Call) []*Launch {
	var out []*Launch
	for _, v := range l.script.Receiver(call) {
		if v.Call == nil {
			continue
		}
		if launch := l.made[v.Call.Node]; launch != nil && !slices.Contains(out, launch) {
			out = append(out, launch)
		}
		if l.isTuner(v.Call) {
			out = append(out, l.jobsIn(v.Call, "estimator", "model_trainer")...)
		}
	}
	return out
}

// jobsIn are the jobs that are handed to a call under one of some names, or as its first argument.
func (l *launchReader) jobsIn(call *analysis.Call, names ...string) []*Launch {
	n := call.Positional(0)
	for _, name := range names {
		if given := call.Keyword(name); given != nil {
			n = given
		}
	}
	return l.jobs(n, call.Scope)
}

// jobs are the jobs that an expression may be.
func (l *launchReader) jobs(n *syntax.Node, scope *analysis.Scope) []*Launch {
	if n == nil {
		return nil
	}
	var out []*Launch
	for _, v := range l.script.Eval(n, scope) {
		if v.Call == nil {
			continue
		}
		if launch := l.made[v.Call.Node]; launch != nil {
			out = append(out, launch)
		}
	}
	return out
}

func (l *launchReader) isTuner(call *analysis.Call) bool {
	name, _ := l.platformClass(call)
	return strings.HasSuffix(name, ".HyperparameterTuner")
}

// tuner takes in `HyperparameterTuner(estimator, ...)`.
func (l *launchReader) tuner(call *analysis.Call) {
	if call.Method() != "HyperparameterTuner" && !l.isTuner(call) {
		return
	}
	jobs := l.jobsIn(call, "estimator", "model_trainer")
	if len(jobs) == 0 {
		return
	}
	c := l.object("HyperparameterTuner", call)
	c.Name, _ = l.platformClass(call)
	t := &Tuner{Call: c, Ranges: mapping(c, "hyperparameter_ranges"), Metrics: Value{Kind: None}}
	if a, ok := c.Arg("metric_definitions"); ok {
		t.Metrics = a.Value
	}
	if a, ok := c.Arg("objective_metric_name"); ok {
		t.Objective = a.Value
	}
	for _, launch := range jobs {
		launch.Tuners = append(launch.Tuners, t)
	}
}

// step takes in `TrainingStep(estimator=..., inputs=...)`, whose job a pipeline starts.
func (l *launchReader) step(call *analysis.Call) {
	if name, _ := l.platformClass(call); !strings.HasSuffix(name, ".TrainingStep") {
		return
	}
	n := call.Keyword("estimator")
	if n == nil {
		return // step_args is what fit gave, which is a start by itself
	}
	for _, launch := range l.jobs(n, call.Scope) {
		launch.Runs = append(launch.Runs, l.run(launch, call))
	}
}

// run reads a start of a job.
func (l *launchReader) run(launch *Launch, call *analysis.Call) Run {
	c := l.object("", call)
	name, position := "inputs", 0
	if launch.Generation == 3 {
		name = "input_data_config"
	}
	a, given := c.Arg(name)
	if !given && call.Method() == "fit" {
		for _, p := range c.Args {
			if p.NamePlace.IsZero() && position == 0 {
				a, given = p, true
			}
			position++
		}
	}
	own := l.configured(launch)
	switch {
	case !given && c.Open:
		return Run{Call: c, Channels: Value{Text: "the arguments cannot all be told", Place: c.Place}}
	case !given && len(own) > 0:
		return Run{Call: c, Channels: own[0].Channels}
	case !given:
		return Run{Call: c, Channels: Value{Kind: None, Place: c.Place}}
	case launch.Generation == 3 && len(own) > 0:
		return Run{Call: c, Channels: l.merged(own[0].Channels, inputData(a.Value))}
	case launch.Generation == 3:
		return Run{Call: c, Channels: inputData(a.Value)}
	}
	return Run{Call: c, Channels: channels(a.Value)}
}

// channels are the channels that `fit(inputs)` makes. A text or a TrainingInput alone is the channel "training".
// Source: sagemaker-python-sdk 2.257.6, job.py, _format_inputs_to_input_config.
func channels(v Value) Value {
	if v.Kind == Either {
		if slices.ContainsFunc(v.Items, func(i Value) bool { return i.Kind == Dict }) {
			return joinDicts(v.Items)
		}
		return Value{Text: "the channels cannot be told", Place: v.Place}
	}
	switch v.Kind {
	case Dict:
		return v
	case None:
		return Value{Kind: None, Place: v.Place}
	case String:
		return Value{Kind: Dict, Entries: []Entry{{Key: "training", KeyPlace: v.Place, Value: v}}, Place: v.Place}
	case Object:
		if last := v.Call.Last(); last == "TrainingInput" || last == "s3_input" || last == "FileSystemInput" {
			return Value{Kind: Dict, Entries: []Entry{{Key: "training", KeyPlace: v.Place, Value: v}}, Place: v.Place}
		}
	}
	return Value{Text: "the channels cannot be told", Place: v.Place}
}
