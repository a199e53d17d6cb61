package config

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Read reads a settings file. Whatever is wrong in it, the rest counts. categories are the names of all checks.
func Read(path string, text []byte, categories []string) *File {
	d := &document{text: text}
	r := &reader{document: d, known: categories, seen: map[string]bool{}, file: &File{Path: path, Text: text}}
	d.each(r.header, r.keyValue, r.broken)
	r.file.tables = frameworks.With(r.file.Frameworks)
	slices.SortStableFunc(r.file.Issues, func(a, b rule.Issue) int { return a.Span.Start - b.Span.Start })
	return r.file
}

// reader takes in what a settings file says.
type reader struct {
	*document
	known []string
	file  *File
	table []name
	// unknown tells that nothing is known of the table, so that its keys are passed over.
	unknown bool
	seen    map[string]bool
}

// broken notes a place where the text is no TOML. Which table a broken header begins cannot be told.
func (r *reader) broken(at rule.Span, statement []byte, why string) {
	r.unknown = r.unknown || bytes.HasPrefix(statement, []byte("["))
	r.complain(at, fmt.Sprintf("This is no TOML: %s.", why))
	r.file.Issues[len(r.file.Issues)-1].Severity = rule.Error
}

// header takes in `[table]`.
func (r *reader) header(e *unstable.Node) {
	r.table, r.unknown = r.names(e.Key()), false
	whole := rule.Span{Start: r.table[0].span.Start, End: r.table[len(r.table)-1].span.End}
	of, ok := r.key(r.table[0])
	if !ok {
		r.unknown = true
		return
	}
	if len(r.table) >= of.depth || e.Kind == unstable.ArrayTable {
		r.unknown = true
		r.mustBe(of, whole, "[%s]")
		return
	}
	r.first(r.table, whole)
}

// keyValue takes in `key = value`, in whatever table it stands.
func (r *reader) keyValue(e *unstable.Node) {
	if r.unknown {
		return
	}
	names, v := slices.Concat(r.table, r.names(e.Key())), r.valueOf(e)
	if of, ok := r.key(names[0]); ok && r.first(names, names[len(names)-1].span) {
		r.set(of, names, v)
	}
}

// key finds the key that a name means.
func (r *reader) key(n name) (of key, ok bool) {
	if i := slices.IndexFunc(keys, func(k key) bool { return k.name == n.text }); i >= 0 {
		r.spotOf(n.span, keys[i].say)
		return keys[i], true
	}
	message := fmt.Sprintf("There is no setting %q", n.text)
	if meant, ok := rule.Suggest(n.text, keyNames()); ok {
		r.complain(n.span, fmt.Sprintf("%s. Did you mean %s?", message, meant), meant)
	} else {
		r.complain(n.span, fmt.Sprintf("%s; there are %s.", message, strings.Join(keyNames(), ", ")))
	}
	return of, false
}

// first tells whether a key is set for the first time.
func (r *reader) first(names []name, at rule.Span) bool {
	var whole []string
	for _, n := range names {
		whole = append(whole, n.text)
	}
	path := strings.Join(whole, "\x00")
	if r.seen[path] {
		r.complain(at, fmt.Sprintf("The setting %s is there twice.", strings.Join(whole, ".")))
		return false
	}
	r.seen[path] = true
	return true
}

// set takes in the value of a key.
func (r *reader) set(of key, names []name, v value) {
	own := rule.Span{Start: names[len(names)-1].span.Start, End: v.span.End}
	switch {
	case len(names) == of.depth:
		of.read(r, of, names, v)
	case len(names) < of.depth && v.Kind == unstable.InlineTable:
		for children := v.Children(); children.Next(); {
			e := children.Node()
			inner := slices.Concat(names, r.names(e.Key()))
			if r.first(inner, inner[len(inner)-1].span) {
				r.set(of, inner, r.valueOf(e))
			}
		}
	case of.depth == 2 && len(names) > 2:
		r.unquoted(names[1:])
	case len(names) == 1:
		r.mustBe(of, v.span, "%s")
	default:
		r.mustBe(of, own, "%s")
	}
}

// unquoted complains of a name that TOML takes apart at its dots.
func (r *reader) unquoted(names []name) {
	var parts []string
	for _, n := range names {
		parts = append(parts, n.text)
	}
	whole := fmt.Sprintf("%q", strings.Join(parts, "."))
	r.complain(rule.Span{Start: names[0].span.Start, End: names[len(names)-1].span.End},
		fmt.Sprintf("A name with dots must stand in quotes: %s.", whole), whole)
}

// mustBe complains of something that a key cannot be. form says how it is shown.
func (r *reader) mustBe(of key, at rule.Span, form string, instead ...string) {
	r.complain(at, fmt.Sprintf("The setting %s must be %s, not "+form+".", of.name, of.expected, r.written(at)), instead...)
}

// written is what stands in the file, on one line and not too long.
func (r *reader) written(at rule.Span) string {
	const limit = 60
	text := []rune(strings.Join(strings.Fields(string(r.text[at.Start:at.End])), " "))
	if len(text) > limit {
		return string(text[:limit]) + "…"
	}
	return string(text)
}

// complain notes what is wrong at a place. What is to stand there instead may be given.
func (r *reader) complain(at rule.Span, message string, instead ...string) {
	i := rule.Issue{Category: InvalidSetting, Message: message, Severity: rule.Warning, Source: rule.Source, File: r.file.Path, Details: map[string]any{}, Level: 1, Span: at}
	for _, text := range instead {
		i.Fixes = append(i.Fixes, rule.Fix{Title: "Write " + text, Edits: []rule.Edit{{Span: at, New: text}}, Safe: true})
	}
	i.Fixable = len(i.Fixes) > 0
	r.file.Issues = append(r.file.Issues, i)
}
