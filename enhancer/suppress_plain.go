package enhancer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// plainIgnore is an ignore comment in a file that is no Python: a requirements file, a *.step.yaml, or a cell of a notebook,
// where a line of code is a line of the file too.
var plainIgnore = regexp.MustCompile(`#\s*trainlsp:\s*(ignore-file|ignore)\b(?:\s*\[([^\]]*)\])?`)

// withoutIgnored leaves out the findings that ignore comments of such a file silence: those on the comment's line, or in the
// whole file.
func (r *Report) withoutIgnored(issues []rule.Issue, text []byte) []rule.Issue {
	if !plainIgnore.Match(text) {
		return issues
	}
	return slices.DeleteFunc(issues, func(i rule.Issue) bool {
		own := r.lines.Line(position(r.lines, i.Span.Start).Line)
		return ignores(own, "ignore", i.Category) || ignores(text, "ignore-file", i.Category)
	})
}

// ignores tells whether a comment of a kind in a text names a category, or all by naming none.
func ignores(text []byte, kind, category string) bool {
	for _, m := range plainIgnore.FindAllSubmatch(text, -1) {
		if string(m[1]) != kind {
			continue
		}
		names := strings.FieldsFunc(string(m[2]), func(c rune) bool { return c == ',' || c == ' ' })
		if m[2] == nil || slices.Contains(names, category) {
			return true
		}
	}
	return false
}
