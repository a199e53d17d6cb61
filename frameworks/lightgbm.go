package frameworks

// Sources: LightGBM Python API reference 2.3 to 4.6 (lightgbm.readthedocs.io).

// dump_model is left out of Saves: it returns a dictionary for people, which nothing reads back.
var lightgbm = &Framework{
	Name:    "lightgbm",
	Title:   "LightGBM",
	Modules: []string{"lightgbm"},
	Aliases: map[string]string{"lgb": "lightgbm", "lgbm": "lightgbm"},
	Trains: calls(
		"lightgbm.train",
		"lightgbm.engine.train",
		"lightgbm.LGBM*.fit",
		"lightgbm.sklearn.LGBM*.fit",
		"lightgbm.DaskLGBM*.fit",
		"lightgbm.dask.DaskLGBM*.fit",
		"lightgbm.Booster.update",
		"lightgbm.Booster.refit",
		"lightgbm.basic.Booster.update",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "filename"}}, "lightgbm.**.save_model"),
		// model_to_string gives the text of the model, which the script then writes.
		calls("lightgbm.**.model_to_string"),
	),
	Loads: join(
		alike(Call{Path: Argument{1, "data"}},
			"lightgbm.Dataset",
			"lightgbm.basic.Dataset",
		),
	),
	Evaluates: join(
		alike(Call{Keywords: []string{"valid_sets"}},
			"lightgbm.train",
			"lightgbm.engine.train",
		),
		alike(Call{Keywords: []string{"eval_set"}},
			"lightgbm.LGBM*.fit",
			"lightgbm.sklearn.LGBM*.fit",
			"lightgbm.DaskLGBM*.fit",
			"lightgbm.dask.DaskLGBM*.fit",
		),
		calls(
			"lightgbm.cv",
			"lightgbm.engine.cv",
			"lightgbm.**.score",
			"lightgbm.**.eval",
			"lightgbm.**.eval_valid",
			"lightgbm.**.eval_train",
		),
	),
	Models: calls(
		"lightgbm.Booster",
		"lightgbm.basic.Booster",
		"lightgbm.LGBM*",
		"lightgbm.sklearn.LGBM*",
		"lightgbm.DaskLGBM*",
		"lightgbm.dask.DaskLGBM*",
	),
}
