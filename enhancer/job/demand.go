package job

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// demand is what a job definition asks the API for, whether an estimator, a ModelTrainer or a plain request says it. What is not
// known is left out.
type demand struct {
	// hyperparameters, environment and channels are dictionaries, metrics are lists of dictionaries with Name and Regex.
	hyperparameters, environment, channels, metrics []workspace.Value
	// jobNames and tuningNames are names; bases are what names begin with, to which the SDK adds the time.
	jobNames, tuningNames, bases []workspace.Value
	// amounts are numbers, by the API's name for them.
	amounts map[string][]workspace.Value
}

// demandOf is what a job definition asks for.
func demandOf(p *rule.LaunchPass) demand {
	l := p.Launch
	d := demand{hyperparameters: []workspace.Value{l.Hyperparameters}, environment: []workspace.Value{l.Environment}, amounts: map[string][]workspace.Value{}}
	for _, run := range l.Runs {
		d.channels = append(d.channels, run.Channels)
		if name, given := run.Call.Arg("job_name"); given && namesItself(l) {
			d.jobNames = append(d.jobNames, name.Value)
		}
	}
	metrics, _ := l.Arg("metric_definitions")
	d.metrics = append(d.metrics, metrics.Value)
	for _, t := range l.Tuners {
		d.metrics = append(d.metrics, t.Metrics)
		base, _ := t.Call.Arg("base_tuning_job_name")
		d.bases = append(d.bases, base.Value)
	}
	if l.Generation == 3 {
		d.amounts["MaxRuntimeInSeconds"] = []workspace.Value{within(l.Call, "stopping_condition", "max_runtime_in_seconds").Value}
		d.amounts["KeepAlivePeriodInSeconds"] = []workspace.Value{within(l.Call, "compute", "keep_alive_period_in_seconds").Value}
		return d
	}
	if usesBase(p) {
		base, _ := l.Arg("base_job_name")
		d.bases = append(d.bases, base.Value)
	}
	d.amounts["MaxRuntimeInSeconds"] = []workspace.Value{told(l.Call, "max_run").Value}
	d.amounts["KeepAlivePeriodInSeconds"] = []workspace.Value{told(l.Call, "keep_alive_period_in_seconds").Value}
	d.amounts["MaximumRetryAttempts"] = []workspace.Value{told(l.Call, "max_retry_attempts").Value}
	return d
}

// namesItself tells a job whose names go to the API: it is in no pipeline, which leaves names to SageMaker, as far as its session
// says.
func namesItself(l *workspace.Launch) bool {
	session, given := l.Arg("sagemaker_session")
	return !given || session.Value.Kind == workspace.Object && session.Value.Call.Last() == "Session"
}

// usesBase tells a job of which base_job_name becomes part of its name: it is started by fit, and not by a tuner.
func usesBase(p *rule.LaunchPass) bool {
	l := p.Launch
	if l.IsTuned() || len(l.Runs) == 0 || !namesItself(l) {
		return false
	}
	for _, run := range l.Runs {
		if _, named := run.Call.Arg("job_name"); named || run.Call.Open || !strings.HasSuffix(p.Source(run.Call.Callee), ".fit") {
			return false
		}
	}
	return true
}

// requested is what a plain request asks for.
// Source: SageMaker API model, service-2.json, CreateTrainingJob and CreateHyperParameterTuningJob (August 2026).
func requested(r *workspace.Request) demand {
	d := demand{amounts: map[string][]workspace.Value{}}
	jobs := []workspace.Value{r.Parameters}
	if r.Operation == "CreateHyperParameterTuningJob" {
		d.tuningNames = append(d.tuningNames, at(r.Parameters, "HyperParameterTuningJobName"))
		jobs = append(slices.Clone(at(r.Parameters, "TrainingJobDefinitions").Items), at(r.Parameters, "TrainingJobDefinition"))
	} else {
		d.jobNames = append(d.jobNames, at(r.Parameters, "TrainingJobName"))
	}
	for _, job := range jobs {
		d.hyperparameters = append(d.hyperparameters, at(job, "HyperParameters"), at(job, "StaticHyperParameters"))
		d.environment = append(d.environment, at(job, "Environment"))
		d.channels = append(d.channels, named(at(job, "InputDataConfig"), "ChannelName"))
		d.metrics = append(d.metrics, at(job, "AlgorithmSpecification", "MetricDefinitions"))
		for _, path := range [][]string{{"StoppingCondition", "MaxRuntimeInSeconds"}, {"ResourceConfig", "KeepAlivePeriodInSeconds"}, {"RetryStrategy", "MaximumRetryAttempts"}} {
			d.amounts[path[1]] = append(d.amounts[path[1]], at(job, path...))
		}
	}
	return d
}

// at is what stands under some keys, one in the other, for certain.
func at(v workspace.Value, keys ...string) workspace.Value {
	for _, key := range keys {
		e, ok := certain(v, key)
		if !ok {
			return workspace.Value{}
		}
		v = e.Value
	}
	return v
}

// named makes a dictionary of a list of dictionaries that have names.
func named(list workspace.Value, key string) workspace.Value {
	if list.Kind != workspace.List {
		return workspace.Value{}
	}
	dict := workspace.Value{Kind: workspace.Dict, Open: list.Open, Place: list.Place}
	for _, item := range list.Items {
		name := at(item, key)
		text, known := name.Known()
		if !known {
			text = ""
		}
		dict.Entries = append(dict.Entries, workspace.Entry{Key: text, KeyPlace: name.Place, Value: item, Maybe: !known})
	}
	return dict
}
