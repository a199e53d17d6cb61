package tuning

import (
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// definition is one metric that the platform looks for in a job's log.
type definition struct {
	name, regex workspace.Value // Unknown where they cannot be told
}

// definitions are the metrics of a job, those of its tuners included. There may be more.
func definitions(l *workspace.Launch) []definition {
	a, _ := l.Arg("metric_definitions")
	found, _ := definitionsIn(a.Value)
	for _, t := range l.Tuners {
		more, _ := definitionsIn(t.Metrics)
		found = append(found, more...)
	}
	return found
}

// definitionsIn are the metrics that a list is made of.
func definitionsIn(v workspace.Value) (found []definition, all bool) {
	if v.Kind == workspace.None {
		return nil, true
	}
	all = v.Kind == workspace.List && !v.Open
	for _, item := range v.Items {
		d, ok := definitionOf(item)
		if ok && v.Kind == workspace.List {
			found = append(found, d)
		} else {
			all = false
		}
	}
	return found, all
}

// definitionOf reads `{"Name": ..., "Regex": ...}`, and MetricDefinition(name=..., regex=...) of version 3 of the SDK.
func definitionOf(item workspace.Value) (d definition, ok bool) {
	switch item.Kind {
	case workspace.Dict:
		name, named := item.Entry("Name")
		regex, given := item.Entry("Regex")
		return definition{name.Value, regex.Value}, named && given && !name.Maybe && !regex.Maybe
	case workspace.Object:
		name, named := item.Call.Arg("name")
		regex, given := item.Call.Arg("regex")
		return definition{name.Value, regex.Value}, named && given && item.Call.Last() == "MetricDefinition"
	}
	return d, false
}
