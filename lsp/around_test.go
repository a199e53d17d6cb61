package lsp

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func TestHoverOverBothSides(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		t.Run(encoding, func(t *testing.T) {
			p := openProject(t, Options{Checker: enhancer.Check}, able(encoding), maps.Clone(launched))
			p.open("launch.py")
			p.open("src/train.py")
			p.open("book.ipynb")
			p.locations("textDocument/definition", p.at("src/train.py", `args.ep<|>ochs,`)) // all files are known by now
			for _, c := range []struct{ file, at, about, want string }{
				{"src/train.py", `"--learn<|>ing-rate"`, `"--learning-rate"`, "Passed by\n\n- `launch.py`, line 2: `0.1`"},
				{"src/train.py", `args.ep<|>ochs,`, "epochs", "- `book.ipynb`, line 4: `5`\n- `launch.py`, line 2: `3`"},
				{"src/train.py", `"--se<|>ed"`, `"--seed"`, "No job passes it: its default counts."},
				{"src/train.py", `SM_CH<|>ANNEL_TRAIN`, `SM_CHANNEL_TRAIN`, "Given by\n\n- `launch.py`, line 4: `\"s3://b/t\"`"},
				{"src/train.py", `data/te<|>st`, "test", "No job that starts the script has it."},
				{"launch.py", `"learn<|>ing-rate"`, "learning-rate", "- taken by `--learning-rate` of `src/train.py`, line 4, read as `learning_rate`\n- type `float`\n- default `0.1`\n\nHow fast it learns."},
				{"book.ipynb", `{\"ep<|>ochs`, "epochs", "taken by `--epochs` of `src/train.py`, line 5"},
				{"launch.py", `{"tr<|>ain"`, "train", "held by `SM_CHANNEL_TRAIN`\n- from `\"s3://b/t\"`\n\nRead in `src/train.py`, line 9."},
				{"launch.py", `"ex<|>tra"`, "extra", "No place in `src/train.py` is seen to read it by its name."},
				{"launch.py", `= PyT<|>orch(`, "PyTorch", "Starts `src/train.py`.\n\n- container pytorch 2.1.0\n- Python 3.10\n- installed: torch 2.1.0"},
				{"launch.py", `framework_ver<|>sion`, `framework_version="2.1"`, "- container pytorch 2.1.0"},
			} {
				var h hovered
				p.must("textDocument/hover", p.at(c.file, c.at), &h)
				if !strings.Contains(h.Contents.Value, c.want) || p.cut(p.uri(c.file), h.Range) != c.file+":"+c.about {
					t.Errorf("%s at %q, about %q: %s", c.file, c.at, p.cut(p.uri(c.file), h.Range), h.Contents.Value)
				}
			}
		})
	}
}

// findPair is a checker that finds each HERE of a script that launch.py says THERE to. Its fixes change launch.py, and make
// a new file.
func findPair(script *analysis.Script, o enhancer.Options) *enhancer.Report {
	r := enhancer.Check(script, o)
	r.Issues = nil
	at := bytes.Index(script.Tree.Text(), []byte("HERE"))
	if at < 0 || o.Workspace == nil {
		return r
	}
	other := filepath.Join(filepath.Dir(o.File), "launch.py")
	fresh := filepath.Join(filepath.Dir(o.File), "requirements.txt")
	text, _ := o.Workspace.Files().Read(other)
	there := bytes.Index(text, []byte("THERE"))
	if there < 0 {
		return r
	}
	span := rule.Span{Start: at, End: at + 4}
	far := rule.Span{Start: there, End: there + 5}
	r.Issues = append(r.Issues, rule.Issue{
		Category: "bad_pair", Message: "these do not fit", Severity: rule.Warning, Span: span,
		Related: []rule.Related{{File: other, Span: far, Message: "it is said here"}},
		Fixes: []rule.Fix{
			{Title: "Change both", Edits: []rule.Edit{{Span: span, New: "BOTH"}, {File: other, Span: far, New: "BOTH"}}},
			{Title: "Ask for it", Edits: []rule.Edit{{File: fresh, New: "torch\n"}}},
		},
	})
	return r
}

func pair() map[string]string {
	return map[string]string{"train.py": "x = '😀' # HERE\n", "launch.py": "# 😀\ny = '😀é' # THERE\n"}
}

func TestRelatedPlaceInAnotherFile(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		p := openProject(t, Options{Checker: findPair}, able(encoding), pair())
		p.open("launch.py", "# unsaved\n"+p.texts["launch.py"])
		p.locations("textDocument/definition", p.at("launch.py", "# un<|>saved"))
		p.open("train.py")
		d := p.published(p.uri("train.py"), 1)
		l := d[0].RelatedInformation[0]["location"].(obj)
		start := l["range"].(obj)["start"].(obj)
		lines := syntax.NewLines([]byte(p.texts["launch.py"]))
		want := lines.Position(strings.Index(p.texts["launch.py"], "THERE"), p.encoding)
		if l["uri"] != p.uri("launch.py") || int(start["line"].(float64)) != want.Line || int(start["character"].(float64)) != want.Character {
			t.Errorf("%s: got %v, want %v", encoding, l, want)
		}
	}
	p := openProject(t, Options{Checker: findPair}, basic(), pair())
	p.open("train.py")
	if d := p.published(p.uri("train.py"), 1); d[0].Message != "these do not fit\nlaunch.py line 2: it is said here" {
		t.Errorf("got %q", d[0].Message)
	}
}

// resolve asks for the edit of the action of a title.
func (p *project) resolve(title string) (workspaceEdit, error) {
	p.t.Helper()
	for _, a := range p.codeActions(p.uri("train.py"), place(0, 0, 0, 99), nil) {
		if a.Title == title {
			var resolved struct{ Edit workspaceEdit }
			err := p.call("codeAction/resolve", a, &resolved)
			return resolved.Edit, err
		}
	}
	p.t.Fatalf("there is no action %q", title)
	return workspaceEdit{}, nil
}

func TestCodeActionEditsAnotherFile(t *testing.T) {
	for _, encoding := range encodingNamesOfTests {
		for open, version := range map[bool]int{true: 1, false: -1} {
			p := openProject(t, Options{Checker: findPair}, able(encoding), pair())
			if open {
				p.open("launch.py", "# unsaved\n"+p.texts["launch.py"])
				p.published(p.uri("launch.py"), 1)
			}
			p.open("train.py")
			edit, err := p.resolve("Change both")
			if err != nil {
				t.Fatal(err)
			}
			lines, versions := p.apply(edit)
			if !slices.Equal(lines, []string{"launch.py: y = '😀é' # BOTH", "train.py: x = '😀' # BOTH"}) || versions["train.py"] != 1 || versions["launch.py"] != version {
				t.Errorf("%s: got %q for %v", encoding, lines, versions)
			}
		}
	}
}

func TestCodeActionMakesFile(t *testing.T) {
	p := openProject(t, Options{Checker: findPair}, able("utf-16"), pair())
	p.open("train.py")
	edit, err := p.resolve("Ask for it")
	if err != nil {
		t.Fatal(err)
	}
	if lines, versions := p.apply(edit); !slices.Equal(lines, []string{"create requirements.txt", "requirements.txt: ", "requirements.txt: torch"}) || versions["requirements.txt"] != -1 {
		t.Errorf("got %q for %v", lines, versions)
	}
	p = openProject(t, Options{Checker: findPair}, modern("utf-16"), pair())
	p.open("train.py")
	if got := titles(p.codeActions(p.uri("train.py"), place(0, 0, 0, 99), nil)); slices.Contains(got, "Ask for it") || !slices.Contains(got, "Change both") {
		t.Errorf("an editor that makes no files was offered %q", got)
	}
}

func TestStaleCodeActionIsRefused(t *testing.T) {
	p := openProject(t, Options{Checker: findPair}, able("utf-16"), pair())
	p.open("launch.py")
	p.published(p.uri("launch.py"), 1)
	p.open("train.py")
	actions := p.codeActions(p.uri("train.py"), place(0, 0, 0, 99), nil)
	p.didChange(p.uri("launch.py"), 2, obj{"range": place(0, 0, 0, 0), "text": "\n"})
	i := slices.IndexFunc(actions, func(a codeAction) bool { return a.Title == "Change both" })
	if err := p.call("codeAction/resolve", actions[i], nil); err == nil || !strings.Contains(err.Error(), "content modified") {
		t.Errorf("got %v", err)
	}
}
