package lsp

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
)

const notebookLauncher = `job = SKLearn(entry_point="train.py", framework_version="1.2-1", py_version="py3", role="r", instance_count=1,
              instance_type="ml.m5.large", hyperparameters={"cost": 2})
job.fit({"train": "s3://bucket/rows"})
`

// notebookEditor is an editor with a notebook of three cells beside a script: an import, some Markdown, a launcher.
type notebookEditor struct {
	*editor
	script, book string
	cells        []string
}

func openNotebook(t *testing.T, pulls bool) *notebookEditor {
	t.Helper()
	_, uri := aroundFolder(t, map[string]string{"train.py": aroundScript, "launch.ipynb": `{"cells": [], "nbformat": 4}`})
	capabilities := modern("utf-16")
	if pulls {
		capabilities = pulling()
	}
	capabilities["notebookDocument"] = obj{"synchronization": obj{}}
	e := connect(t, Options{Checker: enhancer.Check})
	answer := e.initialize(capabilities, obj{"rootUri": uri})
	if answer.Capabilities["notebookDocumentSync"] == nil {
		t.Fatal("the server does not ask for notebooks")
	}
	n := &notebookEditor{editor: e, script: uri + "/train.py", book: uri + "/launch.ipynb"}
	for i := range 3 {
		n.cells = append(n.cells, fmt.Sprintf("vscode-notebook-cell:%s/launch.ipynb#W%d%%3D", strings.TrimPrefix(uri, "file://"), i))
	}
	e.notify("notebookDocument/didOpen", obj{
		"notebookDocument": obj{"uri": n.book, "notebookType": "jupyter-notebook", "version": 1, "cells": []obj{
			{"kind": 2, "document": n.cells[0]}, {"kind": 2, "document": n.cells[2]},
		}},
		"cellTextDocuments": []obj{
			n.item(0, "# 🏠 \"quoted\"\nfrom sagemaker.sklearn import SKLearn\n"), n.item(2, notebookLauncher),
		},
	})
	return n
}

func (n *notebookEditor) item(cell int, text string) obj {
	return obj{"uri": n.cells[cell], "languageId": "python", "version": 1, "text": text}
}

// change tells of an edit of a cell.
func (n *notebookEditor) change(version, cell int, changes ...obj) {
	n.notify("notebookDocument/didChange", obj{
		"notebookDocument": obj{"uri": n.book, "version": version},
		"change": obj{"cells": obj{"textContent": []obj{
			{"document": obj{"uri": n.cells[cell], "version": version}, "changes": changes},
		}}},
	})
}

func (n *notebookEditor) restructure(version int, array obj, more obj) {
	structure := obj{"array": array}
	for k, v := range more {
		structure[k] = v
	}
	n.notify("notebookDocument/didChange", obj{
		"notebookDocument": obj{"uri": n.book, "version": version}, "change": obj{"cells": obj{"structure": structure}},
	})
}

func TestNotebook(t *testing.T) {
	eachWay(t, func(t *testing.T, pulls bool) {
		n := openNotebook(t, pulls)
		n.until([]string{}, n.cells[0], n.cells[2])

		// An unsaved rename in a cell shows in the cell, at its own lines.
		n.change(2, 2, obj{"range": place(1, 61, 1, 65), "text": "costs"})
		shown := n.until([]string{"hyperparameter_not_accepted"}, n.cells[2])[n.cells[2]]
		if want := (span{position{1, 60}, position{1, 67}}); shown[0].Range != want {
			t.Errorf("the finding is at %v, want %v", shown[0].Range, want)
		}

		// Its fix is an edit of the cell.
		actions := n.codeActions(n.cells[2], place(1, 62, 1, 62), shown)
		if len(actions) == 0 {
			t.Fatal("no code actions")
		}
		var fixed codeAction
		n.must("codeAction/resolve", actions[0], &fixed)
		if got := fixed.Edit.DocumentChanges; len(got) != 1 || got[0].TextDocument.URI != n.cells[2] || *got[0].TextDocument.Version != 2 ||
			!reflect.DeepEqual(got[0].Edits, []textEdit{{Range: span{position{1, 60}, position{1, 67}}, NewText: `"cost"`}}) {
			t.Errorf("%s: %+v", fixed.Title, got)
		}

		// A client that pulls gets nothing twice.
		if pulls {
			if got := n.pull(n.cells[2], ""); len(got.Items) != 0 {
				t.Errorf("pulled as well: %v", got.Items)
			}
		}

		// The cell goes, and what was said of it.
		n.restructure(3, obj{"start": 1, "deleteCount": 1}, obj{"didClose": []obj{{"uri": n.cells[2]}}})
		n.until([]string{}, n.cells[2])

		// It comes back, in another place.
		n.restructure(4, obj{"start": 0, "deleteCount": 0, "cells": []obj{{"kind": 2, "document": n.cells[1]}}},
			obj{"didOpen": []obj{n.item(1, "from sagemaker.sklearn import SKLearn\n"+strings.Replace(notebookLauncher, "cost", "prise", 1))}})
		n.until([]string{"hyperparameter_not_accepted"}, n.cells[1])
		n.notify("notebookDocument/didSave", obj{"notebookDocument": obj{"uri": n.book}})
		n.notify("notebookDocument/didClose", obj{"notebookDocument": obj{"uri": n.book}, "cellTextDocuments": []obj{{"uri": n.cells[1]}}})
		n.until([]string{}, n.cells[1])
	})
}

func TestNotebookNavigation(t *testing.T) {
	n := openNotebook(t, false)
	n.didOpen(n.script, aroundScript)
	n.until([]string{}, n.script, n.cells[2])
	var places []struct {
		URI   string
		Range span
	}
	option := obj{"textDocument": obj{"uri": n.script}, "position": obj{"line": 8, "character": 24}}
	option["context"] = obj{"includeDeclaration": false}
	n.must("textDocument/references", option, &places)
	found := false
	for _, p := range places {
		found = found || p.URI == n.cells[2] && p.Range == span{position{1, 61}, position{1, 65}}
	}
	if !found {
		t.Errorf("the references of the option are %v", places)
	}
	key := obj{"textDocument": obj{"uri": n.cells[2]}, "position": obj{"line": 1, "character": 62}}
	n.must("textDocument/definition", key, &places)
	if len(places) != 1 || places[0].URI != n.script || places[0].Range.Start.Line != 8 {
		t.Errorf("the definition of the hyperparameter is %v", places)
	}
	var hover struct{ Range span }
	n.must("textDocument/hover", key, &hover)
	if want := (span{position{1, 61}, position{1, 65}}); hover.Range != want {
		t.Errorf("the hover is about %v, want %v", hover.Range, want)
	}
	var edit struct {
		DocumentChanges []struct {
			TextDocument struct{ URI string }
			Edits        []textEdit
		}
	}
	key["newName"] = "price"
	n.must("textDocument/rename", key, &edit)
	renamed := map[string]string{}
	for _, c := range edit.DocumentChanges {
		renamed[c.TextDocument.URI] = fmt.Sprint(c.Edits[0].Range.Start.Line, " ", c.Edits[0].NewText)
	}
	if want := map[string]string{n.cells[2]: "1 price", n.script: "8 --price"}; !reflect.DeepEqual(renamed, want) {
		t.Errorf("renamed %v, want %v", renamed, want)
	}
	var items struct {
		Items []struct {
			Label    string
			TextEdit struct{ Range span }
		}
	}
	delete(key, "newName")
	n.must("textDocument/completion", key, &items)
	if len(items.Items) == 0 || items.Items[0].Label != "cost" || items.Items[0].TextEdit.Range != (span{position{1, 61}, position{1, 65}}) {
		t.Errorf("completed %+v", items)
	}
}

func TestCellWithoutNotebook(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	e.didOpen("vscode-notebook-cell:/p/x.ipynb#W0", "BAD")
	if got := e.published("vscode-notebook-cell:/p/x.ipynb#W0", 1); len(got) != 0 {
		t.Errorf("a cell on its own is no script: %v", got)
	}
	e.notify("notebookDocument/didChange", obj{"notebookDocument": obj{"uri": "file:///p/x.ipynb", "version": 2}, "change": obj{}})
	e.must("shutdown", nil, nil)
}
