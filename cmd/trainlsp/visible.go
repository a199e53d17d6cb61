package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// tabWidth is how wide a tab is drawn.
const tabWidth = 4

// visible gives a text that shows on a terminal what there is and can do nothing to it: control characters become their
// pictures, bytes that are no UTF-8 and characters that turn the direction of the text become U+FFFD, tabs are blanks.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\t':
			b.WriteString(strings.Repeat(" ", tabWidth))
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune('\u2421')
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// widths counts columns the same way in every locale.
var widths = &runewidth.Condition{StrictEmojiNeutral: true}

// width is how many columns a text takes up once it is visible.
func width(text string) int { return widths.StringWidth(visible(text)) }
