package requirement

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// evaluationWords are in the names with which a script that measures its model on data speaks of it.
var evaluationWords = words(`eval evaluate evaluation evaluator evaluations test tests tester testing valid validate validation validator val score scores scorer scoring metric metrics
	accuracy acc auc f1 rmse mse mae precision recall r2 perplexity bleu rouge confusion report holdout dev cv crossval iou map reward rewards regret predict predictions prediction preds
	inference infer rate error correct cost monitor benchmark feval evals watchlist topk top ndcg`)

// delegatedEvaluation are in the names of functions that may evaluate on the way.
var delegatedEvaluation = words(`eval evaluate evaluation test valid validate validation score metric metrics train training trainer fit main run launch launcher pipeline worker job experiment cli app loop`)

// evaluation asks whether the model is measured on data. The word "loss" is no evaluation; any other name of the trade,
// wherever the running code uses it, is taken as one.
func (r *reader) evaluation() Answer {
	var evidence []*syntax.Node
	for _, use := range r.Usage.Of(frameworks.Evaluates) {
		evidence = append(evidence, use.Call.Node)
	}
	if evidence == nil {
		evidence = r.namedAfterEvaluation()
	}
	if evidence == nil {
		evidence = r.foundBeside(Evaluation)
	}
	if evidence != nil {
		return found(Evaluation, evidence)
	}
	if r.reinforces() {
		return Answer{Capability: Evaluation, State: CannotTell, Reason: "a reinforcement learner is judged by its reward"}
	}
	return r.absentUnless(Evaluation, delegatedEvaluation)
}

// namedAfterEvaluation are the calls, keywords and variables of the running code that bear a name of the trade.
func (r *reader) namedAfterEvaluation() []*syntax.Node {
	return analysis.Gather(r.Script, evaluationNamesKey{}, func(scope *analysis.Scope) []*syntax.Node {
		if !r.Script.Reached(scope) || isHandler(scope.Name) {
			return nil
		}
		var out []*syntax.Node
		for _, call := range scope.Calls {
			if evaluationWords.in(call.Method()) && !standsBesideTraining(call.Method()) {
				out = append(out, call.Node)
			}
			for _, a := range call.Args {
				if evaluationWords.in(a.Name) {
					out = append(out, a.Value)
				}
			}
		}
		for _, b := range scope.Bindings {
			if evaluationWords.in(b.Name) {
				out = append(out, b.Node)
			}
		}
		return out
	})
}

type evaluationNamesKey struct{}

// standsBesideTraining tells names that hold a word of evaluation and mean something else: `model.eval()` is a mode.
func standsBesideTraining(method string) bool {
	return method == "eval" || method == "map" || method == "train_test_split"
}
