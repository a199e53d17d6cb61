package enhancer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trainlsp/trainlsp/analysis"
)

// maxCode is how much code a hover shows in one piece.
const maxCode = 80

// code shows a piece of code: on one line, not too long, and whole whatever backticks are in it.
func code(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, analysis.Hole, "…")), " ")
	if utf8.RuneCountInString(text) > maxCode {
		text = string([]rune(text)[:maxCode-1]) + "…"
	}
	if text == "" {
		return "`\"\"`"
	}
	if !strings.Contains(text, "`") {
		return "`" + text + "`"
	}
	fence := "``"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + " " + text + " " + fence
}

// prose shows a text in which backticks mark code and nothing else means anything. Names of the platform are code too.
func prose(text string) string {
	parts := strings.Split(text, "`")
	if len(parts)%2 == 0 { // a backtick that nothing closes is just a character
		parts = []string{strings.ReplaceAll(text, "`", "'")}
	}
	for i, p := range parts {
		if i%2 == 1 {
			parts[i] = code(p)
		} else {
			parts[i] = markNames(p)
		}
	}
	return strings.Join(parts, "")
}

// platformName finds the paths and variables of the training platform in a text.
var platformName = regexp.MustCompile(`/opt/ml(?:/[\w.-]*\w)*|\bSM_[A-Z_]+\*?`)

// markNames shows the platform's names in a text as code, and the rest as it is.
func markNames(text string) string {
	var b strings.Builder
	at := 0
	for _, m := range platformName.FindAllStringIndex(text, -1) {
		b.WriteString(escape(text[at:m[0]]) + code(text[m[0]:m[1]]))
		at = m[1]
	}
	return b.String() + escape(text[at:])
}

// escape takes the meaning away from what Markdown would take for its own.
func escape(text string) string {
	var b strings.Builder
	runes := []rune(text)
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, c := range runes {
		switch c {
		case '\\', '*', '<', '[', ']', '|', '~':
			b.WriteByte('\\')
		case '_':
			if !word(i-1) || !word(i+1) { // inside a word it means nothing
				b.WriteByte('\\')
			}
		case '\n', '\r':
			c = ' '
		}
		b.WriteRune(c)
	}
	return b.String()
}

// sentence makes a text begin with a capital and end with a full stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	return text
}

// enumerate joins words as people do: "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// atMost shortens a list, and says by how much.
func atMost(limit int, words []string) []string {
	if len(words) <= limit {
		return words
	}
	left := len(words) - limit
	return append(words[:limit:limit], strconv.Itoa(left)+" more")
}

// paragraphs joins those that are not empty.
func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

// sentences joins those that are not empty.
func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// section is what stands below a heading of a page, with each paragraph on one line: editors differ in what they make of
// a line's end.
func section(page, heading string) string {
	_, rest, found := strings.Cut(page, "\n## "+heading+"\n")
	if !found {
		return ""
	}
	text, _, _ := strings.Cut(rest, "\n## ")
	return lineEnd.ReplaceAllString(strings.TrimSpace(text), "$1 $2")
}

// lineEnd is a line's end inside a paragraph: what follows is no blank line and no item of a list.
var lineEnd = regexp.MustCompile(`([^\n])\n *([^\n -])`)
