// Package xgboost holds the checks that only XGBoost scripts need.
package xgboost

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of XGBoost scripts.
var Rules = []*rule.Rule{missingXgboostImport, missingDmatrixUsage, missingXgboostTrainCall, xgboostPickledModel}
