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
	if evidence = r.featurizes(); evidence != nil {
		return found(TrainingLoop, evidence)
	}
	if evidence = r.foundBeside(TrainingLoop); evidence != nil {
		return found(TrainingLoop, evidence)
	}
	for _, d := range r.handedOn {
		given := !prepares(d.name) && !readsOnly(d.name) && !writeWords.in(lastName(d.name)) && r.inModelDir(d.call) != nil
		if given || len(r.Usage.InUse) == 0 && isOwnModule(r.Script, r.Usage.Tables, d.name) {
			if reason := r.hides(d, trainWords, true); reason != "" {
				return Answer{Capability: TrainingLoop, State: CannotTell, Reason: reason}
			}
		}
	}
	return r.absentUnless(TrainingLoop, trainWords)
}

// writeWords are in the names of functions that are given the model directory to write there, and train nothing.
var writeWords = words(`save export dump write store serialize upload copy convert onnx artifact artifacts`)

// featurizes gives the calls that fit a scaler or an encoder, in a script that asks for the model directory or saves
// what it fitted: such a job trains a featurizer, and that is its model.
func (r *reader) featurizes() []*syntax.Node {
	if !r.readsModelDir() && (!r.speaksOfPlatform() || len(r.Usage.Of(frameworks.Saves)) == 0) {
		return nil
	}
	var out []*syntax.Node
	for _, use := range r.Usage.Of(frameworks.Prepares) {
		out = append(out, use.Call.Node)
	}
	return out
}

// standsInSampler tells `fit` calls in functions of the serving side, which run behind an endpoint and train nothing.
func (r *reader) standsInSampler(use *frameworks.Use) bool {
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

// reinforces tells scripts of reinforcement learning.
func (r *reader) reinforces() bool {
	for _, name := range []string{"sagemaker_rl", "rl_coach", "stable_baselines", "stable_baselines3", "ray"} {
		if r.Usage.Has(name) {
			return true
		}
	}
	return false
}
