package frameworks

// Given says whether the call has its meaning with the arguments that are there: whether one of its Keywords is passed, by
// name or by position. has answers for one argument; its Position is 0 where only the name counts.
func (c *Call) Given(has func(Argument) bool) bool {
	if len(c.Keywords) == 0 {
		return true
	}
	for _, keyword := range c.Keywords {
		if has(Argument{positions[c.Name][keyword], keyword}) {
			return true
		}
	}
	return false
}

// positions holds, by the name of a Call, the place at which one of its Keywords is customarily passed without its name.
// Sources: those of the tables; for XGBoost the signature before 2.1, which made evals a keyword.
var positions = map[string]map[string]int{
	"xgboost.train":                   {"evals": 4},
	"xgboost.training.train":          {"evals": 4},
	"lightgbm.train":                  {"valid_sets": 4},
	"lightgbm.engine.train":           {"valid_sets": 4},
	"tensorflow.**.fit":               {"validation_split": 7, "validation_data": 8},
	"tensorflow.**.fit_generator":     {"validation_data": 6},
	"keras.**.fit":                    {"validation_split": 7, "validation_data": 8},
	"keras.**.fit_generator":          {"validation_data": 6},
	"tf_keras.**.fit":                 {"validation_split": 7, "validation_data": 8},
	"lightning.**Trainer.fit":         {"val_dataloaders": 3, "datamodule": 4},
	"pytorch_lightning.**Trainer.fit": {"val_dataloaders": 3, "datamodule": 4},
	"transformers.*Trainer":           {"eval_dataset": 5},
	"transformers.trainer.Trainer":    {"eval_dataset": 5},
	"sentence_transformers.**.fit":    {"evaluator": 2},
	"mxnet.mod.*.fit":                 {"eval_data": 2},
	"mxnet.module.*.fit":              {"eval_data": 2},
	"mxnet.model.FeedForward.fit":     {"eval_data": 3},
	"gluonts.**Estimator.train":       {"validation_data": 2},
}
