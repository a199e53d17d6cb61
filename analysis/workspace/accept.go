package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// CommandLine says what a script takes from its command line, nil for a script that cannot be read.
func (w *Workspace) CommandLine(script string) *CommandLine {
	s := w.Script(script)
	if s == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if c, ok := w.commandLines[s]; ok {
		return c
	}
	if w.commandLines == nil {
		w.commandLines = map[*analysis.Script]*CommandLine{}
	}
	c := readCommandLine(s)
	w.commandLines[s] = c
	return c
}

// Flag is how a job passes a hyperparameter: `--name`, and `-n` for one letter by the classic toolkit.
// Source: sagemaker-training-toolkit, mapping.py, to_cmd_args; sagemaker-train, container_drivers/scripts (August 2026).
func (l *Launch) Flag(hyperparameter string) string {
	if len(hyperparameter) == 1 && (l.Generation == 2 || l.IsTuned()) {
		return "-" + hyperparameter
	}
	return "--" + hyperparameter
}

// Option is the option that takes a flag: the one that has it, or the only one that begins with it. Ambiguous tells that
// several begin with it, which argparse refuses.
func (c *CommandLine) Option(flag string) (option *analysis.Option, ambiguous bool) {
	for i := len(c.Options) - 1; i >= 0; i-- {
		if slices.Contains(c.Options[i].Flags, flag) {
			return c.Options[i], false
		}
	}
	if !c.Abbreviates {
		return nil, false
	}
	for _, o := range c.Options {
		begins := slices.ContainsFunc(o.Flags, func(f string) bool { return strings.HasPrefix(f, flag) })
		switch {
		case begins && option != nil && option.Dest != o.Dest:
			return nil, true
		case begins:
			option = o
		}
	}
	return option, false
}

// Reserved tells the hyperparameters that the platform keeps for itself, and does not pass to the script.
// Source: sagemaker-training-toolkit, params.py (August 2026).
func Reserved(hyperparameter string) bool {
	switch hyperparameter {
	case "_tuning_objective_metric", "_kfold", "_num_folds", "_tuning_metric_name":
		return true
	}
	return strings.HasPrefix(hyperparameter, "sagemaker_")
}

// Passes tells whether a job hands hyperparameters to its script on the command line at all.
func (l *Launch) Passes() bool {
	return l.Generation != 3 || l.Source() == nil || !l.Source().Has("command") || l.IsTuned()
}
