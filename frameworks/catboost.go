package frameworks

// Sources: CatBoost documentation, Python package 0.26 to 1.2 (catboost.ai/docs, catboost/python-package/catboost/core.py).

// The training parameter train_dir names the directory of logs and snapshots, not of the model, and is no save.
var catboost = &Framework{
	Name:    "catboost",
	Title:   "CatBoost",
	Modules: []string{"catboost"},
	Aliases: map[string]string{"cb": "catboost"},
	Trains: calls(
		"catboost.train",
		"catboost.core.train",
		"catboost.CatBoost*.fit",
		"catboost.core.CatBoost*.fit",
		"catboost.CatBoost*.grid_search",
		"catboost.CatBoost*.randomized_search",
	),
	Saves: alike(Call{Path: Argument{1, "fname"}},
		"catboost.**.save_model",
	),
	Loads: join(
		alike(Call{Path: Argument{1, "data"}},
			"catboost.Pool",
			"catboost.core.Pool",
		),
		calls("catboost.datasets.*"),
	),
	Evaluates: join(
		alike(Call{Keywords: []string{"eval_set"}},
			"catboost.CatBoost*.fit",
			"catboost.core.CatBoost*.fit",
			"catboost.train",
			"catboost.core.train",
		),
		calls(
			"catboost.cv",
			"catboost.core.cv",
			"catboost.**.score",
			"catboost.**.eval_metrics",
			"catboost.**.compare",
			"catboost.utils.eval_metric",
		),
	),
	Models: calls(
		"catboost.CatBoost*",
		"catboost.core.CatBoost*",
	),
}
