package lsp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// project is an editor that works in a folder with some files.
type project struct {
	*editor
	folder   string
	encoding syntax.Encoding
	texts    map[string]string // as the editor or the disk has them
}

// able are the capabilities of an editor that can do everything, with an encoding.
func able(encoding string) obj {
	c := modern(encoding)
	c["workspace"].(obj)["workspaceEdit"] = obj{"documentChanges": true, "resourceOperations": []string{"create"}}
	text := c["textDocument"].(obj)
	text["definition"] = obj{"linkSupport": true}
	text["rename"] = obj{"prepareSupport": true}
	text["completion"] = obj{"completionItem": obj{"documentationFormat": []string{"markdown"}}}
	return c
}

func openProject(t *testing.T, o Options, capabilities obj, files map[string]string) *project {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := &project{folder: folder, texts: files}
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.editor = open(t, o, capabilities, obj{"workspaceFolders": []obj{{"uri": p.uri(""), "name": "project"}}})
	if general, ok := capabilities["general"].(obj); ok {
		p.encoding = map[string]syntax.Encoding{"utf-8": syntax.UTF8, "utf-16": syntax.UTF16, "utf-32": syntax.UTF32}[general["positionEncodings"].([]string)[0]]
	}
	return p
}

func (p *project) uri(name string) string {
	return string(uri.File(filepath.Join(p.folder, filepath.FromSlash(name))))
}

// open opens a file in the editor, with the text that is on the disk or another one.
func (p *project) open(name string, text ...string) {
	if len(text) > 0 {
		p.texts[name] = text[0]
	}
	language := "python"
	if filepath.Ext(name) != ".py" {
		language = "json"
	}
	p.didOpenAs(p.uri(name), language, p.texts[name])
}

// at is the request about the place that "<|>" marks in a part of a file's text.
func (p *project) at(name, marked string, more ...obj) obj {
	p.t.Helper()
	inside, part := strings.Index(marked, "<|>"), strings.Replace(marked, "<|>", "", 1)
	at := strings.Index(p.texts[name], part)
	if at < 0 || inside < 0 {
		p.t.Fatalf("%s does not hold %q", name, marked)
	}
	pos := syntax.NewLines([]byte(p.texts[name])).Position(at+inside, p.encoding)
	params := obj{"textDocument": obj{"uri": p.uri(name)}, "position": obj{"line": pos.Line, "character": pos.Character}}
	for _, m := range more {
		for k, v := range m {
			params[k] = v
		}
	}
	return params
}

// cut is what stands at a range of a file: "name:text".
func (p *project) cut(u string, at span) string {
	p.t.Helper()
	for name, text := range p.texts {
		if p.uri(name) == u {
			lines := syntax.NewLines([]byte(text))
			return name + ":" + text[lines.Offset(syntax.Position(at.Start), p.encoding):lines.Offset(syntax.Position(at.End), p.encoding)]
		}
	}
	return u
}

// location is a Location or LocationLink.
type location struct {
	URI                  string
	Range                span
	TargetURI            string
	TargetSelectionRange span
	OriginSelectionRange span
}

func (p *project) locations(method string, params obj) []string {
	p.t.Helper()
	var found []location
	p.must(method, params, &found)
	list := []string{}
	for _, l := range found {
		if l.TargetURI != "" {
			l.URI, l.Range = l.TargetURI, l.TargetSelectionRange
		}
		list = append(list, p.cut(l.URI, l.Range))
	}
	slices.Sort(list)
	return list
}

// workspaceEdit is a WorkspaceEdit.
type workspaceEdit struct {
	Changes         map[string][]textEdit
	DocumentChanges []struct {
		Kind, URI    string
		TextDocument struct {
			URI     string
			Version *int
		}
		Edits []textEdit
	}
}

// apply makes an edit, and gives the lines that it changes, as "name: line", and the versions that it is for.
func (p *project) apply(e workspaceEdit) (lines []string, versions map[string]int) {
	p.t.Helper()
	versions = map[string]int{}
	edits := map[string][]textEdit{}
	for u, list := range e.Changes {
		edits[u] = list
	}
	for _, c := range e.DocumentChanges {
		if c.Kind != "" {
			lines = append(lines, c.Kind+" "+strings.TrimPrefix(c.URI, p.uri("")+"/"))
			p.texts[strings.TrimPrefix(c.URI, p.uri("")+"/")] = ""
			continue
		}
		edits[c.TextDocument.URI] = c.Edits
		versions[strings.TrimPrefix(c.TextDocument.URI, p.uri("")+"/")] = -1
		if c.TextDocument.Version != nil {
			versions[strings.TrimPrefix(c.TextDocument.URI, p.uri("")+"/")] = *c.TextDocument.Version
		}
	}
	for name, text := range p.texts {
		changed := changeText(p.t.(*testing.T), text, p.encoding, edits[p.uri(name)])
		before := strings.Split(text, "\n")
		for i, line := range strings.Split(changed, "\n") {
			if i >= len(before) || line != before[i] {
				lines = append(lines, name+": "+strings.TrimSpace(line))
			}
		}
	}
	slices.Sort(lines)
	return lines, versions
}
