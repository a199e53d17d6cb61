package frameworks

// Sources: Amazon SageMaker Developer Guide, model parallelism library v1 (PyTorch and TensorFlow API, checkpointing); Horovod
// 0.28 API; PyTorch/XLA 2.x (xla_model); DGL 0.4 to 2.4; BERTopic 0.16; CausalNex 0.12; vowpalwabbit 8.11 to 9; statsmodels
// 0.14; Prophet 1.1; spaCy 3.8; gensim 4.3; fastText 0.9; H2O-3 3.46; Spark 3.5 (pyspark.ml, pyspark.sql); RAPIDS cuML 25;
// Dask-ML 2024; Tensorpack 0.11; fairseq 0.12; Detectron2 0.6; MMEngine 0.10; Ultralytics 8.3; skorch 1.1.

// The libraries that distribute the training of another framework mark nothing: whatever they wrap is imported beside
// them, and its table says what the script is.

// smp is the model parallelism library of SageMaker. The data parallelism library stands behind torch.distributed and has
// no calls of its own to train or save.
var smdistributed = &Framework{
	Name:    "smdistributed",
	Title:   "SageMaker distributed training libraries",
	Aliases: map[string]string{"smp": "smdistributed.modelparallel.torch"},
	Trains: calls(
		"smdistributed.modelparallel.torch.DistributedModel.backward",
		"smdistributed.modelparallel.torch.DistributedOptimizer.step",
		"smdistributed.modelparallel.torch.amp.GradScaler.step",
		"smdistributed.modelparallel.torch.optimizers.*.step",
		"smdistributed.modelparallel.tensorflow.**.fit",
	),
	Saves: join(
		alike(Call{Object: Argument{1, "obj"}, Path: Argument{2, "f"}},
			"smdistributed.modelparallel.torch.save",
			"smdistributed.modelparallel.torch.checkpoint.save",
		),
		alike(Call{Object: Argument{0, "model"}, Path: Argument{1, "path"}},
			"smdistributed.modelparallel.torch.save_checkpoint",
		),
		alike(Call{Path: Argument{1, "save_path"}},
			"smdistributed.modelparallel.tensorflow.DistributedModel.save_model",
		),
		alike(Call{Path: Argument{0, "directory"}, Configures: true},
			"smdistributed.modelparallel.tensorflow.CheckpointManager",
		),
		calls("smdistributed.modelparallel.tensorflow.CheckpointManager.save"),
	),
	Models: calls(
		"smdistributed.modelparallel.torch.DistributedModel",
		"smdistributed.modelparallel.tensorflow.DistributedModel",
		"smdistributed.dataparallel.torch.parallel.distributed.DistributedDataParallel",
	),
	Bases: []string{"smdistributed.modelparallel.tensorflow.DistributedModel"},
	Optimizers: calls(
		"smdistributed.modelparallel.torch.DistributedOptimizer",
		"smdistributed.modelparallel.torch.optimizers.*",
	),
}

var horovod = &Framework{
	Name:    "horovod",
	Title:   "Horovod",
	Aliases: map[string]string{"hvd": "horovod.torch"},
	Trains: calls(
		"horovod.torch.DistributedOptimizer.step",
		"horovod.torch.**.step",
		"horovod.mxnet.DistributedTrainer.step",
		"horovod.mxnet.DistributedTrainer.update",
		"horovod.tensorflow.**.minimize",
		"horovod.tensorflow.**.apply_gradients",
		"horovod.spark.**Estimator.fit",
		"horovod.run",
		"horovod.spark.run",
	),
	Optimizers: calls(
		"horovod.torch.DistributedOptimizer",
		"horovod.tensorflow.DistributedOptimizer",
		"horovod.tensorflow.keras.DistributedOptimizer",
		"horovod.keras.DistributedOptimizer",
		"horovod.mxnet.DistributedOptimizer",
		"horovod.mxnet.DistributedTrainer",
	),
}

var torchXLA = &Framework{
	Name:    "torch_xla",
	Title:   "PyTorch/XLA",
	Aliases: map[string]string{"xm": "torch_xla.core.xla_model"},
	Trains: calls(
		"torch_xla.core.xla_model.optimizer_step",
		"torch_xla.amp.GradScaler.step",
		"torch_xla.amp.syncfree.*.step",
	),
	Saves: join(
		alike(Call{Object: Argument{1, "data"}, Path: Argument{2, "file_or_path"}},
			"torch_xla.core.xla_model.save",
		),
		alike(Call{Object: Argument{1, "data"}, Path: Argument{2, "path"}},
			"torch_xla.utils.serialization.save",
		),
	),
	Optimizers: calls("torch_xla.amp.syncfree.*"),
}

// DGL brings layers and data sets of graphs to PyTorch, MXNet or TensorFlow; the loop is theirs.
var dgl = &Framework{
	Name:  "dgl",
	Title: "Deep Graph Library",
	Loads: join(
		alike(Call{Path: Argument{1, "filename"}}, "dgl.load_graphs", "dgl.data.utils.load_graphs"),
		calls(
			"dgl.data.*Dataset",
			"dgl.data.*Data",
			"dgl.data.load_data",
			"dgl.data.chem.*",
			"dgl.dataloading.*",
			"ogb.**Dataset",
		),
	),
	Models: calls(
		"dgl.nn.**",
		"dgl.model_zoo.**",
	),
}

var bertopic = &Framework{
	Name:    "bertopic",
	Title:   "BERTopic",
	Modules: []string{"bertopic"},
	Trains: calls(
		"bertopic.BERTopic.fit",
		"bertopic.BERTopic.fit_transform",
		"bertopic.BERTopic.partial_fit",
	),
	Saves:  alike(Call{Path: Argument{1, "path"}}, "bertopic.BERTopic.**save"),
	Models: calls("bertopic.BERTopic", "bertopic.BERTopic.load", "bertopic.BERTopic.merge_models"),
}

// A network of CausalNex is pickled: it has no save of its own.
var causalnex = &Framework{
	Name:    "causalnex",
	Title:   "CausalNex",
	Modules: []string{"causalnex"},
	Trains: calls(
		"causalnex.network.BayesianNetwork.**fit_node_states",
		"causalnex.network.BayesianNetwork.**fit_cpds",
		"causalnex.network.BayesianNetwork.**fit_node_states_and_cpds",
		"causalnex.structure.notears.from_pandas*",
		"causalnex.structure.notears.from_numpy*",
		"causalnex.structure.dynotears.from_pandas_dynamic",
		"causalnex.structure.pytorch.**.fit",
	),
	Evaluates: calls("causalnex.evaluation.*"),
	Models: calls(
		"causalnex.network.BayesianNetwork",
		"causalnex.structure.StructureModel",
		"causalnex.structure.structuremodel.StructureModel",
	),
	NotModels: calls("causalnex.discretiser.**"),
}

// What a workspace is told in its line of arguments ("-f model", "-d data") is not looked into here.
var vowpalWabbit = &Framework{
	Name:    "vowpalwabbit",
	Title:   "Vowpal Wabbit",
	Modules: []string{"vowpalwabbit"},
	Aliases: map[string]string{"pyvw": "vowpalwabbit.pyvw"},
	Trains: calls(
		"vowpalwabbit.**.learn",
		"vowpalwabbit.sklearn_vw.**.fit",
		"vowpalwabbit.sklearn.**.fit",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "filename"}},
			"vowpalwabbit.**Workspace.save",
			"vowpalwabbit.**vw.save",
			"vowpalwabbit.sklearn**.save",
		),
	),
	Models: calls(
		"vowpalwabbit.Workspace",
		"vowpalwabbit.pyvw.Workspace",
		"vowpalwabbit.pyvw.vw",
		"vowpalwabbit.sklearn_vw.*",
		"vowpalwabbit.sklearn.*",
	),
}

var statsmodels = &Framework{
	Name:    "statsmodels",
	Title:   "statsmodels",
	Modules: []string{"statsmodels"},
	Aliases: map[string]string{"sm": "statsmodels.api", "smf": "statsmodels.formula.api"},
	Trains: calls(
		"statsmodels.**.fit",
		"statsmodels.**.fit_regularized",
		"statsmodels.**.fit_constrained",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "fname"}}, "statsmodels.**.save"),
		alike(Call{Object: Argument{1, "obj"}, Path: Argument{2, "fname"}}, "statsmodels.iolib.smpickle.save_pickle"),
	),
	Loads: calls(
		"statsmodels.**.get_rdataset",
		"statsmodels.datasets.*.load",
		"statsmodels.datasets.*.load_pandas",
	),
	Evaluates: calls("statsmodels.tools.eval_measures.*"),
	Models: calls(
		"statsmodels.api.*",
		"statsmodels.formula.api.*",
		"statsmodels.tsa.**",
	),
}

// The functions of prophet.serialize give text, which the script then writes.
var prophet = &Framework{
	Name:    "prophet",
	Title:   "Prophet",
	Modules: []string{"prophet", "fbprophet"},
	Trains:  calls("prophet.**Prophet.fit", "fbprophet.**Prophet.fit"),
	Saves: alike(Call{Object: Argument{1, "model"}},
		"prophet.serialize.model_to_json",
		"prophet.serialize.model_to_dict",
		"fbprophet.serialize.model_to_json",
	),
	Evaluates: calls("prophet.diagnostics.*", "fbprophet.diagnostics.*"),
	Models: calls(
		"prophet.Prophet",
		"prophet.forecaster.Prophet",
		"fbprophet.Prophet",
		"prophet.serialize.model_from_json",
	),
}

var spacy = &Framework{
	Name:    "spacy",
	Title:   "spaCy",
	Modules: []string{"spacy"},
	Trains: calls(
		"spacy.load.update",
		"spacy.blank.update",
		"spacy.cli.train.train",
		"spacy.cli.train",
		"spacy.training.loop.train",
		"spacy.training.*.train",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "path"}},
			"spacy.load.to_disk",
			"spacy.blank.to_disk",
			"spacy.language.Language.to_disk",
		),
		alike(Call{Path: Argument{2, "output_path"}, Configures: true},
			"spacy.cli.train.train",
			"spacy.training.loop.train",
		),
	),
	Loads:     alike(Call{Path: Argument{1, "path"}}, "spacy.tokens.DocBin.from_disk", "spacy.training.Corpus"),
	Evaluates: calls("spacy.load.evaluate", "spacy.blank.evaluate", "spacy.cli.evaluate", "spacy.scorer.Scorer.score"),
	Models:    calls("spacy.load", "spacy.blank"),
}

// A model of gensim is trained when it is made with a corpus.
var gensim = &Framework{
	Name:    "gensim",
	Title:   "Gensim",
	Modules: []string{"gensim"},
	Trains: join(
		calls(
			"gensim.models.**.train",
			"gensim.models.**.update",
			"gensim.models.LdaModel",
			"gensim.models.LdaMulticore",
			"gensim.models.LsiModel",
			"gensim.models.HdpModel",
			"gensim.models.ldamodel.LdaModel",
			"gensim.models.ldamulticore.LdaMulticore",
		),
		alike(Call{Keywords: []string{"sentences", "documents", "corpus_file", "corpus_iterable"}},
			"gensim.models.Word2Vec",
			"gensim.models.word2vec.Word2Vec",
			"gensim.models.FastText",
			"gensim.models.fasttext.FastText",
			"gensim.models.Doc2Vec",
			"gensim.models.doc2vec.Doc2Vec",
		),
	),
	Saves: alike(Call{Path: Argument{1, "fname"}},
		"gensim.models.**.save",
		"gensim.models.**.save_word2vec_format",
	),
	Loads: calls(
		"gensim.models.word2vec.LineSentence",
		"gensim.models.word2vec.PathLineSentences",
		"gensim.models.doc2vec.TaggedLineDocument",
		"gensim.downloader.load",
	),
	Evaluates: calls(
		"gensim.models.CoherenceModel",
		"gensim.models.coherencemodel.CoherenceModel",
		"gensim.models.**.log_perplexity",
		"gensim.models.**.evaluate_word_analogies",
	),
	Models:    calls("gensim.models.*", "gensim.models.*.*", "gensim.models.*.load"),
	NotModels: calls("gensim.corpora.**", "gensim.utils.**", "gensim.models.CoherenceModel"),
}

var fasttext = &Framework{
	Name:    "fasttext",
	Title:   "fastText",
	Modules: []string{"fasttext"},
	Trains:  calls("fasttext.train_supervised", "fasttext.train_unsupervised"),
	Saves:   alike(Call{Path: Argument{1, "path"}}, "fasttext.**.save_model"),
	Loads: alike(Call{Path: Argument{1, "input"}},
		"fasttext.train_supervised",
		"fasttext.train_unsupervised",
	),
	Evaluates: calls("fasttext.**.test", "fasttext.**.test_label"),
	Models:    calls("fasttext.train_supervised", "fasttext.train_unsupervised", "fasttext.load_model"),
}

var h2o = &Framework{
	Name:    "h2o",
	Title:   "H2O",
	Modules: []string{"h2o"},
	Trains: calls(
		"h2o.estimators.**.train",
		"h2o.automl.**.train",
		"h2o.grid.**.train",
	),
	Saves: join(
		[]Call{{Name: "h2o.save_model", Object: Argument{1, "model"}, Path: Argument{2, "path"}}},
		alike(Call{Path: Argument{1, "path"}},
			"h2o.**.download_mojo",
			"h2o.**.save_mojo",
			"h2o.**.download_model",
			"h2o.**.download_pojo",
		),
	),
	Loads: alike(Call{Path: Argument{1, "path"}}, "h2o.import_file", "h2o.upload_file"),
	Evaluates: join(
		alike(Call{Keywords: []string{"validation_frame"}}, "h2o.estimators.**.train", "h2o.automl.**.train"),
		calls("h2o.**.model_performance"),
	),
	Models: calls("h2o.estimators.**Estimator", "h2o.automl.H2OAutoML", "h2o.load_model"),
}

// pyspark.sql is at home in preprocessing too: only pyspark.ml and pyspark.mllib mark the framework.
var spark = &Framework{
	Name:    "pyspark",
	Title:   "Spark ML",
	Modules: []string{"pyspark.ml", "pyspark.mllib"},
	Trains: calls(
		"pyspark.ml.**.fit",
		"pyspark.mllib.**.train",
		"pyspark.mllib.**.trainClassifier",
		"pyspark.mllib.**.trainRegressor",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "path"}},
			"pyspark.ml.**.save",
			"pyspark.ml.**.write.save",
			"pyspark.ml.**.write.overwrite.save",
		),
		alike(Call{Path: Argument{2, "path"}}, "pyspark.mllib.**.save"),
		alike(Call{Path: Argument{1, "path"}}, "pyspark.ml.**.serializeToBundle"),
	),
	Loads: join(
		alike(Call{Path: Argument{1, "path"}},
			"pyspark.sql.**.read.csv",
			"pyspark.sql.**.read.parquet",
			"pyspark.sql.**.read.json",
			"pyspark.sql.**.read.orc",
			"pyspark.sql.**.read.text",
			"pyspark.sql.**.read.load",
			"pyspark.sql.**.read.**.load",
			"pyspark.sql.**.read.**.csv",
			"pyspark.sql.**.read.**.parquet",
		),
		alike(Call{Path: Argument{1, "name"}}, "pyspark.SparkContext.textFile"),
	),
	Evaluates: calls(
		"pyspark.ml.evaluation.**",
		"pyspark.ml.**.evaluate",
		"pyspark.ml.tuning.**.fit",
		"pyspark.mllib.evaluation.*",
	),
	Models: calls(
		"pyspark.ml.Pipeline",
		"pyspark.ml.classification.*",
		"pyspark.ml.clustering.*",
		"pyspark.ml.recommendation.*",
		"pyspark.ml.regression.*",
		"pyspark.ml.tuning.CrossValidator",
		"pyspark.ml.tuning.TrainValidationSplit",
	),
	NotModels: calls("pyspark.ml.feature.*", "pyspark.mllib.feature.*"),
}

var cuml = &Framework{
	Name:    "cuml",
	Title:   "cuML",
	Modules: []string{"cuml"},
	Trains: calls(
		"cuml.**.fit",
		"cuml.**.fit_predict",
		"cuml.**.partial_fit",
	),
	Evaluates: calls("cuml.metrics.**", "cuml.**.score"),
	Models: calls(
		"cuml.cluster.*",
		"cuml.ensemble.*",
		"cuml.linear_model.*",
		"cuml.neighbors.*",
		"cuml.svm.*",
		"cuml.dask.**",
	),
	NotModels: calls("cuml.preprocessing.**", "cuml.feature_extraction.**"),
}

var skorch = &Framework{
	Name:    "skorch",
	Title:   "skorch",
	Modules: []string{"skorch"},
	Trains:  calls("skorch.**.fit", "skorch.**.partial_fit"),
	Saves: join(
		alike(Call{Path: Argument{0, "f_params"}}, "skorch.**.save_params"),
		alike(Call{Configures: true}, "skorch.callbacks.Checkpoint", "skorch.callbacks.TrainEndCheckpoint"),
	),
	Evaluates: calls("skorch.**.score"),
	Models:    calls("skorch.NeuralNet*", "skorch.classifier.*", "skorch.regressor.*"),
}

var tensorpack = &Framework{
	Name:    "tensorpack",
	Title:   "Tensorpack",
	Modules: []string{"tensorpack"},
	Trains: calls(
		"tensorpack.launch_train_with_config",
		"tensorpack.**.launch_train_with_config",
		"tensorpack.**Trainer.train",
		"tensorpack.**Trainer.train_with_defaults",
	),
	Saves: alike(Call{Keywords: []string{"checkpoint_dir"}, Path: Argument{0, "checkpoint_dir"}, Configures: true},
		"tensorpack.ModelSaver",
		"tensorpack.callbacks.ModelSaver",
	),
	Loads:  calls("tensorpack.dataflow.**"),
	Models: calls("tensorpack.ModelDesc"),
	Bases:  []string{"tensorpack.ModelDesc", "tensorpack.ModelDescBase"},
}

// fairseq is told everything on its command line; its main functions train and save to --save-dir.
var fairseq = &Framework{
	Name:    "fairseq",
	Title:   "fairseq",
	Modules: []string{"fairseq", "fairseq_cli"},
	Trains: calls(
		"fairseq.trainer.Trainer.train_step",
		"fairseq.distributed_utils.call_main",
		"fairseq.distributed.utils.call_main",
		"fairseq_cli.train.main",
		"fairseq_cli.train.cli_main",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "filename"}}, "fairseq.trainer.Trainer.save_checkpoint"),
		calls("fairseq.checkpoint_utils.save_checkpoint"),
		alike(Call{Configures: true}, "fairseq_cli.train.main", "fairseq_cli.train.cli_main"),
	),
	Loads:     calls("fairseq.data.**Dataset", "fairseq.tasks.**.load_dataset"),
	Evaluates: calls("fairseq.trainer.Trainer.valid_step", "fairseq_cli.train.validate"),
	Models:    calls("fairseq.tasks.**.build_model"),
	Bases:     []string{"fairseq.models.BaseFairseqModel", "fairseq.models.FairseqEncoderDecoderModel"},
}

// The trainers of Detectron2, MMEngine and maskrcnn-benchmark write to the directory that their configuration names
// (OUTPUT_DIR, work_dir).
var detection = &Framework{
	Name:    "detectron2",
	Title:   "Detectron2 and MMEngine",
	Modules: []string{"detectron2", "mmengine", "mmdet", "maskrcnn_benchmark"},
	Trains: calls(
		"detectron2.engine.**Trainer.train",
		"detectron2.engine.**TrainerBase.train",
		"mmengine.runner.**Runner.train",
		"mmengine.runner.**Runner.from_cfg.train",
		"mmdet.apis.train_detector",
		"maskrcnn_benchmark.engine.trainer.do_train",
	),
	Saves: join(
		alike(Call{Path: Argument{1, "name"}},
			"detectron2.checkpoint.**Checkpointer.save",
			"maskrcnn_benchmark.utils.checkpoint.*Checkpointer.save",
		),
		alike(Call{Configures: true},
			"detectron2.engine.DefaultTrainer",
			"detectron2.engine.defaults.DefaultTrainer",
			"detectron2.engine.hooks.PeriodicCheckpointer",
		),
		alike(Call{Path: Argument{2, "save_dir"}, Configures: true},
			"detectron2.checkpoint.DetectionCheckpointer",
		),
		alike(Call{Keywords: []string{"work_dir"}, Path: Argument{2, "work_dir"}, Configures: true},
			"mmengine.runner.Runner",
		),
		alike(Call{Configures: true}, "mmengine.runner.Runner.from_cfg", "mmdet.apis.train_detector"),
		alike(Call{Path: Argument{4, "save_dir"}, Configures: true},
			"maskrcnn_benchmark.utils.checkpoint.DetectronCheckpointer",
		),
	),
	Loads: join(
		alike(Call{Path: Argument{2, "json_file"}}, "detectron2.data.datasets.register_coco_instances"),
		calls(
			"detectron2.data.build_detection_train_loader",
			"detectron2.data.DatasetCatalog.*",
			"mmdet.datasets.build_dataset",
			"maskrcnn_benchmark.data.make_data_loader",
		),
	),
	Evaluates: calls(
		"detectron2.evaluation.*",
		"detectron2.engine.**Trainer.test",
		"mmengine.runner.**Runner.val",
		"mmengine.runner.**Runner.test",
		"maskrcnn_benchmark.engine.inference.inference",
	),
	Models: calls(
		"detectron2.modeling.build_model",
		"detectron2.engine.DefaultTrainer",
		"mmdet.models.build_detector",
		"mmengine.runner.Runner",
		"maskrcnn_benchmark.modeling.detector.build_detection_model",
	),
	Bases: []string{
		"detectron2.engine.DefaultTrainer",
		"detectron2.engine.TrainerBase",
		"detectron2.engine.train_loop.TrainerBase",
		"mmengine.model.BaseModel",
	},
	Optimizers: calls("maskrcnn_benchmark.solver.make_optimizer", "detectron2.solver.build_optimizer"),
}

// train writes the weights below project/name, and validates after each epoch.
var ultralytics = &Framework{
	Name:    "ultralytics",
	Title:   "Ultralytics",
	Modules: []string{"ultralytics"},
	Trains:  calls("ultralytics.**.train", "ultralytics.**.tune"),
	Saves: join(
		alike(Call{Path: Argument{0, "project"}, Configures: true}, "ultralytics.**.train"),
		alike(Call{Path: Argument{1, "filename"}}, "ultralytics.**.save"),
		calls("ultralytics.**.export"),
	),
	Loads:     alike(Call{Path: Argument{0, "data"}, Keywords: []string{"data"}}, "ultralytics.**.train"),
	Evaluates: calls("ultralytics.**.val", "ultralytics.**.train"),
	Models: calls(
		"ultralytics.YOLO",
		"ultralytics.YOLOWorld",
		"ultralytics.RTDETR",
		"ultralytics.SAM",
		"ultralytics.NAS",
		"ultralytics.models.**",
	),
}
