package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trainlsp/trainlsp/analysis"
)

// modulesOf are those beside train.py in a folder with some files.
func modulesOf(t *testing.T, archive string) *Modules {
	t.Helper()
	root := filepath.FromSlash("/project")
	overlay := map[string][]byte{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		overlay[filepath.Join(root, filepath.FromSlash(f.Name))] = f.Data
	}
	return New([]string{root}, overlay).Modules(filepath.Join(root, "train.py"), func(name string) bool { return name == "datasets" || name == "torch" })
}

// say writes values down in short.
func say(values []analysis.Value) string {
	var out []string
	for _, v := range values {
		switch v.Kind {
		case analysis.String:
			out = append(out, fmt.Sprintf("%q", v.Text))
		case analysis.EnvVar:
			out = append(out, "$"+v.Text+v.Rest)
		case analysis.Result:
			out = append(out, v.Text+"()")
		case analysis.Namespace:
			out = append(out, "options of "+v.Text)
		default:
			out = append(out, v.Text)
		}
	}
	return strings.Join(out, " or ")
}

func TestModuleValues(t *testing.T) {
	const files = `
-- train.py --
-- config.py --
import os
from pathlib import Path
ROOT = "/opt/ml"
MODEL_DIR = os.path.join(ROOT, "model")
DATA = os.environ["SM_CHANNEL_TRAIN"]
LOGS = Path(os.environ.get("SM_OUTPUT_DATA_DIR", "/tmp")) / "logs"
def model_file(name="model.pt"): return os.path.join(MODEL_DIR, "model.pt")
def given(path): return path
def defaulted(path="/tmp"): return path
given("/never")
class Paths:
    model = MODEL_DIR
if __name__ == "__main__":
    MODEL_DIR = "/home/me"
-- arguments.py --
import argparse, os
def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
    parser.add_argument("--out", default="/tmp/out")
    return parser.parse_args()
-- package/__init__.py --
from .inner import build as make, WHERE
from .stars import *
from . import sub
from ..outside import gone
-- package/inner.py --
import torch
WHERE = "/opt/ml/model"
def build(): return torch.nn.Linear(1, 1)
-- package/sub.py --
from .deep.down import Net
from ..config import ROOT
NAME = "sub"
-- package/stars.py --
__all__ = ["shown"]
def shown(): pass
def hidden(): pass
-- package/deep/down.py --
import torch.nn as nn
class Base(nn.Module):
    def fit(self): pass
class Net(Base): pass
-- spaces/tool.py --
TOOL = "tool"
-- datasets/__init__.txt --
-- datasets/one.py --
X = "x"
-- torch/__init__.py --
save = "mine"
-- a.py --
from b import loop, other
A = "a"
def f(): return g()
def g(): return f()
-- b.py --
from a import loop, A as other
-- either.py --
try:
    from fast import work
except ImportError:
    from config import model_file as work
-- shadow.py --
-- shadow/__init__.py --
SHADOW = "package"
-- all_stars.py --
from config import *
from package.inner import *
-- made.py --
from package.deep.down import Net
net = Net()
`
	m := modulesOf(t, files)
	for _, c := range []struct {
		name   string
		called bool
		want   string
	}{
		{"config.ROOT", false, `"/opt/ml"`},
		{"config.MODEL_DIR", false, `"/opt/ml/model"`},
		{"config.DATA", false, "$SM_CHANNEL_TRAIN"},
		{"config.LOGS", false, "$SM_OUTPUT_DATA_DIR/logs"},
		{"config.model_file", false, "config.model_file"},
		{"config.model_file", true, `"/opt/ml/model/model.pt"`},
		{"config.given", true, `"/never" or config.given()`},
		{"config.defaulted", true, `"/tmp" or config.defaulted()`},
		{"config.Paths.model", false, `"/opt/ml/model"`},
		{"config.nothing", false, ""},
		{"arguments.parse_args", true, "options of arguments.parse_args"},
		{"arguments.parse_args.model_dir", false, "$SM_MODEL_DIR"},
		{"arguments.parse_args.out", false, ""},
		{"package.make", false, "package.inner.build"},
		{"package.make", true, "torch.nn.Linear()"},
		{"package.WHERE", false, `"/opt/ml/model"`},
		{"package.shown", false, "package.stars.shown"},
		{"package.hidden", false, ""},
		{"package.gone", false, ""},
		{"package.sub", false, ""},
		{"package.sub.NAME", false, `"sub"`},
		{"package.sub.Net", false, "package.deep.down.Net"},
		{"package.sub.Net", true, "package.deep.down.Net()"},
		{"package.sub.Net.fit", false, "package.deep.down.Base.fit"},
		{"package.sub.Net.forward", false, "torch.nn.Module.forward"},
		{"package.sub.Net.__mro__", false, "torch.nn.Module"},
		{"package.sub.ROOT", false, ""}, // `..config` leads out of the topmost package
		{"spaces.tool.TOOL", false, `"tool"`},
		{"datasets.one.X", false, ""}, // an installed package comes before a folder
		{"torch.save", false, `"mine"`},
		{"a.other", false, `"a"`},
		{"a.loop", false, "a.loop"}, // it goes round in a circle
		{"a.f", true, ""},
		{"either.work", false, "fast.work or config.model_file"},
		{"shadow.SHADOW", false, `"package"`},
		{"all_stars.MODEL_DIR", false, `"/opt/ml/model"`},
		{"all_stars.build", false, "package.inner.build"},
		{"made.net", false, "package.deep.down.Net()"},
		{"made.net.fit", false, "package.deep.down.Base.fit"},
		{"numpy.save", false, ""},
		{".config.ROOT", false, ""},
	} {
		if got := say(m.Value(c.name, c.called)); got != c.want {
			t.Errorf("%s, called %v: %s, want %s", c.name, c.called, got, c.want)
		}
	}
}

func TestModuleNames(t *testing.T) {
	m := modulesOf(t, `
-- train.py --
-- listed.py --
__all__ = ["a", "_b"]
def a(): pass
-- plain.py --
import os
from listed import *
_hidden = 1
x = 2
-- computed.py --
__all__ = [n for n in dir()]
-- library.py --
from numpy import *
-- circle.py --
from circle import *
`)
	for module, want := range map[string]string{
		"listed": "a _b true", "plain": "os x a _b true", "computed": " false", "library": " false", "circle": " false", "none": " false",
	} {
		names, known := m.Names(module)
		if !known {
			names = nil
		}
		if got := fmt.Sprint(strings.Join(names, " "), " ", known); got != want {
			t.Errorf("%s: %q, want %q", module, got, want)
		}
	}
}

func TestReach(t *testing.T) {
	m := modulesOf(t, `
-- train.py --
-- work.py --
import helper
from base import Base
class Trainer:
    def __init__(self): self.prepare()
    def prepare(self): pass
    def train(self, other):
        step()
        other.save()
    def save(self): helper.dump()
    def idle(self): pass
class Derived(Base):
    def finish(self): pass
def step(): pass
def unused(): helper.never()
if __name__ == "__main__":
    unused()
-- helper.py --
def dump(): pass
def never(): pass
class Other:
    def save(self): pass
-- base.py --
class Base:
    def run(self): self.finish()
    def finish(self): pass
-- top.py --
from late import go
go()
-- late.py --
def go(): pass
def stay(): pass
`)
	for _, c := range []struct {
		used, imported, asked []string
		want                  string
	}{
		{[]string{"work.step"}, nil, nil, "work: step; base:; helper:"},
		{[]string{"work.Trainer"}, nil, nil, "work: Trainer.__init__ Trainer.prepare; base:; helper:"},
		{[]string{"work.Trainer.train"}, nil, nil, "work: Trainer.__init__ Trainer.prepare Trainer.train Trainer.save step; base:; helper: dump"},
		{[]string{"work.Trainer"}, nil, []string{"idle"}, "work: Trainer.__init__ Trainer.prepare Trainer.idle; base:; helper:"},
		{[]string{"work.Derived.run"}, nil, nil, "work: Derived.finish; base: Base.run Base.finish; helper:"},
		{nil, []string{"top"}, nil, "top:; late: go"},
		{nil, []string{"late"}, nil, "late:"},
		{[]string{"missing.x"}, nil, nil, ""},
	} {
		var out []string
		for _, p := range m.Reach(c.used, c.imported, c.asked).Pieces {
			line := p.Module.Name + ":"
			for _, s := range p.Scopes {
				if s.Kind == analysis.FunctionScope {
					line += " " + qualified(s)
				}
			}
			out = append(out, line)
		}
		if diff := cmp.Diff(c.want, strings.Join(out, "; ")); diff != "" {
			t.Errorf("%v %v %v (-want +got):\n%s", c.used, c.imported, c.asked, diff)
		}
	}
}

// TestModulesStayInside has imports lead to files that are outside the roots, and to none.
func TestModulesStayInside(t *testing.T) {
	outside, root := t.TempDir(), t.TempDir()
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.py"), "X = 1")
	write(filepath.Join(outside, "package", "__init__.py"), "X = 1")
	write(filepath.Join(root, "src", "near.py"), "X = 1")
	write(filepath.Join(root, "src", "train.py"), "")
	for _, name := range []string{"secret.py", "package"} {
		if err := os.Symlink(filepath.Join(outside, name), filepath.Join(root, "src", name)); err != nil {
			t.Skip(err)
		}
	}
	w := New([]string{root}, nil)
	none := func(string) bool { return false }
	m := w.Modules(filepath.Join(root, "src", "train.py"), none)
	for module, want := range map[string]bool{"near": true, "secret": false, "package": false, "": false, "..": false} {
		if got := m.Has(module); got != want {
			t.Errorf("%q is found: %v", module, got)
		}
	}
	if m := w.Modules(filepath.Join(outside, "train.py"), none); m.Has("secret") {
		t.Error("a module outside the roots is found")
	}
}

// TestModulesAreKept wants the same modules for as long as no file changes that they rest on, be it one that was not there.
func TestModulesAreKept(t *testing.T) {
	root := filepath.FromSlash("/project")
	at := func(name string) string { return filepath.Join(root, name) }
	x := NewIndex([]string{root})
	x.Edit(at("train.py"), []byte("import a, c"), nil)
	x.Edit(at("a.py"), []byte("A = 'a'"), nil)
	modules := func() *Modules {
		return x.Workspace().Modules(at("train.py"), func(string) bool { return false })
	}
	first := modules()
	first.Has("a")
	first.Has("c")
	x.Edit(at("train.py"), []byte("import a, c "), nil)
	x.Edit(at("other.py"), []byte("import a"), nil)
	if modules() != first {
		t.Error("an edit of other files gave new modules")
	}
	x.Edit(at("a.py"), []byte("A = 'b'"), nil)
	second := modules()
	if got := say(second.Value("a.A", false)); second == first || got != `"b"` {
		t.Error("after an edit of a module it says", got)
	}
	second.Has("c")
	x.Edit(at("c.py"), []byte(""), nil)
	if !modules().Has("c") {
		t.Error("a new module is not found")
	}
}
