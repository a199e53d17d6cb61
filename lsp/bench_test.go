package lsp

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"

	"github.com/trainlsp/trainlsp/enhancer"
)

// script is a training script of about a number of lines that has something to find: it never saves its model.
func script(lines int) string {
	var b strings.Builder
	b.WriteString("import os\nimport pandas as pd\nimport xgboost as xgb\n\n")
	for i := 0; strings.Count(b.String(), "\n") < lines-12; i++ {
		fmt.Fprintf(&b, "def prepare_%d(frame, label, factor=%d):\n", i, i)
		b.WriteString("    # Scales what is there, and leaves the label alone.\n")
		b.WriteString("    columns = [c for c in frame.columns if c != label]\n")
		b.WriteString("    for column in columns:\n        if frame[column].dtype == 'float64':\n")
		b.WriteString("            frame[column] = (frame[column] - frame[column].mean()) / factor\n")
		fmt.Fprintf(&b, "    print(f'prepared {len(columns)} columns with %d')\n    return frame\n\n\n", i)
	}
	b.WriteString("def main():\n    data = pd.read_csv(os.path.join(os.environ['SM_CHANNEL_TRAIN'], 'train.csv'))\n")
	b.WriteString("    matrix = xgb.DMatrix(prepare_0(data, 'y'), label=data['y'])\n")
	b.WriteString("    xgb.train({'max_depth': 3}, matrix)\n\n\nif __name__ == '__main__':\n    main()\n")
	return b.String()
}

// keystrokes types a letter at the end of a name in the middle of a text, and takes it back.
func keystrokes(text string) (at, line, character int) {
	at = len(text)/2 + strings.Index(text[len(text)/2:], "columns:") + len("columns")
	return at, strings.Count(text[:at], "\n"), at - strings.LastIndexByte(text[:at], '\n') - 1
}

// BenchmarkKeystroke measures the way from a didChange of one character to the diagnostics for its version, over a pipe.
// x-bare is the ratio to tree-sitter's incremental parse of the same edit alone.
func BenchmarkKeystroke(b *testing.B) {
	for _, lines := range []int{300, 1000, 3000} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			text := script(lines)
			_, line, character := keystrokes(text)
			e := open(b, Options{Checker: enhancer.Check}, modern("utf-16"))
			e.didOpen(train, text)
			if len(e.published(train, 1)) == 0 {
				b.Fatal("there is nothing to find")
			}
			version := 1
			b.ReportAllocs()
			for b.Loop() {
				version++
				if version%2 == 0 {
					e.didChange(train, version, obj{"range": place(line, character, line, character), "text": "x"})
				} else {
					e.didChange(train, version, obj{"range": place(line, character, line, character+1), "text": ""})
				}
				e.published(train, version)
			}
			bare := bareReparse(b, text)
			b.ReportMetric(float64(bare.Microseconds()), "bare-µs")
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(bare), "x-bare")
		})
	}
}

// bareReparse is how long tree-sitter alone takes for one of the keystrokes.
func bareReparse(b *testing.B, text string) time.Duration {
	at, line, character := keystrokes(text)
	typed := text[:at] + "x" + text[at:]
	before, after := sitter.Point{Row: uint32(line), Column: uint32(character)}, sitter.Point{Row: uint32(line), Column: uint32(character + 1)}
	insert := sitter.EditInput{StartIndex: uint32(at), OldEndIndex: uint32(at), NewEndIndex: uint32(at + 1), StartPoint: before, OldEndPoint: before, NewEndPoint: after}
	remove := sitter.EditInput{StartIndex: uint32(at), OldEndIndex: uint32(at + 1), NewEndIndex: uint32(at), StartPoint: before, OldEndPoint: after, NewEndPoint: before}

	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(python.GetLanguage())
	parse := func(old *sitter.Tree, text string) *sitter.Tree {
		tree, err := p.ParseCtx(context.Background(), old, []byte(text))
		if err != nil {
			b.Fatal(err)
		}
		if old != nil {
			old.Close()
		}
		return tree
	}
	tree := parse(nil, text)
	const rounds = 50
	began := time.Now()
	for range rounds {
		tree.Edit(insert)
		tree = parse(tree, typed)
		tree.Edit(remove)
		tree = parse(tree, text)
	}
	took := time.Since(began) / (2 * rounds)
	tree.Close()
	return took
}
