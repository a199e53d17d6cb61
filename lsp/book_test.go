package lsp

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

func bookOf(texts ...string) *book {
	var cells []cell
	for _, t := range texts {
		cells = append(cells, cell{text: t, code: true})
	}
	return newBook(cells)
}

func TestBookIsANotebook(t *testing.T) {
	texts := []string{"a = 1\nb = \"ü\"\n", "", "\tx\\\n\n'🏠' <&>\u2028\r\nlast"}
	var read struct {
		Cells []struct {
			Type   string `json:"cell_type"`
			Source []string
		}
		Nbformat int
	}
	if err := json.Unmarshal(bookOf(texts...).text, &read); err != nil || read.Nbformat != 4 || len(read.Cells) != len(texts) {
		t.Fatalf("%v: %v", err, read)
	}
	for i, c := range read.Cells {
		if got := strings.Join(c.Source, ""); got != texts[i] || c.Type != "code" {
			t.Errorf("cell %d: %q, want %q", i, got, texts[i])
		}
	}
}

// TestBookPlaces goes there and back at each character of many texts.
func TestBookPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "\n", "\"", "\\", "ü", "🏠", "\t", "\r\n", "<", "\u2028"}
	for range 200 {
		var texts []string
		for range 1 + r.IntN(3) {
			var b strings.Builder
			for range r.IntN(20) {
				b.WriteString(alphabet[r.IntN(len(alphabet))])
			}
			texts = append(texts, b.String())
		}
		b := bookOf(texts...)
		for n, text := range texts {
			for at := range text + "." { // the end, too
				if gotN, gotAt := b.find(b.offset(n, at)); gotN != n || gotAt != at {
					t.Fatalf("%q: cell %d, byte %d is found at cell %d, byte %d", texts, n, at, gotN, gotAt)
				}
			}
		}
	}
}

func TestBookPlaceOverCells(t *testing.T) {
	b := bookOf("ab\ncd", "ef")
	n, in := b.place(syntax.Range{Start: b.offset(0, 1), End: b.offset(1, 1)})
	if want := (syntax.Range{Start: 1, End: 5}); n != 0 || in != want {
		t.Errorf("cell %d, %v; want the rest of the first", n, in)
	}
}

func TestUnescaped(t *testing.T) {
	for _, c := range []struct {
		written, want string
		ok            bool
	}{
		{`lr`, "lr", true},
		{`\"lr\": 1,\n",` + "\n    \"" + `    `, "\"lr\": 1,\n    ", true},
		{`"`, "", false},
		{`a", 1, "b`, "", false},
	} {
		if got, ok := unescaped(c.written); got != c.want || ok != c.ok {
			t.Errorf("%s: %q, %t", c.written, got, ok)
		}
	}
}
