package launcher

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// given tells whether an argument is there and is not None.
func given(c *workspace.Call, name string) (workspace.Argument, bool) {
	a, ok := c.Arg(name)
	return a, ok && a.Value.Kind != workspace.None
}

// text is an argument that is a text known whole; ok is false for any other.
func text(c *workspace.Call, name string) (a workspace.Argument, value string, ok bool) {
	a, ok = c.Arg(name)
	if !ok {
		return a, "", false
	}
	value, ok = a.Value.Known()
	return a, value, ok
}

// isWritten tells an argument that stands in the call as `name=value`, so that another can be put behind it.
func isWritten(a workspace.Argument) bool {
	return !a.NamePlace.IsZero() && a.NamePlace != a.Place
}

// change is the fix that spells a text in the launcher differently; nil where the text is not written out there.
func change(p rule.Around, v workspace.Value, to string, safe bool) []rule.Fix {
	edit, ok := p.Respell(v.Place, v.Text, to)
	if !ok {
		return nil
	}
	return []rule.Fix{{Title: "Change to " + to, Edits: []rule.Edit{edit}, Safe: safe}}
}

// quoteLike quotes a text as the one at a place is quoted.
func quoteLike(p rule.Around, at workspace.Place, text string) string {
	if strings.HasPrefix(p.Source(at), "'") {
		return "'" + text + "'"
	}
	return `"` + text + `"`
}

// orList joins words: "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// quoted puts each word between backquotes.
func quoted(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, "`"+w+"`")
	}
	return out
}
