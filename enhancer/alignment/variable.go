package alignment

import (
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// variable is an environment variable as a script reads it.
type variable struct {
	name  string
	reads []envRead
	// set tells that the script sets it itself.
	set bool
}

// envRead is one read of an environment variable.
type envRead struct {
	analysis.EnvUse
	// fallback is the default as it is written, nil where there is none.
	fallback *syntax.Node
	// call is what reads it, nil for a subscript.
	call *analysis.Call
}

// variables are those that the reached code of a script reads or sets, in the order of the text.
func variables(script *analysis.Script) []*variable {
	var out []*variable
	byName := map[string]*variable{}
	for _, use := range script.Environment() {
		if !script.Reached(use.Scope) {
			continue
		}
		v := byName[use.Name]
		if v == nil {
			v = &variable{name: use.Name}
			byName[use.Name] = v
			out = append(out, v)
		}
		v.set = v.set || use.Write
		v.reads = append(v.reads, readOf(use))
	}
	return out
}

func readOf(use analysis.EnvUse) envRead {
	r := envRead{EnvUse: use}
	n := use.Node.Ancestor(syntax.KindCall)
	for _, call := range use.Scope.Calls {
		if call.Node == n && (call.Positional(0) == use.Node || call.Keyword("key") == use.Node) {
			r.call = call
			if r.fallback = call.Positional(1); r.fallback == nil {
				r.fallback = call.Keyword("default")
			}
		}
	}
	return r
}

// needed gives the first read that fails where the variable is not set; ok is false where the script goes on without it.
func (v *variable) needed() (read envRead, ok bool) {
	for _, r := range v.reads {
		if r.Optional || r.Write {
			return envRead{}, false
		}
	}
	return v.reads[0], true
}

// fallbacks are the defaults that the script has for it, as texts; known is false where one cannot be told. An empty one is
// none: it says no more than that the variable is not set.
func (v *variable) fallbacks(script *analysis.Script) (texts []string, known bool) {
	for _, r := range v.reads {
		if r.fallback == nil {
			continue
		}
		values := script.Eval(r.fallback, r.Scope)
		if len(values) != 1 || values[0].Kind != analysis.String && values[0].Kind != analysis.Constant || strings.Contains(values[0].Text, analysis.Hole) {
			return nil, false
		}
		if !isNothing(values[0].Text) {
			texts = append(texts, values[0].Text)
		}
	}
	return texts, true
}

// number gives the read that makes a number of the variable, and how; ok is false where none does.
func (v *variable) number() (read envRead, function string, ok bool) {
	for _, r := range v.reads {
		if r.call == nil || r.call.Node.Parent() == nil || r.call.Node.Parent().Kind() != syntax.KindArguments {
			continue
		}
		f := r.call.Node.Parent().Parent().Child(syntax.FieldFunction)
		if f != nil && (f.Text() == "int" || f.Text() == "float") {
			return r, f.Text(), true
		}
	}
	return read, "", false
}

// isNumber tells whether Python's int() or float() takes a text.
func isNumber(text, function string) bool {
	text = strings.TrimSpace(text)
	if function == "int" {
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// sameDefault tells defaults that mean the same to a script: numbers by their value, truth values in any case.
func sameDefault(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if strings.EqualFold(a, b) {
		return true
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

func isNothing(text string) bool { return text == "" || text == "None" }

// ofLibraries begin the names of variables that the platform, the machine or libraries read or set: a contract need not
// name them, and where it does, the script need not read them.
var ofLibraries = []string{
	"AWS_", "CUDA_", "CUBLAS_", "NCCL_", "TF_", "TORCH", "PYTORCH_", "HF_", "HUGGINGFACE_", "TRANSFORMERS_", "TOKENIZERS_", "OMP_", "MKL_", "KMP_", "OPENBLAS_",
	"NUMEXPR_", "XLA_", "JAX_", "FI_", "RDMAV_", "SMDATAPARALLEL_", "SMDEBUG_", "NVIDIA_", "PYTHON", "PIP_", "WANDB_", "MLFLOW_", "COMET_", "RAY_", "LD_",
	"DMLC_", "OMPI_", "SLURM_", "HOROVOD_", "DS_", "ACCELERATE_", "LIGHTNING_", "PL_", "KERAS_", "MASTER_", "SAGEMAKER_",
}

// ofMachine are further names of that kind.
var ofMachine = map[string]bool{
	"PATH": true, "HOME": true, "USER": true, "HOSTNAME": true, "PWD": true, "SHELL": true, "LANG": true, "TMPDIR": true, "TEMP": true, "TMP": true, "RANK": true,
	"LOCAL_RANK": true, "WORLD_SIZE": true, "LOCAL_WORLD_SIZE": true, "NODE_RANK": true, "GROUP_RANK": true, "TRAINING_JOB_NAME": true, "TRAINING_JOB_ARN": true,
	"CURRENT_HOST": true, "HTTP_PROXY": true, "HTTPS_PROXY": true, "NO_PROXY": true,
}

// isForeign tells variables that are no business of a contract.
func isForeign(name string) bool {
	for _, prefix := range ofLibraries {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return ofMachine[strings.ToUpper(name)]
}
