package workspace

// Launch is one job definition: an estimator or ModelTrainer that a launcher makes.
type Launch struct {
	// Call is what makes it, such as `PyTorch(entry_point=..., ...)`.
	Call *Call
	// Class is the platform's class, such as "PyTorch" or "ModelTrainer"; a class of the file that derives from one counts as that.
	Class string
	// Derived tells that a class of the file is called which derives from Class: it may take other arguments.
	Derived bool
	// Framework is the container's framework, in the spelling of containers.json: "pytorch", "tensorflow", "sklearn", "xgboost",
	// "huggingface", "mxnet", "chainer", "autogluon", "rl"; empty where the job names an image, or none.
	Framework string
	// Generation is that of the SDK: 2 for estimators (those of version 1 included), 3 for ModelTrainer.
	Generation int
	// EntryPoint is the script that the job names, SourceDir the folder that goes along; Kind None where not given.
	EntryPoint, SourceDir Value
	// Script is the absolute path of the script, empty where it cannot be told or is not there. Root is the absolute path of
	// the source folder, empty where there is none or it cannot be told.
	Script, Root string
	// entry and source are EntryPoint and SourceDir with what is known of where the launcher is filled in.
	entry, source Value
	// Written is what the notebook itself writes to Script before it starts the job, nil where it writes nothing there.
	Written *string
	// Hyperparameters is a Dict, None where none are given, Unknown where they cannot be told.
	Hyperparameters Value
	// Environment likewise are the variables that the job sets.
	Environment Value
	// Runs are the calls that start it.
	Runs []Run
	// Tuners search for its best hyperparameters.
	Tuners []*Tuner
}

// Run is one start of a job: `fit`, `train`, or a pipeline's TrainingStep.
type Run struct {
	Call *Call
	// Channels are the data channels by name: a Dict, None where none are given, Unknown where they cannot be told.
	Channels Value
}

// Tuner is a HyperparameterTuner around a job.
type Tuner struct {
	Call *Call
	// Ranges are hyperparameter_ranges, a Dict of Objects such as ContinuousParameter.
	Ranges Value
	// Metrics are metric_definitions, a List of Dicts with Name and Regex; None where not given.
	Metrics Value
	// Objective is objective_metric_name.
	Objective Value
}

// Arg gives the argument of a name that makes the job; ok is false where there is none.
func (l *Launch) Arg(name string) (a Argument, ok bool) { return l.Call.Arg(name) }

// File is the launcher.
func (l *Launch) File() string { return l.Call.Place.File }

// Source is the SourceCode of a ModelTrainer, nil for anything else.
func (l *Launch) Source() *Call { return l.object("source_code") }

// Compute is the Compute of a ModelTrainer, nil for anything else.
func (l *Launch) Compute() *Call { return l.object("compute") }

func (l *Launch) object(name string) *Call {
	if a, ok := l.Arg(name); ok && a.Value.Kind == Object {
		return a.Value.Call
	}
	return nil
}

// IsTuned tells whether a tuner starts the job.
func (l *Launch) IsTuned() bool { return len(l.Tuners) > 0 }
