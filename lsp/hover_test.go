package lsp

import (
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
)

// hovered is a hover as it comes over the wire.
type hovered struct {
	Contents struct{ Kind, Value string }
	Range    span
}

// hover asks for the hover at the place of a text that "<|>" marks, in units of an encoding.
func (e *editor) hover(uri, marked string, encoding syntax.Encoding) (h hovered) {
	e.t.Helper()
	at := strings.Index(marked, "<|>")
	text := strings.Replace(marked, "<|>", "", 1)
	p := syntax.NewLines([]byte(text)).Position(at, encoding)
	e.must("textDocument/hover", obj{"textDocument": obj{"uri": uri}, "position": obj{"line": p.Line, "character": p.Character}}, &h)
	return h
}

// emojis is a script that saves no model, with characters of all widths before what is hovered over.
const emojis = `"""Schätzt 😀."""
import os

import xgboost as xgb

x = "kaputt"
note = "😀é"; data = xgb.DMatrix(os.environ["SM_CHANNEL_TRAIN"]); booster = xgb.train({"n": "😀"}, data)  # 😀 trainlsp
`

func TestHoverInEveryEncoding(t *testing.T) {
	for name, encoding := range map[string]syntax.Encoding{"utf-8": syntax.UTF8, "utf-16": syntax.UTF16, "utf-32": syntax.UTF32} {
		t.Run(name, func(t *testing.T) {
			e := open(t, Options{Checker: enhancer.Check}, modern(name))
			e.didOpen(train, emojis)
			for _, c := range []struct{ about, before, want string }{
				{"xgb.DMatrix", "DMatrix(", "**`xgboost.DMatrix`** · XGBoost\n\nMeets *reads training data*."},
				{`"SM_CHANNEL_TRAIN"`, "CHANNEL", "holds the directory of the channel `train`"},
				{"xgb.train", "train(", "Meets *trains a model*."},
				{`"""Schätzt 😀."""`, `"""Schätzt`, "- ✗ **saves the model**: absent."},
				{`"""Schätzt 😀."""`, `😀."""`, "- ✓ **trains a model**: line 7\n"},
			} {
				h := e.hover(train, strings.Replace(emojis, c.before, "<|>"+c.before, 1), encoding)
				lines := syntax.NewLines([]byte(emojis))
				about := emojis[lines.Offset(syntax.Position(h.Range.Start), encoding):lines.Offset(syntax.Position(h.Range.End), encoding)]
				if about != c.about || !strings.Contains(h.Contents.Value, c.want) || h.Contents.Kind != "markdown" {
					t.Errorf("at %q: %s about %q: %s", c.before, h.Contents.Kind, about, h.Contents.Value)
				}
			}
			if h := e.hover(train, strings.Replace(emojis, "kaputt", "<|>kaputt", 1), encoding); h.Contents.Value != "" {
				t.Errorf("got %v", h)
			}
		})
	}
}

// TestOverviewOfScript follows the code lens: what it shows, what a click on it shows, and both after an edit.
func TestOverviewOfScript(t *testing.T) {
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"))
	e.didOpen(train, emojis)
	click := func() (title, message, markdown string) {
		var lenses []struct {
			Range   span
			Command struct {
				Title, Command string
				Arguments      []any
			}
		}
		e.must("textDocument/codeLens", obj{"textDocument": obj{"uri": train}}, &lenses)
		if len(lenses) != 1 || lenses[0].Range != (span{}) {
			t.Fatalf("the lenses are %v", lenses)
		}
		command := lenses[0].Command
		e.must("workspace/executeCommand", obj{"command": command.Command, "arguments": command.Arguments}, &markdown)
		var shown struct{ Message string }
		e.await("window/showMessage", &shown)
		return command.Title, shown.Message, markdown
	}
	title, message, markdown := click()
	if want := "Training · XGBoost · 2 of 5 requirements met"; title != want || !strings.HasPrefix(message, want+"\n") {
		t.Errorf("the lens says %q, the message %q", title, message)
	}
	if !strings.Contains(markdown, "**saves the model**: absent") || !strings.Contains(message, "- ✗ saves the model: absent") {
		t.Errorf("got %q and %q", markdown, message)
	}
	e.didChange(train, 2, obj{"range": place(7, 0, 7, 0), "text": "booster.save_model('/opt/ml/model/😀.json')\n"})
	if title, _, markdown = click(); title != "Training · XGBoost · 3 of 5 requirements met" || !strings.Contains(markdown, "saves the model**: line 8") {
		t.Errorf("after the edit the lens says %q, the overview %q", title, markdown)
	}
}

func TestOverviewOfOtherFile(t *testing.T) {
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"))
	e.didOpen("file:///helpers.py", "def f():\n    pass\n")
	var markdown string
	e.must("workspace/executeCommand", obj{"command": "trainlsp.overview", "arguments": []any{"file:///helpers.py"}}, &markdown)
	var shown struct{ Message string }
	e.await("window/showMessage", &shown)
	if markdown != "" || shown.Message != "trainlsp takes this file for no training script: it only defines things." {
		t.Errorf("got %q and %q", markdown, shown.Message)
	}
}

func TestPageOfFinding(t *testing.T) {
	e := open(t, Options{Checker: enhancer.Check}, modern("utf-16"))
	e.didOpen(train, emojis)
	hrefs := map[string]any{}
	for _, d := range e.published(train, 1) {
		hrefs[d.Code] = (*d.CodeDescription)["href"]
	}
	if want := enhancer.PageURL("missing_model_saving"); want == "" || hrefs["missing_model_saving"] != want {
		t.Errorf("the pages are %v", hrefs)
	}
}
