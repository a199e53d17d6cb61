// Package tuning holds the checks of what a job definition says about metrics and about the search for hyperparameters.
package tuning

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of metrics and tuning, in the order of their documentation.
var Rules = []*rule.Rule{
	metricRegexNoMatch,
	metricRegexInvalid,
	objectiveMetricUndefined,
	rangeInvalid,
}
