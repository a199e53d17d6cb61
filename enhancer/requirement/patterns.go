package requirement

// Pattern is one capability as the seed's requirements table describes it.
type Pattern struct {
	Capability  string
	Title       string
	Keywords    []string
	Description string
	// Rule is the category that reports its absence.
	Rule string
	// Needs says what satisfies it, for hover and the requirements command.
	Needs string
}

// Patterns are the capabilities in the order of the answers. Keywords and descriptions are the seed's.
// Source: the seed, "Required Patterns" (2025-08-19).
var Patterns = []Pattern{
	{TrainingLoop, "trains a model", []string{"fit", "train", "epoch", "batch"}, "Training loop implementation", "missing_training_loop",
		"a call that trains and runs: fit(), xgb.train(), a loop with backward() and step(), a Trainer"},
	{ModelSaving, "saves the model", []string{"save", "dump", "pickle", "/opt/ml/model"}, "Model artifact saving", "missing_model_saving",
		"the model written under /opt/ml/model (SM_MODEL_DIR), which SageMaker uploads when the job ends"},
	{HyperparameterLoading, "reads hyperparameters", []string{"hyperparameters", "config", "/opt/ml/input/data/config"}, "Hyperparameter loading from SageMaker", "missing_hyperparameter_loading",
		"argparse or another parser, SM_HPS, SM_HP_*, or /opt/ml/input/config/hyperparameters.json"},
	{DataLoading, "reads training data", []string{"read_csv", "load", "/opt/ml/input/data/train"}, "Training data loading", "missing_training_data_loading",
		"a channel's directory (SM_CHANNEL_TRAIN, /opt/ml/input/data/train) or another source of data"},
	{Evaluation, "evaluates the model", []string{"evaluate", "score", "metric", "accuracy", "validation"}, "Model evaluation and metrics", "missing_evaluation_patterns",
		"a metric on data that was not trained on, here or in a step of its own"},
}

// PatternOf gives a capability's line in the table.
func PatternOf(capability string) Pattern {
	for _, p := range Patterns {
		if p.Capability == capability {
			return p
		}
	}
	return Pattern{}
}

// FrameworkNeeds is what the seed asks of scripts of one framework.
type FrameworkNeeds struct {
	Name                         string
	Imports, Functions, Patterns []string
}

// Frameworks are the four frameworks of the seed. Source: the seed, "Framework Requirements" (2025-08-19).
var Frameworks = []FrameworkNeeds{
	{"xgboost", []string{"xgboost", "xgb"}, []string{"DMatrix", "xgb.train"}, []string{"dmatrix_creation", "xgboost_training"}},
	{"pytorch", []string{"torch", "torch.nn"}, []string{"nn.Module", "optim", "loss"}, []string{"model_definition", "training_loop", "optimizer_usage"}},
	{"sklearn", []string{"sklearn"}, []string{"fit"}, []string{"model_fitting", "model_persistence"}},
	{"tensorflow", []string{"tensorflow", "tf"}, []string{"compile", "fit"}, []string{"model_compilation", "training_loop"}},
}
