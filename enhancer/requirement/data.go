package requirement

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

var dataWords = words(`load loader loaders loading data dataset datasets dataloader dataloaders read reader get fetch input inputs iter iterator iterators batch batches generator generate provider
	channel train training trainer fit main run runner launch launcher preset env environment agent pipeline worker job experiment make create build sample simulate corpus features prepare download manager graph`)

// data asks where the script gets its data from. Data that comes with a library, is made up or is simulated is data
// too: only a script in which nothing of the kind is in sight lacks it.
func (r *reader) data() Answer {
	var evidence []*syntax.Node
	for _, use := range r.Usage.Of(frameworks.Loads) {
		evidence = append(evidence, use.Call.Node)
	}
	for _, use := range r.Script.Environment() {
		if r.Script.Reached(use.Scope) && isDataVariable(use.Name) {
			evidence = append(evidence, use.Node)
		}
	}
	for _, scope := range r.Script.Scopes() {
		if !r.Script.Reached(scope) {
			continue
		}
		evidence = append(evidence, dataStrings(scope)...)
		for _, call := range scope.Calls {
			if r.bringsData(call) {
				evidence = append(evidence, call.Node)
			}
		}
	}
	if evidence != nil {
		return found(DataLoading, evidence)
	}
	return r.absentUnless(DataLoading, dataWords)
}

func isDataVariable(name string) bool {
	return strings.HasPrefix(name, "SM_CHANNEL") || name == "SM_INPUT_DIR" || name == "SM_INPUT_DATA_DIR" || name == "SM_TRAINING_ENV" || name == "SM_INPUT_DATA_CONFIG"
}

func dataStrings(scope *analysis.Scope) []*syntax.Node {
	var out []*syntax.Node
	for _, n := range scope.Strings {
		t := n.Text()
		if strings.Contains(t, "/opt/ml/input/data") && !strings.Contains(t, "/opt/ml/input/data/config") || strings.Contains(t, "s3://") {
			out = append(out, n)
		}
	}
	return out
}

// bringsData tells calls whose name says that they load, make or simulate data, whoever they belong to.
func (r *reader) bringsData(call *analysis.Call) bool {
	name := strings.ToLower(call.Method())
	for _, word := range []string{"load", "read", "dataset", "open", "random", "rand", "uniform", "normal", "gym", "env", "make_", "fetch", "download", "walk", "listdir", "glob", "iter", "from_", "zeros", "ones", "arange", "linspace", "array", "tensor", "flow", "input"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
