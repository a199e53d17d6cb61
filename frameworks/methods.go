package frameworks

import (
	"slices"
	"strings"
	"sync"
)

// The tables of this file are for a method whose receiver nobody knows: it came through a parameter, or from a module of the
// project that was not read. Their names are plain: "fit" says `.fit(...)` on anything. Sources: the tables of the
// frameworks, and the calls that 636 real scripts make.

// MethodTrains are the methods that show by their name alone that something is fitted. Left out, because they as often
// mean something else: `train` (in PyTorch it switches a mode), `step` (schedulers, profilers and environments step too),
// `update` (dictionaries, progress bars), `run`, `learn` of a project's own, `fit_transform` (scalers). See MethodMayTrain.
//
// `fit` is in, although scalers have it too and the estimators of the SageMaker SDK: their receivers are known
// (NotModels), and an unknown one is rather a model.
var MethodTrains = calls(
	"fit",
	"fit_generator",
	"fit_one_cycle",
	"fit_flat_cos",
	"fine_tune",
	"partial_fit",
	"fit_predict",
	"train_on_batch",
	"train_and_evaluate",
	"train_batch",
	"train_epoch",
	"train_one_epoch",
	"train_model",
	"backward",
	"manual_backward",
	"minimize",
	"apply_gradients",
	"optimizer_step",
)

// MethodMayTrain are the methods that train where the receiver is a trainer, and do not where it is something else. On an
// unknown receiver they are no evidence that the script trains, and enough to doubt that it does not.
var MethodMayTrain = calls(
	"train",
	"learn",
	"run",
	"step",
	"update",
	"train_step",
	"fit_transform",
	"train_main",
	"main",
	"launch",
	"improve",
	"optimize",
	"start",
)

// MethodSaves are the methods that write a model, whatever the receiver. save_states is not among them: it is that of a
// gluon.Trainer and writes the optimizer's.
var MethodSaves = join(
	alike(Call{Path: Argument{1, ""}},
		"save",
		"save_model",
		"save_weights",
		"save_pretrained",
		"save_params",
		"save_parameters",
		"save_checkpoint",
		"save_state",
		"save_npz",
		"save_lora_weights",
		"save_adapter",
		"save_to_disk",
		"save_to_file",
		"save_to_preset",
		"save_16bit_model",
		"save_mojo",
		"save_network",
		"save_networks",
		"save_best_model",
		"save_final_model",
		"save_trained_model",
		"save_emb",
		"save_torchscript",
		"save_word2vec_format",
		"export",
		"export_model",
		"export_savedmodel",
		"export_saved_model",
		"export_parameters",
		"export_onnx",
		"to_onnx",
		"to_torchscript",
		"to_disk",
		"download_mojo",
		"serialize",
		"serializeToBundle",
		"simple_save",
		"write_model",
		"clone_for_deployment",
		"log_model",
	),
	calls("push_to_hub", "occasionally_save_checkpoint"),
)

// MethodEvaluates are the methods that measure a model, whatever the receiver.
var MethodEvaluates = join(
	calls(
		"evaluate",
		"evaluate_generator",
		"evaluate_model",
		"evaluate_policy",
		"eval_model",
		"eval_batch",
		"eval_metrics",
		"test_on_batch",
		"score",
		"cross_validate",
		"cross_val_score",
		"leaderboard",
		"validate",
		"test",
		"train_and_evaluate",
		"gather_for_metrics",
		"run_evals",
		// Where the script runs it, and not only its serving functions do, layers leave the mode of training to be
		// measured.
		"eval",
	),
	alike(Call{Keywords: []string{
		"validation_data", "validation_split", "eval_set", "evals", "valid_sets", "eval_data", "eval_dataset",
		"val_dataloaders", "val_data", "tuning_data", "validation_frame",
	}},
		"fit",
		"fit_generator",
		"train",
	),
)

// NotSaves are the names that look like saving a model and are not: a plain one stands for a method of any receiver and for
// a function of that name, a qualified one for that call, with wildcards as in Framework. They write figures, pictures,
// numbers, text and configurations, the state of an optimizer, or what prepares the data.
var NotSaves = []string{
	"savefig",
	"save_image",
	"save_img",
	"save_images",
	"save_fig",
	"save_figure",
	"save_plot",
	"save_plots",
	"save_config",
	"save_args",
	"save_params_json",
	"save_hyperparameters",
	"save_hparams",
	"save_scalar",
	"save_scalars",
	"save_tensor",
	"save_metrics",
	"save_metric",
	"save_results",
	"save_result",
	"save_history",
	"save_log",
	"save_logs",
	"save_json",
	"save_csv",
	"save_predictions",
	"save_states",
	"save_space",
	"save_dataset",
	"save_data",
	"save_features",
	"save_vocab",
	"save_vocabulary",
	"save_tokenizer",
	"save_video",
	"save_binary",
	"save_as_text",
	"should_save_step",
	"saveAsTextFile",
	"imwrite",
	"imsave",
	"dump_model",
	"write_image",
	"write_html",
	"numpy.save",
	"numpy.savez",
	"numpy.savez_compressed",
	"numpy.savetxt",
	"cupy.save",
	"jax.numpy.save",
	"scipy.io.savemat",
	"scipy.sparse.save_npz",
	"json.dump",
	"json.dumps",
	"ujson.dump",
	"simplejson.dump",
	"yaml.dump",
	"yaml.safe_dump",
	"yaml.dump_all",
	"toml.dump",
	"marshal.dump",
	"omegaconf.OmegaConf.save",
	"sklearn.datasets.dump_svmlight_file",
	"mxnet.gluon.Trainer.save_states",
	"mxnet.gluon.trainer.Trainer.save_states",
	"transformers.**Trainer.save_state",
	"accelerate.**.save_hyperparameters",
	"tensorflow.data.**.save",
	"torchvision.utils.*",
	"matplotlib.**",
	"PIL.**",
	"cv2.*",
	"smdebug.**",
	"wandb.save",
	"pandas.**",
	"datasets.**",
	"soundfile.write",
	"torchaudio.save",
	"keras.utils.array_to_img.**",
	"tensorflow.keras.utils.array_to_img.**",
}

// IsNotSave says whether name, qualified or plain, stands in NotSaves.
func IsNotSave(name string) bool {
	not := notSaves()
	return not.names[name] || not.methods[name[strings.LastIndexByte(name, '.')+1:]] ||
		slices.ContainsFunc(not.patterns, func(p string) bool { return Match(p, name) })
}

// notSaves are NotSaves by what they are compared with.
var notSaves = sync.OnceValue(func() (not struct {
	methods, names map[string]bool
	patterns       []string
}) {
	not.methods, not.names = map[string]bool{}, map[string]bool{}
	for _, n := range NotSaves {
		switch {
		case strings.IndexByte(n, '.') < 0:
			not.methods[n] = true
		case strings.IndexByte(n, '*') < 0:
			not.names[n] = true
		default:
			not.patterns = append(not.patterns, n)
		}
	}
	return not
})

// Method finds the call that a table of methods holds for the plain name of a method, nil where it holds none that has its
// meaning with the arguments that are there: see Given.
func Method(table []Call, name string, has func(Argument) bool) *Call {
	for i := range table {
		if table[i].Name == name && table[i].Given(has) {
			return &table[i]
		}
	}
	return nil
}
