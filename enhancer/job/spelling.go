package job

import (
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// argument is an argument of a call under the name that version 2 of the SDK has for it; version 1 began some with "train_".
func argument(c *workspace.Call, name string) (a workspace.Argument, given bool) {
	for _, spelling := range []string{name, "train_" + name} {
		if a, given = c.Arg(spelling); given {
			return a, true
		}
	}
	return workspace.Argument{Name: name, Value: workspace.Value{Kind: workspace.None}}, false
}

// place is where an argument is named, where it stands by position its value.
func place(a workspace.Argument) workspace.Place {
	if a.NamePlace.IsZero() {
		return a.Value.Place
	}
	return a.NamePlace
}

// valuePlace is where the value of an argument is written, if that is in the call; else where the argument is named.
func valuePlace(a workspace.Argument) workspace.Place {
	if isWrittenThere(a) {
		return a.Value.Place
	}
	return place(a)
}

// isWrittenThere tells an argument `name=value` whose value stands in the call itself.
func isWrittenThere(a workspace.Argument) bool {
	return !a.NamePlace.IsZero() && a.NamePlace != a.Place && a.Place.File == a.Value.Place.File && a.Place.Span.End == a.Value.Place.Span.End
}

// number is a whole number that is known; ok is false for any other value.
func number(v workspace.Value) (n int, ok bool) {
	if v.Kind != workspace.Number {
		return 0, false
	}
	n, err := strconv.Atoi(v.Text)
	return n, err == nil
}

// isPlain tells a job that calls the platform's class itself. A class of the file that derives from it may set what the call
// leaves out.
func isPlain(p *rule.LaunchPass) bool {
	callee := p.Source(p.Launch.Call.Callee)
	return callee[strings.LastIndexByte(callee, '.')+1:] == p.Launch.Class
}

// instanceTypes are what the type of a job's instances may be; nil where that cannot be told.
func instanceTypes(l *workspace.Launch) []string {
	c := l.Call
	if l.Generation == 3 {
		c = l.Compute()
	}
	a, _ := argument(c, "instance_type")
	var names []string
	for _, v := range a.Value.Alternatives() {
		name, known := v.Known()
		if !known {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// mayBeLocal tells a job that may run on the machine of its author, where the platform's API is not asked.
func mayBeLocal(p *rule.LaunchPass) bool {
	for _, name := range instanceTypes(p.Launch) {
		if strings.HasPrefix(name, "local") {
			return true
		}
	}
	mode, given := p.Launch.Arg("training_mode") // of a ModelTrainer: Mode.LOCAL_CONTAINER or Mode.SAGEMAKER_TRAINING_JOB
	return given && !strings.Contains(p.Source(mode.Value.Place), "SAGEMAKER")
}
