package script

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_training_data_loading.md
var missingTrainingDataLoadingPage string

// missingTrainingDataLoading finds training scripts in which no data comes from anywhere: no channel, no file, no data
// set of a library, nothing generated. What the job's channels bring is not read.
var missingTrainingDataLoading = &rule.Rule{
	Name:      "missing_training_data_loading",
	Level:     1,
	Severity:  rule.Warning,
	Summary:   "The script reads no training data",
	WholeFile: true,
	Page:      missingTrainingDataLoadingPage,
	Check: func(p *rule.Pass) {
		if p.Requirements.Answer(requirement.TrainingLoop).State != requirement.Found {
			return
		}
		reportAbsent(p, requirement.DataLoading, head(p), rule.Issue{
			Message:        "Training script should load training data: nothing here reads any.",
			Recommendation: "Read it from the channel's directory, such as SM_CHANNEL_TRAIN (/opt/ml/input/data/train).",
			Details:        map[string]any{"expected_path": "/opt/ml/input/data/train/"},
		})
	},
}
