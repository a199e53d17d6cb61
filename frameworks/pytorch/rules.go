// Package pytorch holds the checks that only PyTorch scripts need.
package pytorch

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of PyTorch scripts.
var Rules = []*rule.Rule{missingPytorchImport, missingModelDefinition, missingOptimizer, trainingStepIncomplete, missingZeroGrad}
