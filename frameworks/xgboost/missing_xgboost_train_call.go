package xgboost

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed missing_xgboost_train_call.md
var missingXgboostTrainCallPage string

// missingXgboostTrainCall finds scripts that prepare XGBoost's data or make one of its estimators, and never train.
var missingXgboostTrainCall = &rule.Rule{
	Name:      "missing_xgboost_train_call",
	Level:     1,
	Severity:  rule.Error,
	Summary:   "XGBoost is prepared and never trained",
	Framework: "xgboost",
	WholeFile: true,
	Page:      missingXgboostTrainCallPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.TrainingLoop).State != requirement.Absent {
			return
		}
		for _, use := range p.Usage.Of(frameworks.Defines) {
			if use.Framework != nil && use.Framework.Name == "xgboost" {
				p.Report(use.Call.Func, rule.Issue{
					Message:        "XGBoost training script should call xgb.train(): this is made, and nothing trains on it.",
					Recommendation: "Add xgb.train() with appropriate parameters, or fit() on the estimator.",
				})
				return
			}
		}
	},
}
