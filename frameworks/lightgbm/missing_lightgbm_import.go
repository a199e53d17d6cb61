package lightgbm

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_lightgbm_import.md
var missingLightgbmImportPage string

// missingLightgbmImport finds uses of LightGBM without its import: a NameError as soon as the line runs.
var missingLightgbmImport = &rule.Rule{
	Name:      "missing_lightgbm_import",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "LightGBM is used and not imported",
	Framework: "lightgbm",
	Fixable:   true,
	Page:      missingLightgbmImportPage,
	Check: rule.MissingImport("lightgbm", map[string]string{
		"LGBMClassifier": "lightgbm", "LGBMRegressor": "lightgbm", "LGBMRanker": "lightgbm",
	}),
}
