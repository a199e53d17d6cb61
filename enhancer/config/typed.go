package config

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// A file that is being typed is seldom TOML, so what can stand at a place goes by the lines above it.
var (
	// begunTable is the header of a table that is whole.
	begunTable = regexp.MustCompile(`(?m)^[ \t]*\[+[ \t]*([^\]\n]*?)[ \t]*\]+[ \t]*(?:#.*)?$`)
	// begunKey is a key up to its "=".
	begunKey = regexp.MustCompile(`(?m)^[ \t]*((?:[\w.\-]|"[^"\n]*"|'[^'\n]*')+)[ \t]*=`)
	// typedKey is the line of a key that is being typed, or of a header.
	typedKey = regexp.MustCompile(`^[ \t]*(\[?)[ \t]*["']?[\w-]*$`)
	// token is a text or a comment, be it unfinished.
	token = regexp.MustCompile(`"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|#.*`)
	// wordEnd and wordStart are the parts of a word before and behind the cursor.
	wordEnd   = regexp.MustCompile(`[\w-]*$`)
	wordStart = regexp.MustCompile(`^[\w-]*`)
)

// Complete says what can stand at a byte of a settings file, which may be half typed, and what of the text it takes the place of.
func Complete(text []byte, offset int) (list []enhancer.Completion, span rule.Span) {
	before, after := string(text[:offset]), string(text[offset:])
	span = rule.Span{Start: offset - len(wordEnd.FindString(before)), End: offset + len(wordStart.FindString(after))}
	table, own := "", 0
	if headers := begunTable.FindAllStringSubmatchIndex(before, -1); headers != nil {
		last := headers[len(headers)-1]
		table, own = before[last[2]:last[3]], last[1]
	}
	if matches := begunKey.FindAllStringSubmatchIndex(before[own:], -1); matches != nil {
		last := matches[len(matches)-1]
		v := typedValue{key: before[own+last[2] : own+last[3]], typed: before[own+last[1]:], after: after}
		if v.open() {
			return v.complete(table), span
		}
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	m := typedKey.FindStringSubmatch(line)
	switch {
	case m == nil:
		return nil, span
	case m[1] != "":
		return completeKey(func(k key) bool { return k.depth > 1 }), span
	case table == "":
		return completeKey(func(key) bool { return true }), span
	case table == "severity":
		return enhancer.CompleteRule(nil), span
	case strings.HasPrefix(table, "frameworks."):
		return completePart(), span
	}
	return nil, span
}

// completeKey gives the keys that fit.
func completeKey(fits func(key) bool) (list []enhancer.Completion) {
	for _, k := range keys {
		if fits(k) {
			list = append(list, enhancer.Completion{Label: k.name, Detail: k.expected, Text: k.about})
		}
	}
	return list
}

// completePart gives the keys of a framework's table.
func completePart() (list []enhancer.Completion) {
	for _, p := range parts {
		list = append(list, enhancer.Completion{Label: p.name, Detail: p.about})
	}
	return list
}

// typedValue is the value that the cursor is in.
type typedValue struct {
	key   string
	typed string // from the "=" to the cursor
	after string // behind it
}

// bare is what is typed without texts and comments, and the last of those where the cursor is in it.
func (v typedValue) bare() (bare, in string) {
	if tokens := token.FindAllStringIndex(v.typed, -1); tokens != nil {
		last := tokens[len(tokens)-1]
		t := v.typed[last[0]:]
		closed := len(t) > 1 && t[0] != '#' && t[len(t)-1] == t[0]
		if last[1] == len(v.typed) && !closed {
			in = t
		}
	}
	return token.ReplaceAllString(v.typed, ""), in
}

// open tells whether the value goes on up to the cursor: on one line, or in brackets that nothing has closed.
func (v typedValue) open() bool {
	bare, _ := v.bare()
	depth := 0
	for _, c := range bare {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				return false
			}
		}
	}
	return true
}

// complete gives what can stand at the cursor.
func (v typedValue) complete(table string) (list []enhancer.Completion) {
	bare, in := v.bare()
	if strings.HasPrefix(in, "#") {
		return nil
	}
	setting, entry, _ := strings.Cut(v.key, ".")
	if table != "" {
		setting, entry = table, v.key
	}
	name := false // of a table on one line
	if mark := strings.LastIndexAny(bare, "{,="); mark >= 0 && entry == "" && strings.Contains(bare, "{") {
		name = bare[mark] != '='
		entry = v.key
	}
	switch {
	case (setting == "select" || setting == "ignore") && entry == "" && strings.Contains(bare, "["):
		list = enhancer.CompleteRule(v.taken())
	case setting == "severity" && name:
		return enhancer.CompleteRule(nil)
	case setting == "severity" && entry != "":
		for _, s := range []string{"error", "warning", "info"} {
			list = append(list, enhancer.Completion{Label: s, Kind: enhancer.CompletesValue})
		}
	case setting == "step-type" && entry == "", setting == "step-types" && entry != "" && !name:
		list = enhancer.CompleteStepType()
	}
	if in == "" {
		for i := range list {
			list[i].Label = `"` + list[i].Label + `"`
		}
	}
	return list
}

// taken are the texts of the list that the cursor is in.
func (v typedValue) taken() (names []string) {
	rest, _, _ := strings.Cut(v.after, "]")
	typed := token.FindAllString(v.typed, -1)
	if _, in := v.bare(); in != "" {
		typed = typed[:len(typed)-1]
		_, rest, _ = strings.Cut(rest, in[:1]) // the end of the text at the cursor
	}
	for _, t := range slices.Concat(typed, token.FindAllString(rest, -1)) {
		names = append(names, strings.Trim(t, `"'`))
	}
	return names
}
