package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// step is one thing that a user does, a character at a time: put the cursor behind a text (or before it), and erase that
// text or type another.
type step struct{ behind, before, erase, typed string }

// character is what one key types or erases.
var character = regexp.MustCompile(`(?s)\r\n|.`)

// perform does a step, and calls look after each edit.
func (s step) perform(d *document, look func()) {
	d.client.t.Helper()
	anchor := s.behind + s.before + s.erase
	at := strings.LastIndex(d.text, anchor)
	if at < 0 {
		d.client.t.Fatalf("there is no %q to go to in:\n%s", anchor, d.text)
	}
	if s.before == "" {
		at += len(anchor)
	}
	keys := character.FindAllString(s.erase, -1)
	for _, key := range slices.Backward(keys) {
		d.replace(at-len(key), at, "")
		at -= len(key)
		look()
	}
	for _, key := range character.FindAllString(s.typed, -1) {
		d.replace(at, at, key)
		at += len(key)
		look()
	}
}

// stories are what users do with scripts, and some of the things that they must be told on the way.
var stories = []struct {
	name, script string
	steps        []step
	told         []string
}{
	{
		name: "a booster", script: "xgboost_native.py",
		steps: []step{
			{erase: `booster.save_model(os.path.join(args.model_dir, "xgboost-model"))`}, // nothing is saved
			{behind: "json.dump(history, f)\n\n    ", typed: `booster.save_model("/tmp/xgboost-model")`},
			{erase: `"/tmp/xgboost-model"`, typed: `os.path.join(args.model_dir, "xgboost-model")`},
			{before: `booster.save_model(`, typed: "# "},
			{erase: "# "},
			{before: "booster = xgb.train(", typed: "#"}, // what follows no longer parses
			{erase: "#"},
			{behind: `main__":` + "\n    ", typed: "# "}, // nothing runs
			{erase: "# "},
			{erase: "import xgboost as xgb\n"},
			{behind: "import pandas as pd\n", typed: "import xgboost as xgb\n"},
			{behind: "    booster = xgb.train(\n        params=params,\n        ", typed: "(("}, // a bracket too many
			{erase: "(("},
			{behind: "evals_result=history,\n    )", typed: "  # trainlsp: ignore[missing_model_saving]"},
		},
		told: []string{
			"missing_model_saving", "model_saved_outside_model_dir", "missing_xgboost_import", "missing_training_loop",
			"script_does_not_parse", "unused_ignore",
		},
	},
	{
		name: "findings behind characters of two, three and four bytes", script: "sklearn_pipeline.py",
		steps: []step{
			{behind: "args = cli.parse_args()\n", typed: "    print('Prüfstand № 7 🔧', os.environ['SM_MODLE_DIR'])\n"},
			{behind: "Prüfstand № 7 ", typed: "🔩🔩é"},
			{erase: "№ "},
			{behind: "🔩é", erase: "🔧'"}, // the string is open
			{behind: "🔩é", typed: " 🔧'"},
			{before: "args.model_dir, MODEL", typed: "'/opt/ml/mödel', "},
			{behind: "'/opt/ml/mödel", typed: "', '🔧"},
			{erase: "joblib.dump(search.best_estimator_, os.path.join("},
			{before: "'/opt/ml/mödel", typed: "ü = 'ø😀'; joblib.dump(search.best_estimator_, os.path.join("},
			{behind: "import joblib", typed: " as 保存"},
			{erase: "joblib.dump(search", typed: "保存.dump(search"},
			{behind: "    search", erase: ".fit(x, y)"},
			{behind: "random_state=0,\n                                scoring='neg_mean_absolute_error')\n    search", typed: ".fit(x, y)"},
		},
		told: []string{"unknown_sm_env_var", "script_does_not_parse", "model_saved_outside_model_dir", "missing_model_saving", "missing_training_loop"},
	},
	{
		name: "a byte order mark, CRLF and tabs", script: "windows_line_ends.py",
		steps: []step{
			{behind: "args = parser.parse_args()\r\n", typed: "\tpfad = '🏠 €', os.environ['SM_CHANNEL_TRIAN']\r\n"},
			{behind: "'🏠 €'", erase: ", os.environ['SM_CHANNEL_TRIAN']\r\n"}, // the next line joins in
			{behind: "'🏠 €'", typed: "\r\n"},
			{erase: "\tjoblib.dump(modell"},
			{before: `, os.path.join(os.environ.get("SM_MODEL_DIR"`, typed: "\tjoblib.dump(modell"},
			{behind: "modell = Ridge(alpha=args.alpha)", erase: ".fit(x, y)"},
			{behind: "modell = Ridge(alpha=args.alpha)", typed: ".fit(x, y)"},
			{behind: "\ufeff", typed: "# größer 🏠\r\n"},
			{erase: "from sklearn.linear_model import Ridge\r\n"},
			{before: "from sklearn.metrics", typed: "from sklearn.linear_model import Ridge\r\n"},
			{behind: "modell.predict(x_test)", erase: "))\r\n"},
			{behind: "modell.predict(x_test)", typed: "))\r\n"},
			{before: "\tmain()", typed: "#"},
			{erase: "#"},
		},
		told: []string{"script_does_not_parse", "missing_training_loop", "missing_model_saving", "missing_sklearn_import"},
	},
}

// sessions are the ways in which a client gets diagnostics and counts characters.
var sessions = []struct {
	encoding string
	pulls    bool
}{{"utf-16", false}, {"utf-16", true}, {"utf-8", false}, {"utf-32", true}}

// TestEditorAndCheckAgree has a user type, erase, break and mend scripts, and compares what the editor shows after each
// character with what `check` says of the same bytes.
func TestEditorAndCheckAgree(t *testing.T) {
	for _, story := range stories {
		text := readFile(t, filepath.Join("..", "..", "testdata", "scripts", "clean", story.script))
		var said sync.Map // what check says of a text: the same for all sessions
		for n, session := range sessions {
			t.Run(fmt.Sprintf("%s/%s/pull=%v", story.name, session.encoding, session.pulls), func(t *testing.T) {
				t.Parallel()
				d := startServer(t, editor(session.pulls), session.encoding).open("/project/"+story.script, text, session.pulls)
				edits, told := 0, map[string]bool{}
				look := func() {
					t.Helper()
					shown := d.diagnostics()
					for _, s := range shown {
						told[s.Code] = true
					}
					issues, known := said.Load(d.text)
					if asProcess := n == 0 && edits%100 == 0; asProcess || !known {
						issues = d.check(asProcess)
						said.Store(d.text, issues)
					}
					if diff := cmp.Diff(d.expected(issues.([]issue)), shown); diff != "" {
						t.Fatalf("after %d edits the editor shows (-what check says +what is shown):\n%s\nin:\n%s", edits, diff, d.text)
					}
					edits++
				}
				look()
				for _, s := range story.steps {
					s.perform(d, look)
				}
				if edits < 150 {
					t.Errorf("there were %d edits only", edits)
				}
				for _, category := range story.told {
					if !told[category] {
						t.Errorf("%s was never shown; %v were", category, slices.Sorted(maps.Keys(told)))
					}
				}
			})
		}
	}
}

// editor are the capabilities of a client that shows diagnostics and applies fixes.
func editor(pulls bool) object {
	text := object{
		"publishDiagnostics": object{"relatedInformation": true, "dataSupport": true, "versionSupport": true},
		"codeAction": object{
			"codeActionLiteralSupport": object{"codeActionKind": object{"valueSet": []string{"quickfix", "source.fixAll"}}},
			"dataSupport":              true, "resolveSupport": object{"properties": []string{"edit"}},
		},
		"hover": object{"contentFormat": []string{"markdown"}},
	}
	workspace := object{"configuration": true, "workspaceEdit": object{"documentChanges": true}}
	if pulls {
		text["diagnostic"] = object{"relatedInformation": true, "dataSupport": true}
		workspace["diagnostics"] = object{"refreshSupport": true}
	}
	return object{
		"workspace":    workspace,
		"textDocument": text,
	}
}

// severityNumbers are the protocol's numbers of the severities.
var severityNumbers = map[string]int{"ERROR": 1, "WARNING": 2, "INFO": 3}

// issue is what an editor shows of an issue in the JSON of `check`.
type issue struct {
	Category, Message, Recommendation, Severity string
	Range                                       textRange // in UTF-16, as always in JSON
}

// check gives the issues that `check` finds in the document: in this process, or in one of its own.
func (d *document) check(asProcess bool) []issue {
	d.client.t.Helper()
	var result struct {
		Files []struct{ Issues []issue }
	}
	decodeInto(d.client.t, []byte(d.runCheck(asProcess, "--exit-zero", "--output-format", "json")), &result)
	return result.Files[0].Issues
}

// expected are the diagnostics that a client should show for issues.
func (d *document) expected(issues []issue) []diagnostic {
	list := []diagnostic{}
	for _, i := range issues {
		convert := func(p position) position { return d.position(offsetIn(d.text, p, "utf-16")) }
		list = append(list, diagnostic{
			Range:    textRange{convert(i.Range.Start), convert(i.Range.End)},
			Severity: severityNumbers[i.Severity], Code: i.Category, Source: "trainlsp",
			Message: sentences(i.Message, i.Recommendation),
		})
	}
	return list
}

// sentences is how an editor gets what is wrong and what to do about it.
func sentences(message, recommendation string) string {
	if recommendation == "" {
		return message
	}
	if !strings.ContainsAny(message[len(message)-1:], ".?!") {
		message += "."
	}
	return message + " " + recommendation
}

// runCheck gives what `check` writes to standard output about the document.
func (d *document) runCheck(asProcess bool, flags ...string) string {
	d.client.t.Helper()
	args := append([]string{"check", "--stdin-filename", d.path}, append(flags, "-")...)
	var stdout, stderr bytes.Buffer
	if asProcess {
		cmd := exec.Command(built(d.client.t), args...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(d.text), &stdout, &stderr
		if err := cmd.Run(); err != nil {
			d.client.t.Fatalf("%v: %s", err, &stderr)
		}
	} else if code := Main(d.client.t.Context(), args, strings.NewReader(d.text), &stdout, &stderr); code != exitClean {
		d.client.t.Fatalf("exit %d: %s", code, &stderr)
	}
	return stdout.String()
}

type codeAction struct {
	Title       string
	Kind        string
	IsPreferred bool
	Data        any
	Edit        *struct {
		DocumentChanges []struct {
			TextDocument struct{ URI string }
			Edits        []textEdit
		}
	}
}

// actions asks for the code actions of a kind that a range, or the diagnostics there, have.
func (d *document) actions(kind string, at textRange, diagnostics ...diagnostic) (list []codeAction) {
	d.client.t.Helper()
	d.client.call("textDocument/codeAction", object{
		"textDocument": object{"uri": d.uri}, "range": at,
		"context": object{"diagnostics": append([]diagnostic{}, diagnostics...), "only": []string{kind}},
	}, &list)
	return list
}

// accept resolves a code action and applies it.
func (d *document) accept(a codeAction) {
	d.client.t.Helper()
	d.client.call("codeAction/resolve", object{"title": a.Title, "kind": a.Kind, "data": a.Data}, &a)
	if a.Edit == nil || len(a.Edit.DocumentChanges) != 1 || a.Edit.DocumentChanges[0].TextDocument.URI != d.uri {
		d.client.t.Fatalf("%q does not edit the document: %+v", a.Title, a.Edit)
	}
	d.apply(a.Edit.DocumentChanges[0].Edits)
}

// faulty are scripts with something to fix.
func faulty(t *testing.T) map[string]string {
	t.Helper()
	readme := readFile(t, filepath.Join("..", "..", "testdata", "readme", "train.py"))
	sklearn := readFile(t, filepath.Join("..", "..", "testdata", "scripts", "clean", "windows_line_ends.py"))
	return map[string]string{
		"the README's": readme,
		"its CRLF":     strings.ReplaceAll(readme, "\n", "\r\n"),
		"no import":    strings.Replace(sklearn, "import joblib\r\n", "", 1),
		"a misspelling behind an emoji": strings.Replace(sklearn, `x, y = lade("train")`,
			"ort = '🏠', os.environ['SM_MODLE_DIR']\r\n\tx, y = lade('train')", 1),
	}
}

// TestFixesThroughTheWire wants the text that `check --fix` makes from accepting fixes in an editor: all at once, and one
// after the other.
func TestFixesThroughTheWire(t *testing.T) {
	ways := map[string]func(*document) bool{
		"fix all": func(d *document) bool {
			all := d.actions("source.fixAll", textRange{d.position(0), d.position(len(d.text))})
			for _, a := range all {
				d.accept(a)
			}
			return len(all) > 0
		},
		"quick fixes": func(d *document) bool {
			for _, finding := range d.diagnostics() {
				for _, a := range d.actions("quickfix", finding.Range, finding) {
					if a.IsPreferred {
						d.accept(a)
						return true
					}
				}
			}
			return false
		},
	}
	for name, text := range faulty(t) {
		for way, fixed := range ways {
			t.Run(name+"/"+way, func(t *testing.T) {
				t.Parallel()
				d := startServer(t, editor(false), "utf-16").open("/project/train.py", text, false)
				want := d.runCheck(true, "--fix", "--exit-zero")
				if name != "no import" && want == text {
					t.Fatal("there is nothing to fix")
				}
				for rounds := 0; fixed(d); rounds++ {
					if rounds > 20 {
						t.Fatalf("there is always something left to fix in:\n%s", d.text)
					}
				}
				if diff := cmp.Diff(want, d.text); diff != "" {
					t.Errorf("(-what check --fix makes +what the editor has)\n%s", diff)
				}
			})
		}
	}
}

func TestHoverOnASaveCall(t *testing.T) {
	t.Parallel()
	c := startServer(t, editor(true), "utf-8")
	d := c.open("/project/train.py", readFile(t, filepath.Join("..", "..", "testdata", "readme", "train.py")), true)
	var hover struct {
		Contents struct{ Kind, Value string }
		Range    textRange
	}
	at := strings.Index(d.text, "torch.save(") + len("torch.")
	c.call("textDocument/hover", object{"textDocument": object{"uri": d.uri}, "position": d.position(at)}, &hover)
	if text := hover.Contents.Value; hover.Contents.Kind != "markdown" || !strings.Contains(text, "torch.save") || !strings.Contains(text, "bicycles.pt") {
		t.Errorf("a hover of kind %q: %s", hover.Contents.Kind, text)
	}
	if about := d.text[d.offset(hover.Range.Start):d.offset(hover.Range.End)]; !strings.HasSuffix(about, "save") {
		t.Errorf("it is about %q", about)
	}
}

// TestExitWithoutShutdown wants the exit code that the protocol asks for.
func TestExitWithoutShutdown(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(built(t), "serve", "--stdio")
	cmd.Stdin = strings.NewReader("Content-Length: 33\r\n\r\n" + `{"jsonrpc":"2.0","method":"exit"}`)
	_ = cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

// TestExitWhereNobodyReads leaves as some editors do: they say goodbye and close the pipe without waiting for the answer.
func TestExitWhereNobodyReads(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(built(t), "serve", "--log-level", "error")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, in: in}
	c.write(object{"id": 1, "method": "initialize", "params": object{"processId": os.Getpid(), "capabilities": object{}}})
	if _, err := readMessage(bufio.NewReader(out)); err != nil {
		t.Fatal(err)
	}
	_ = out.Close()
	c.write(object{"id": 2, "method": "shutdown"})
	_ = in.Close()
	_ = cmd.Wait() // what it says is the exit code
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d: %v", code, cmd.ProcessState)
	}
}

// parentVariable makes the test binary the parent of a server, in place of running tests: it is the server's file.
const parentVariable = "TRAINLSP_TEST_PARENT_OF"

// beParent starts a server on the streams that this process was given, and waits to be killed.
func beParent() int {
	cmd := exec.Command(os.Getenv(parentVariable), "serve")
	cmd.Stdin, cmd.Stdout = os.Stdin, os.Stdout
	if err := cmd.Run(); err != nil {
		return 1
	}
	return 0
}

// TestServerEndsWithItsParent kills an editor's process that leaves the connection open, as when something else holds the
// pipe.
func TestServerEndsWithItsParent(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	fromClient, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }() // ends a server that has not ended by itself
	out, toClient, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = out.Close() }()
	parent := exec.Command(self)
	parent.Env = append(os.Environ(), parentVariable+"="+built(t))
	parent.Stdin, parent.Stdout = fromClient, toClient
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = fromClient.Close(), toClient.Close()
	c := newClient(t, in, out)
	c.initialize(parent.Process.Pid, editor(false), "utf-16")
	c.open("/project/train.py", "BAD", false).diagnostics()

	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	c.end()
}
