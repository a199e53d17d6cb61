package lsp

import (
	"regexp"
	"strings"
)

// plain takes out of Markdown what a client that does not know it would show as it is written.
func plain(markdown string) string {
	text := rulers.ReplaceAllString(markdown, "\n")
	text = links.ReplaceAllString(text, "$1: $2")
	return marks.Replace(text)
}

var (
	rulers = regexp.MustCompile(`\n+---\n+`)
	links  = regexp.MustCompile(`\[([^\]]*)\]\(([^)]*)\)`)
	marks  = strings.NewReplacer("**", "", "`", "", "\n\n", "\n", `\`, "")
)
