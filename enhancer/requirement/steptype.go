package requirement

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/frameworks"
)

// launcherClasses are the classes of the SageMaker SDK that start a job: a script that makes one runs beside the job, not
// in it. Source: sagemaker-python-sdk v2.257 and v3.20 (August 2026).
var launcherClasses = words(`estimator tuner processor trainer pipeline step transformer model builder`)

// stepType says what the file is to the platform, and what that rests on.
func (r *reader) stepType(path, declared string, training Answer) (stepType, why string) {
	if declared != "" {
		return declared, "it is declared"
	}
	name := strings.ToLower(filepath.Base(path))
	switch {
	case r.isTest(name):
		return "", "it is a test"
	case r.launches():
		return "", "it starts jobs with the SageMaker SDK"
	case r.beside.any(func(d *deeds) bool { return d.launches }):
		return "", "a module beside it starts jobs with the SageMaker SDK"
	case r.importsAny("awsglue", "pyspark") && !r.readsModelDir():
		return "Processing", "it is a Spark job"
	case r.mentions("/opt/ml/processing"):
		return "Processing", "it uses /opt/ml/processing"
	case r.isFrameworkMode():
		return "Training", "it defines the functions that TensorFlow's legacy mode calls"
	}
	if !r.isEntryPoint() {
		if r.definesHandlers() {
			return "CreateModel", "it defines the functions that a serving container calls"
		}
		return "", "it only defines things"
	}
	switch {
	case training.State == Found && r.fitsOnTheSide(name):
		return "", "it fits something, and nothing says that it is a training job"
	case training.State == Found && r.trainsOnTheWay(name, training):
		return "", "it uses code that trains, and its name says that it does something else"
	case training.State == Found:
		return "Training", "it trains a model"
	case training.State == CannotTell && r.Script.MainGuard() != nil && trainingName.in(strings.TrimSuffix(name, ".py")):
		return "Training", "its name says that it trains, and it hands its work on"
	case r.hasIdleTraining():
		return "Training", "it defines training code"
	case otherWork.in(strings.TrimSuffix(name, ".py")):
	default:
		if why := r.meantToTrain(name); why != "" {
			return "Training", why
		}
	}
	if r.definesHandlers() {
		return "CreateModel", "it defines the functions that a serving container calls"
	}
	return "", "nothing in it trains"
}

func (r *reader) isTest(name string) bool {
	if strings.HasPrefix(name, "test_") || strings.HasSuffix(name, "_test.py") || name == "conftest.py" || name == "setup.py" {
		return true
	}
	for _, i := range r.Script.Imports() {
		if i.Module == "pytest" || i.Module == "unittest" && i.Item == "" || i.Module == "setuptools" {
			return true
		}
	}
	return false
}

// launches tells scripts that make an estimator, a tuner or the like of the SageMaker SDK, or ask the service for a job.
func (r *reader) launches() bool {
	return len(analysis.Gather(r.Script, launchesKey{}, func(scope *analysis.Scope) (out []*analysis.Call) {
		for _, call := range scope.Calls {
			if slices.ContainsFunc(r.Script.Callees(call), launchesJob) {
				out = append(out, call)
			}
		}
		return out
	})) > 0
}

type launchesKey struct{}

func launchesJob(callee analysis.Callee) bool {
	root, rest, _ := strings.Cut(callee.Name, ".")
	last := rest[strings.LastIndexByte(rest, '.')+1:]
	switch root {
	case "sagemaker":
		return launcherClasses.in(last) || isFrameworkEstimator(last)
	case "boto3":
		return strings.HasPrefix(last, "create_training_job") || strings.HasPrefix(last, "create_hyper_parameter_tuning_job") || strings.HasPrefix(last, "create_processing_job")
	}
	return false
}

func isFrameworkEstimator(class string) bool {
	switch class {
	case "PyTorch", "TensorFlow", "SKLearn", "XGBoost", "HuggingFace", "MXNet", "Chainer", "RLEstimator", "AlgorithmEstimator", "AutoML":
		return true
	}
	return false
}

// importsAny tells scripts that import one of the packages.
func (r *reader) importsAny(packages ...string) bool {
	for _, i := range r.Script.Imports() {
		root, _, _ := strings.Cut(i.Module, ".")
		for _, p := range packages {
			if root == p {
				return true
			}
		}
	}
	return false
}

func (r *reader) mentions(path string) bool {
	return len(analysis.Gather(r.Script, mentionsKey{path}, func(scope *analysis.Scope) (out []*syntax.Node) {
		for _, n := range scope.Strings {
			if strings.Contains(n.Text(), path) {
				out = append(out, n)
			}
		}
		return out
	})) > 0
}

type mentionsKey struct{ path string }

// isFrameworkMode tells scripts of TensorFlow's legacy mode: the container calls their functions.
// Source: sagemaker-tensorflow-container, "Preparing the TensorFlow training script", legacy mode (2019).
func (r *reader) isFrameworkMode() bool {
	model, input := false, false
	for _, part := range r.Script.Parts() {
		for _, b := range part.Bindings {
			switch b.Name {
			case "estimator_fn", "model_fn", "keras_model_fn":
				model = model || b.Kind == analysis.BindDefinition
			case "train_input_fn":
				input = input || b.Kind == analysis.BindDefinition
			}
		}
	}
	return model && input && r.Script.MainGuard() == nil && !r.worksAtModuleLevel()
}

// isEntryPoint tells scripts that do something when they are started.
func (r *reader) isEntryPoint() bool {
	return r.Script.MainGuard() != nil || r.worksAtModuleLevel()
}

// worksAtModuleLevel tells whether the module's own statements, by themselves or through the functions that they call,
// train, save or parse options. A module that sets a logger up when it is imported does not.
func (r *reader) worksAtModuleLevel() bool {
	if r.Script.MainGuard() == nil {
		for _, use := range r.Usage.Uses {
			if use.Reached && (use.Role == frameworks.Trains || use.Role == frameworks.Saves || use.Role == frameworks.Prepares) && !r.standsInSampler(use) && !r.onlyDefined(use) {
				return true
			}
		}
	}
	if r.Script.MainGuard() == nil && r.callsTraining() {
		return true
	}
	for _, part := range r.Script.Parts() {
		for _, call := range part.Calls {
			switch call.Method() {
			case "parse_args", "parse_known_args", "main":
				return true
			}
		}
	}
	return false
}

// onlyDefined tells calls in a class of which the file makes no object: who imports the file may.
func (r *reader) onlyDefined(use *frameworks.Use) bool {
	for s := use.Call.Scope; s != nil; s = s.Parent {
		if s.Kind == analysis.ClassScope {
			return len(r.Script.Sites(s)) == 0
		}
	}
	return false
}

func (r *reader) definesHandlers() bool {
	for _, part := range r.Script.Parts() {
		for _, b := range part.Bindings {
			if b.Kind == analysis.BindDefinition && isHandler(b.Name) {
				return true
			}
		}
	}
	return false
}

// hasIdleTraining tells scripts with training code that nothing calls: the job would do nothing.
func (r *reader) hasIdleTraining() bool {
	for _, use := range r.Usage.Uses {
		if use.Role == frameworks.Trains && !use.Reached && !r.standsInSampler(use) {
			return true
		}
	}
	return false
}

// meantToTrain says by which sign an entry point that does not train was meant to; empty where there is none.
func (r *reader) meantToTrain(name string) string {
	learns := len(r.Usage.InUse) > 0
	named := trainingName.in(strings.TrimSuffix(name, ".py"))
	switch {
	case r.readsModelDir() && !r.loadsModel() && !r.fillsModelDirByHand():
		return "it reads SM_MODEL_DIR"
	case learns && r.fillsModelDir() && !r.loadsModel():
		return "it saves a model under /opt/ml/model"
	case r.startsNothing() && (learns || named):
		return "it has an entry point, which does nothing"
	case learns && named:
		return "its name says that it trains"
	case learns && r.preparesTraining():
		return "it makes what training needs"
	case learns && r.takesTrainingOptions():
		return "it takes the options of a training script"
	}
	return ""
}

// fitsOnTheSide tells scripts that fit something with scikit-learn or a library like it, save no model, and bear no sign
// of a training job: they analyse data.
func (r *reader) fitsOnTheSide(name string) bool {
	if r.speaksOfPlatform() || trainingName.in(strings.TrimSuffix(name, ".py")) || r.takesTrainingOptions() || len(r.Usage.Of(frameworks.Saves)) > 0 {
		return false
	}
	trainings, saves := slices.Clone(r.Usage.Of(frameworks.Trains)), 0
	r.beside.each(func(_ *workspace.Module, d *deeds) {
		saves += len(d.saves)
		for _, use := range d.uses {
			if use.Role == frameworks.Trains {
				trainings = append(trainings, use)
			}
		}
	})
	return saves == 0 && !slices.ContainsFunc(trainings, func(use *frameworks.Use) bool {
		if use.Framework != nil {
			return use.Framework.Name != "sklearn"
		}
		return use.Call.Method() != "fit"
	})
}

// fillsModelDir tells scripts that save a model into the model directory.
func (r *reader) fillsModelDir() bool {
	for _, s := range r.saves {
		if s.Use.Entry != nil && s.Place == ModelDir {
			return true
		}
	}
	return false
}

// fillsModelDirByHand tells scripts that write files of their own into the model directory and no model of a framework:
// that is their work.
func (r *reader) fillsModelDirByHand() bool {
	byHand := false
	for _, s := range r.saves {
		if s.Use.Entry != nil {
			return false
		}
		byHand = byHand || s.Place == ModelDir
	}
	return byHand || slices.ContainsFunc(r.handedOn, func(d delegation) bool { return r.inModelDir(d.call) != nil && r.writesFiles(d) })
}

// loadsModel tells scripts that take a finished model up: they may convert, compress or measure it.
func (r *reader) loadsModel() bool {
	for _, scope := range r.Script.Scopes() {
		for _, call := range scope.Calls {
			switch call.Method() {
			case "load_model", "from_pretrained", "load_state_dict", "load_checkpoint", "load_weights", "load_params", "load_parameters", "restore":
				return r.Script.Reached(scope) && !isHandler(scope.Name)
			}
		}
	}
	return false
}

// trainingName are the words by which files that train are named.
var trainingName = words(`train training trainer finetune finetuning fit`)

// startsNothing tells a `__main__` condition below which nothing is done.
func (r *reader) startsNothing() bool {
	guard := r.Script.MainGuard()
	if guard == nil {
		return false
	}
	body := guard.Child(syntax.FieldConsequence)
	if body == nil {
		return false
	}
	for _, n := range body.Children() {
		if n.Kind() != syntax.KindPass && n.Kind() != syntax.KindComment {
			return false
		}
	}
	return true
}

// preparesTraining tells scripts that make an optimizer, compile a model, or make a trainer.
func (r *reader) preparesTraining() bool {
	if len(r.Usage.Of(frameworks.Optimizes)) > 0 {
		return true
	}
	for _, scope := range r.Script.Scopes() {
		for _, call := range scope.Calls {
			if !r.Script.Reached(scope) {
				continue
			}
			switch method := call.Method(); {
			case method == "compile" && call.Keyword("loss") != nil, strings.HasSuffix(method, "Trainer"), strings.HasSuffix(method, "TrainingArguments"):
				return true
			}
		}
	}
	return false
}

// takesTrainingOptions tells scripts that declare a learning rate or a number of epochs.
func (r *reader) takesTrainingOptions() bool {
	for _, o := range r.Script.Options() {
		switch strings.ToLower(o.Dest) {
		case "epochs", "epoch", "num_epochs", "n_epochs", "max_epochs", "num_train_epochs", "lr", "learning_rate", "num_round", "num_rounds", "n_estimators", "momentum", "weight_decay", "train_steps", "max_steps":
			return true
		}
	}
	return false
}

// otherWork are the words by which files that do something else are named.
var otherWork = words(`eval evaluate evaluation test predict inference infer serve serving server deploy launcher launch utils util helper helpers compile benchmark demo quantize quantizer quantization quantise
	process processing preprocess preprocessing preprocessor prepare data download`)

func (r *reader) readsModelDir() bool {
	for _, use := range r.Script.Environment() {
		if use.Name == "SM_MODEL_DIR" && !use.Write && r.Script.Reached(use.Scope) {
			return true
		}
	}
	return false
}

// speaksOfPlatform tells scripts that name SageMaker's paths or variables.
func (r *reader) speaksOfPlatform() bool {
	for _, use := range r.Script.Environment() {
		if strings.HasPrefix(use.Name, "SM_") {
			return true
		}
	}
	if r.mentions("/opt/ml") || r.beside.any(func(d *deeds) bool { return d.platform }) {
		return true
	}
	for _, i := range r.Script.Imports() {
		switch root, _, _ := strings.Cut(i.Module, "."); root {
		case "sagemaker_containers", "sagemaker_training", "smdistributed", "smdebug", "sagemaker_rl", "sagemaker_tensorflow", "sagemaker_xgboost_container", "sagemaker_mxnet_container":
			return true
		}
	}
	return false
}
