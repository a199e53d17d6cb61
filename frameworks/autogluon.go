package frameworks

// Sources: AutoGluon API reference 0.0.15 (TabularPrediction) and 0.5 to 1.4 (auto.gluon.ai: TabularPredictor,
// MultiModalPredictor, TimeSeriesPredictor).

// A predictor writes its models to `path` while it fits, and to a directory of its own making where it is given none.
// save_space removes files, and saves no model.
var autogluon = &Framework{
	Name:    "autogluon",
	Title:   "AutoGluon",
	Modules: []string{"autogluon"},
	Aliases: map[string]string{"ag": "autogluon"},
	Trains: calls(
		"autogluon.**.fit",
		"autogluon.**.fit_extra",
		"autogluon.**.fit_pseudolabel",
		"autogluon.**.refit_full",
	),
	Saves: join(
		alike(Call{Path: Argument{4, "path"}, Configures: true},
			"autogluon.tabular.TabularPredictor",
			"autogluon.tabular.predictor.TabularPredictor",
		),
		alike(Call{Path: Argument{0, "path"}, Configures: true},
			"autogluon.multimodal.MultiModalPredictor",
			"autogluon.timeseries.TimeSeriesPredictor",
			"autogluon.vision.ImagePredictor",
			"autogluon.vision.ObjectDetector",
			"autogluon.text.TextPredictor",
			"autogluon.text.automm.AutoMMPredictor",
		),
		alike(Call{Path: Argument{0, "output_directory"}, Configures: true},
			"autogluon.TabularPrediction.fit",
			"autogluon.tabular.TabularPrediction.fit",
			"autogluon.task.TabularPrediction.fit",
			"autogluon.TextPrediction.fit",
			"autogluon.ImageClassification.fit",
			"autogluon.ObjectDetection.fit",
		),
		alike(Call{Path: Argument{1, "path"}},
			"autogluon.**.clone",
			"autogluon.**.clone_for_deployment",
			"autogluon.multimodal.**.save",
		),
		// Without a path: the predictor knows its own.
		calls(
			"autogluon.tabular.**.save",
			"autogluon.timeseries.**.save",
			"autogluon.**.save_predictor",
		),
	),
	Loads: join(
		alike(Call{Path: Argument{1, "data"}},
			"autogluon.tabular.TabularDataset",
			"autogluon.timeseries.TimeSeriesDataFrame",
		),
		alike(Call{Path: Argument{1, "path"}}, "autogluon.timeseries.TimeSeriesDataFrame.from_path"),
		alike(Call{Path: Argument{0, "file_path"}},
			"autogluon.TabularPrediction.Dataset",
			"autogluon.tabular.TabularPrediction.Dataset",
		),
		alike(Call{Path: Argument{1, "root"}}, "autogluon.vision.ImageDataset.from_folder*"),
	),
	Evaluates: join(
		alike(Call{Keywords: []string{"tuning_data"}}, "autogluon.**.fit"),
		calls(
			"autogluon.**.evaluate",
			"autogluon.**.evaluate_predictions",
			"autogluon.**.leaderboard",
		),
	),
	Models: calls(
		"autogluon.tabular.TabularPredictor",
		"autogluon.tabular.predictor.TabularPredictor",
		"autogluon.*.*Predictor",
		"autogluon.*.*Predictor.load",
		"autogluon.vision.ObjectDetector",
		"autogluon.TabularPrediction.load",
	),
	NotModels: calls(
		"autogluon.features.**",
		"autogluon.tabular.TabularDataset",
		"autogluon.timeseries.TimeSeriesDataFrame",
	),
}
