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
		if !r.readsNoData(use) {
			evidence = append(evidence, use.Call.Node)
		}
	}
	for _, use := range r.Script.Environment() {
		if r.Script.Reached(use.Scope) && isDataVariable(use.Name) {
			evidence = append(evidence, use.Node)
		}
	}
	evidence = append(evidence, analysis.Gather(r.Script, dataStringsKey{}, r.dataStrings)...)
	if evidence == nil {
		evidence = r.foundBeside(DataLoading)
	}
	if evidence == nil {
		evidence = r.callsNamedAfterData()
	}
	if evidence != nil {
		return found(DataLoading, evidence)
	}
	if r.reinforces() {
		return Answer{Capability: DataLoading, State: CannotTell, Reason: "a reinforcement learner gets its data from an environment"}
	}
	return r.absentUnless(DataLoading, dataWords)
}

// readsNoData tells files that are opened for writing, and those that hold hyperparameters.
func (r *reader) readsNoData(use *frameworks.Use) bool {
	if isOpen(use.Name) && opensForWriting(r.Script, use.Call) {
		return true
	}
	path := PathArgument(use)
	if path == nil {
		return false
	}
	for _, v := range r.pathValues(path, use.Call.Scope) {
		if v.Kind == analysis.String && isHyperparameterFile(v.Text) {
			return true
		}
	}
	return false
}

func isDataVariable(name string) bool {
	return strings.HasPrefix(name, "SM_CHANNEL") || name == "SM_INPUT_DIR" || name == "SM_INPUT_DATA_DIR" || name == "SM_TRAINING_ENV" || name == "SM_INPUT_DATA_CONFIG"
}

type dataStringsKey struct{}

func (r *reader) dataStrings(scope *analysis.Scope) []*syntax.Node {
	if !r.Script.Reached(scope) {
		return nil
	}
	var out []*syntax.Node
	for _, n := range scope.Strings {
		t := n.Text()
		if strings.Contains(t, "/opt/ml/input/data") && !strings.Contains(t, "/opt/ml/input/data/config") || strings.Contains(t, "s3://") {
			out = append(out, n)
		}
	}
	return out
}

// callsNamedAfterData are the reached calls whose name says that they load, make or simulate data, whoever they belong to.
// They speak only where nothing surer does.
func (r *reader) callsNamedAfterData() []*syntax.Node {
	return analysis.Gather(r.Script, dataNamesKey{}, r.dataNamesIn)
}

func (r *reader) dataNamesIn(scope *analysis.Scope) (out []*syntax.Node) {
	if !r.Script.Reached(scope) {
		return nil
	}
	for _, call := range scope.Calls {
		name := strings.ToLower(call.Method())
		for _, part := range dataParts {
			if strings.Contains(name, part) {
				out = append(out, call.Node)
				break
			}
		}
	}
	return out
}

type dataNamesKey struct{}

var dataParts = []string{"load", "read", "dataset", "open", "random", "rand", "uniform", "normal", "gym", "env", "make_", "fetch", "download", "walk", "listdir", "glob", "iter",
	"from_", "zeros", "ones", "arange", "linspace", "array", "tensor", "flow", "input"}

// opensForWriting tells calls of `open` whose mode lets them write.
func opensForWriting(script *analysis.Script, call *analysis.Call) bool {
	mode := call.Positional(1)
	if mode == nil {
		mode = call.Keyword("mode")
	}
	if mode == nil {
		return false
	}
	for _, v := range script.Eval(mode, call.Scope) {
		if v.Kind == analysis.String && strings.ContainsAny(v.Text, "wax+") {
			return true
		}
	}
	return false
}
