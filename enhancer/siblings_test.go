package enhancer_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// siblingCases are scripts with modules beside them. A comment at the top of train.py says what is known of it: each
// capability that is not found, and each finding.
const siblingCases = `
-- saving is found --
import xgboost as xgb
from utils import save_model
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_model(bst, args.out)
== utils.py
def save_model(model, path):
    model.save_model(path)
-- saving is absent --
# want: model_saving absent; missing_model_saving
import xgboost as xgb
from utils import save_report
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_report(bst)
== utils.py
def save_report(model): print(model)
def save_model(model, path): model.save_model(path)
-- saving cannot be told: another program --
# want: model_saving cannot tell, because ` + "`subprocess.run`" + ` in utils.py starts another program
import xgboost as xgb
from utils import save_model
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_model(bst)
== utils.py
import subprocess
def save_model(model): subprocess.run(["./keep"])
-- saving cannot be told: the module is not there --
# want: model_saving cannot tell, because ` + "`helpers.save_model`" + ` is in no file beside the script
import xgboost as xgb
from helpers import save_model
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_model(bst)
== utils.py
def save_model(model): model.save_model("/opt/ml/model/m.json")
-- saving cannot be told: a relative import --
# want: model_saving cannot tell, because ` + "`.utils.save_model`" + ` is imported relatively, which fails in a script that is started by its name
import xgboost as xgb
from .utils import save_model
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_model(bst)
== utils.py
def save_model(model): model.save_model("/opt/ml/model/m.json")
-- what hands it on in turn cannot be followed --
# want: model_saving cannot tell, because ` + "`store.persist`" + ` in utils.py leads to something that cannot be followed
import xgboost as xgb
from utils import save_model
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
save_model(bst)
== utils.py
import store
def save_model(model): store.persist(model)
-- a circle of modules --
# want: model_saving absent; missing_model_saving
import xgboost as xgb
import a
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
a.persist(bst)
== a.py
import b
def persist(m): b.persist(m)
== b.py
import a
def persist(m): a.persist(m)
-- the model directory is given to what writes files --
# want: model_saving cannot tell, because ` + "`utils.put`" + ` is given the model directory, and writes files
import xgboost as xgb
from utils import put
import argparse
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix("train.csv"), evals=[])
put(bst, "/opt/ml/model")
== utils.py
def put(model, folder):
    with open(folder + "/m", "wb") as f:
        f.write(bytes(model))
-- all of it is in other modules --
from trainer import Trainer
from arguments import parse_args
if __name__ == "__main__":
    Trainer(parse_args()).train()
== trainer/__init__.py
from .loop import Trainer
== trainer/loop.py
import torch
from .base import Base
from data import loader
class Trainer(Base):
    def train(self):
        for x, y in loader():
            self.step(x, y)
        self.finish()
        self.evaluate()
    def evaluate(self): pass
== trainer/base.py
import torch
class Base:
    def __init__(self, args):
        self.args = args
        self.model = torch.nn.Linear(1, 1)
        self.optimizer = torch.optim.Adam(self.model.parameters())
    def step(self, x, y):
        self.optimizer.zero_grad()
        self.model(x).backward()
        self.optimizer.step()
    def finish(self):
        torch.save(self.model.state_dict(), self.args.model_dir + "/model.pt")
== data.py
import torch
def loader(): return torch.utils.data.DataLoader([])
== arguments.py
import argparse, os
def parse_args():
    p = argparse.ArgumentParser()
    p.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
    return p.parse_args()
-- a method that nobody calls --
# want: model_saving absent; missing_model_saving
import argparse
from trainer import Trainer
args = argparse.ArgumentParser().parse_args()
t = Trainer()
t.train()
t.test()
== trainer.py
import torch
class Trainer:
    def train(self):
        for x in torch.load("data.pt"):
            x.backward()
    def test(self): pass
    def save(self): torch.save(self.model, "/opt/ml/model/m.pt")
-- an object that another module asks --
import argparse
from trainer import Trainer
import runner
args = argparse.ArgumentParser().parse_args()
runner.run(Trainer())
== trainer.py
import torch
class Trainer:
    def go(self):
        for x in torch.load("data.pt"):
            x.backward()
        torch.save(self.model, "/opt/ml/model/m.pt")
        evaluate(self.model)
def evaluate(m): pass
== runner.py
def run(t): t.go()
-- a class of a framework by another name --
import argparse
from trainer import MyTrainer
args = argparse.ArgumentParser().parse_args()
t = MyTrainer(train_dataset=open("train.csv"), eval_dataset=[])
t.train()
t.save_model("/opt/ml/model")
== trainer.py
import transformers
class MyTrainer(transformers.Trainer):
    def compute_loss(self, model, inputs): return model(inputs)
-- paths from a module of constants --
# want: model_saved_outside_model_dir
import argparse
import xgboost as xgb
import config
from config import MODEL_FILE
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix(config.DATA), evals=[])
bst.save_model(MODEL_FILE)
== config.py
import os
ROOT = "/home/ubuntu"
DATA = os.environ["SM_CHANNEL_TRAIN"]
MODEL_FILE = os.path.join(ROOT, "model.json")
-- the platform's paths from a module of constants --
import argparse
import xgboost as xgb
from config import *
args = argparse.ArgumentParser().parse_args()
bst = xgb.train({}, xgb.DMatrix(DATA), evals=[])
bst.save_model(MODEL_DIR + "/model.json")
== config.py
import os
DATA = os.environ["SM_CHANNEL_TRAIN"]
MODEL_DIR = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
-- an optimizer in a module --
import torch, argparse
from helpers import finish
args = argparse.ArgumentParser().parse_args()
data = torch.utils.data.DataLoader(torch.load("train.pt"))
net = torch.nn.Linear(1, 1)
for x in data:
    loss = net(x)
    loss.backward()
    finish(net)
torch.save(net, "/opt/ml/model/net.pt")
accuracy = 1
== helpers.py
import torch
def finish(net):
    for o in [torch.optim.SGD(net.parameters(), 0.1)]:
        o.step()
        o.zero_grad()
-- a script that evaluates with what trains --
# want: no training script
from train import Trainer
import torch
def predict_fn(x, model): return model(x)
== train.py.txt
`

// readCase takes one of siblingCases apart.
func readCase(text string) (files map[string]string, want string) {
	parts := strings.Split(text, "\n== ")
	files = map[string]string{"train.py": parts[0]}
	for _, part := range parts[1:] {
		name, body, _ := strings.Cut(part, "\n")
		files[name] = body + "\n"
	}
	if first, _, _ := strings.Cut(parts[0], "\n"); strings.HasPrefix(first, "# want: ") {
		want = strings.TrimPrefix(first, "# want: ")
	}
	return files, want
}

func eachSiblingCase(t *testing.T, visit func(t *testing.T, files map[string]string, want string)) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(siblingCases)).Files {
		t.Run(f.Name, func(t *testing.T) {
			files, want := readCase(strings.TrimSuffix(string(f.Data), "\n"))
			visit(t, files, want)
		})
	}
}

func TestSiblings(t *testing.T) {
	eachSiblingCase(t, func(t *testing.T, files map[string]string, want string) {
		r := ruletest.CheckWorkspace(files)["train.py"]
		var got []string
		for _, a := range r.Requirements {
			switch a.State {
			case enhancer.Found:
			case enhancer.CannotTell:
				got = append(got, a.Capability+" cannot tell, because "+a.Reason)
			case enhancer.Absent:
				got = append(got, a.Capability+" absent")
			}
		}
		for _, i := range r.Issues {
			got = append(got, i.Category)
		}
		if r.StepType != "Training" {
			got = append(got, "no training script")
		}
		if diff := cmp.Diff(want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// siblingSession is a script that is open among others, of which an editor holds any unsaved.
type siblingSession struct {
	session
	files map[string]string
	index *workspace.Index
}

const siblingRoot = "/siblings"

func at(name string) string {
	return filepath.Join(filepath.FromSlash(siblingRoot), filepath.FromSlash(name))
}

func (s *siblingSession) write(name, text string) {
	s.files[name] = text
	s.index.Edit(at(name), []byte(text), nil)
}

// verifyAmong checks the script on the basis of the version before, and from scratch in a workspace that is made anew.
func (s *siblingSession) verifyAmong(t *testing.T) {
	t.Helper()
	s.write("train.py", s.text)
	o := enhancer.Options{Path: "train.py", Workspace: s.index.Workspace(), File: at("train.py")}
	s.facts = enhancer.ReadScript(s.document.Tree(), s.facts, o.Workspace, o.File)
	got := answer(t, enhancer.Check(s.facts, o))

	overlay := map[string][]byte{}
	for name, text := range s.files {
		overlay[at(name)] = []byte(text)
	}
	o.Workspace = workspace.New([]string{filepath.FromSlash(siblingRoot)}, overlay)
	want := answer(t, enhancer.Check(analysis.Read(syntax.Parse([]byte(s.text)), nil), o))
	if want != got {
		t.Fatalf("a check from scratch and one after edits differ (-scratch +edits):\n%s\n%v", cmp.Diff(want, got), s.files)
	}
}

// TestIncrementalAmongSiblings edits scripts and the modules beside them, at places of chance that are the same in every run.
func TestIncrementalAmongSiblings(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	var all []string
	eachSiblingCase(t, func(_ *testing.T, files map[string]string, _ string) {
		for _, name := range sortedNames(files) {
			all = append(all, files[name])
		}
	})
	eachSiblingCase(t, func(t *testing.T, files map[string]string, _ string) {
		s := siblingSession{session: *open(files["train.py"]), files: map[string]string{}, index: workspace.NewIndex([]string{filepath.FromSlash(siblingRoot)})}
		defer s.document.Close()
		for name, text := range files {
			s.write(name, text)
		}
		names := sortedNames(files)
		s.verifyAmong(t)
		for range 30 {
			switch name := names[random.IntN(len(names))]; {
			case random.IntN(12) == 0:
				s.write(fmt.Sprintf("%s.py", []string{"store", "helpers", "utils"}[random.IntN(3)]), all[random.IntN(len(all))])
			case name == "train.py":
				s.edit(randomEdit(random, s.text, all))
			default:
				s.write(name, testutil.Apply(s.files[name], randomEdit(random, s.files[name], all)))
			}
			s.verifyAmong(t)
		}
	})
}

func sortedNames(files map[string]string) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
