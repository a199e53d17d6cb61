package job

import (
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// spot is what a job says of spot instances, in either generation of the SDK.
type spot struct {
	// use switches them on; run and wait are the seconds that the job may run, and may take with the waiting. The Kind of their
	// values is None where they are certainly not given.
	use, run, wait workspace.Argument
	// defaultRun are the seconds that a job may run when it does not say.
	defaultRun int
	// names are those of use and wait.
	useName, waitName string
}

// spotOf reads what a job says of spot instances.
// Source: sagemaker-python-sdk 2.257.6, estimator.py; sagemaker-train of 3.20.0, defaults.py and configs.py (August 2026).
func spotOf(l *workspace.Launch) spot {
	if l.Generation == 3 {
		s := spot{defaultRun: 3600, useName: "enable_managed_spot_training", waitName: "max_wait_time_in_seconds"}
		s.use = within(l.Call, "compute", s.useName)
		s.run = within(l.Call, "stopping_condition", "max_runtime_in_seconds")
		s.wait = within(l.Call, "stopping_condition", s.waitName)
		return s
	}
	s := spot{defaultRun: 86400, useName: "use_spot_instances", waitName: "max_wait"}
	s.use, s.run, s.wait = told(l.Call, s.useName), told(l.Call, "max_run"), told(l.Call, s.waitName)
	if s.use.Name == "train_"+s.useName {
		s.waitName = "train_" + s.waitName
	}
	return s
}

// told is an argument; its value is Unknown where it may be given and is not in sight.
func told(c *workspace.Call, name string) workspace.Argument {
	a, given := argument(c, name)
	if !given && (c == nil || c.Open) {
		a.Value = workspace.Value{}
	}
	return a
}

// within is an argument of the object that another argument is.
func within(c *workspace.Call, object, name string) workspace.Argument {
	outer := told(c, object)
	switch outer.Value.Kind {
	case workspace.None:
		return workspace.Argument{Name: name, Value: outer.Value}
	case workspace.Object:
		return told(outer.Value.Call, name)
	}
	return workspace.Argument{Name: name}
}

// runs are the seconds that the job may run; ok is false where that cannot be told.
func (s spot) runs() (seconds int, ok bool) {
	if s.run.Value.Kind == workspace.None {
		return s.defaultRun, true
	}
	return number(s.run.Value)
}

// isOff tells a job that certainly uses no spot instances.
func (s spot) isOff() bool { return s.use.Value.Kind == workspace.None || s.use.Value.IsFalse() }
