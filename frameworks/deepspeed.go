package frameworks

// Sources: DeepSpeed documentation 0.8 to 0.19 (deepspeed.readthedocs.io: Training API, Model Checkpointing).

// initialize returns the engine as the first of four, so that what stands between it and the method is open here.
var deepspeed = &Framework{
	Name:    "deepspeed",
	Title:   "DeepSpeed",
	Modules: []string{"deepspeed"},
	Aliases: map[string]string{"ds": "deepspeed"},
	Trains: calls(
		"deepspeed.initialize**.backward",
		"deepspeed.initialize**.step",
		"deepspeed.initialize**.train_batch",
		"deepspeed.**DeepSpeedEngine.backward",
		"deepspeed.**DeepSpeedEngine.step",
		"deepspeed.**PipelineEngine.train_batch",
		"deepspeed.ops.**.step",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "save_dir"}},
			"deepspeed.**.save_checkpoint",
			"deepspeed.**.save_16bit_model",
			"deepspeed.**.save_fp16_model",
		),
		alike(Call{Path: Argument{1, "save_directory"}}, "deepspeed.**.save_pretrained"),
		alike(Call{Path: Argument{2, "output_dir"}},
			"deepspeed.utils.zero_to_fp32.convert_zero_checkpoint_to_fp32_state_dict",
		),
	),
	Evaluates: calls(
		"deepspeed.initialize**.eval_batch",
		"deepspeed.**PipelineEngine.eval_batch",
	),
	Models: calls(
		"deepspeed.initialize",
		"deepspeed.DeepSpeedEngine",
		"deepspeed.pipe.PipelineModule",
	),
	Bases: []string{"deepspeed.pipe.PipelineModule"},
	Optimizers: calls(
		"deepspeed.ops.adam.*",
		"deepspeed.ops.lamb.*",
		"deepspeed.ops.lion.*",
		"deepspeed.ops.adagrad.*",
	),
	NotModels: calls("deepspeed.runtime.lr_schedules.*"),
}
