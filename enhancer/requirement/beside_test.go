package requirement_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/frameworks"
)

// TestOptions wants the options of a script and of what it runs of other modules, each with its file.
func TestOptions(t *testing.T) {
	root := filepath.FromSlash("/project")
	script := filepath.Join(root, "train.py")
	w := workspace.New([]string{root}, map[string][]byte{
		script: []byte(`
import argparse
from arguments import add_common
parser = argparse.ArgumentParser()
parser.add_argument("--epochs")
add_common(parser)
`),
		filepath.Join(root, "arguments.py"): []byte(`
def add_common(parser): parser.add_argument("--batch-size")
def add_rare(parser): parser.add_argument("--rare")
`),
	})
	modules := w.Modules(script, frameworks.IsLibrary)
	facts := analysis.ReadAmong(w.Script(script).Tree, nil, modules)
	var got []string
	for _, o := range requirement.Read(facts, frameworks.Read(facts), modules, "train.py", "").Options() {
		got = append(got, o.Flags[0]+" in "+filepath.Base(o.File))
	}
	if got, want := strings.Join(got, ", "), "--epochs in ., --batch-size in arguments.py"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
