// Package lightgbm holds the checks that only LightGBM scripts need.
package lightgbm

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of LightGBM scripts.
var Rules = []*rule.Rule{missingLightgbmImport}
