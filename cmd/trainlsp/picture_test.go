package main

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestPicture wants the README's picture to show what `check` says of the README's script today. `make picture` draws it
// anew.
func TestPicture(t *testing.T) {
	file := filepath.Join(home(t), "..", "..", "testdata", "readme", "check.svg")
	t.Chdir(filepath.Dir(file))
	var stdout, stderr bytes.Buffer
	args := []string{"check", "--output-format", "full", "train.py"}
	if code := Main(context.Background(), append(args, "--color", "always"), nil, &stdout, &stderr); code != exitFindings {
		t.Fatalf("exit %d: %s", code, &stderr)
	}
	got := picture("\x1b[32;1m$\x1b[0m trainlsp " + strings.Join(args, " ") + "\n\n" + stdout.String())
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the picture is out of date (-there +now); `make picture` draws it anew:\n%s", diff)
	}
}

// How a picture is drawn, in pixels and in columns.
const (
	columnWidth = 8.4
	rowHeight   = 18
	padding     = 20
	columns     = 100 // longer lines are broken where a word ends
)

// inks are the terminal's colours, by the number in the escape sequence.
var inks = map[int]string{31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 36: "#56d4dd"}

// escape is a sequence that sets colours.
var escape = regexp.MustCompile(`\x1b\[([0-9;]*)m`)

// picture draws what a terminal would show, as SVG. Each stretch of text is given its place and its length, so that
// columns stay in line whichever font there is.
func picture(text string) string {
	var body strings.Builder
	row, column := 0, 0
	ink, bold := "", false
	draw := func(part string) {
		for part != "" {
			shown := part[:fits(part, column)]
			part = strings.TrimPrefix(part[len(shown):], " ")
			start := column + len(shown) - len(strings.TrimLeft(shown, " "))
			column += utf8.RuneCountInString(shown)
			if word := strings.TrimSpace(shown); word != "" {
				style := ""
				if ink != "" {
					style += fmt.Sprintf(` fill=%q`, ink)
				}
				if bold {
					style += ` font-weight="bold"`
				}
				fmt.Fprintf(&body, "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n", padding+columnWidth*float64(start),
					padding+rowHeight*row+14, columnWidth*float64(utf8.RuneCountInString(word)), style, html.EscapeString(word))
			}
			if part != "" {
				row, column = row+1, 0
			}
		}
	}
	for line := range strings.Lines(text) {
		for line = strings.TrimRight(line, "\n"); line != ""; {
			at := escape.FindStringSubmatchIndex(line)
			if at == nil {
				draw(line)
				break
			}
			draw(line[:at[0]])
			for code := range strings.SplitSeq(line[at[2]:at[3]], ";") {
				switch n, _ := strconv.Atoi(code); n {
				case 0:
					ink, bold = "", false
				case 1:
					bold = true
				case 22:
					bold = false
				default:
					ink = inks[n]
				}
			}
			line = line[at[1]:]
		}
		row, column = row+1, 0
	}
	width, height := 2*padding+columns*columnWidth, 2*padding+row*rowHeight
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" width="%.0f" height="%d">
<rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
<g xml:space="preserve" fill="#e6edf3" font-size="14" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace">
%s</g>
</svg>
`, width, height, width, height, &body)
}

// fits is how much of a text has room behind a column, in bytes.
func fits(text string, column int) int {
	room := columns - column
	if utf8.RuneCountInString(text) <= room {
		return len(text)
	}
	end := 0
	for n := range room {
		_, size := utf8.DecodeRuneInString(text[end:])
		if end += size; n == room-1 {
			if space := strings.LastIndexByte(text[:end], ' '); space > 0 {
				return space
			}
		}
	}
	return end
}
