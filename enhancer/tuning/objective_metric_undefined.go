package tuning

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed objective_metric_undefined.md
var objectiveMetricUndefinedPage string

// objectiveMetricUndefined finds searches for the best value of a metric that nothing defines: the platform refuses them. The
// SDK sends the tuner's definitions only, and leaves out those of its estimator.
// Source: sagemaker-python-sdk 2.257.1, tuner.py, _TuningJob._prepare_training_config; 3.20.0, tuner.py,
// _build_training_job_definition (August 2026).
var objectiveMetricUndefined = &rule.Rule{
	Name:     "objective_metric_undefined",
	Level:    4,
	Severity: rule.Error,
	Lacks:    true,
	Summary:  "The metric that a search goes by is not among its metric definitions",
	Fixable:  true,
	Page:     objectiveMetricUndefinedPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if !definesItsMetrics(p.Launch) {
			return
		}
		for _, t := range p.Launch.Tuners {
			found, all := definitionsIn(t.Metrics)
			names, known := namesOf(found)
			if objective, ok := t.Objective.Known(); ok && known && all && !t.Call.Open && !slices.Contains(names, objective) {
				p.Report(t.Objective.Place, undefined(objective, found, names, p.Launch, t))
			}
		}
	},
}

// definesItsMetrics tells a job whose container has no metrics of its own: a framework's, started with a script. The built-in
// algorithms, of which XGBoost's image is one even with a script, bring a list of theirs.
// Source: SageMaker developer guide, "Define metrics and environment variables" (August 2026).
func definesItsMetrics(l *workspace.Launch) bool {
	image := l.Image()
	framework := l.Framework
	if image != nil {
		framework = image.Framework
	}
	switch framework {
	case container.PyTorch, container.TensorFlow, container.HuggingFace, container.SKLearn, container.MXNet, container.Chainer:
		return l.EntryPoint.Kind != workspace.None
	}
	return false
}

// namesOf are the names of metrics; known is false where one cannot be told.
func namesOf(found []definition) (names []string, known bool) {
	for _, d := range found {
		name, ok := d.name.Known()
		if !ok {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// undefined is the finding that an objective is no metric of the job.
func undefined(objective string, found []definition, names []string, l *workspace.Launch, t *workspace.Tuner) rule.Issue {
	i := rule.Issue{
		Message:        fmt.Sprintf("No metric definition is named `%s`: the search cannot tell which job is best.", objective),
		Recommendation: "Add a metric definition with this name and a regex that finds its value in the log.",
		Details:        map[string]any{"objective": objective, "metrics": names},
	}
	if at, ok := onEstimator(l, objective); ok {
		i.Message = fmt.Sprintf("The tuner has no metric definition named `%s`, and that of the estimator does not count.", objective)
		i.Recommendation = "Give the tuner the metric_definitions: a search goes by those only."
		i.Related = []rule.Related{rule.RelatedTo(at, "the estimator defines it here")}
		i.Details["metrics"] = append([]string{}, names...)
		return i
	}
	if len(found) == 0 {
		i.Details["metrics"] = []string{}
		return i
	}
	i.Recommendation = fmt.Sprintf("Use one of the defined names: `%s`.", strings.Join(names, "`, `"))
	for _, d := range found {
		i.Related = append(i.Related, rule.RelatedTo(d.name.Place, "this metric is defined"))
	}
	if len(found) == 1 && t.Objective.Place.File == found[0].name.Place.File {
		i.Fixes = []rule.Fix{{
			Title: fmt.Sprintf("Use the metric `%s`", names[0]),
			Edits: []rule.Edit{rule.EditAt(t.Objective.Place, quoted(names[0]))},
			Safe:  true,
		}}
	}
	return i
}

// onEstimator is where the estimator itself defines a metric of a name; ok is false where it does not.
func onEstimator(l *workspace.Launch, name string) (at workspace.Place, ok bool) {
	a, _ := l.Arg("metric_definitions")
	found, _ := definitionsIn(a.Value)
	for _, d := range found {
		if defined, known := d.name.Known(); known && defined == name {
			return d.name.Place, true
		}
	}
	return at, false
}

// quoted is a name as Python's literal.
func quoted(name string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(name) + `"`
}
