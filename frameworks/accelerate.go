package frameworks

// Sources: Accelerate, accelerator.py and utils/other.py at 16cb6eb (2026-07-24), documentation 0.12 to 1.14.

// The loop itself is one of PyTorch: what steps the optimizer stands in that table.
var accelerate = &Framework{
	Name:    "accelerate",
	Title:   "Accelerate",
	Modules: []string{"accelerate"},
	Trains: calls(
		"accelerate.Accelerator.backward",
		"accelerate.accelerator.Accelerator.backward",
	),
	Saves: join(
		alike(Call{Object: Argument{1, "model"}, Path: Argument{2, "save_directory"}},
			"accelerate.**Accelerator.save_model",
		),
		alike(Call{Object: Argument{1, "obj"}, Path: Argument{2, "f"}},
			"accelerate.**Accelerator.save",
			"accelerate.utils.save",
		),
		alike(Call{Path: Argument{1, "output_dir"}}, "accelerate.**Accelerator.save_state"),
		alike(Call{Path: Argument{1, "save_directory"}}, "accelerate.**.save_pretrained"),
	),
	Evaluates: calls(
		"accelerate.**Accelerator.gather_for_metrics",
	),
	Models: calls(
		"accelerate.Accelerator.prepare_model",
		"accelerate.**Accelerator.unwrap_model",
		"accelerate.load_checkpoint_and_dispatch",
	),
	Optimizers: calls(
		"accelerate.utils.DummyOptim",
		"accelerate.Accelerator.prepare_optimizer",
		"accelerate.optimizer.AcceleratedOptimizer",
	),
	NotModels: calls(
		"accelerate.utils.DummyScheduler",
		"accelerate.scheduler.AcceleratedScheduler",
		"accelerate.Accelerator.prepare_scheduler",
	),
}
