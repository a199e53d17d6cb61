package enhancer

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// hoverIn gives the hover over the place that "<|>" marks in one of some files of a workspace.
func hoverIn(t *testing.T, marked map[string]string) string {
	t.Helper()
	root := filepath.FromSlash("/trainlsp-test")
	overlay, file, offset := map[string][]byte{}, "", 0
	for name, text := range marked {
		path := filepath.Join(root, name)
		if at := strings.Index(text, "<|>"); at >= 0 {
			file, offset = path, at
		}
		overlay[path] = []byte(strings.Replace(text, "<|>", "", 1))
	}
	markdown, _, _ := CheckFile(workspace.New([]string{root}, overlay), file, Options{Path: file}).Hover(offset)
	return markdown
}

func TestHoverOverHyperparameter(t *testing.T) {
	const (
		parser = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--epochs', type=int, required=True)\n"
		strict = parser + "args = p.parse_args()\n"
		loose  = parser + "args, _ = p.parse_known_args()\n"
	)
	for name, c := range map[string]struct{ script, arguments, want string }{
		"an option":              {strict, "hyperparameters={'<|>epochs': 1}", "- taken by `--epochs` of `train.py`, line 3, read as `epochs`\n- type `int`\n- required"},
		"no option":              {strict, "hyperparameters={'<|>speed': 1}", "`train.py` has no option `--speed`, and ends with an error."},
		"an option that is left": {loose, "hyperparameters={'<|>speed': 1}", "`train.py` has no option `--speed`, and goes on without it."},
		"SageMaker's own":        {strict, "hyperparameters={'<|>sagemaker_program': 1}", "SageMaker keeps it for itself"},
		"several options":        {strings.Replace(strict, "args =", "p.add_argument('--epoch-size')\nargs =", 1), "hyperparameters={'<|>epoch': 1}", "Several options of `train.py` begin with `--epoch`."},
		"another parser":         {"import click\n@click.command()\n@click.option('--epochs')\ndef main(epochs):\n    pass\nmain()\n", "hyperparameters={'<|>speed': 1}", "Whether `train.py` takes `--speed` cannot be told, because"},
		"no script":              {strict, "source_dir=folder(), hyperparameters={'<|>epochs': 1}", "Which script the job starts cannot be told."},
	} {
		got := hoverIn(t, map[string]string{"train.py": c.script, "launch.py": "from sagemaker.pytorch import PyTorch\nPyTorch(entry_point='train.py', " + c.arguments + ")\n"})
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestHoverSaysWhoPassesAnOption(t *testing.T) {
	script := "import argparse\np = argparse.ArgumentParser()\np.add_argument('--<|>epochs', type=int)\nargs = p.parse_args()\n"
	const job = "from sagemaker.pytorch import PyTorch\nfrom sagemaker.tuner import HyperparameterTuner, IntegerParameter\njob = PyTorch(entry_point='train.py'"
	for name, c := range map[string]struct{ launcher, want string }{
		"a job":              {job + ", hyperparameters={'epochs': 3})\n", "Passed by\n\n- `launch.py`, line 3: `3`"},
		"a text":             {job + ", hyperparameters={'epochs': 'many'})\n", "- `launch.py`, line 3: `\"many\"`"},
		"a tuner":            {job + ")\nHyperparameterTuner(job, 'loss', {'epochs': IntegerParameter(1, 9)})\n", "- `launch.py`, line 4: `IntegerParameter(1, 9)`"},
		"a condition":        {job + ", hyperparameters=hp)\n", "Whether a job passes it cannot be told."},
		"nobody":             {job + ")\n", "No job passes it: its default counts."},
		"no job in sight":    {"x = 1\n", "command-line option"},
		"under a condition":  {strings.Replace(job, "job =", "hp = {}\nif many:\n    hp['epochs'] = 9\njob =", 1) + ", hyperparameters=hp)\n", "- `launch.py`, line 5: `9`, under a condition"},
		"a notebook's dict":  {job + ", hyperparameters=dict(epochs=3))\n", "- `launch.py`, line 3: `3`"},
		"an unwritten value": {job + ", hyperparameters={'epochs': how_many()})\n", "- `launch.py`, line 3: `how_many()`"},
	} {
		if got := hoverIn(t, map[string]string{"train.py": script, "launch.py": c.launcher}); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestHoverOverContainer(t *testing.T) {
	for version, want := range map[string]string{
		"framework_version='1.13', py_version='py39'": "- container pytorch 1.13.1\n- Python 3.9",
		"framework_version='2.7', py_version='py312'": "- not patched since 2026-04-23",
		"framework_version='9.9', py_version='py312'": "**`PyTorch`** · training job\n\nStarts `train.py`.",
	} {
		got := hoverIn(t, map[string]string{"train.py": "x = 1\n", "launch.py": "from sagemaker.pytorch import PyTorch\nPy<|>Torch(entry_point='train.py', " + version + ")\n"})
		if !strings.Contains(got, want) {
			t.Errorf("%s: got %s", version, got)
		}
	}
}
