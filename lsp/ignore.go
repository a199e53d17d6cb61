package lsp

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// ignoreComment is an ignore comment, with its list where it has one.
var ignoreComment = regexp.MustCompile(`#\s*trainlsp:\s*ignore\b(?:\s*\[([^\]\r\n]*)\])?`)

// ignoreEdit gives the edit that silences a finding with a comment at the end of the line where it begins: a new comment,
// or one more name in the list of the one that is there. It answers false where no comment can stand, because the line
// ends within a string or goes on behind a backslash, and where the finding is silenced already.
func ignoreEdit(tree *syntax.Tree, i *rule.Issue) (rule.Edit, bool) {
	text := tree.Text()
	start := lastLineBreak(text[:i.Span.Start])
	end := i.Span.Start + lineLength(text[i.Span.Start:])
	comment := commentBefore(tree, start, end)
	if m := ignoreComment.FindSubmatchIndex(text[comment:end]); m != nil {
		return extend(text, comment+m[2], comment+m[3], i.Category, m[2] >= 0)
	}
	if insideString(tree, end) || comment == end && bytes.HasSuffix(text[start:end], []byte{'\\'}) {
		return rule.Edit{}, false
	}
	added := "# trainlsp: ignore[" + i.Category + "]"
	if end > start {
		added = "  " + added // two spaces, as Python's formatters put them
	}
	return rule.Edit{Span: rule.Span{Start: end, End: end}, New: added}, true
}

// extend adds a name to the list of an ignore comment.
func extend(text []byte, start, end int, category string, hasList bool) (rule.Edit, bool) {
	if !hasList {
		return rule.Edit{}, false
	}
	names := strings.FieldsFunc(string(text[start:end]), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if slices.Contains(names, category) {
		return rule.Edit{}, false
	}
	if len(names) > 0 {
		category = ", " + category
	}
	return rule.Edit{Span: rule.Span{Start: end, End: end}, New: category}, true
}

// lastLineBreak gives the byte after the last line break in text.
func lastLineBreak(text []byte) int { return 1 + bytes.LastIndexAny(text, "\r\n") }

// lineLength gives the number of bytes before the first line break in text.
func lineLength(text []byte) int {
	if n := bytes.IndexAny(text, "\r\n"); n >= 0 {
		return n
	}
	return len(text)
}

// commentBefore gives the first byte of the comment that ends at end, or end where the line has none.
func commentBefore(tree *syntax.Tree, start, end int) int {
	if end > start {
		if n := tree.At(end - 1); n != nil && n.Kind() == syntax.KindComment {
			return tree.Start(n)
		}
	}
	return end
}

// insideString tells whether a string goes on across offset.
func insideString(tree *syntax.Tree, offset int) bool {
	for _, at := range []int{offset - 1, offset} {
		if at < 0 {
			continue
		}
		for n := tree.At(at); n != nil; n = n.Parent() {
			if n.Kind() == syntax.KindString && tree.Start(n) < offset && offset < tree.End(n) {
				return true
			}
		}
	}
	return false
}
