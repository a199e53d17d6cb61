package workspace

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Request is a call of the platform's API that defines jobs without the SDK, such as `client.create_training_job(...)`.
type Request struct {
	// Operation is the API's name for it: "CreateTrainingJob" or "CreateHyperParameterTuningJob".
	Operation string
	// Place is the whole call.
	Place Place
	// Parameters are what it is given: a Dict, by the API's names.
	Parameters Value
}

// operations are boto3's methods that define training jobs.
// Source: boto3 1.40, service "sagemaker" (August 2026).
var operations = map[string]string{
	"create_training_job":               "CreateTrainingJob",
	"create_hyper_parameter_tuning_job": "CreateHyperParameterTuningJob",
}

// readRequests finds the requests in a file. The script are its facts, nil where they are not known yet.
func readRequests(files *Files, s source, script *analysis.Script) []*Request {
	if !requestMarks.in(s.text, script) {
		return nil
	}
	r := newReader(files, s, script)
	var found []*Request
	for _, scope := range r.script.Scopes() {
		for _, call := range scope.Calls {
			if operation := operations[call.Method()]; operation != "" && call.Func.Kind() == syntax.KindAttribute {
				found = append(found, r.request(operation, call))
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *Request) int { return a.Place.Span.Start - b.Place.Span.Start })
	return found
}

// request reads one call; its arguments are the entries of a dictionary.
func (r *reader) request(operation string, call *analysis.Call) *Request {
	c := r.object(operation, call)
	parameters := Value{Kind: Dict, Open: c.Open, Place: c.Place}
	for _, a := range c.Args {
		parameters = set(parameters, Entry{Key: a.Name, KeyPlace: a.NamePlace, Value: a.Value})
	}
	return &Request{Operation: operation, Place: c.Place, Parameters: parameters}
}

// RequestsIn are the calls of the platform's API in a file, in the order of the text.
func (w *Workspace) RequestsIn(file string) []*Request {
	if d := w.facts[file]; d != nil {
		return d.requests
	}
	return nil
}
