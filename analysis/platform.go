package analysis

import "strings"

// toolkitVariable maps the attributes of SageMaker's own environment objects to the variables that hold the same:
// `sagemaker_containers.training_env().model_dir` is SM_MODEL_DIR.
// Source: sagemaker-training-toolkit, environment.py (August 2026).
func toolkitVariable(object, attribute string) string {
	switch object {
	case "sagemaker_containers.training_env", "sagemaker_containers.beta.framework.training_env", "sagemaker_training.environment.Environment",
		"sagemaker_training.env.training_env", "sagemaker_containers.environment.Environment", "sagemaker_training.training_env",
		"sagemaker_containers.beta.framework.env.TrainingEnv", "sagemaker_containers.env.TrainingEnv":
		return toolkitAttributes[attribute]
	}
	return ""
}

var toolkitAttributes = map[string]string{
	"model_dir": "SM_MODEL_DIR", "hyperparameters": "SM_HPS", "channel_input_dirs": "SM_CHANNELS", "input_dir": "SM_INPUT_DIR",
	"output_data_dir": "SM_OUTPUT_DATA_DIR", "output_dir": "SM_OUTPUT_DIR", "num_gpus": "SM_NUM_GPUS", "num_cpus": "SM_NUM_CPUS",
	"hosts": "SM_HOSTS", "current_host": "SM_CURRENT_HOST", "output_intermediate_dir": "SM_OUTPUT_INTERMEDIATE_DIR",
	"module_dir": "SM_MODULE_DIR", "user_entry_point": "SM_USER_ENTRY_POINT", "job_name": "TRAINING_JOB_NAME",
}

// builtins are the functions and types that Python brings along.
// Source: The Python Standard Library, Built-in Functions (3.14).
var builtins = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(`abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr
		classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format
		frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map
		max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice
		sorted staticmethod str sum super tuple type vars zip __import__ __name__ __file__ __doc__ __spec__ __loader__
		__package__ __builtins__ __debug__ __path__ __annotations__ __dict__ __class__ NotImplemented Ellipsis
		ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
		BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
		ConnectionResetError DeprecationWarning EOFError EnvironmentError Exception ExceptionGroup FileExistsError
		FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError
		IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
		ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError
		PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning
		RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit
		TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
		UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
		unicode xrange raw_input basestring long reduce file unichr cmp execfile reload`) {
		m[name] = true
	}
	return m
}()

// IsBuiltin tells the names that Python brings along, those of Python 2 included.
func IsBuiltin(name string) bool { return builtins[name] }
