package lsp

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
)

type completionItem struct {
	Label         string
	Kind          int
	Detail        string
	Documentation struct{ Kind, Value string }
	TextEdit      textEdit
}

// complete asks for completions at the place that "<|>" marks in a whole text, which the editor has by then.
func (p *project) complete(name string, version int, marked string) []completionItem {
	p.t.Helper()
	p.texts[name] = strings.Replace(marked, "<|>", "", 1)
	p.didChange(p.uri(name), version, obj{"text": p.texts[name]})
	var list struct {
		IsIncomplete bool
		Items        []completionItem
	}
	p.must("textDocument/completion", p.at(name, marked), &list)
	if list.IsIncomplete {
		p.t.Errorf("the list is incomplete")
	}
	return list.Items
}

func labels(items []completionItem) (list []string) {
	for _, i := range items {
		list = append(list, i.Label)
	}
	return list
}

func TestCompletion(t *testing.T) {
	const (
		launcher = "from sagemaker.pytorch import PyTorch\nfrom sagemaker.huggingface import HuggingFace\nfrom sagemaker.tuner import HyperparameterTuner\n"
		job      = launcher + `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", `
	)
	for _, c := range []struct {
		name, file, text string
		want             []string // the first labels; "-name" must not be among them
		line             string   // what the line is when the first one is taken
	}{
		{"variable", "src/train.py", `note = "😀é"; x = os.environ["SM<|>"]`, []string{"SM_CHANNEL_TRAIN", "SM_CHANNEL_EXTRA", "SM_CHANNELS"}, `note = "😀é"; x = os.environ["SM_CHANNEL_TRAIN"]`},
		{"variable, its word whole", "src/train.py", `note = "😀é"; x = os.environ["SM<|>_MODEL_DIR"]`, []string{"SM_CHANNEL_TRAIN"}, `note = "😀é"; x = os.environ["SM_CHANNEL_TRAIN"]`},
		{"variable, unfinished", "src/train.py", `note = "😀é"; x = os.environ["SM_<|>`, []string{"SM_CHANNEL_TRAIN"}, `note = "😀é"; x = os.environ["SM_CHANNEL_TRAIN`},
		{"variable, asked for", "src/train.py", `note = "😀é"; x = os.getenv("<|>")`, []string{"SM_CHANNEL_TRAIN"}, `note = "😀é"; x = os.getenv("SM_CHANNEL_TRAIN")`},
		{"variable with a default", "src/train.py", `note = "😀é"; x = os.environ.get('<|>', 'x')`, []string{"SM_CHANNEL_TRAIN"}, `note = "😀é"; x = os.environ.get('SM_CHANNEL_TRAIN', 'x')`},
		{"path", "src/train.py", `note = "😀é"; x = "/opt/ml/m<|>od"`, []string{"/opt/ml", "/opt/ml/additionals3dataconfig"}, `note = "😀é"; x = "/opt/ml"`},
		{"option", "src/train.py", `note = "😀é"; parser.add_argument("--<|>", type=int)`, []string{"--batch-size", "-type"}, `note = "😀é"; parser.add_argument("--batch-size", type=int)`},
		{"option, unfinished", "src/train.py", `note = "😀é"; parser.add_argument("<|>`, []string{"--batch-size"}, `note = "😀é"; parser.add_argument("--batch-size`},
		{"hyperparameter", "launch.py", job + `hyperparameters={"epochs": 1, "<|>": 2})`, []string{"learning-rate", "seed", "-epochs"}, `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", hyperparameters={"epochs": 1, "learning-rate": 2})`},
		{"hyperparameter, unfinished", "launch.py", job + `hyperparameters={"<|>"})`, []string{"learning-rate", "epochs", "seed"}, `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", hyperparameters={"learning-rate"})`},
		{"hyperparameter, hardly begun", "launch.py", job + `hyperparameters={"<|>`, []string{"learning-rate", "epochs", "seed"}, `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", hyperparameters={"learning-rate`},
		{"hyperparameter between lines", "launch.py", job + "hyperparameters={\n  \"epochs\": 1,\n  \"<|>\n  \"seed\": 2,\n})", []string{"learning-rate", "-epochs", "-seed"}, `  "learning-rate`},
		{"hyperparameter in a variable", "launch.py", launcher + "hp = {\"<|>\": 1}\njob = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters=hp)", []string{"learning-rate"}, `hp = {"learning-rate": 1}`},
		{"hyperparameter of a tuner", "launch.py", job + "hyperparameters={\"epochs\": 1})\nHyperparameterTuner(job, \"loss\", {\"<|>\": 1})", []string{"learning-rate"}, `HyperparameterTuner(job, "loss", {"learning-rate": 1})`},
		{"channel", "launch.py", job + "role=\"r\")\njob.fit({\"train\": 1, \"<|>\": 2})", []string{"test", "-train"}, `job.fit({"train": 1, "test": 2})`},
		{"framework version", "launch.py", job + `framework_version="<|>", py_version="py310")`, []string{"2.", "2."}, ""},
		{"Python version", "launch.py", job + `framework_version="1.13.1", py_version="<|>")`, []string{"py39"}, `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", framework_version="1.13.1", py_version="py39")`},
		{"version of transformers", "launch.py", launcher + `HuggingFace(entry_point="src/train.py", transformers_version="<|>", pytorch_version="2.1")`, []string{"", "-4.99"}, ""},
		{"version below transformers", "launch.py", launcher + `HuggingFace(entry_point="src/train.py", transformers_version="4.28", pytorch_version="<|>")`, []string{"2.0.0"}, `HuggingFace(entry_point="src/train.py", transformers_version="4.28", pytorch_version="2.0.0")`},
		{"instance type", "launch.py", job + `instance_type="ml.<|>")`, []string{"ml.m4.xlarge", "ml.m4.2xlarge"}, `note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", instance_type="ml.m4.xlarge")`},
		{"rule", "src/train.py", `note = "😀é"  # trainlsp: ignore[missing_model_saving, <|>]`, []string{"", "-missing_model_saving"}, ""},
		{"directive", "src/train.py", `note = "😀é"  # trainlsp: ig<|>`, []string{"ignore", "ignore-file", "step-type"}, `note = "😀é"  # trainlsp: ignore`},
		{"step type", "src/train.py", `# 😀 # trainlsp: step-type=<|>`, []string{"Training", "Processing"}, `# 😀 # trainlsp: step-type=Training`},
		{"a word", "src/train.py", `note = "😀é"; pri<|>`, nil, ""},
		{"another string", "src/train.py", `note = "😀é"; print("SM<|>")`, nil, ""},
		{"another path", "src/train.py", `note = "😀é"; x = "/home<|>"`, nil, ""},
		{"another comment", "src/train.py", `note = "😀é"  # trainl<|>`, nil, ""},
		{"another argument", "launch.py", job + `role="<|>")`, nil, ""},
		{"a value of a hyperparameter", "launch.py", job + `hyperparameters={"epochs": "<|>"})`, nil, ""},
	} {
		for _, encoding := range encodingNamesOfTests {
			t.Run(c.name+" in "+encoding, func(t *testing.T) {
				files := maps.Clone(launched)
				files["launch.py"] = strings.Replace(files["launch.py"], `"epochs": 3`, `"epochs": 3, "batch-size": 8`, 1)
				if c.file == "launch.py" {
					delete(files, "book.ipynb")
				}
				p := openProject(t, Options{Checker: enhancer.Check}, able(encoding), files)
				p.open("launch.py")
				p.open("src/train.py")
				p.locations("textDocument/definition", p.at("launch.py", `ent<|>ry_point="train`)) // the launcher is known by now
				p.locations("textDocument/references", p.at("launch.py", `"train.<|>py"`, obj{"context": obj{"includeDeclaration": true}}))
				text := c.text
				if c.file == "src/train.py" {
					text = launched["src/train.py"] + c.text
				}
				items := p.complete(c.file, 2, text+"\n")
				got := labels(items)
				if len(c.want) == 0 && len(got) > 0 || len(c.want) > 0 && len(got) == 0 {
					t.Fatalf("got %q", got)
				}
				for i, want := range c.want {
					if name, out := strings.CutPrefix(want, "-"); out && !strings.HasPrefix(want, "--") {
						if slices.Contains(got, name) {
							t.Errorf("%s is among %q", name, got)
						}
					} else if len(got) <= i || !strings.HasPrefix(got[i], want) {
						t.Errorf("got %q, want %q", got[:min(len(got), 5)], c.want)
					}
				}
				if c.line == "" {
					return
				}
				changed := changeText(t, p.texts[c.file], p.encoding, []textEdit{items[0].TextEdit})
				if !slices.Contains(strings.Split(changed, "\n"), c.line) {
					t.Errorf("it makes it %q", changed)
				}
			})
		}
	}
}

func TestCompletionTellsWhatIsInAnImage(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, able("utf-16"), maps.Clone(launched))
	p.open("launch.py")
	items := p.complete("launch.py", 2, "from sagemaker.pytorch import PyTorch\nPyTorch(entry_point=\"src/train.py\", framework_version=\"<|>\")\n")
	i := slices.IndexFunc(items, func(i completionItem) bool { return i.Label == "1.13.1" })
	if i < 0 || !strings.Contains(items[i].Detail, "Python 3.9") || items[i].Documentation.Kind != "markdown" {
		t.Fatalf("got %v of %q", i, labels(items))
	}
}
