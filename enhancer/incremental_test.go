package enhancer_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/syntax/testutil"
	"github.com/trainlsp/trainlsp/enhancer"
)

// scripts are those of the project, in the order of their names, and one of the benchmarks'.
func scripts(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../testdata/scripts/*/*")
	if err != nil || len(names) == 0 {
		t.Fatal("no scripts: ", err)
	}
	all := []string{testutil.Script(120)}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

var options = enhancer.Options{Path: "train.py"}

// answer writes down all that a report says.
func answer(t testing.TB, r *enhancer.Report) string {
	t.Helper()
	fixes := []any{}
	for _, i := range r.Issues {
		fixes = append(fixes, i.Span, i.Fixes, i.Related)
	}
	text, err := json.MarshalIndent([]any{r.StepType, r.StepTypeReason, r.Frameworks, r.Requirements, r.Issues, fixes}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// session is an open script that is edited and checked after each edit, as in an editor.
type session struct {
	document *syntax.Document
	text     string
	facts    *analysis.Script
}

func open(text string) *session { return &session{document: syntax.Open([]byte(text)), text: text} }

func (s *session) edit(e testutil.Edit) {
	s.document.Edit(syntax.Edit(e))
	s.text = testutil.Apply(s.text, e)
}

// verify checks the text on the basis of the version before, and from scratch: there must be no difference.
func (s *session) verify(t testing.TB) {
	t.Helper()
	s.facts = analysis.Read(s.document.Tree(), s.facts)
	fresh := analysis.Read(syntax.Parse([]byte(s.text)), nil)
	want, got := answer(t, enhancer.Check(fresh, options)), answer(t, enhancer.Check(s.facts, options))
	if again := answer(t, enhancer.Check(fresh, options)); again != want {
		t.Fatalf("a second check differs from the first (-first +second):\n%s\n%s", cmp.Diff(want, again), s.text)
	}
	if want != got {
		t.Fatalf("a check from scratch and one after edits differ (-scratch +edits):\n%s\n%s", cmp.Diff(want, got), s.text)
	}
}

// TestIncremental makes edits of all kinds, each at a place of chance that is the same in every run.
func TestIncremental(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 8))
	all := scripts(t)
	const edits = 48
	for _, script := range all {
		s := open(script)
		s.verify(t)
		for range edits {
			s.edit(randomEdit(random, s.text, all))
			s.verify(t)
			if random.IntN(8) == 0 { // an edit too many, and the script is too broken to tell anything apart
				s.edit(testutil.Edit{End: len(s.text), New: script})
				s.verify(t)
			}
		}
		s.document.Close()
	}
	if made := edits * len(all); made < 1500 {
		t.Errorf("%d edits are too few", made)
	}
}

// typed are the letters, words and lines that randomEdit types; the last ones are not finished.
var typed = []string{
	"a", "x", "_", "1", ".", ",", "=", "(", ")", "[", "]", ":", "\"", "'", "#", " ", "\n", "\n\n", "    ", "\t", "{", "}", "\\", "é", "\r\n",
	"\ndef main():\n    pass\n", "\nimport torch\n", "\nfrom helpers import *\n", "\nmain = train\n", "\nmodel = None\n", "\nargs.model_dir = \"/tmp\"\n",
	"\nmodel.save_model(args.model_dir)\n", "\nos.environ[\"SM_MODLE_DIR\"]\n", "\n# trainlsp: ignore\n", "\nparser.add_argument(\"--epochs\", default=1)\n",
	"\nglobal model\n", "\nclass Net(Base):\n    def forward(self, x): return self(x)\n", "\n@app.command()\n", "\ntrain(main, *args, **kwargs)\n",
	"\nif __name__ == \"__main__\":\n", "\nmodel.fit(", "\ndef train(", "\nx = [", "\nfor x in", "\n\"\"\"", "\nimport ", "\nmodel.", "\n!pip install x\n",
}

// randomEdit types, deletes a letter or a line, or pastes a part of one of the scripts.
func randomEdit(random *rand.Rand, text string, scripts []string) testutil.Edit {
	at := random.IntN(len(text) + 1)
	switch random.IntN(8) {
	case 0, 1, 2:
		return testutil.Edit{Start: at, End: at, New: typed[random.IntN(len(typed))]}
	case 3, 4:
		return testutil.Edit{Start: at, End: min(at+1, len(text))}
	case 5:
		return lineEdit(text, at, "")
	case 6:
		lines := strings.SplitAfter(scripts[random.IntN(len(scripts))], "\n")
		from := random.IntN(len(lines))
		return lineEdit(text, at, strings.Join(lines[from:min(len(lines), from+random.IntN(12))], ""))
	default: // a statement goes to another place
		start, end := lineAt(text, at)
		moved := text[start:end]
		other := random.IntN(start + 1)
		from, _ := lineAt(text, other)
		return testutil.Edit{Start: from, End: end, New: moved + text[from:start]}
	}
}

func lineEdit(text string, at int, lines string) testutil.Edit {
	start, end := lineAt(text, at)
	return testutil.Edit{Start: start, End: end, New: lines}
}

func lineAt(text string, at int) (start, end int) {
	start = strings.LastIndexByte(text[:at], '\n') + 1
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return start, at + i + 1
	}
	return start, len(text)
}

// FuzzIncremental makes one edit in a script, and takes it back.
func FuzzIncremental(f *testing.F) {
	for i, script := range scripts(f) {
		f.Add(script, uint(i*37), uint(i%3), typed[i%len(typed)])
	}
	f.Fuzz(func(t *testing.T, text string, start, length uint, added string) {
		if len(text)+len(added) > 1<<14 {
			t.Skip("a short script shows the same, sooner")
		}
		s := open(text)
		defer s.document.Close()
		s.verify(t)
		from := int(start % uint(len(text)+1))
		to := min(from+int(length%256), len(text))
		s.edit(testutil.Edit{Start: from, End: to, New: added})
		s.verify(t)
		s.edit(testutil.Edit{Start: from, End: from + len(added), New: text[from:to]})
		s.verify(t)
	})
}

// TestSharedScript has several goroutines ask one script, while others read the next version on its basis.
func TestSharedScript(t *testing.T) {
	for _, script := range slices.Concat(scripts(t)[:6], []string{testutil.Script(300)}) {
		d := syntax.Open([]byte(script))
		shared := analysis.Read(d.Tree(), nil)
		want := answer(t, enhancer.Check(analysis.Read(syntax.Parse([]byte(script)), nil), options))
		d.Edit(syntax.Edit{New: "import json\n"})
		next := d.Tree()
		d.Close()
		wantNext := answer(t, enhancer.Check(analysis.Read(syntax.Parse(next.Text()), nil), options))
		var group sync.WaitGroup
		failed := make(chan string, 8)
		for i := range 8 {
			group.Go(func() {
				if i%2 == 0 {
					if got := answer(t, enhancer.Check(analysis.Read(next, shared), options)); got != wantNext {
						failed <- fmt.Sprint("the next version: ", cmp.Diff(wantNext, got))
					}
				}
				evaluateAll(shared)
				report := enhancer.Check(shared, options)
				for at := 0; at < len(script); at += 7 {
					report.Hover(at)
				}
				if got := answer(t, report); got != want {
					failed <- fmt.Sprint("the shared version: ", cmp.Diff(want, got))
				}
			})
		}
		group.Wait()
		close(failed)
		for diff := range failed {
			t.Errorf("a check beside others differs from one alone (-alone +beside):\n%s", diff)
		}
	}
}

func evaluateAll(s *analysis.Script) {
	for _, scope := range s.Scopes() {
		for _, call := range scope.Calls {
			s.Callees(call)
			s.Receiver(call)
			s.Eval(call.Node, scope)
		}
	}
	s.Environment()
	s.Unbound()
	s.Writes("/opt/ml/model")
}
