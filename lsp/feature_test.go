package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func TestCapabilities(t *testing.T) {
	for _, c := range []struct {
		name         string
		capabilities obj
		encoding     string
		pull         bool
	}{
		{"an editor that says nothing", obj{}, "utf-16", false},
		{"an editor that likes UTF-8", modern("utf-8"), "utf-8", false},
		{"an editor that likes UTF-32", modern("utf-32"), "utf-32", false},
		{"an editor with an encoding of its own", obj{"general": obj{"positionEncodings": []string{"ebcdic", "utf-8"}}}, "utf-8", false},
		{"an editor that pulls", pulling(), "utf-16", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := connect(t, Options{Version: "1.2.3"}).initialize(c.capabilities)
			if _, pull := got.Capabilities["diagnosticProvider"]; pull != c.pull {
				t.Errorf("diagnosticProvider: %t", pull)
			}
			if e := got.Capabilities["positionEncoding"]; e != c.encoding {
				t.Errorf("positionEncoding: %v", e)
			}
			if got.ServerInfo["name"] != "trainlsp" || got.ServerInfo["version"] != "1.2.3" {
				t.Errorf("serverInfo: %v", got.ServerInfo)
			}
		})
	}
}

func TestPushXorPull(t *testing.T) {
	t.Run("pull", func(t *testing.T) {
		e := open(t, Options{}, pulling())
		e.didOpen(train, "BAD")
		first := e.pull(train, "")
		if first.Kind != "full" || len(first.Items) != 1 {
			t.Fatalf("got %v", first)
		}
		if again := e.pull(train, first.ResultID); again.Kind != "unchanged" || again.ResultID != first.ResultID {
			t.Errorf("the second answer is %v", again)
		}
		e.didChange(train, 2, obj{"range": place(0, 3, 0, 3), "text": " and more"})
		if again := e.pull(train, first.ResultID); again.Kind != "unchanged" {
			t.Errorf("after an edit that changes no finding: %v", again)
		}
		e.didChange(train, 3, obj{"range": place(0, 0, 0, 0), "text": " "})
		if again := e.pull(train, first.ResultID); again.Kind != "full" {
			t.Errorf("after an edit that moves a finding: %v", again)
		}
		if p := e.pull("file:///other.py", ""); p.Kind != "full" || len(p.Items) != 0 {
			t.Errorf("a document that is not open got %v", p)
		}
		e.notify("textDocument/didClose", obj{"textDocument": obj{"uri": train}})
		e.must("shutdown", nil, nil)
		e.none("textDocument/publishDiagnostics")
	})
	t.Run("push", func(t *testing.T) {
		e := open(t, Options{}, modern("utf-16"))
		e.didOpen(train, "BAD")
		if got := e.published(train, 1); len(got) != 1 {
			t.Errorf("got %v", got)
		}
	})
}

func TestDiagnostic(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	e.didOpen(train, "x\nBAD")
	d := e.published(train, 1)[0]
	if d.Range != (span{position{1, 0}, position{1, 3}}) || d.Severity != 1 || d.Code != "bad_word" || d.Source != "trainlsp" {
		t.Errorf("got %v", d)
	}
	if d.Message != "this is bad. Make it good." || len(d.RelatedInformation) != 1 || d.RelatedInformation[0]["message"] != "it begins here" {
		t.Errorf("got %q, %v", d.Message, d.RelatedInformation)
	}
	if d.CodeDescription != nil {
		t.Errorf("a category without a page links to %v", *d.CodeDescription)
	}

	e = open(t, Options{}, basic())
	e.didOpen(train, "x\nBAD")
	d = e.published(train, 1)[0]
	if d.Message != "this is bad. Make it good.\nline 1: it begins here" || d.RelatedInformation != nil || d.CodeDescription != nil || d.Data != nil {
		t.Errorf("an editor that can do little got %v", d)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ message, recommendation, want string }{
		{"the model is not saved", "Save it.", "the model is not saved. Save it."},
		{"The model is not saved.", " Save it. ", "The model is not saved. Save it."},
		{"SM_MODLE_DIR: did you mean SM_MODEL_DIR?", "Mend it.", "SM_MODLE_DIR: did you mean SM_MODEL_DIR? Mend it."},
		{"the model is not saved", "", "the model is not saved"},
	} {
		if got := sentences(&rule.Issue{Message: c.message, Recommendation: c.recommendation}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// changeText applies edits as an editor does.
func changeText(t *testing.T, text string, encoding syntax.Encoding, edits []textEdit) string {
	t.Helper()
	lines := syntax.NewLines([]byte(text))
	slices.SortStableFunc(edits, func(a, b textEdit) int {
		return lines.Offset(syntax.Position(b.Range.Start), encoding) - lines.Offset(syntax.Position(a.Range.Start), encoding)
	})
	for _, e := range edits {
		from, to := lines.Offset(syntax.Position(e.Range.Start), encoding), lines.Offset(syntax.Position(e.Range.End), encoding)
		text = text[:from] + e.NewText + text[to:]
	}
	return text
}

func TestEncodings(t *testing.T) {
	const text = "# ü\r\nx = '😀é' + BAD + '😀' + BAD # 😀\r\ny = '''\r\nBAD\r\n'''\r\n"
	for name, c := range map[string]struct {
		encoding  syntax.Encoding
		character int
	}{"utf-8": {syntax.UTF8, 15}, "utf-16": {syntax.UTF16, 12}, "utf-32": {syntax.UTF32, 11}} {
		t.Run(name, func(t *testing.T) {
			e := open(t, Options{}, modern(name))
			e.didOpen(train, text)
			found := e.published(train, 1)
			if len(found) != 3 || found[0].Range.Start != (position{1, c.character}) {
				t.Fatalf("found %v", found)
			}
			at := place(1, c.character, 1, c.character)
			resolved := func(a codeAction) string {
				var full codeAction
				e.must("codeAction/resolve", a, &full)
				return changeText(t, text, c.encoding, full.edits())
			}
			actions := e.codeActions(train, at, found[:1])
			want := []string{
				strings.Replace(text, "BAD", "good", 1),
				strings.Replace(text, "BAD", "", 1),
				strings.Replace(text, "# 😀\r\n", "# 😀  # trainlsp: ignore[bad_word]\r\n", 1),
				strings.ReplaceAll(text, "BAD", "good"),
			}
			for i, a := range actions {
				if got := resolved(a); got != want[i] {
					t.Errorf("%s makes it %q, want %q", a.Title, got, want[i])
				}
			}
			if len(actions) != len(want) {
				t.Errorf("the actions are %q", titles(actions))
			}
		})
	}
}

func TestCodeActions(t *testing.T) {
	const text = "a = BAD  # note\nb = 1\nc = BAD\n"
	first, second := place(0, 5, 0, 5), place(2, 4, 2, 7)
	quick := []string{"Make it good", "Drop it", "Ignore bad_word on this line"}
	all := append(slices.Clone(quick), "Fix all that trainlsp can fix safely")
	start := func(t *testing.T, capabilities obj) (*editor, []diagnostic) {
		e := open(t, Options{}, capabilities)
		e.didOpen(train, text)
		return e, e.published(train, 1)
	}
	t.Run("titles and kinds", func(t *testing.T) {
		e, found := start(t, modern("utf-16"))
		got := e.codeActions(train, first, found[:1])
		if !reflect.DeepEqual(titles(got), all) {
			t.Errorf("got %q", titles(got))
		}
		if !got[0].IsPreferred || got[1].IsPreferred || got[2].IsPreferred {
			t.Errorf("preferred: %v", got)
		}
		if got[0].Edit != nil || got[3].Kind != "source.fixAll.trainlsp" {
			t.Errorf("got %v", got)
		}
	})
	t.Run("only some kinds", func(t *testing.T) {
		e, found := start(t, modern("utf-16"))
		for only, want := range map[string][]string{
			"quickfix": quick, "source": all[3:], "source.fixAll": all[3:], "source.fixAll.trainlsp": all[3:],
			"source.fixAll.ruff": nil, "source.fix": nil, "refactor": nil, "": all,
		} {
			if got := titles(e.codeActions(train, first, found[:1], only)); !slices.Equal(got, want) {
				t.Errorf("only %q: %q", only, got)
			}
		}
	})
	t.Run("without data", func(t *testing.T) {
		e, found := start(t, basic())
		got := e.codeActions(train, second, found[1:])
		if !reflect.DeepEqual(titles(got), all) {
			t.Fatalf("got %q", titles(got))
		}
		if text := changeText(t, text, syntax.UTF16, got[0].Edit.Changes[train]); text != "a = BAD  # note\nb = 1\nc = good\n" {
			t.Errorf("the edit makes it %q", text)
		}
	})
	t.Run("without diagnostics", func(t *testing.T) {
		e, _ := start(t, basic())
		if got := e.codeActions(train, second, nil, "quickfix"); !slices.Equal(titles(got), quick) {
			t.Errorf("got %q", titles(got))
		}
		if got := e.codeActions(train, place(1, 0, 1, 0), nil, "quickfix"); len(got) != 0 {
			t.Errorf("got %q", titles(got))
		}
	})
	t.Run("of another tool", func(t *testing.T) {
		e, found := start(t, modern("utf-16"))
		found[0].Source = "ruff"
		if got := e.codeActions(train, first, found[:1], "quickfix"); len(got) != 0 {
			t.Errorf("got %q", titles(got))
		}
	})
	t.Run("of an older version", func(t *testing.T) {
		e, found := start(t, modern("utf-16"))
		chosen := e.codeActions(train, second, found[1:])[0]
		e.didChange(train, 2, obj{"range": place(0, 0, 1, 0), "text": ""})
		var wire *wireError
		if err := e.call("codeAction/resolve", chosen, nil); !errors.As(err, &wire) || wire.Code != -32801 {
			t.Errorf("resolving got %v", err)
		}
		// The finding is elsewhere now: nothing is known about the old place.
		if got := e.codeActions(train, second, found[1:], "quickfix"); len(got) != 0 {
			t.Errorf("got %q", titles(got))
		}
		e.didChange(train, 3, obj{"range": place(0, 0, 0, 0), "text": "\n"})
		got := e.codeActions(train, second, found[1:], "quickfix")
		var full codeAction
		e.must("codeAction/resolve", got[0], &full)
		if v := full.Edit.DocumentChanges[0].TextDocument.Version; v == nil || *v != 3 {
			t.Errorf("the edit is for version %v", v)
		}
	})
	t.Run("ignoring what a comment names already", func(t *testing.T) {
		e := open(t, Options{}, basic())
		const text = "a = BAD  # trainlsp: ignore[other]\nb = BAD  # trainlsp: ignore\nc = '''\nBAD\nd\n'''\n"
		e.didOpen(train, text)
		found := e.published(train, 1)
		got := e.codeActions(train, first, found[:1])
		if text := changeText(t, text, syntax.UTF16, got[2].Edit.Changes[train]); !strings.HasPrefix(text, "a = BAD  # trainlsp: ignore[other, bad_word]\n") {
			t.Errorf("the edit makes it %q", text)
		}
		if got := titles(e.codeActions(train, place(1, 5, 1, 5), found[1:2], "quickfix")); !slices.Equal(got, quick[:2]) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("an editor that takes only commands", func(t *testing.T) {
		e, found := start(t, obj{})
		if got := e.codeActions(train, first, found[:1]); len(got) != 0 {
			t.Errorf("got %q", titles(got))
		}
	})
	t.Run("an action of somebody else", func(t *testing.T) {
		e, _ := start(t, modern("utf-16"))
		for _, data := range []any{nil, 7, obj{"uri": "no uri"}} {
			if err := e.call("codeAction/resolve", obj{"title": "x", "data": data}, nil); err == nil {
				t.Errorf("%v was resolved", data)
			}
		}
	})
}

func TestHoverForm(t *testing.T) {
	for _, c := range []struct {
		capabilities obj
		kind, value  string
	}{{modern("utf-16"), "markdown", "**bad**"}, {basic(), "plaintext", "bad"}} {
		e := open(t, Options{}, c.capabilities)
		e.didOpen(train, "x = '😀' + BAD")
		e.published(train, 1)
		snap := e.server.snapshot(train)
		if _, err := snap.report(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Contents struct{ Kind, Value string }
			Range    span
		}
		if err := json.Unmarshal(marshal(snap.hoverOf("**bad**", rule.Span{Start: 13, End: 16})), &got); err != nil {
			t.Fatal(err)
		}
		if got.Contents.Kind != c.kind || got.Contents.Value != c.value || got.Range != (span{position{0, 11}, position{0, 14}}) {
			t.Errorf("got %v", got)
		}
	}
}

func TestCodeLensForm(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	e.didOpen(train, "x")
	e.published(train, 1)
	snap := e.server.snapshot(train)
	if _, err := snap.report(t.Context()); err != nil { // the files around it were read meanwhile, and it is checked again
		t.Fatal(err)
	}
	if got := snap.lensesOf(""); got != nil {
		t.Errorf("got %v", got)
	}
	got := snap.lensesOf("Training · XGBoost")
	if len(got) != 1 || got[0].Command.Title != "Training · XGBoost" || got[0].Command.Command != "trainlsp.overview" ||
		string(got[0].Command.Arguments[0]) != `"`+train+`"` || got[0].Range != (protocol.Range{}) {
		t.Errorf("got %v", got)
	}
}

func TestHoverAndCodeLensOfNothing(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	e.didOpenAs("file:///README.md", "markdown", "x")
	for _, uri := range []string{train, "file:///README.md"} {
		var got any
		e.must("textDocument/hover", obj{"textDocument": obj{"uri": uri}, "position": obj{"line": 0, "character": 0}}, &got)
		if got != nil {
			t.Errorf("hover: %v", got)
		}
		e.must("textDocument/codeLens", obj{"textDocument": obj{"uri": uri}}, &got)
		if list, ok := got.([]any); got != nil && (!ok || len(list) > 0) {
			t.Errorf("code lens: %v", got)
		}
	}
}

func TestCommands(t *testing.T) {
	e := open(t, Options{Version: "1.2.3"}, modern("utf-16"), obj{"clientInfo": obj{"name": "test"}})
	e.didOpen(train, "BAD")
	e.didOpenAs("file:///README.md", "markdown", "BAD")
	run := func(command string, args ...any) (result any, err error) {
		err = e.call("workspace/executeCommand", obj{"command": command, "arguments": args}, &result)
		return result, err
	}
	for _, c := range []struct {
		command string
		args    []any
	}{
		{"trainlsp.validate", []any{train}},
		{"trainlsp.enhance", []any{train}},
		{"trainlsp.enhance", []any{train, obj{"issues": []any{}}}},
		{"trainlsp.overview", []any{train}},
		{"trainlsp.requirements", nil},
		{"trainlsp.status", []any{train}},
		{"trainlsp.status", []any{"file:///closed-by-now.py"}},
		{"trainlsp.describeValidation", []any{train}},
		{"trainlsp.describeRequirements", nil},
		{"trainlsp.describeRule", []any{"missing_model_saving"}},
		{"trainlsp.listRules", nil},
	} {
		if _, err := run(c.command, c.args...); err != nil {
			t.Errorf("%s: %v", c.command, err)
		}
	}
	text, err := run("trainlsp.debugInformation")
	for _, want := range []string{"trainlsp 1.2.3", "client: test", "utf-16", "pushed", "open documents: 2", train, `"enable":true`, "program: `", "/project"} {
		if err != nil || !strings.Contains(fmt.Sprint(text), want) {
			t.Errorf("the debug information lacks %q: %v, %v", want, text, err)
		}
	}
	for _, c := range []struct {
		want    string
		command string
		args    []any
	}{
		{`unknown command "trainlsp.x"; there are trainlsp.validate`, "trainlsp.x", nil},
		{"the first argument must be a string", "trainlsp.validate", nil},
		{"the first argument must be a string", "trainlsp.validate", []any{7}},
		{"is not open", "trainlsp.validate", []any{"file:///other.py"}},
		{"the second argument must be an object", "trainlsp.enhance", []any{train, 7}},
		{"is not checked", "trainlsp.enhance", []any{"file:///README.md"}},
		{"is not checked", "trainlsp.overview", []any{"file:///README.md"}},
		{"is not checked", "trainlsp.describeValidation", []any{"file:///README.md"}},
		{"is not open", "trainlsp.describeValidation", []any{"file:///other.py"}},
		{"the name of a rule", "trainlsp.describeRule", nil},
		{"did you mean missing_model_saving?", "trainlsp.describeRule", []any{"missing_model_savin"}},
	} {
		_, err := run(c.command, c.args...)
		var wire *wireError
		if !errors.As(err, &wire) || wire.Code != -32602 || !strings.Contains(wire.Message, c.want) {
			t.Errorf("%s %v: %v", c.command, c.args, err)
		}
	}
}
