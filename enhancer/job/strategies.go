package job

// strategies are the keys that the SDK knows in an estimator's distribution, by the framework of the estimator. It takes no
// notice of any other.
// Source: sagemaker-python-sdk 2.257.6, Framework._distribution_configuration in estimator.py and the estimators of PyTorch,
// Hugging Face, TensorFlow and MXNet (August 2026).
var strategies = map[string][]string{
	"pytorch":     {"torch_distributed", "pytorchddp", "smdistributed", "mpi", "parameter_server", "pytorchxla", "instance_groups"},
	"huggingface": {"torch_distributed", "pytorchddp", "smdistributed", "mpi", "parameter_server", "pytorchxla", "instance_groups"},
	"tensorflow":  {"multi_worker_mirrored_strategy", "smdistributed", "mpi", "parameter_server", "instance_groups"},
	"mxnet":       {"parameter_server", "mpi"},
}

// libraries are what smdistributed takes, of which the SDK allows one.
// Source: sagemaker-python-sdk 2.257.6, fw_utils.py (August 2026).
var libraries = []string{"dataparallel", "modelparallel"}

// dataParallelInstances are the types that SageMaker's data parallel library runs on.
// Source: as above, SM_DATAPARALLEL_SUPPORTED_INSTANCE_TYPES.
var dataParallelInstances = []string{"ml.p3.16xlarge", "ml.p3dn.24xlarge", "ml.p4d.24xlarge", "ml.p4de.24xlarge"}

// dataParallelVersions are the versions of the frameworks whose containers have the library.
// Source: as above, SM_DATAPARALLEL_SUPPORTED_FRAMEWORK_VERSIONS.
var dataParallelVersions = map[string][]string{
	"tensorflow": {
		"2.3", "2.3.1", "2.3.2", "2.4", "2.4.1", "2.4.3", "2.5", "2.5.0", "2.5.1", "2.6", "2.6.0", "2.6.2", "2.6.3", "2.7", "2.7.1", "2.8",
		"2.8.0", "2.9", "2.9.1", "2.9.2", "2.10", "2.10.1", "2.11", "2.11.0",
	},
	"pytorch": {
		"1.6", "1.6.0", "1.7", "1.7.1", "1.8", "1.8.0", "1.8.1", "1.9", "1.9.0", "1.9.1", "1.10", "1.10.0", "1.10.2", "1.11", "1.11.0", "1.12",
		"1.12.0", "1.12.1", "1.13.1", "2.0.0", "2.0.1", "2.1.0", "2.1.2", "2.2.0",
	},
}

// torchrunVersions are the versions of PyTorch that the SDK takes torch_distributed for: on GPUs, and on Trainium.
// Source: as above, TORCH_DISTRIBUTED_GPU_SUPPORTED_FRAMEWORK_VERSIONS, TRAINIUM_SUPPORTED_TORCH_DISTRIBUTED_FRAMEWORK_VERSIONS.
var (
	torchrunVersions = []string{
		"1.13.1", "2.0.0", "2.0.1", "2.1.0", "2.1.2", "2.2.0", "2.3.0", "2.3.1", "2.4.1", "2.5.1", "2.6.0", "2.7.1", "2.8.0",
	}
	trainiumVersions = []string{"1.11", "1.11.0", "1.12", "1.12.0", "1.12.1", "1.13.1", "2.0.0"}
)
