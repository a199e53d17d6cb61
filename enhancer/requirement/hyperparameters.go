package requirement

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// parsers are the calls that read the command line.
var parsers = []string{"argparse.ArgumentParser**", "optparse.OptionParser**", "configargparse.**", "getopt.**", "click.**", "typer.**", "fire.**", "hydra.**", "absl.flags.**",
	"absl.app.run", "tensorflow.app.flags.**", "tensorflow.app.run", "tensorflow.flags.**", "tensorflow.compat.v1.flags.**", "tensorflow.compat.v1.app.**", "simple_parsing.**", "jsonargparse.**", "docopt.**", "plac.**", "tap.**",
	"transformers.HfArgumentParser**", "trl.TrlParser**", "sacred.**", "gin.**", "ml_collections.**", "omegaconf.**", "dynaconf.**", "confuse.**", "pydantic_settings.**", "tyro.**", "lightning.pytorch.cli.LightningCLI**", "pytorch_lightning.cli.LightningCLI**",
	"pytorch_lightning.utilities.cli.LightningCLI**", "lightning.cli.LightningCLI**", "yaml.safe_load", "yaml.load", "toml.load", "tomllib.load", "configparser.**"}

// hyperparameterVariables are the environment variables that hold hyperparameters.
// Source: sagemaker-training-toolkit, ENVIRONMENT_VARIABLES.md (August 2026).
var hyperparameterVariables = []string{"SM_HPS", "SM_HP_", "SM_TRAINING_ENV", "SM_USER_ARGS"}

var hyperparameterWords = words(`parse parser arg args argument arguments option options opt config configs configuration cfg conf hyper hyperparameter hyperparameters hyperparams hparams params param
	parameters settings setting hp hps flags env main run launch launcher cli app job preset`)

// startWords are in the names of functions that do all of a job's work, the parsing included.
var startWords = words(`train training trainer pipeline experiment fit finetune`)

func (r *reader) hyperparameters() Answer {
	evidence := analysis.Gather(r.Script, hyperparametersKey{}, r.hyperparametersIn)
	for _, use := range r.Script.Environment() {
		if r.Script.Reached(use.Scope) && !use.Write && holdsHyperparameters(use.Name) {
			evidence = append(evidence, use.Node)
		}
	}
	if evidence == nil {
		evidence = r.foundBeside(HyperparameterLoading)
	}
	if evidence != nil {
		return found(HyperparameterLoading, evidence)
	}
	if r.Usage.Has("sagemaker_rl") {
		return Answer{Capability: HyperparameterLoading, State: CannotTell, Reason: "the launcher of sagemaker_rl parses them by itself"}
	}
	answer := r.absentUnless(HyperparameterLoading, hyperparameterWords)
	if answer.State == Absent && len(r.Usage.Of(frameworks.Trains)) == 0 {
		return r.absentUnless(HyperparameterLoading, startWords)
	}
	return answer
}

type hyperparametersKey struct{}

// hyperparametersIn are the places of a reached scope that read the command line, or files of hyperparameters.
func (r *reader) hyperparametersIn(scope *analysis.Scope) (evidence []*syntax.Node) {
	if !r.Script.Reached(scope) {
		return nil
	}
	for _, call := range scope.Calls {
		if r.readsCommandLine(call) {
			evidence = append(evidence, call.Node)
		}
	}
	for _, n := range scope.Attributes {
		if t := n.Text(); strings.HasSuffix(t, "sys.argv") || strings.HasSuffix(t, ".hyperparameters") || strings.HasSuffix(t, ".FLAGS") {
			evidence = append(evidence, n)
		}
	}
	for _, n := range scope.Strings {
		if t, plain := analysis.PlainString(n); plain && isHyperparameterFile(t) {
			evidence = append(evidence, n)
		}
	}
	return evidence
}

// isHyperparameterFile tells paths of files that hold hyperparameters: SageMaker's own, and the conventions beside it.
func isHyperparameterFile(t string) bool {
	return !strings.ContainsAny(t, " \n") && (strings.Contains(t, "hyperparam") || strings.HasPrefix(t, "/opt/ml/input/config") || strings.HasPrefix(t, "/opt/ml/input/data/config"))
}

func holdsHyperparameters(variable string) bool {
	for _, v := range hyperparameterVariables {
		if variable == v || strings.HasSuffix(v, "_") && strings.HasPrefix(variable, v) {
			return true
		}
	}
	return !strings.HasPrefix(variable, "SM_") && !isMachineVariable(variable) && !surroundings.in(variable)
}

// surroundings are in the names of variables that say where something is, and steer no training.
var surroundings = words(`log logging path dir directory root home uri url arn bucket region token key secret password host port endpoint debug cache address account user role id job cluster node rank tracking`)

// isMachineVariable tells the variables that describe the machine or steer a library; any other is the user's own, and
// may well be a hyperparameter that the launcher sets under `environment`.
func isMachineVariable(name string) bool {
	switch name {
	case "RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT", "HOME", "PATH", "USER", "PYTHONPATH", "LD_LIBRARY_PATH", "HOSTNAME", "TMPDIR", "PWD", "TRAINING_JOB_NAME", "TRAINING_JOB_ARN",
		"REGION", "TF_CONFIG", "DISPLAY", "TOKENIZERS_PARALLELISM", "SLURM_PROCID", "SLURM_NTASKS", "GPU_NUM_DEVICES", "LANG", "OMP_NUM_THREADS":
		return true
	}
	for _, prefix := range []string{"TF_", "NCCL_", "CUDA", "OMPI_", "XLA_", "MKL_", "AWS_", "TORCH_", "PYTORCH_", "KERAS_", "HOROVOD_", "SMDATAPARALLEL", "FI_", "NVIDIA_", "XRT_", "PJRT_", "JAX_", "HF_", "WANDB_", "DMLC_", "MXNET_", "SMP_", "SAGEMAKER_", "NEURON_", "LD_", "PYTHON"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func (r *reader) readsCommandLine(call *analysis.Call) bool {
	switch call.Method() {
	case "add_argument", "parse_args", "parse_known_args", "parse_args_into_dataclasses", "parse_args_and_config":
		return true
	}
	for _, callee := range r.Script.Callees(call) {
		for _, p := range parsers {
			if callee.Name != "" && frameworks.Match(p, callee.Name) {
				return true
			}
		}
	}
	return false
}
