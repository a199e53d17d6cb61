package lsp

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// echo is a checker whose one finding is the text itself.
func echo(s *analysis.Script, _ enhancer.Options) *enhancer.Report {
	return &enhancer.Report{Issues: []rule.Issue{{Category: "echo", Message: string(s.Tree.Text()), Severity: rule.Info}}}
}

func TestEditsApplyInWireOrder(t *testing.T) {
	e := open(t, Options{Checker: echo}, basic())
	e.didOpen(train, "")
	var want strings.Builder
	for i := range 2000 {
		c := string(rune('a' + i%26))
		e.didChange(train, i+2, obj{"range": place(0, i, 0, i), "text": c})
		want.WriteString(c)
	}
	if got := e.published(train, 2001); got[0].Message != want.String() {
		t.Errorf("the text is %q", got[0].Message)
	}
}

func TestChanges(t *testing.T) {
	at := func(line, from, toLine, to int, text string) obj {
		return obj{"range": place(line, from, toLine, to), "text": text}
	}
	for _, c := range []struct {
		name, text string
		changes    []obj
		want       string
	}{
		{"several, each on what the last one left", "ab", []obj{at(0, 0, 0, 0, "x"), at(0, 3, 0, 3, "y"), at(0, 0, 0, 1, "")}, "aby"},
		{"the whole text, then a part", "ab", []obj{{"text": "cd\n"}, at(1, 0, 1, 0, "e")}, "cd\ne"},
		{"a range with its length", "ab", []obj{{"range": place(0, 0, 0, 1), "rangeLength": 1, "text": "x"}}, "xb"},
		{"across lines", "a\r\nb\r\nc", []obj{at(0, 1, 2, 0, "-")}, "a-c"},
		{"behind the end of the line", "a\nb", []obj{at(0, 99, 0, 99, "!")}, "a!\nb"},
		{"behind the end of the text", "a\nb", []obj{at(9, 9, 9, 9, "!")}, "a\nb!"},
		{"end before start", "abc", []obj{at(0, 2, 0, 1, "-")}, "a-c"},
		{"emoji count twice", "😀b", []obj{at(0, 2, 0, 3, "c")}, "😀c"},
		{"no change", "a", []obj{}, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := open(t, Options{Checker: echo}, basic())
			e.didOpen(train, c.text)
			e.didChange(train, 2, c.changes...)
			if got := e.published(train, 2); got[0].Message != strings.TrimSpace(c.want) {
				t.Errorf("the text is %q, want %q", got[0].Message, c.want)
			}
		})
	}
}

func TestChangesOutOfTheOrdinary(t *testing.T) {
	e := open(t, Options{Checker: echo}, basic())
	e.didChange(train, 7, obj{"text": "lost"})
	e.notify("textDocument/didClose", obj{"textDocument": obj{"uri": train}})
	e.didOpen(train, "a")
	e.didChange(train, 5, obj{"range": place(0, 1, 0, 1), "text": "b"})
	e.published(train, 5)
	// A version that does not rise is the client's mistake, but its edit was made all the same.
	e.didChange(train, 5, obj{"range": place(0, 2, 0, 2), "text": "c"})
	if got := e.published(train, 5); got[0].Message != "abc" {
		t.Errorf("the text is %q", got[0].Message)
	}
	e.didOpen(train, "new")
	if got := e.published(train, 1); got[0].Message != "new" {
		t.Errorf("the text is %q", got[0].Message)
	}
}

func TestCloseClears(t *testing.T) {
	e := open(t, Options{}, basic())
	e.didOpen(train, "BAD")
	e.published(train, 1)
	e.notify("textDocument/didClose", obj{"textDocument": obj{"uri": train}})
	var p published
	e.await("textDocument/publishDiagnostics", &p)
	if p.URI != train || p.Version != nil || len(p.Diagnostics) != 0 {
		t.Errorf("closing published %v", p)
	}
}

func TestWhichDocumentsAreChecked(t *testing.T) {
	for _, c := range []struct {
		uri, language string
		checked       bool
	}{
		{"file:///project/train.py", "python", true},
		{"file:///project/train.py", "", true},
		{"file:///opt/ml/code/train", "shellscript", true},
		{"untitled:Untitled-1", "python", true},
		{"vscode-notebook-cell:/project/a.ipynb#W0", "python", false}, // it comes with its notebook
		{"git:/project/train.py?%7B%22ref%22%3A%22HEAD%22%7D", "python", true},
		{"file:///project/README.md", "markdown", false},
		{"untitled:Untitled-1", "plaintext", false},
		{"file:///project/train.pyx", "", false},
	} {
		e := open(t, Options{}, basic())
		e.didOpenAs(c.uri, c.language, "BAD")
		if got := len(e.published(c.uri, 1)) > 0; got != c.checked {
			t.Errorf("%s (%s): checked %t", c.uri, c.language, got)
		}
	}
}

func TestURIsComeBackAsTheyCame(t *testing.T) {
	for _, uri := range []string{
		"file:///C:/a/train.py", "file:///c%3A/a/train.py", "file:///a/b@c/%C3%BC/train.py", "file:///a b/train.py", "untitled:Untitled-1",
	} {
		e := open(t, Options{}, modern("utf-16"))
		e.didOpen(uri, "BAD")
		got := e.published(uri, 1)
		var a codeAction
		e.must("codeAction/resolve", e.codeActions(uri, place(0, 0, 0, 0), got)[0], &a)
		if at := a.Edit.DocumentChanges[0].TextDocument.URI; at != uri {
			t.Errorf("%s came back as %s", uri, at)
		}
	}
}

func TestPathOf(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///a/train.py":                         "/a/train.py",
		"untitled:Untitled-1":                        "untitled:Untitled-1",
		"git:/a/train.py?x":                          "git:/a/train.py",
		"vscode-notebook-cell:/a/b.ipynb#W0":         "vscode-notebook-cell:/a/b.ipynb",
		"vscode-remote://ssh-remote%2Bhost/train.py": "vscode-remote://ssh-remote%2Bhost/train.py",
	} {
		if got := pathOf(documentKey(uri)); got != want {
			t.Errorf("%s: %s, want %s", uri, got, want)
		}
	}
}

// counted is a parser that counts those that hold memory.
type counted struct {
	*syntax.Document
	open   *atomic.Int32
	closed atomic.Bool
}

func (c *counted) Close() {
	if c.closed.CompareAndSwap(false, true) {
		c.open.Add(-1)
	}
	c.Document.Close()
}

func TestClosedDocumentsHoldNoMemory(t *testing.T) {
	var open atomic.Int32
	e := connect(t, Options{})
	e.server.parser = func(text []byte) parser {
		open.Add(1)
		return &counted{Document: syntax.Open(text), open: &open}
	}
	e.initialize(basic())
	uri := func(i int) string { return fmt.Sprintf("file:///%d.py", i) }
	for i := range 20 {
		e.didOpen(uri(i), "BAD")
	}
	e.didOpen(uri(0), "again")
	for i := range 15 {
		e.notify("textDocument/didClose", obj{"textDocument": obj{"uri": uri(i)}})
	}
	e.must("workspace/executeCommand", obj{"command": "trainlsp.debugInformation"}, nil)
	if n := open.Load(); n != 5 {
		t.Errorf("%d parsers are open, and 5 documents", n)
	}
	e.must("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := e.result(); err != nil || open.Load() != 0 {
		t.Errorf("%d parsers outlived the session, which ended with %v", open.Load(), err)
	}
}

// outline is a checker whose findings depend on all of a tree: one for each call, name and piece that does not parse.
func outline(s *analysis.Script, _ enhancer.Options) *enhancer.Report {
	r := &enhancer.Report{}
	for _, statement := range s.Tree.Statements() {
		statement.Root().Walk(func(n *syntax.Node) bool {
			if k := n.Kind(); k == syntax.KindCall || k == syntax.KindError || k == syntax.KindIdentifier {
				r.Issues = append(r.Issues, rule.Issue{
					Category: k.String(), Message: n.Text(), Severity: rule.Warning,
					Span: rule.Span{Start: s.Tree.Start(n), End: s.Tree.End(n)},
				})
			}
			return true
		})
	}
	return r
}

// TestTypingEqualsReadingAfresh types a script character by character, deletes and inserts at random, and holds each
// answer against the one for the same bytes read from scratch.
func TestTypingEqualsReadingAfresh(t *testing.T) {
	const script = "import xgboost as xgb\n\ndef main(p):\n    d = xgb.DMatrix('ü😀', label=p[\"y\"])\n    m = xgb.train({}, d)\n    m.save_model('/opt/ml/model/m')\n\nif __name__ == '__main__':\n    main({})\n"
	for _, checker := range []Checker{outline, enhancer.Check} {
		e := open(t, Options{Checker: checker}, pulling())
		e.didOpen(train, "")
		text, random := "", rand.New(rand.NewSource(1))
		version := 1
		edit := func(at, length int, insert string) {
			version++
			lines := syntax.NewLines([]byte(text))
			from, to := lines.Position(at, syntax.UTF16), lines.Position(at+length, syntax.UTF16)
			e.didChange(train, version, obj{"range": place(from.Line, from.Character, to.Line, to.Character), "text": insert})
			text = text[:at] + insert + text[at+length:]

			got := e.pull(train, "").Items
			tree := syntax.Parse([]byte(text))
			report := checker(analysis.Read(tree, nil), enhancer.Options{Path: "/project/train.py"})
			if len(got) != len(report.Issues) {
				t.Fatalf("version %d: %d findings, and %d afresh, in %q", version, len(got), len(report.Issues), text)
			}
			for i, issue := range report.Issues {
				start, end := tree.Lines().Position(issue.Span.Start, syntax.UTF16), tree.Lines().Position(issue.Span.End, syntax.UTF16)
				at := span{position(start), position(end)}
				if got[i].Code != issue.Category || got[i].Message != sentences(&issue) || !reflect.DeepEqual(got[i].Range, at) {
					t.Fatalf("version %d: %v, and afresh %v %v", version, got[i], at, issue)
				}
			}
		}
		for _, r := range script {
			edit(len(text), 0, string(r))
		}
		for range 150 {
			offsets := make([]int, 0, len(text))
			for at := range text {
				offsets = append(offsets, at)
			}
			i := random.Intn(len(offsets) - 1)
			if random.Intn(2) == 0 {
				edit(offsets[i], offsets[i+1]-offsets[i], "")
			} else {
				edit(offsets[i], 0, string([]rune("x()'\n 😀:")[random.Intn(8)]))
			}
		}
	}
}
