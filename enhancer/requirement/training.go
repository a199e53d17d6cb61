package requirement

import (
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// trainWords are in the names of functions that train, or that do everything.
var trainWords = words(`train training trainer fit main run runner launch launcher execute start finetune tune tuner tuning optimize learn learner
	step epoch epochs worker job pipeline loop experiment rollout backward minimize pretrain`)

func (r *reader) training() Answer {
	var evidence []*syntax.Node
	for _, use := range r.Usage.Of(frameworks.Trains) {
		if !r.standsInSampler(use) {
			evidence = append(evidence, use.Call.Node)
		}
	}
	if evidence != nil {
		return found(TrainingLoop, evidence)
	}
	return r.absentUnless(TrainingLoop, trainWords)
}

// standsInSampler tells `fit` calls in functions of the serving side, which run behind an endpoint and train nothing.
func (r *reader) standsInSampler(use frameworks.Use) bool {
	f := use.Call.Scope.Function()
	return f != nil && isHandler(f.Name)
}

// isHandler tells the functions that SageMaker's serving containers call.
// Source: sagemaker-inference-toolkit, default_inference_handler; sagemaker-python-sdk documentation of each framework's
// model server (August 2026).
func isHandler(name string) bool {
	switch name {
	case "model_fn", "input_fn", "predict_fn", "output_fn", "transform_fn", "handler", "handle", "lambda_handler", "save_fn_handler":
		return true
	}
	return false
}
