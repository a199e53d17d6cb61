// Package hyperparameter holds the rules about hyperparameters: those that a job passes, and the options by which its script
// takes them.
package hyperparameter

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the rules about hyperparameters, in the order of their documentation.
var Rules = []*rule.Rule{
	hyperparameterNotAccepted,
	requiredArgumentNotPassed,
	hyperparameterTypeMismatch,
	tunedParameterNotInScript,
}
