package frameworks

// Sources: Chainer documentation 4 to 7.8 (docs.chainer.org: training.Trainer, training.extensions, serializers,
// optimizers, datasets), ChainerMN reference.

// A snapshot extension writes below the `out` directory of the Trainer that it extends, hence has no path of its own.
// The trainer alone writes no model, only logs.
var chainer = &Framework{
	Name:    "chainer",
	Title:   "Chainer",
	Modules: []string{"chainer"},
	Aliases: map[string]string{
		"F": "chainer.functions",
		"L": "chainer.links",
	},
	Trains: calls(
		"chainer.training.Trainer.run",
		"chainer.training.trainer.Trainer.run",
		"chainer.optimizers.**.update",
		"chainermn.create_multi_node_optimizer.update",
		"chainer.**.backward",
	),
	Saves: join(
		alike(Call{Object: Argument{2, "obj"}, Path: Argument{1, "file"}},
			"chainer.serializers.save_npz",
			"chainer.serializers.npz.save_npz",
		),
		alike(Call{Object: Argument{2, "obj"}, Path: Argument{1, "filename"}},
			"chainer.serializers.save_hdf5",
			"chainer.serializers.hdf5.save_hdf5",
		),
		alike(Call{Configures: true},
			"chainer.training.extensions.snapshot",
			"chainermn.extensions.multi_node_snapshot",
			"chainermn.create_multi_node_checkpointer",
		),
		alike(Call{Object: Argument{1, "target"}, Configures: true},
			"chainer.training.extensions.snapshot_object",
		),
	),
	Loads: calls(
		"chainer.datasets.get_*",
		"chainer.datasets.*Dataset",
		"chainer.datasets.tuple_dataset.TupleDataset",
		"chainer.datasets.mnist.get_mnist",
		"chainer.datasets.cifar.get_cifar*",
		"chainer.iterators.*",
	),
	Evaluates: calls(
		"chainer.training.extensions.Evaluator",
		"chainer.training.extensions.**.evaluate",
		"chainermn.create_multi_node_evaluator",
	),
	Models: calls(
		"chainer.Sequential",
		"chainer.links.*",
		"chainer.links.model.**",
	),
	Bases: []string{
		"chainer.Chain",
		"chainer.ChainList",
		"chainer.Link",
		"chainer.link.Chain",
	},
	Optimizers: calls(
		"chainer.optimizers.*",
		"chainermn.create_multi_node_optimizer",
	),
	NotModels: calls("chainer.training.triggers.*"),
}
