package xgboost

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_xgboost_import.md
var missingXgboostImportPage string

// missingXgboostImport finds uses of XGBoost without its import: a NameError as soon as the line runs.
var missingXgboostImport = &rule.Rule{
	Name:      "missing_xgboost_import",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "XGBoost is used and not imported",
	Framework: "xgboost",
	Fixable:   true,
	Page:      missingXgboostImportPage,
	Check: rule.MissingImport("xgboost", map[string]string{
		"DMatrix": "xgboost", "QuantileDMatrix": "xgboost", "XGBClassifier": "xgboost", "XGBRegressor": "xgboost", "XGBRanker": "xgboost",
		"XGBRFClassifier": "xgboost", "XGBRFRegressor": "xgboost",
	}),
}
