// Package builder holds the checks of level 4: the classes that make a pipeline's training steps.
package builder

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of level 4, in the order of their documentation.
var Rules = []*rule.Rule{
	missingTrainingBuilder,
	missingEstimatorCreation,
	builderMethodMissing,
	builderConfigMismatch,
}
