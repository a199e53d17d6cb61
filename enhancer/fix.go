package enhancer

import (
	"bytes"
	"math"
	"slices"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// ApplyFixes applies to text the safe first fix of each issue, and says of how many. A fix that collides with one taken
// before it is left for the next check: its edits may no longer fit the changed text. Edits that two fixes share, such
// as the same import, are made once.
func ApplyFixes(text []byte, issues []rule.Issue) (fixed []byte, applied int) {
	edits, applied := safeEdits(issues, len(text))
	if applied == 0 {
		return text, 0
	}
	return splice(text, edits), applied
}

// FixAll gives the edits by which ApplyFixes would change the text that the issues are about, in the order of the text.
func FixAll(issues []rule.Issue) []rule.Edit {
	edits, _ := safeEdits(issues, math.MaxInt)
	return edits
}

// safeEdits joins the safe first fixes of issues about a text of some length, in the order of the text, and says how many
// fixes they are.
func safeEdits(issues []rule.Issue, length int) (edits []rule.Edit, fixes int) {
	for _, issue := range issues {
		fix, ok := SafeFix(issue)
		if !ok || !fits(fix.Edits, length) {
			continue
		}
		fresh, ok := withoutKnown(fix.Edits, edits)
		if !ok {
			continue
		}
		edits = append(edits, fresh...)
		fixes++
	}
	slices.SortStableFunc(edits, func(a, b rule.Edit) int { return a.Span.Start - b.Span.Start })
	return edits, fixes
}

// SafeFix gives the fix that "fix all" applies for an issue, where there is one. It changes no file but the issue's.
func SafeFix(issue rule.Issue) (rule.Fix, bool) {
	if len(issue.Fixes) == 0 || !issue.Fixes[0].Safe || len(issue.Fixes[0].Edits) == 0 {
		return rule.Fix{}, false
	}
	elsewhere := func(e rule.Edit) bool { return e.File != "" }
	return issue.Fixes[0], !slices.ContainsFunc(issue.Fixes[0].Edits, elsewhere)
}

// fits tells whether edits lie within a text, in its order and apart from each other.
func fits(edits []rule.Edit, length int) bool {
	end := 0
	for _, e := range edits {
		if e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > length {
			return false
		}
		end = e.Span.End
	}
	return true
}

// withoutKnown gives the edits that are not among taken; ok is false where one of them collides with a taken one.
func withoutKnown(edits, taken []rule.Edit) (fresh []rule.Edit, ok bool) {
	for _, e := range edits {
		if slices.Contains(taken, e) {
			continue
		}
		for _, t := range taken {
			if collide(e.Span, t.Span) {
				return nil, false
			}
		}
		fresh = append(fresh, e)
	}
	return fresh, true
}

// collide tells whether two edits must not be made together. Spans that merely touch are fine, unless one of them is an
// insertion: which text comes first would be chance.
func collide(a, b rule.Span) bool {
	if a.Start == a.End || b.Start == b.End {
		return a.Start <= b.End && b.Start <= a.End
	}
	return a.Start < b.End && b.Start < a.End
}

// ApplyEdits makes the edits of one fix to a text. They must not collide; where they do, the text stays as it is.
func ApplyEdits(text []byte, edits []rule.Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b rule.Edit) int { return a.Span.Start - b.Span.Start })
	if !fits(edits, len(text)) {
		return text
	}
	return splice(text, edits)
}

// splice makes edits that do not collide and are in the order of the text.
func splice(text []byte, edits []rule.Edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(text[at:e.Span.Start])
		out.WriteString(e.New)
		at = e.Span.End
	}
	out.Write(text[at:])
	return out.Bytes()
}

// IgnoreEdit gives the edit that makes an ignore comment silence an issue: a comment at the end of the line where the
// issue begins, or, where that line ends inside a string or before a continuation, at the end of its statement. An
// ignore comment that is there already gets the category added. It answers false where no comment can stand.
func (r *Report) IgnoreEdit(issue rule.Issue) (rule.Edit, bool) {
	if r.script == nil {
		return rule.Edit{}, false // nobody read a script for this report
	}
	for _, line := range r.directives.linesOf(issue) {
		if e, ok := r.directives.ignoreAt(line, issue.Category); ok {
			return e, true
		}
	}
	return rule.Edit{}, false
}

// ignoreAt gives the edit that adds a category to a line's ignore comment, or such a comment to the line.
func (d directives) ignoreAt(line int, category string) (rule.Edit, bool) {
	for _, g := range d.ignores {
		if g.line != line || g.file {
			continue
		}
		if g.list == nil || g.names(category) {
			return rule.Edit{}, false // it is silenced already
		}
		return g.add(category), true
	}
	end := d.lineEnd(line)
	if !d.takesComment(end) {
		return rule.Edit{}, false
	}
	return rule.Edit{Span: rule.Span{Start: end, End: end}, New: "  # trainlsp: ignore[" + category + "]"}, true
}

// takesComment tells whether a comment may be added at the end of a line: not inside a string, and not behind the
// backslash that continues a line.
func (d directives) takesComment(end int) bool {
	if n := d.tree.At(end); n != nil && (n.Kind() == syntax.KindString || n.Ancestor(syntax.KindString) != nil) {
		return false
	}
	if end == 0 || d.tree.Text()[end-1] != '\\' {
		return true
	}
	n := d.tree.At(end - 1)
	return n != nil && n.Kind() == syntax.KindComment
}
