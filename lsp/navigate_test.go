package lsp

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
)

// The files of a project with a script, a launcher and a notebook that start it. Before what is asked about stand
// characters of all widths.
var launched = map[string]string{
	"launch.py": `from sagemaker.pytorch import PyTorch
note = "😀é"; hp = {"learning-rate": 0.1, "epochs": 3}
note = "😀é"; job = PyTorch(entry_point="train.py", source_dir="src", framework_version="2.1", py_version="py310", role="r", hyperparameters=hp)
note = "😀é"; job.fit({"train": "s3://b/t", "extra": "s3://b/e"})
`,
	"src/train.py": `import argparse
import os
parser = argparse.ArgumentParser()
note = "😀é"; parser.add_argument("--learning-rate", type=float, default=0.1, help="how fast it learns")
note = "😀é"; parser.add_argument("--epochs", type=int, default=1)
note = "😀é"; parser.add_argument("--seed", type=int, default=7)
args = parser.parse_args()
note = "😀é"; print(args.learning_rate, args.epochs, args.seed)
note = "😀é"; data = os.environ["SM_CHANNEL_TRAIN"]
note = "😀é"; missing = "/opt/ml/input/data/test"
`,
	"book.ipynb": `{"cells": [{"cell_type": "code", "source": [
 "from sagemaker.pytorch import PyTorch\n",
 "# 😀é\n",
 "job = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"epochs\": 5})\n",
 "job.fit({})"]}], "nbformat": 4}
`,
}

var encodingNamesOfTests = []string{"utf-8", "utf-16", "utf-32"}

func TestDefinition(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		t.Run(encoding, func(t *testing.T) {
			p := openProject(t, Options{Checker: enhancer.Check}, able(encoding), maps.Clone(launched))
			p.open("launch.py")
			p.open("src/train.py")
			p.open("book.ipynb")
			for _, c := range []struct{ file, at, want string }{
				{"launch.py", `"learn<|>ing-rate"`, "src/train.py:learning-rate"},
				{"src/train.py", `"--learn<|>ing-rate"`, "launch.py:learning-rate"},
				{"src/train.py", `args.ep<|>ochs,`, "src/train.py:epochs"},
				{"src/train.py", `"--ep<|>ochs"`, "book.ipynb:epochs launch.py:epochs"},
				{"src/train.py", `"--se<|>ed"`, ""},
				{"book.ipynb", `{\"ep<|>ochs`, "src/train.py:epochs"},
				{"launch.py", `{"tr<|>ain"`, "src/train.py:TRAIN"},
				{"src/train.py", `SM_CH<|>ANNEL_TRAIN`, "launch.py:train"},
				{"launch.py", `"train.<|>py"`, "src/train.py:"},
				{"launch.py", `job.f<|>it`, ""},
			} {
				got := strings.Join(p.locations("textDocument/definition", p.at(c.file, c.at)), " ")
				if got != c.want {
					t.Errorf("%s at %q: got %q, want %q", c.file, c.at, got, c.want)
				}
			}
		})
	}
}

// TestDefinitionFollowsUnsavedText asks right behind an edit of the other side, without waiting for anything.
func TestDefinitionFollowsUnsavedText(t *testing.T) {
	for name, capabilities := range map[string]obj{"push": able("utf-16"), "pull": func() obj {
		c := able("utf-16")
		c["textDocument"].(obj)["diagnostic"] = obj{}
		return c
	}()} {
		t.Run(name, func(t *testing.T) {
			p := openProject(t, Options{Checker: enhancer.Check}, capabilities, maps.Clone(launched))
			p.open("launch.py")
			p.open("src/train.py", strings.Replace(launched["src/train.py"], "--seed", "--fresh", 1))
			p.texts["launch.py"] = strings.Replace(launched["launch.py"], `"epochs": 3`, `"fresh": 9`, 1)
			p.didChange(p.uri("launch.py"), 2, obj{"text": p.texts["launch.py"]})
			if got := p.locations("textDocument/definition", p.at("launch.py", `"fr<|>esh"`)); !slices.Equal(got, []string{"src/train.py:fresh"}) {
				t.Errorf("got %q", got)
			}
			if got := p.locations("textDocument/definition", p.at("src/train.py", `--<|>fresh`)); !slices.Equal(got, []string{"launch.py:fresh"}) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, basic(), maps.Clone(launched))
	p.open("src/train.py")
	for _, c := range []struct {
		at       string
		declared bool
		want     string
	}{
		{`args.ep<|>ochs,`, true, "book.ipynb:epochs launch.py:epochs src/train.py:epochs src/train.py:epochs"},
		{`args.ep<|>ochs,`, false, "book.ipynb:epochs launch.py:epochs src/train.py:epochs"},
		{`"SM_CHANNEL_<|>TRAIN"`, true, "launch.py:train src/train.py:TRAIN"},
		{`import <|>os`, true, ""},
	} {
		params := p.at("src/train.py", c.at, obj{"context": obj{"includeDeclaration": c.declared}})
		if got := strings.Join(p.locations("textDocument/references", params), " "); got != c.want {
			t.Errorf("at %q: got %q", c.at, got)
		}
	}
}

func TestDocumentLinks(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, able("utf-16"), maps.Clone(launched))
	for name, want := range map[string]string{
		"launch.py": "launch.py:src > src, launch.py:train.py > src/train.py", "src/train.py": "",
		"book.ipynb": "book.ipynb:src > src, book.ipynb:train.py > src/train.py",
	} {
		p.open(name)
		var links []struct {
			Range  span
			Target string
		}
		p.must("textDocument/documentLink", obj{"textDocument": obj{"uri": p.uri(name)}}, &links)
		var got []string
		for _, l := range links {
			got = append(got, p.cut(p.uri(name), l.Range)+" > "+strings.TrimPrefix(l.Target, p.uri("")+"/"))
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestNothingIsKnown(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, able("utf-16"), map[string]string{"other.py": "x = {'a': 1}\n"})
	for _, u := range []string{p.uri("other.py"), p.uri("gone.py"), "untitled:Untitled-1"} {
		if u != p.uri("gone.py") {
			p.didOpen(u, "x = {'a': 1}\n")
		}
		params := obj{"textDocument": obj{"uri": u}, "position": obj{"line": 0, "character": 6}, "context": obj{"includeDeclaration": true}, "newName": "b"}
		for _, method := range []string{"definition", "references", "prepareRename", "rename", "completion"} {
			var got json.RawMessage
			if p.must("textDocument/"+method, params, &got); string(got) != "null" && string(got) != "[]" {
				t.Errorf("%s of %s is %s", method, u, got)
			}
		}
	}
}

func TestRename(t *testing.T) {
	for _, c := range []struct {
		file, at, to string
		placeholder  string
		want         []string
	}{
		{"launch.py", `"learn<|>ing-rate"`, "base-rate", "learning-rate", []string{
			`launch.py: note = "😀é"; hp = {"base-rate": 0.1, "epochs": 3}`,
			`src/train.py: note = "😀é"; parser.add_argument("--base-rate", type=float, default=0.1, help="how fast it learns")`,
			`src/train.py: note = "😀é"; print(args.base_rate, args.epochs, args.seed)`,
		}},
		{"src/train.py", `args.ep<|>ochs,`, "rounds", "epochs", []string{
			`book.ipynb: "job = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"rounds\": 5})\n",`,
			`launch.py: note = "😀é"; hp = {"learning-rate": 0.1, "rounds": 3}`,
			`src/train.py: note = "😀é"; parser.add_argument("--rounds", type=int, default=1)`,
			`src/train.py: note = "😀é"; print(args.learning_rate, args.rounds, args.seed)`,
		}},
		{"book.ipynb", `{\"ep<|>ochs`, "rounds", "epochs", []string{
			`book.ipynb: "job = PyTorch(entry_point=\"train.py\", source_dir=\"src\", hyperparameters={\"rounds\": 5})\n",`,
			`launch.py: note = "😀é"; hp = {"learning-rate": 0.1, "rounds": 3}`,
			`src/train.py: note = "😀é"; parser.add_argument("--rounds", type=int, default=1)`,
			`src/train.py: note = "😀é"; print(args.learning_rate, args.rounds, args.seed)`,
		}},
		{"launch.py", `{"tr<|>ain"`, "fresh", "train", []string{
			`launch.py: note = "😀é"; job.fit({"fresh": "s3://b/t", "extra": "s3://b/e"})`,
			`src/train.py: note = "😀é"; data = os.environ["SM_CHANNEL_FRESH"]`,
		}},
	} {
		for _, encoding := range encodingNamesOfTests {
			t.Run(c.to+" in "+c.file+" in "+encoding, func(t *testing.T) {
				p := openProject(t, Options{Checker: enhancer.Check}, able(encoding), maps.Clone(launched))
				p.open("launch.py", "# 😀 unsaved\n"+launched["launch.py"])
				if p.open(c.file); c.file == "launch.py" {
					p.didChange(p.uri(c.file), 5, obj{"text": p.texts[c.file]})
				}
				var ready struct {
					Range       span
					Placeholder string
				}
				p.must("textDocument/prepareRename", p.at(c.file, c.at), &ready)
				if ready.Placeholder != c.placeholder || p.cut(p.uri(c.file), ready.Range) != c.file+":"+c.placeholder {
					t.Errorf("prepared %q at %q", ready.Placeholder, p.cut(p.uri(c.file), ready.Range))
				}
				var edit workspaceEdit
				p.must("textDocument/rename", p.at(c.file, c.at, obj{"newName": c.to}), &edit)
				got, versions := p.apply(edit)
				if !slices.Equal(got, c.want) {
					t.Errorf("got %s", strings.Join(got, "\n"))
				}
				for name, version := range versions {
					want := map[string]int{"launch.py": 1, c.file: 1}[name]
					if name == "launch.py" && c.file == "launch.py" {
						want = 5
					} else if want == 0 {
						want = -1
					}
					if version != want {
						t.Errorf("the edits of %s are for version %d, want %d", name, version, want)
					}
				}
			})
		}
	}
}

func TestRenameForPlainClient(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, basic(), maps.Clone(launched))
	p.open("src/train.py")
	var edit workspaceEdit
	p.must("textDocument/rename", p.at("src/train.py", `"--ep<|>ochs"`, obj{"newName": "--rounds"}), &edit)
	if lines, versions := p.apply(edit); len(lines) != 4 || len(versions) != 0 || len(edit.Changes) != 3 {
		t.Errorf("got %q for %v", lines, versions)
	}
}

func TestRenameIsRefused(t *testing.T) {
	files := maps.Clone(launched)
	files["other.py"] = "from sagemaker.pytorch import PyTorch\nimport conf\nPyTorch(entry_point='train.py', source_dir='src', hyperparameters=conf.load()).fit({})\n"
	p := openProject(t, Options{Checker: enhancer.Check}, able("utf-16"), files)
	p.open("src/train.py")
	for _, method := range []string{"textDocument/prepareRename", "textDocument/rename"} {
		err := p.call(method, p.at("src/train.py", `args.ep<|>ochs,`, obj{"newName": "rounds"}), nil)
		if want := "Cannot rename: the job of other.py line 3 may have hyperparameters that cannot be told."; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", method, err)
		}
	}
	err := p.call("textDocument/rename", p.at("src/train.py", `SM_CHANNEL_TR<|>AIN`, obj{"newName": "not this"}), nil)
	if err == nil || !strings.Contains(err.Error(), "`not this` cannot be a channel") {
		t.Errorf("got %v", err)
	}
}
