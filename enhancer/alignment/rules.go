// Package alignment holds the checks of level 2: whether a script, its contract and its specification say the same.
package alignment

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of level 2, in the order of their documentation.
var Rules = []*rule.Rule{
	missingTrainingSpecification,
	contractEntryPointMissing,
	contractPathMismatch,
	contractArgumentMismatch,
	contractEnvMismatch,
	contractSpecMisaligned,
}
