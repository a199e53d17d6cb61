// Package job holds the checks of level 4 that look at what a job asks the platform for: spot instances, distribution, what
// the API takes, and secrets.
package job

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of job definitions, in the order of their documentation.
var Rules = []*rule.Rule{
	spotConfiguration,
	spotWithoutCheckpoint,
	distributionConfiguration,
	apiLimit,
	secretInJobDefinition,
}
