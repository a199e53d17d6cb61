package tuning

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed range_invalid.md
var rangeInvalidPage string

// rangeInvalid finds searches that the platform refuses to start: ranges without a value in them, scales that a range cannot
// have, and limits that contradict each other.
var rangeInvalid = &rule.Rule{
	Name:     "range_invalid",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A search for hyperparameters that the platform refuses",
	Page:     rangeInvalidPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		for _, t := range p.Launch.Tuners {
			checkStrategy(p, t)
			checkJobs(p, t)
			checkNumber(p, t)
			if t.Ranges.Kind != workspace.Dict {
				continue
			}
			for _, e := range t.Ranges.Entries {
				if e.Value.Kind == workspace.Object {
					checkRange(p, e)
				}
			}
		}
	},
}

// checkStrategy wants a strategy that exists, and for a grid search nothing but lists of values.
// Source: SageMaker API reference, HyperParameterTuningJobConfig (August 2026).
func checkStrategy(p *rule.LaunchPass, t *workspace.Tuner) {
	a, _ := t.Call.Arg("strategy")
	strategy, known := a.Value.Known()
	if !known {
		return
	}
	if !slices.Contains(sagemaker.TuningStrategies, strategy) {
		p.Report(a.Value.Place, rule.Issue{
			Message:        fmt.Sprintf("There is no tuning strategy `%s`.", strategy),
			Recommendation: "Use one of " + strings.Join(sagemaker.TuningStrategies, ", ") + ".",
			Details:        map[string]any{"strategy": strategy},
		})
	}
	if strategy != "Grid" {
		return
	}
	for _, e := range t.Ranges.Entries {
		if e.Value.Kind == workspace.Object && slices.Contains([]string{"ContinuousParameter", "IntegerParameter"}, e.Value.Call.Last()) {
			p.Report(e.Value.Call.Callee, rule.Issue{
				Message:        fmt.Sprintf("A grid search takes lists of values only, and `%s` is a range.", e.Key),
				Recommendation: "List the values in a CategoricalParameter, or use another strategy.",
				Details:        map[string]any{"hyperparameter": e.Key},
				Related:        []rule.Related{rule.RelatedTo(a.Value.Place, "the strategy is chosen here")},
			})
		}
	}
}

// checkJobs wants no more jobs at a time than there are in all.
// Source: SageMaker API reference, ResourceLimits (August 2026).
func checkJobs(p *rule.LaunchPass, t *workspace.Tuner) {
	all, given := t.Call.Arg("max_jobs")
	parallel, _ := t.Call.Arg("max_parallel_jobs")
	n, known := all.Value.Int()
	if !t.Call.Has("max_jobs") && !mayBeGrid(t) {
		n, known = defaultJobs, true
	}
	m, knownToo := parallel.Value.Int()
	if !known || !knownToo || m <= n {
		return
	}
	i := rule.Issue{
		Message:        fmt.Sprintf("%d jobs at a time are more than the %d of the whole search.", m, n),
		Recommendation: "Make max_parallel_jobs no larger than max_jobs.",
		Details:        map[string]any{"max_jobs": n, "max_parallel_jobs": m},
	}
	if given {
		i.Related = []rule.Related{rule.RelatedTo(all.Value.Place, "the number of jobs in all")}
	} else {
		i.Message = fmt.Sprintf("%d jobs at a time are more than the %d that a search has when it does not say max_jobs.", m, n)
		i.Recommendation = "Add max_jobs, the number of jobs in all."
	}
	p.Report(parallel.Value.Place, i)
}

// defaultJobs is how many jobs a search has in all when it does not say. A grid search counts them itself.
// Source: sagemaker-python-sdk 2.257.1 and 3.20.0, HyperparameterTuner.__init__ (August 2026).
const defaultJobs = 1

// mayBeGrid tells a search that goes through a grid, or of which that cannot be told.
func mayBeGrid(t *workspace.Tuner) bool {
	a, given := t.Call.Arg("strategy")
	strategy, known := a.Value.Known()
	return t.Call.Open || given && (!known || strategy == "Grid")
}

// checkNumber wants no more hyperparameters than a search may have.
func checkNumber(p *rule.LaunchPass, t *workspace.Tuner) {
	n := 0
	for _, e := range t.Ranges.Entries {
		if !e.Maybe {
			n++
		}
	}
	if n > sagemaker.MaxTunedHyperparameters {
		p.Report(t.Ranges.Place, rule.Issue{
			Message:        fmt.Sprintf("A search varies at most %d hyperparameters, not %d.", sagemaker.MaxTunedHyperparameters, n),
			Recommendation: "Fix those that matter least on the estimator.",
			Details:        map[string]any{"hyperparameters": n},
		})
	}
}

// bounds are what a range says.
type bounds struct {
	name               string
	low, high, scaling workspace.Value
}

// checkRange looks at the range of one hyperparameter.
// Source: SageMaker developer guide, "Define hyperparameter ranges" (August 2026).
func checkRange(p *rule.LaunchPass, e workspace.Entry) {
	c := e.Value.Call
	if last := c.Last(); last != "ContinuousParameter" && last != "IntegerParameter" || c.Open {
		return
	}
	arg := func(name string) workspace.Value { a, _ := c.Arg(name); return a.Value }
	b := bounds{name: e.Key, low: arg("min_value"), high: arg("max_value"), scaling: arg("scaling_type")}
	if at, message, advice := b.fault(); message != "" {
		p.Report(at, rule.Issue{Message: message, Recommendation: advice, Details: map[string]any{"hyperparameter": e.Key}})
	}
}

// fault says what is wrong with a range, nothing where all is well or cannot be told.
func (b bounds) fault() (at workspace.Place, message, advice string) {
	low, lowKnown := b.low.Float()
	high, highKnown := b.high.Float()
	scaling, _ := b.scaling.Known()
	switch {
	case scaling != "" && !slices.Contains(sagemaker.HyperparameterScalings, scaling):
		return b.scaling.Place, fmt.Sprintf("There is no scaling type `%s`.", scaling),
			"Use one of " + strings.Join(sagemaker.HyperparameterScalings, ", ") + "."
	case lowKnown && highKnown && low >= high:
		return b.low.Place, fmt.Sprintf("The range of `%s` is empty: its lower end %s is not below its upper end %s.", b.name, b.low.Text, b.high.Text),
			"Give the smaller value first, and a hyperparameter with one value to the estimator."
	case scaling == "Logarithmic" && lowKnown && low <= 0:
		return b.low.Place, fmt.Sprintf("A logarithmic scale begins above 0, and the range of `%s` at %s.", b.name, b.low.Text),
			"Begin with a small positive number, such as 1e-5, or use a linear scale."
	case scaling == "ReverseLogarithmic" && lowKnown && low < 0:
		return b.low.Place, fmt.Sprintf("A reverse logarithmic scale goes from 0 to below 1, and the range of `%s` begins at %s.", b.name, b.low.Text),
			"Stay between 0 and 1, or use a linear scale."
	case scaling == "ReverseLogarithmic" && highKnown && high >= 1:
		return b.high.Place, fmt.Sprintf("A reverse logarithmic scale goes from 0 to below 1, and the range of `%s` ends at %s.", b.name, b.high.Text),
			"Stay below 1, such as at 0.999, or use a linear scale."
	}
	return at, "", ""
}
