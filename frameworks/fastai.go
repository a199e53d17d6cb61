package frameworks

// Sources: fastai documentation, version 1.0.61 (fastai1.fast.ai) and 2.7 to 2.8 (docs.fast.ai: Learner, vision.learner,
// data.block).

// Every fit of a learner measures it on the validation set of its DataLoaders after each epoch, so that it evaluates.
var fastai = &Framework{
	Name:    "fastai",
	Title:   "fastai",
	Modules: []string{"fastai"},
	Trains: calls(
		"fastai.**.fit",
		"fastai.**.fit_one_cycle",
		"fastai.**.fit_flat_cos",
		"fastai.**.fit_sgdr",
		"fastai.**.fine_tune",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "fname"}}, "fastai.**.export"),
		alike(Call{Path: Argument{1, "file"}}, "fastai.**.save", "fastai.**.save_encoder"),
		alike(Call{Configures: true}, "fastai.**.SaveModelCallback"),
	),
	Loads: join(
		alike(Call{Path: Argument{1, "path"}},
			"fastai.**DataLoaders.from_*",
			"fastai.**DataBunch.from_*",
			"fastai.**.get_image_files",
			"fastai.**.get_text_files",
			"fastai.**.get_files",
		),
		calls(
			"fastai.**.untar_data",
			"fastai.**DataBlock.dataloaders",
		),
	),
	Evaluates: calls(
		"fastai.**.fit",
		"fastai.**.fit_one_cycle",
		"fastai.**.fit_flat_cos",
		"fastai.**.fit_sgdr",
		"fastai.**.fine_tune",
		"fastai.**.validate",
		"fastai.**ClassificationInterpretation.from_learner",
	),
	Models: calls(
		"fastai.**Learner",
		"fastai.**_learner",
		"fastai.**.load_learner",
	),
	Bases: []string{"fastai.learner.Learner", "fastai.basic_train.Learner"},
}
