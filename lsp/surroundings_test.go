package lsp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
)

const aroundScript = `import argparse
import os

import joblib
import pandas as pd
from sklearn.svm import SVC

parser = argparse.ArgumentParser()
parser.add_argument("--cost", type=float, default=1.0)
args = parser.parse_args()
rows = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "rows.csv"))
model = SVC(C=args.cost)
model.fit(rows[["age"]], rows["left"])
print("accuracy", model.score(rows[["age"]], rows["left"]))
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
`

const aroundLauncher = `from sagemaker.sklearn import SKLearn

job = SKLearn(entry_point="train.py", framework_version="1.2-1", py_version="py3", role="r", instance_count=1,
              instance_type="ml.m5.large", hyperparameters={"cost": 2})
job.fit({"train": "s3://bucket/rows"})
`

// aroundFolder writes files into a folder and gives its URI.
func aroundFolder(t *testing.T, files map[string]string) (folder, uri string) {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		writeAround(t, filepath.Join(folder, name), text)
	}
	return folder, "file://" + filepath.ToSlash(folder)
}

func writeAround(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// until waits until each document shows diagnostics of these codes: those from before a change around it may come first.
func (e *editor) until(codes []string, uris ...string) map[string][]diagnostic {
	e.t.Helper()
	shown := map[string][]diagnostic{}
	for len(shown) < len(uris) {
		var p published
		e.await("textDocument/publishDiagnostics", &p)
		if delete(shown, p.URI); slices.Contains(uris, p.URI) && slices.Equal(codesOf(p.Diagnostics), codes) {
			shown[p.URI] = p.Diagnostics
		}
	}
	return shown
}

// What the launcher and the script show together.
var (
	fine = []string{}
	lost = []string{"hyperparameter_not_accepted"}
)

func codesOf(diagnostics []diagnostic) []string {
	codes := []string{}
	for _, d := range diagnostics {
		codes = append(codes, d.Code)
	}
	return codes
}

// replace is the change that writes a text anew.
func replace(text string) obj { return obj{"text": text} }

// A change that nobody has saved shows in the file on the other side, and goes away with the change.
func TestUnsavedLauncher(t *testing.T) {
	_, root := aroundFolder(t, map[string]string{"train.py": aroundScript, "launch.py": aroundLauncher})
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"), obj{"rootUri": root})
	script, launcher := root+"/train.py", root+"/launch.py"
	e.didOpen(script, aroundScript)
	e.didOpen(launcher, aroundLauncher)
	e.until(fine, script, launcher)

	e.didChange(launcher, 2, replace(strings.Replace(aroundLauncher, `"cost"`, `"costs"`, 1)))
	shown := e.until(lost, script, launcher)[script]
	if related := shown[0].RelatedInformation; len(related) != 1 || related[0]["location"].(obj)["uri"] != launcher {
		t.Errorf("related %v", related)
	}

	e.didChange(launcher, 3, replace(aroundLauncher))
	e.until(fine, script, launcher)
}

// The same from the script's side, for a client that pulls: it is told to pull again.
func TestUnsavedScript(t *testing.T) {
	_, root := aroundFolder(t, map[string]string{"train.py": aroundScript, "launch.py": aroundLauncher})
	asked := make(chan struct{}, 1000)
	e := connect(t, Options{Checker: enhancer.Check})
	e.answers["workspace/diagnostic/refresh"] = func(json.RawMessage) any { asked <- struct{}{}; return nil }
	e.initialize(pulling(), obj{"rootUri": root})
	script, launcher := root+"/train.py", root+"/launch.py"
	e.didOpen(script, aroundScript)
	e.didOpen(launcher, aroundLauncher)
	untilPulled := func(codes ...string) {
		t.Helper()
		for !slices.Equal(codesOf(e.pull(launcher, "").Items), codes) {
			<-asked
		}
	}
	untilPulled()
	e.didChange(script, 2, replace(strings.Replace(aroundScript, "--cost", "--penalty", 1)))
	e.pull(script, "")
	untilPulled("hyperparameter_not_accepted")
	e.didChange(script, 3, replace(aroundScript))
	e.pull(script, "")
	untilPulled()
}

// Files that nobody has open count as they are on the disk: new ones, changed ones, and those that are gone.
func TestWatchedFiles(t *testing.T) {
	folder, root := aroundFolder(t, map[string]string{"train.py": aroundScript})
	can := modern("utf-16")
	can["workspace"].(obj)["didChangeWatchedFiles"] = obj{"dynamicRegistration": true}
	e := open(t, Options{Checker: enhancer.Check}, can, obj{"rootUri": root})
	script, launcher := root+"/train.py", root+"/launch.py"
	e.didOpen(script, aroundScript)
	e.until(fine, script)

	writeAround(t, filepath.Join(folder, "launch.py"), strings.Replace(aroundLauncher, `"cost"`, `"costs"`, 1))
	e.notify("workspace/didChangeWatchedFiles", obj{"changes": []obj{{"uri": launcher, "type": 1}}})
	e.until(lost, script)

	if err := os.Remove(filepath.Join(folder, "launch.py")); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didChangeWatchedFiles", obj{"changes": []obj{{"uri": launcher, "type": 3}}})
	e.until(fine, script)
}

// A client that cannot watch files gets what has changed when it saves.
func TestSaveLooksAround(t *testing.T) {
	folder, root := aroundFolder(t, map[string]string{"train.py": aroundScript})
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"), obj{"rootUri": root})
	script := root + "/train.py"
	e.didOpen(script, aroundScript)
	e.until(fine, script)
	writeAround(t, filepath.Join(folder, "launch.py"), strings.Replace(aroundLauncher, `"cost"`, `"costs"`, 1))
	e.notify("textDocument/didSave", obj{"textDocument": obj{"uri": script}})
	e.until(lost, script)
}

// The editor shows of whole workspaces what checking each of their files says.
func TestWorkspacesAsChecked(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join("..", "testdata", "workspaces", "*"))
	if err != nil || len(folders) == 0 {
		t.Fatal("there are no workspaces", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			root, err := filepath.Abs(folder)
			if err != nil {
				t.Fatal(err)
			}
			e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"), obj{"rootUri": "file://" + filepath.ToSlash(root)})
			want := e.openAll(root)
			shown := map[string][]string{}
			for !reflect.DeepEqual(want, shown) {
				if len(e.inbox(e.inboxes, "textDocument/publishDiagnostics")) == 0 && reflect.DeepEqual(keysOf(want), keysOf(shown)) {
					t.Logf("differs so far (-want +got):\n%s", cmp.Diff(want, shown))
				}
				var p published
				e.await("textDocument/publishDiagnostics", &p)
				found := []string{}
				for _, d := range p.Diagnostics {
					found = append(found, fmt.Sprint(d.Code, d.Range.Start, d.Range.End))
				}
				shown[p.URI] = found
			}
		})
	}
}

// openAll opens the files of a workspace, and says what checking each of them finds.
func (e *editor) openAll(root string) map[string][]string {
	e.t.Helper()
	w := workspace.New([]string{root}, nil)
	want := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		uri, found := "file://"+filepath.ToSlash(file), []string{}
		if report := enhancer.CheckFile(w, file, enhancer.Options{Path: file}); report != nil {
			for _, i := range report.Issues {
				found = append(found, fmt.Sprint(i.Category, position(i.Range.Start), position(i.Range.End)))
			}
		}
		want[uri] = found
		language := "plaintext"
		if filepath.Ext(file) == ".py" {
			language = "python"
		}
		e.didOpenAs(uri, language, string(text))
		return nil
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return want
}

func keysOf(m map[string][]string) []string { return slices.Sorted(maps.Keys(m)) }
