package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/enhancer"
)

// misspelt is a script with one finding, unknown_sm_env_var.
const misspelt = "import os\nprint(os.environ['SM_MODLE_DIR'])\n"

// The codes that a script shows, and that of a settings file with a fault.
var (
	found   = []string{"unknown_sm_env_var"}
	invalid = []string{"invalid_setting"}
)

// watching are the capabilities of an editor that tells of files that change on the disk.
func watching() obj {
	c := modern("utf-16")
	c["workspace"].(obj)["didChangeWatchedFiles"] = obj{"dynamicRegistration": true}
	return c
}

// shows waits until each file of a project shows diagnostics of some codes.
func (p *project) shows(want map[string][]string) map[string][]diagnostic {
	p.t.Helper()
	shown := map[string][]diagnostic{}
	for len(shown) < len(want) {
		var got published
		p.await("textDocument/publishDiagnostics", &got)
		for name, codes := range want {
			if got.URI == p.uri(name) {
				if delete(shown, name); slices.Equal(codesOf(got.Diagnostics), codes) {
					shown[name] = got.Diagnostics
				}
			}
		}
	}
	return shown
}

// What nobody has saved counts, in every folder below the file, and what is saved once the editor has closed it.
func TestUnsavedSettings(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, modern("utf-16"), map[string]string{
		"a/trainlsp.toml": "ignore = ['unknown_sm_env_var']\n", "a/train.py": misspelt, "a/deep/train.py": misspelt, "b/train.py": misspelt,
	})
	for _, name := range []string{"a/train.py", "a/deep/train.py", "b/train.py"} {
		p.open(name)
	}
	p.shows(map[string][]string{"a/train.py": fine, "a/deep/train.py": fine, "b/train.py": found})
	p.open("a/trainlsp.toml")
	version := 1
	settings := func(text string, want map[string][]string) map[string][]diagnostic {
		t.Helper()
		version++
		p.didChange(p.uri("a/trainlsp.toml"), version, replace(text))
		return p.shows(want)
	}
	settings("", map[string][]string{"a/train.py": found, "a/deep/train.py": found})
	settings("ignore = ['unknown_sm_env_var']\nigno", map[string][]string{"a/trainlsp.toml": invalid, "a/train.py": fine, "a/deep/train.py": fine})
	settings("exclude = ['deep']", map[string][]string{"a/trainlsp.toml": fine, "a/train.py": found})
	shown := settings("severity.unknown_sm_env_var = 'info'", map[string][]string{"a/train.py": found, "a/deep/train.py": found})
	if got := shown["a/train.py"][0].Severity; got != 3 {
		t.Errorf("the severity is %d", got)
	}
	p.notify("textDocument/didClose", obj{"textDocument": obj{"uri": p.uri("a/trainlsp.toml")}})
	p.shows(map[string][]string{"a/train.py": fine, "a/deep/train.py": fine})
}

// A client that pulls is told to pull again, and only where the settings say something else.
func TestUnsavedSettingsWithPull(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, pulling(), map[string]string{"trainlsp.toml": "", "train.py": misspelt})
	p.open("train.py")
	p.open("trainlsp.toml")
	pulledUntil := func(want []string) {
		t.Helper()
		for !slices.Equal(codesOf(p.pull(p.uri("train.py"), "").Items), want) {
			p.await("workspace/diagnostic/refresh", nil)
		}
	}
	pulledUntil(found)
	p.didChange(p.uri("trainlsp.toml"), 2, replace("ignore = ['unknown_sm_env_var']"))
	if got := codesOf(p.pull(p.uri("trainlsp.toml"), "").Items); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	pulledUntil(fine)
	p.didChange(p.uri("trainlsp.toml"), 3, replace("ignore = ['unknown_sm_env_var']\nsel"))
	if got := codesOf(p.pull(p.uri("trainlsp.toml"), "").Items); !slices.Equal(got, invalid) {
		t.Errorf("got %q", got)
	}
	pulledUntil(fine)
}

// Settings count as they are on the disk, also those that come, change and go.
func TestWatchedSettings(t *testing.T) {
	for name, c := range map[string]struct {
		capabilities obj
		tell         func(p *project, kind int)
	}{
		"watched": {watching(), func(p *project, kind int) {
			p.notify("workspace/didChangeWatchedFiles", obj{"changes": []obj{{"uri": p.uri("trainlsp.toml"), "type": kind}}})
		}},
		"looked for": {modern("utf-16"), func(p *project, _ int) {
			p.notify("textDocument/didSave", obj{"textDocument": obj{"uri": p.uri("train.py")}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p := openProject(t, Options{Checker: enhancer.Check}, c.capabilities, map[string]string{"train.py": misspelt})
			p.open("train.py")
			p.shows(map[string][]string{"train.py": found})
			file := filepath.Join(p.folder, "trainlsp.toml")
			writeAround(t, file, "ignore = ['unknown_sm_env_var']")
			c.tell(p, 1)
			p.shows(map[string][]string{"train.py": fine})
			writeAround(t, file, "severity.unknown_sm_env_var = 'error'")
			c.tell(p, 2)
			if got := p.shows(map[string][]string{"train.py": found})["train.py"][0].Severity; got != 1 {
				t.Errorf("the severity is %d", got)
			}
			writeAround(t, file, "exclude = ['*.py']")
			c.tell(p, 2)
			p.shows(map[string][]string{"train.py": fine})
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			c.tell(p, 3)
			p.shows(map[string][]string{"train.py": found})
		})
	}
}

func TestSettingsAreWatched(t *testing.T) {
	e := open(t, Options{}, watching())
	for {
		var p struct {
			Registrations []struct {
				Method          string
				RegisterOptions struct {
					Watchers []struct{ GlobPattern string }
				}
			}
		}
		e.await("client/registerCapability", &p)
		for _, w := range p.Registrations[0].RegisterOptions.Watchers {
			if w.GlobPattern == "**/trainlsp.toml" {
				return
			}
		}
	}
}

// The editor's settings lie on top of the file's, key by key. What they leave empty is not set.
func TestEditorOverSettingsFile(t *testing.T) {
	const both = misspelt + "import argparse\nargparse.ArgumentParser().add_argument('--x', type=bool)\n"
	for name, c := range map[string]struct {
		file   string
		editor obj
		want   []string
		worst  int
	}{
		"all empty":     {"severity.unknown_sm_env_var = 'error'", obj{"select": []string{}, "ignore": []string{}, "severity": obj{}, "stepType": "", "stepTypes": obj{}}, []string{"unknown_sm_env_var", "argparse_type_bool"}, 1},
		"null":          {"ignore = ['argparse_type_bool']", obj{"select": nil, "ignore": nil}, found, 2},
		"select":        {"select = ['argparse_type_bool']", obj{"select": found}, found, 2},
		"ignore":        {"ignore = ['argparse_type_bool']", obj{"ignore": found}, fine, 0},
		"severity":      {"severity.unknown_sm_env_var = 'error'\nignore = ['argparse_type_bool']", obj{"severity": obj{"unknown_sm_env_var": "info"}}, found, 3},
		"another one's": {"severity.unknown_sm_env_var = 'error'\nignore = ['argparse_type_bool']", obj{"severity": obj{"argparse_type_bool": "info"}}, found, 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := openProject(t, Options{Checker: enhancer.Check}, basic(), map[string]string{"trainlsp.toml": c.file, "train.py": both})
			p.notify("workspace/didChangeConfiguration", obj{"settings": obj{"trainlsp": c.editor}})
			p.open("train.py")
			shown := p.shows(map[string][]string{"train.py": c.want})["train.py"]
			if len(shown) > 0 && shown[0].Severity != c.worst {
				t.Errorf("the severity is %d, want %d", shown[0].Severity, c.worst)
			}
		})
	}
}

// faultySettings has what is wrong behind characters of all widths.
const faultySettings = `# 😀é
ignore = ["unknown_sm_env_vr", "😀é", "unknown_opt_ml_path"] # and "😀é"
"😀é" = 1
severity = {"unused_ignore" = "😀é", missing_optimizer = "warnin"}
step-types."😀é.py" = "Lamda" ; 😀é
exclude = ["old"]
`

func TestFaultsOfSettingsFile(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		t.Run(encoding, func(t *testing.T) {
			p := openProject(t, Options{}, able(encoding), map[string]string{"trainlsp.toml": faultySettings})
			p.open("trainlsp.toml")
			shown := p.published(p.uri("trainlsp.toml"), 1)
			var got []string
			for _, d := range shown {
				if d.Code != "invalid_setting" || d.Source != "trainlsp" || d.CodeDescription != nil {
					t.Errorf("got %+v", d)
				}
				got = append(got, p.cut(p.uri("trainlsp.toml"), d.Range)+": "+d.Message)
			}
			want := []string{
				`trainlsp.toml:"unknown_sm_env_vr": The setting ignore names "unknown_sm_env_vr", and no check has this name. Did you mean unknown_sm_env_var?`,
				`trainlsp.toml:"😀é": The setting ignore names "😀é", and no check has this name.`,
				`trainlsp.toml:"😀é": There is no setting "😀é"; there are select, ignore, severity, step-type, step-types, exclude, frameworks.`,
				`trainlsp.toml:"😀é": The setting severity.unused_ignore must be "error", "warning" or "info", not "😀é".`,
				`trainlsp.toml:"warnin": The setting severity.missing_optimizer must be "error", "warning" or "info", not "warnin". Did you mean warning?`,
				`trainlsp.toml:;: This is no TOML: expected newline but got U+003B ';'.`,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			if shown[0].Severity != 2 || shown[5].Severity != 1 {
				t.Errorf("the severities are %d and %d", shown[0].Severity, shown[5].Severity)
			}
			var actions []codeAction
			for _, d := range shown {
				actions = append(actions, p.codeActions(p.uri("trainlsp.toml"), place(d.Range.Start.Line, 0, d.Range.Start.Line, 0), []diagnostic{d}, "quickfix")...)
			}
			if want := []string{`Write "unknown_sm_env_var"`, `Write "warning"`}; !slices.Equal(titles(actions), want) {
				t.Errorf("the fixes are %q, want %q", titles(actions), want)
			}
			var edit codeAction
			p.must("codeAction/resolve", actions[0], &edit)
			if changed := changeText(t, faultySettings, p.encoding, edit.edits()); !strings.Contains(changed, `["unknown_sm_env_var", "😀é",`) {
				t.Errorf("the fix makes it %s", changed)
			}
			all := p.codeActions(p.uri("trainlsp.toml"), place(0, 0, 0, 0), nil, "source.fixAll")
			p.must("codeAction/resolve", all[0], &edit)
			if changed := changeText(t, faultySettings, p.encoding, edit.edits()); strings.Contains(changed, "warnin\"") || strings.Contains(changed, "env_vr\"") {
				t.Errorf("all fixes make it %s", changed)
			}
		})
	}
}

func TestHoverAndCompletionInSettingsFile(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		t.Run(encoding, func(t *testing.T) {
			p := openProject(t, Options{}, able(encoding), map[string]string{"trainlsp.toml": "# 😀é\nignore = [\"😀é\", \"missing_model_saving\"]\n"})
			p.open("trainlsp.toml")
			for at, want := range map[string]string{"ig<|>nore": "**`ignore`** · setting", "missing_<|>model": "**`missing_model_saving`** · ERROR", "😀<|>é": ""} {
				var h hovered
				p.must("textDocument/hover", p.at("trainlsp.toml", at), &h)
				if !strings.HasPrefix(h.Contents.Value, want) || (h.Contents.Value != "") != (want != "") {
					t.Errorf("%s: got %q", at, h.Contents.Value)
				}
				if about := p.cut(p.uri("trainlsp.toml"), h.Range); at == "missing_<|>model" && about != `trainlsp.toml:"missing_model_saving"` {
					t.Errorf("%s: it is about %s", at, about)
				}
			}
			items := p.complete("trainlsp.toml", 2, "# 😀é\nignore = [\"😀é\", \"api_limit\", \"missing_mod<|>\"]\n")
			if len(items) != len(enhancer.Rules())-1 || items[0].Documentation.Kind != "markdown" {
				t.Fatalf("got %q", labels(items))
			}
			if changed := changeText(t, p.texts["trainlsp.toml"], p.encoding, []textEdit{items[0].TextEdit}); changed != "# 😀é\nignore = [\"😀é\", \"api_limit\", \""+items[0].Label+"\"]\n" {
				t.Errorf("it makes it %s", changed)
			}
		})
	}
}

// Commands go by the settings file too.
func TestCommandsUnderSettingsFile(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, modern("utf-16"), map[string]string{
		"trainlsp.toml": "ignore = ['unknown_sm_env_var']\n[step-types]\n'train.py' = 'Lambda'\n", "train.py": misspelt,
	})
	p.open("train.py")
	for command, key := range map[string]string{"trainlsp.validate": "issues", "trainlsp.enhance": "additional_issues"} {
		var result map[string]json.RawMessage
		p.must("workspace/executeCommand", obj{"command": command, "arguments": []any{p.uri("train.py")}}, &result)
		if strings.Contains(string(result[key]), "unknown_sm_env_var") {
			t.Errorf("%s: got %s", command, result[key])
		}
		if command == "trainlsp.enhance" && string(result["step_type"]) != `"Lambda"` {
			t.Errorf("the step type is %s", result["step_type"])
		}
	}
	p.didOpenAs(p.uri("trainlsp.toml"), "toml", "exclude = ['*.py']")
	p.shows(map[string][]string{"trainlsp.toml": fine})
	var markdown any
	if err := p.call("workspace/executeCommand", obj{"command": "trainlsp.enhance", "arguments": []any{p.uri("train.py")}}, &markdown); err == nil {
		t.Errorf("an excluded script is checked: %v", markdown)
	}
}

// The settings of a workspace are those inside it, whatever stands above.
func TestSettingsAboveTheWorkspace(t *testing.T) {
	folder, _ := aroundFolder(t, map[string]string{"trainlsp.toml": "ignore = ['unknown_sm_env_var']"})
	inner := filepath.Join(folder, "inner")
	if err := os.Mkdir(inner, 0o750); err != nil {
		t.Fatal(err)
	}
	writeAround(t, filepath.Join(inner, "train.py"), misspelt)
	root, script := "file://"+filepath.ToSlash(inner), "file://"+filepath.ToSlash(inner)+"/train.py"
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"), obj{"workspaceFolders": []obj{{"uri": root, "name": "inner"}}})
	e.didOpen(script, misspelt)
	e.until(found, script)
	outer := obj{"uri": "file://" + filepath.ToSlash(folder), "name": "outer"}
	e.notify("workspace/didChangeWorkspaceFolders", obj{"event": obj{"added": []obj{outer}, "removed": []obj{}}})
	e.until(fine, script)
}

// No keystroke reads the settings file: what is on the disk is read when it has changed.
func TestSettingsAreReadOnce(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, watching(), map[string]string{"trainlsp.toml": "ignore = ['unknown_sm_env_var']", "train.py": misspelt})
	p.open("train.py")
	p.shows(map[string][]string{"train.py": fine})
	if err := os.Remove(filepath.Join(p.folder, "trainlsp.toml")); err != nil {
		t.Fatal(err)
	}
	p.didChange(p.uri("train.py"), 2, replace(misspelt+"\n"))
	if got := codesOf(p.published(p.uri("train.py"), 2)); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

// A framework of the project's own counts as soon as its table is typed.
func TestOwnFramework(t *testing.T) {
	p := openProject(t, Options{Checker: enhancer.Check}, modern("utf-16"), map[string]string{
		"trainlsp.toml": "",
		"train.py":      "import argparse\nimport acme\n\nargs = argparse.ArgumentParser().parse_args()\nprint(acme.score(acme.Learner().teach(acme.rows())))\n",
	})
	p.open("train.py")
	p.open("trainlsp.toml")
	p.shows(map[string][]string{"train.py": fine, "trainlsp.toml": fine})
	const table = "[frameworks.acme]\nmodules = ['acme']\ntrains = ['acme.Learner.teach']\nloads = ['acme.rows']\nevaluates = ['acme.score']\n"
	p.didChange(p.uri("trainlsp.toml"), 2, replace(table))
	p.shows(map[string][]string{"train.py": {"missing_model_saving"}})
	var h hovered
	p.must("textDocument/hover", p.at("train.py", "te<|>ach"), &h)
	if !strings.Contains(h.Contents.Value, "Meets *trains a model*.") || !strings.Contains(h.Contents.Value, "acme") {
		t.Errorf("the hover says %q", h.Contents.Value)
	}
	p.didChange(p.uri("trainlsp.toml"), 3, replace(table+"saves = ['acme.score']\n"))
	p.shows(map[string][]string{"train.py": fine})
}
