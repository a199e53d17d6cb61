// Package sagemaker holds the training platform's contract: the directories of a training container and the environment
// variables that its toolkits set.
package sagemaker

import (
	"slices"
	"strings"
)

// ModelDir is the directory that SageMaker packs into model.tar.gz when a training job ends.
// Source: Amazon SageMaker Developer Guide, "How Amazon SageMaker Processes Training Output" (August 2026).
const ModelDir = "/opt/ml/model"

// HyperparametersFile is the file that SageMaker writes the hyperparameters to; every value in it is a text.
// Source: Amazon SageMaker Developer Guide, "How Amazon SageMaker Provides Training Information" (August 2026).
const HyperparametersFile = "/opt/ml/input/config/hyperparameters.json"

// Variable is an environment variable that a training container sets.
type Variable struct {
	Name string
	// About says what it holds.
	About string
	// JSON tells that the value must be decoded with json.loads.
	JSON bool
	// Classic and V3 tell under which contract it is there: the toolkit of the framework containers (SageMaker SDK v2),
	// and the drivers of the SDK's ModelTrainer (v3).
	Classic, V3 bool
}

// Variables are the SM_ variables, in the order of the alphabet. A name that ends in "_" stands for a family.
// Sources: sagemaker-training-toolkit ENVIRONMENT_VARIABLES.md and environment.to_env_vars; sagemaker-train
// container_drivers/scripts/environment.py (August 2026).
var Variables = []Variable{
	{"SM_CHANNELS", "the names of the channels", true, true, true},
	{"SM_CHANNEL_", "the directory of a channel, /opt/ml/input/data/<channel>", false, true, true},
	{"SM_CURRENT_HOST", "this container's name, such as algo-1", false, true, true},
	{"SM_CURRENT_HOST_RANK", "this container's place among the hosts, from 0", false, false, true},
	{"SM_CURRENT_INSTANCE_GROUP", "the name of this host's instance group", false, true, false},
	{"SM_CURRENT_INSTANCE_GROUP_HOSTS", "the hosts of this host's instance group", true, true, false},
	{"SM_CURRENT_INSTANCE_TYPE", "this host's instance type", false, true, true},
	{"SM_DISTRIBUTED_CONFIG", "the configuration of the distribution", true, false, true},
	{"SM_DISTRIBUTED_DRIVER_DIR", "where the drivers of the distribution are", false, false, true},
	{"SM_DISTRIBUTION_INSTANCE_GROUPS", "the instance groups that take part in the distribution", true, true, false},
	{"SM_DLC_TORCH_VERSION", "the version of PyTorch in the container", false, true, true},
	{"SM_ENTRY_SCRIPT", "the entry point's file", false, false, true},
	{"SM_FRAMEWORK_MODULE", "the toolkit's module that starts the job", false, true, false},
	{"SM_FRAMEWORK_PARAMS", "the framework's own parameters", true, true, false},
	{"SM_HOSTS", "the names of all hosts", true, true, true},
	{"SM_HOST_COUNT", "how many hosts there are", false, false, true},
	{"SM_HPS", "all hyperparameters", true, true, true},
	{"SM_HP_", "one hyperparameter", false, true, true},
	{"SM_INPUT_CONFIG_DIR", "/opt/ml/input/config", false, true, true},
	{"SM_INPUT_DATA_CONFIG", "the channels' configuration", true, true, true},
	{"SM_INPUT_DATA_DIR", "/opt/ml/input/data", false, false, true},
	{"SM_INPUT_DIR", "/opt/ml/input", false, true, true},
	{"SM_INSTANCE_GROUPS", "the names of the instance groups", true, true, false},
	{"SM_INSTANCE_GROUPS_DICT", "the instance groups by name", true, true, false},
	{"SM_IS_HETERO", "whether the cluster has instance groups", false, true, false},
	{"SM_LOG_LEVEL", "the level of logging, as a number", false, true, true},
	{"SM_MASTER_ADDR", "the first host's address", false, false, true},
	{"SM_MASTER_PORT", "the port to meet at", false, false, true},
	{"SM_MODEL_DIR", "/opt/ml/model, uploaded as model.tar.gz when the job ends", false, true, true},
	{"SM_MODULE_DIR", "where the script's source came from", false, true, false},
	{"SM_MODULE_NAME", "the entry point's module", false, true, false},
	{"SM_NETWORK_INTERFACE_NAME", "the network interface, such as eth0", false, true, true},
	{"SM_NUM_CPUS", "how many CPUs this host has", false, true, true},
	{"SM_NUM_GPUS", "how many GPUs this host has", false, true, true},
	{"SM_NUM_NEURONS", "how many Neuron cores this host has", false, true, true},
	{"SM_OUTPUT_DATA_DIR", "/opt/ml/output/data, uploaded as output.tar.gz when the job ends", false, true, true},
	{"SM_OUTPUT_DIR", "/opt/ml/output", false, true, true},
	{"SM_OUTPUT_FAILURE", "/opt/ml/output/failure, whose first 1,024 characters become the failure reason", false, false, true},
	{"SM_OUTPUT_INTERMEDIATE_DIR", "/opt/ml/output/intermediate, uploaded while the job runs", false, true, false},
	{"SM_RESOURCE_CONFIG", "the hosts and instance groups", true, true, true},
	{"SM_SOURCE_DIR", "where the script's source is", false, false, true},
	{"SM_STUDIO_LOCAL_MODE", "whether the job runs in Studio's local mode", false, true, true},
	{"SM_TOPOLOGY", "the topology of the instances", false, true, false},
	{"SM_TRAINING_ENV", "everything about the job", true, true, true},
	{"SM_USER_ARGS", "the script's arguments", true, true, false},
	{"SM_USER_ENTRY_POINT", "the entry point's file", false, true, false},
}

// LookupVariable gives the variable of a name; for a member of a family the family. Nil where no container sets it.
func LookupVariable(name string) *Variable {
	for i := range Variables {
		v := &Variables[i]
		if v.Name == name || strings.HasSuffix(v.Name, "_") && strings.HasPrefix(name, v.Name) && name != v.Name {
			return v
		}
	}
	return nil
}

// VariableNames are the names that a misspelt one may mean.
func VariableNames() []string {
	var names []string
	for _, v := range Variables {
		if strings.HasSuffix(v.Name, "_") {
			continue
		}
		names = append(names, v.Name)
	}
	return append(names, "SM_CHANNEL_TRAIN", "SM_CHANNEL_TRAINING", "SM_CHANNEL_VALIDATION", "SM_CHANNEL_TEST", "SM_CHANNEL_EVAL")
}

// Directory is a path of the training container.
type Directory struct {
	Path  string
	About string
	// Open directories may hold anything; of the others only what is listed here is there.
	Open bool
}

// Directories are the paths below /opt/ml of a training container, parents first.
// Sources: Amazon SageMaker Developer Guide, "How Amazon SageMaker Provides Training Information" and "... Processes
// Training Output"; sagemaker-training-toolkit environment.py; sagemaker-core training/constants.py (August 2026).
var Directories = []Directory{
	{"/opt/ml", "SageMaker's directory in the container", false},
	{"/opt/ml/additionals3dataconfig", "where additional model data is configured", true},
	{"/opt/ml/checkpoints", "kept in step with the job's checkpoint location on S3", true},
	{"/opt/ml/code", "the script's source", true},
	{"/opt/ml/errors", "what compute drivers report", true},
	{"/opt/ml/input", "what the job is given", false},
	{"/opt/ml/input/config", "the job's configuration: hyperparameters.json, inputdataconfig.json, resourceconfig.json", false},
	{"/opt/ml/input/config/checkpointconfig.json", "the checkpoint configuration", false},
	{HyperparametersFile, "the hyperparameters; every value is a string", false},
	{"/opt/ml/input/config/init-config.json", "the initial configuration", false},
	{"/opt/ml/input/config/inputdataconfig.json", "the channels", false},
	{"/opt/ml/input/config/inputdatalistingsconfig.json", "the channels' listings", false},
	{"/opt/ml/input/config/metric-definition-regex.json", "the metric definitions", false},
	{"/opt/ml/input/config/profilerconfig.json", "the profiler's configuration", false},
	{"/opt/ml/input/config/debughookconfig.json", "the debugger hook's configuration", false},
	{"/opt/ml/input/config/debughookconfig", "the debugger hook's configuration", true},
	{"/opt/ml/input/config/resourceconfig.json", "the hosts", false},
	{"/opt/ml/input/config/trainingjobconfig.json", "the job", false},
	{"/opt/ml/input/config/upstreamoutputdataconfig.json", "the output location", false},
	{"/opt/ml/input/data", "one directory per channel", true},
	{ModelDir, "packed into model.tar.gz and uploaded when the job ends", true},
	{"/opt/ml/output", "what the job gives beside the model", false},
	{"/opt/ml/output/data", "packed into output.tar.gz and uploaded when the job ends", true},
	{"/opt/ml/output/failure", "its first 1,024 characters become the failure reason", false},
	{"/opt/ml/output/intermediate", "uploaded while the job runs", true},
	{"/opt/ml/output/metrics", "what the platform's metrics agent writes", true},
	{"/opt/ml/output/profiler", "what the profiler writes", true},
	{"/opt/ml/output/tensorboard", "where the debugger puts TensorBoard's files", true},
	{"/opt/ml/output/tensors", "where the debugger puts tensors", true},
	{"/opt/ml/sagemaker/warmpoolcache", "kept between the jobs of a warm pool", true},
	{"/opt/ml/processing", "the inputs and outputs of a processing job", true},
}

// LookupPath gives the directory that a path lies in, and whether a training container has the path: it is one of
// Directories, below an open one, or holds one.
func LookupPath(path string) (in *Directory, known bool) {
	path = strings.TrimRight(path, "/")
	for i := range Directories {
		d := &Directories[i]
		if path == d.Path {
			return d, true
		}
		if strings.HasPrefix(path, d.Path+"/") {
			in, known = d, d.Open
		}
	}
	return in, known
}

// PathNames are the paths that a misspelt one may mean.
func PathNames() []string {
	var names []string
	for _, d := range Directories {
		names = append(names, d.Path)
	}
	slices.Sort(names)
	return names
}
