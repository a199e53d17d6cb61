// Package sklearn holds the checks that only scikit-learn scripts need.
package sklearn

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of scikit-learn scripts.
var Rules = []*rule.Rule{missingSklearnImport, missingFitCall}
