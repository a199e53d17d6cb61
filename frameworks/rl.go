package frameworks

// Sources: Ray documentation 0.8 to 2.49 (docs.ray.io: RLlib Algorithm, tune.run, Tuner, RunConfig, train.report), RL Coach
// 1.0 documentation, the sagemaker_rl package of amazon-sagemaker-examples (2d519b5: coach_launcher, ray_launcher,
// mpi_launcher, stable_baselines_launcher), Stable-Baselines 2.10 and Stable-Baselines3 1.8 to 2.7.

// Ray is a framework where its libraries for training are used. `import ray` alone is not: it distributes any work.
var ray = &Framework{
	Name:    "ray",
	Title:   "Ray",
	Modules: []string{"ray.rllib", "ray.tune", "ray.train"},
	Aliases: map[string]string{"tune": "ray.tune", "rllib": "ray.rllib"},
	Trains: calls(
		"ray.rllib.**.train",
		"ray.rllib.train.run",
		"ray.tune.run",
		"ray.tune.run_experiments",
		"ray.tune.tune.run_experiments",
		"ray.tune.Tuner.fit",
		"ray.tune.tuner.Tuner.fit",
		"ray.train.**Trainer.fit",
		"ray.train.**Trainer.run",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "checkpoint_dir"}},
			"ray.rllib.**.save",
			"ray.rllib.**.save_to_path",
			"ray.rllib.**.save_checkpoint",
		),
		alike(Call{Path: Argument{1, "export_dir"}},
			"ray.rllib.**.export_policy_model",
			"ray.rllib.**.export_policy_checkpoint",
		),
		alike(Call{Keywords: []string{"checkpoint"}, Object: Argument{0, "checkpoint"}},
			"ray.train.report",
			"ray.air.session.report",
			"ray.tune.report",
		),
		alike(Call{Keywords: []string{"storage_path"}, Path: Argument{0, "storage_path"}, Configures: true},
			"ray.train.RunConfig",
			"ray.tune.RunConfig",
			"ray.air.RunConfig",
			"ray.air.config.RunConfig",
			"ray.tune.run",
		),
		alike(Call{Keywords: []string{"local_dir"}, Path: Argument{0, "local_dir"}, Configures: true},
			"ray.air.RunConfig",
			"ray.air.config.RunConfig",
			"ray.tune.run",
		),
	),
	Loads: join(
		alike(Call{Path: Argument{1, "paths"}}, "ray.data.read_*"),
	),
	Evaluates: calls(
		"ray.rllib.**.evaluate",
	),
	Models: calls(
		"ray.rllib.agents.*.*Trainer",
		"ray.rllib.agents.*.*.*Trainer",
		"ray.rllib.algorithms.*.*Config.**build",
		"ray.rllib.algorithms.*.*Config.**build_algo",
		"ray.rllib.algorithms.**.from_checkpoint",
	),
	Bases: []string{
		"ray.rllib.models.tf.TFModelV2",
		"ray.rllib.models.tf.tf_modelv2.TFModelV2",
		"ray.rllib.models.torch.torch_modelv2.TorchModelV2",
		"ray.tune.Trainable",
	},
}

// The launchers of sagemaker_rl read the hyperparameters, train and write the model to /opt/ml/model, all by themselves: a
// script derives from one and calls train_main. Those for Stable Baselines are the exception: they train and film, and save
// nothing.
var sagemakerRL = &Framework{
	Name:    "sagemaker_rl",
	Title:   "SageMaker RL",
	Modules: []string{"sagemaker_rl"},
	Trains: calls(
		"sagemaker_rl.**Launcher.train_main",
		"sagemaker_rl.**Launcher.launch",
		"sagemaker_rl.**Launcher.run",
		"sagemaker_rl.mpi_launcher.MPILauncher.mpi_run",
	),
	Saves: join(
		calls(
			"sagemaker_rl.**Launcher.train_main",
			"sagemaker_rl.**Launcher.launch",
			"sagemaker_rl.**Launcher.save_checkpoint_and_serving_model",
		),
		alike(Call{Object: Argument{1, "agent"}, Path: Argument{2, "output_dir"}},
			"sagemaker_rl.tf_serving_utils.export_tf_serving",
		),
		alike(Call{Object: Argument{1, "model"}, Path: Argument{3, "filepath"}},
			"sagemaker_rl.onnx_utils.save_model",
		),
	),
	Models: calls("sagemaker_rl.**Launcher"),
	Bases: []string{
		"sagemaker_rl.coach_launcher.SageMakerCoachPresetLauncher",
		"sagemaker_rl.coach_launcher.SageMakerCoachLauncher",
		"sagemaker_rl.ray_launcher.SageMakerRayLauncher",
		"sagemaker_rl.stable_baselines_launcher.SagemakerStableBaselinesLauncher",
		"sagemaker_rl.stable_baselines_launcher.SagemakerStableBaselinesPPO1Launcher",
	},
}

// A graph manager of RL Coach alternates acting, training and evaluating in `improve`.
var coach = &Framework{
	Name:    "rl_coach",
	Title:   "RL Coach",
	Modules: []string{"rl_coach"},
	Trains: calls(
		"rl_coach.**GraphManager.improve",
		"rl_coach.**GraphManager.train",
		"rl_coach.**GraphManager.train_and_act",
		"rl_coach.coach.CoachLauncher.launch",
		"rl_coach.**.improve",
	),
	Saves: join(
		calls(
			"rl_coach.**GraphManager.save_checkpoint",
			"rl_coach.**.occasionally_save_checkpoint",
		),
		alike(Call{Keywords: []string{"checkpoint_save_dir"}, Path: Argument{0, "checkpoint_save_dir"}, Configures: true},
			"rl_coach.base_parameters.TaskParameters",
			"rl_coach.base_parameters.DistributedTaskParameters",
		),
		calls("rl_coach.architectures.tensorflow_components.architecture.save_onnx_graph"),
	),
	Evaluates: calls(
		"rl_coach.**GraphManager.evaluate",
		"rl_coach.**GraphManager.improve",
	),
	Models: calls(
		"rl_coach.graph_managers.*.*GraphManager",
		"rl_coach.agents.*.*AgentParameters",
	),
	Bases: []string{
		"rl_coach.coach.CoachLauncher",
		"rl_coach.graph_managers.graph_manager.GraphManager",
	},
}

var stableBaselines = &Framework{
	Name:    "stable_baselines3",
	Title:   "Stable-Baselines3",
	Modules: []string{"stable_baselines3", "stable_baselines", "sb3_contrib"},
	Aliases: map[string]string{"sb3": "stable_baselines3"},
	Trains: calls(
		"stable_baselines3.**.learn",
		"stable_baselines.**.learn",
		"stable_baselines.**.pretrain",
		"sb3_contrib.**.learn",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "path"}},
			"stable_baselines3.**.save",
			"sb3_contrib.**.save",
		),
		alike(Call{Path: Argument{1, "save_path"}}, "stable_baselines.**.save"),
		alike(Call{Path: Argument{2, "save_path"}, Configures: true},
			"stable_baselines3.common.callbacks.CheckpointCallback",
			"stable_baselines.common.callbacks.CheckpointCallback",
		),
		alike(Call{Keywords: []string{"best_model_save_path"}, Path: Argument{0, "best_model_save_path"}, Configures: true},
			"stable_baselines3.common.callbacks.EvalCallback",
			"stable_baselines.common.callbacks.EvalCallback",
		),
	),
	Evaluates: calls(
		"stable_baselines3.common.evaluation.evaluate_policy",
		"stable_baselines.common.evaluation.evaluate_policy",
		"stable_baselines3.common.callbacks.EvalCallback",
		"stable_baselines.common.callbacks.EvalCallback",
	),
	Models: calls(
		"stable_baselines3.*",
		"stable_baselines3.*.load",
		"stable_baselines.*",
		"stable_baselines.*.load",
		"sb3_contrib.*",
		"sb3_contrib.*.load",
	),
	NotModels: calls(
		"stable_baselines3.common.vec_env.**",
		"stable_baselines.common.vec_env.**",
		"stable_baselines3.common.env_util.**",
		"stable_baselines3.common.monitor.**",
	),
}
