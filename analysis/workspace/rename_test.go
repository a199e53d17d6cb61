package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// project is a folder with some files, read as a workspace.
type project struct {
	t      *testing.T
	folder string
	*workspace.Workspace
}

func newProject(t *testing.T, files map[string]string) project {
	t.Helper()
	p := project{t: t, folder: t.TempDir()}
	for name, text := range files {
		path := filepath.Join(p.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.Workspace = workspace.New([]string{p.folder}, nil)
	return p
}

func (p project) text(name string) string {
	text, err := p.Files().Read(filepath.Join(p.folder, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// at is the byte that "<|>" stands before in a part of a file's text.
func (p project) at(name, part string) (file string, offset int) {
	p.t.Helper()
	inside := strings.Index(part, "<|>")
	at := strings.Index(p.text(name), strings.Replace(part, "<|>", "", 1))
	if inside < 0 || at < 0 {
		p.t.Fatalf("%s does not hold %q", name, part)
	}
	return filepath.Join(p.folder, name), at + inside
}

// show writes a place as file:line:text.
func (p project) show(at workspace.Place) string {
	name := p.Name(at.File)
	return fmt.Sprintf("%s:%d:%s", name, p.Line(at), p.text(name)[at.Span.Start:at.Span.End])
}

// renamed gives the lines that a renaming changes, as file:line: text.
func (p project) renamed(name, part, to string) ([]string, error) {
	p.t.Helper()
	file, offset := p.at(name, part)
	changes, err := p.Rename(file, offset, to)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(changes, func(a, b workspace.Replacement) int { return b.Place.Span.Start - a.Place.Span.Start })
	texts := map[string]string{}
	for _, c := range changes {
		name := p.Name(c.Place.File)
		if _, ok := texts[name]; !ok {
			texts[name] = p.text(name)
		}
		texts[name] = texts[name][:c.Place.Span.Start] + c.New + texts[name][c.Place.Span.End:]
	}
	var lines []string
	for name, text := range texts {
		before := strings.Split(p.text(name), "\n")
		for i, line := range strings.Split(text, "\n") {
			if line != before[i] {
				lines = append(lines, fmt.Sprintf("%s:%d: %s", name, i+1, strings.TrimSpace(line)))
			}
		}
	}
	slices.Sort(lines)
	return lines, nil
}

const launcher = `from sagemaker.pytorch import PyTorch
from sagemaker.tuner import HyperparameterTuner, ContinuousParameter

hp = {"learning-rate": 0.1, "epochs": 3}
hp["epochs"] = 4
print(hp["epochs"])
estimator = PyTorch(entry_point="train.py", source_dir="src", role="r", framework_version="2.1", py_version="py310",
    hyperparameters=hp, environment={"MY_MODE": "fast"})
estimator.fit({"train": "s3://b/t", "validation": "s3://b/v"})
tuner = HyperparameterTuner(estimator, "loss", {"learning-rate": ContinuousParameter(0.1, 1)})
`

const script = `import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", "--lr", type=float, default=0.1, help="how fast")
parser.add_argument("--epochs", type=int)
parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
args = parser.parse_args()
for epoch in range(args.epochs):
    print(args.learning_rate, getattr(args, "epochs"), os.environ.get("SM_HP_EPOCHS"))
data = os.path.join("/opt/ml/input/data", "validation")
more = "/opt/ml/input/data/train/part.csv"
mode = os.getenv("MY_MODE")
`

const notebook = `{"cells": [{"cell_type": "code", "source": [
 "from sagemaker.pytorch import PyTorch\n",
 "e = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"epochs\": 5})\n",
 "e.fit({'train': 's3://b/😀'})"]}], "nbformat": 4}
`

func TestRename(t *testing.T) {
	p := newProject(t, map[string]string{"launch.py": launcher, "src/train.py": script, "book.ipynb": notebook})
	for _, c := range []struct {
		file, at, to string
		want         []string
	}{
		{"launch.py", `"ep<|>ochs": 3`, "rounds", []string{
			`book.ipynb:3: "e = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"rounds\": 5})\n",`,
			`launch.py:4: hp = {"learning-rate": 0.1, "rounds": 3}`,
			`launch.py:5: hp["rounds"] = 4`,
			`launch.py:6: print(hp["rounds"])`,
			`src/train.py:10: print(args.learning_rate, getattr(args, "rounds"), os.environ.get("SM_HP_ROUNDS"))`,
			`src/train.py:6: parser.add_argument("--rounds", type=int)`,
			`src/train.py:9: for epoch in range(args.rounds):`,
		}},
		{"book.ipynb", `{\"<|>epochs`, "--n-rounds", []string{
			`book.ipynb:3: "e = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"n-rounds\": 5})\n",`,
			`launch.py:4: hp = {"learning-rate": 0.1, "n-rounds": 3}`,
			`launch.py:5: hp["n-rounds"] = 4`,
			`launch.py:6: print(hp["n-rounds"])`,
			`src/train.py:10: print(args.learning_rate, getattr(args, "n_rounds"), os.environ.get("SM_HP_N-ROUNDS"))`,
			`src/train.py:6: parser.add_argument("--n-rounds", type=int)`,
			`src/train.py:9: for epoch in range(args.n_rounds):`,
		}},
		{"src/train.py", `args.learning<|>_rate`, "base_rate", []string{
			`launch.py:10: tuner = HyperparameterTuner(estimator, "loss", {"base-rate": ContinuousParameter(0.1, 1)})`,
			`launch.py:4: hp = {"base-rate": 0.1, "epochs": 3}`,
			`src/train.py:10: print(args.base_rate, getattr(args, "epochs"), os.environ.get("SM_HP_EPOCHS"))`,
			`src/train.py:5: parser.add_argument("--base-rate", "--lr", type=float, default=0.1, help="how fast")`,
		}},
		{"src/train.py", `"--l<|>r"`, "rate", []string{
			`src/train.py:5: parser.add_argument("--learning-rate", "--rate", type=float, default=0.1, help="how fast")`,
		}},
		{"src/train.py", `"<|>MY_MODE`, "SPEED", []string{
			`launch.py:8: hyperparameters=hp, environment={"SPEED": "fast"})`,
			`src/train.py:13: mode = os.getenv("SPEED")`,
		}},
	} {
		got, err := p.renamed(c.file, c.at, c.to)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s at %q: %v, got\n%s", c.file, c.at, err, strings.Join(got, "\n"))
		}
	}
}

func TestRenameChannel(t *testing.T) {
	p := newProject(t, map[string]string{"launch.py": launcher, "src/train.py": script, "book.ipynb": notebook})
	for at, want := range map[string][]string{
		`"SM_CHANNEL_TR<|>AIN"`: {
			`book.ipynb:4: "e.fit({'fresh': 's3://b/😀'})"]}], "nbformat": 4}`,
			`launch.py:9: estimator.fit({"fresh": "s3://b/t", "validation": "s3://b/v"})`,
			`src/train.py:12: more = "/opt/ml/input/data/fresh/part.csv"`,
			`src/train.py:7: parser.add_argument("--train", default=os.environ["SM_CHANNEL_FRESH"])`,
		},
		`data", "valid<|>ation`: {
			`launch.py:9: estimator.fit({"train": "s3://b/t", "fresh": "s3://b/v"})`,
			`src/train.py:11: data = os.path.join("/opt/ml/input/data", "fresh")`,
		},
	} {
		got, err := p.renamed("src/train.py", at, "fresh")
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("at %q: %v, got\n%s", at, err, strings.Join(got, "\n"))
		}
	}
}

func TestRenameIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		launcher, script string // what is appended
		at, to, want     string
	}{
		"a name that is taken":        {"", "", `args.ep<|>ochs)`, "train", "has an option `train` already"},
		"a name that a job passes":    {"hp['rounds'] = 1\n", "", `args.ep<|>ochs)`, "rounds", ""},
		"a keyword":                   {"", "", `args.ep<|>ochs)`, "class", "cannot be an attribute"},
		"no name":                     {"", "", `args.ep<|>ochs)`, "a b", "cannot be a hyperparameter"},
		"open keys":                   {"PyTorch(entry_point='src/train.py', hyperparameters=load())\n", "", `args.ep<|>ochs)`, "rounds", "hyperparameters that cannot be told"},
		"options handed on":           {"", "import helpers\nhelpers.run(args)\n", `args.ep<|>ochs)`, "rounds", "hands all options on in line 15: `helpers.run(args)`"},
		"options as a dictionary":     {"", "run(**vars(args))\n", `args.ep<|>ochs)`, "rounds", "hands all options on"},
		"all hyperparameters at once": {"", "import json\nhps = json.loads(os.environ['SM_HPS'])\n", `args.ep<|>ochs)`, "rounds", "reads `SM_HPS`"},
		"another parser":              {"", "parser.add_subparsers()\n", `args.ep<|>ochs)`, "rounds", "subcommands"},
		"all channels at once":        {"", "base = '/opt/ml/input/data'\n", `SM_CHANNEL_TR<|>AIN`, "rounds", "cannot be followed"},
		"a taken channel":             {"", "", `SM_CHANNEL_TR<|>AIN`, "validation", "has a channel `validation` already"},
		"a channel that cannot be":    {"", "", `SM_CHANNEL_TR<|>AIN`, "a b", "cannot be a channel"},
		"options that are shown":      {"", "print(vars(args))\nfor k, v in sorted(vars(args).items()):\n    print(k)\n", `args.ep<|>ochs)`, "rounds", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t, map[string]string{"launch.py": launcher + c.launcher, "src/train.py": script + c.script})
			got, err := p.renamed("src/train.py", c.at, c.to)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestDefinitionsAndReferences(t *testing.T) {
	p := newProject(t, map[string]string{"launch.py": launcher, "src/train.py": script, "book.ipynb": notebook})
	for _, c := range []struct {
		file, at, definitions, references string
	}{
		{"launch.py", `{"learning<|>-rate": Cont`, "src/train.py:5:learning-rate src/train.py:5:lr", "src/train.py:5:learning-rate src/train.py:5:lr src/train.py:10:learning_rate launch.py:4:learning-rate launch.py:10:learning-rate"},
		{"src/train.py", `args.<|>epochs)`, "src/train.py:6:epochs", "src/train.py:6:epochs src/train.py:9:epochs src/train.py:10:epochs src/train.py:10:EPOCHS book.ipynb:3:epochs launch.py:4:epochs launch.py:5:epochs launch.py:6:epochs"},
		{"src/train.py", `"-<|>-epochs`, "book.ipynb:3:epochs launch.py:4:epochs launch.py:5:epochs", ""},
		{"src/train.py", `SM_CHANNEL_TRAIN<|>"`, "book.ipynb:4:train launch.py:9:train", ""},
		{"launch.py", `{"tr<|>ain"`, "src/train.py:12:train src/train.py:7:TRAIN", ""},
		{"launch.py", `"train<|>.py"`, "src/train.py:1:", ""},
		{"launch.py", `"s<|>rc"`, "", ""},
		{"launch.py", `"MY_<|>MODE"`, "src/train.py:13:MY_MODE", ""},
		{"src/train.py", `import ar<|>gparse`, "", ""},
	} {
		file, offset := p.at(c.file, c.at)
		at := p.MentionsAt(file, offset)
		var definitions, references []string
		for _, d := range p.Definitions(at) {
			definitions = append(definitions, p.show(d))
		}
		for _, m := range p.References(at) {
			references = append(references, p.show(m.Place))
		}
		slices.Sort(definitions)
		if got := strings.Join(definitions, " "); got != c.definitions {
			t.Errorf("%s at %q is defined in %s", c.file, c.at, got)
		}
		if got := strings.Join(references, " "); c.references != "" && got != c.references {
			t.Errorf("%s at %q is spoken of in %s", c.file, c.at, got)
		}
	}
}

// TestRenameInTwoScripts renames a key of a dictionary that two jobs with scripts of their own are made with.
func TestRenameInTwoScripts(t *testing.T) {
	p := newProject(t, map[string]string{
		"launch.py": "from sagemaker.pytorch import PyTorch\nhp = {'lr': 1}\nPyTorch(entry_point='a.py', hyperparameters=hp)\nPyTorch(entry_point='b.py', hyperparameters=hp)\n",
		"a.py":      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--lr')\nargs = p.parse_args()\nprint(args.lr)\n",
		"b.py":      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--learning-rate', '--lr')\nargs = p.parse_args()\nprint(args.learning_rate)\n",
	})
	want := []string{
		"a.py:3: p.add_argument('--rate')", "a.py:5: print(args.rate)", "b.py:3: p.add_argument('--learning-rate', '--rate')", "launch.py:2: hp = {'rate': 1}",
	}
	for file, at := range map[string]string{"a.py": "args.<|>lr", "b.py": "'--<|>lr'", "launch.py": "{'<|>lr'"} {
		got, err := p.renamed(file, at, "rate")
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("from %s: %v, got\n%s", file, err, strings.Join(got, "\n"))
		}
	}
}

// TestRenameKeepsToolkitsRules follows how a job passes names: one letter behind one dash, an abbreviation for the whole.
func TestRenameKeepsToolkitsRules(t *testing.T) {
	p := newProject(t, map[string]string{
		"launch.py": "from sagemaker.pytorch import PyTorch\nhp = dict(n=1, learn=2)\nPyTorch(entry_point='a.py', hyperparameters=hp)\n",
		"a.py":      "import argparse, os\np = argparse.ArgumentParser()\np.add_argument('-n', '--number')\np.add_argument('--learning_rate', dest='rate')\nargs = p.parse_args()\nprint(args.number, args.rate)\nprint(os.environ['SM_HP_N'])\n",
	})
	for _, c := range []struct{ at, to, want string }{
		{"'-<|>n'", "count", "a.py:3: p.add_argument('--count', '--number')\na.py:6: print(args.count, args.rate)\nlaunch.py:2: hp = dict(count=1, learn=2)"},
		{"--learning<|>_rate", "speed", "a.py:4: p.add_argument('--speed', dest='rate')\nlaunch.py:2: hp = dict(n=1, speed=2)"},
		{"args.ra<|>te", "speed", "a.py:4: p.add_argument('--learning_rate', dest='speed')\na.py:6: print(args.number, args.speed)"},
		{"--learning<|>_rate", "speed-up", "`speed-up` cannot be the name of an argument, as it would be in launch.py line 2"},
	} {
		got, err := p.renamed("a.py", c.at, c.to)
		if said := strings.Join(got, "\n"); said != c.want && (err == nil || err.Error() != c.want) {
			t.Errorf("at %q: %v, got\n%s", c.at, err, said)
		}
	}
}
