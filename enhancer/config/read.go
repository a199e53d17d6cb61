package config

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// key is one of the keys of a settings file.
type key struct {
	name string
	// expected is what its value has to be.
	expected string
	// about says in a sentence what it does.
	about string
	// depth is how many names lead to a value that is read by itself: its own, and in a table those of the table's keys.
	depth int
	read  func(r *reader, of key, names []name, v value)
}

// keys are all of them, in the order in which they are told.
var keys = []key{
	{name: "select", expected: "a list of categories", about: "Reports only these categories.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Select = r.categories(of, v) }},
	{name: "ignore", expected: "a list of categories", about: "Leaves out these categories.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Ignore = r.categories(of, v) }},
	{name: "severity", expected: `a table of categories with "error", "warning" or "info"`, about: "Sets the severities of categories.",
		depth: 2, read: (*reader).severity},
	{name: "step-type", expected: `a step type, such as "Training"`, about: "Says what the scripts are.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.StepType, _ = r.stepType(of.name, v) }},
	{name: "step-types", expected: "a table of file patterns with step types", about: "Says what the scripts are that a pattern fits. Of several that fit, the longest counts.",
		depth: 2, read: (*reader).stepTypes},
	{name: "exclude", expected: "a list of file patterns", about: "Leaves out the files and folders that a pattern fits.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Exclude = r.patterns(of, v) }},
	{name: "frameworks", expected: `a table for each framework, such as [frameworks.acme]`, about: "Says which calls of frameworks of your own train, save, load and evaluate.",
		depth: 3, read: (*reader).framework},
}

// keyNames are the names of all keys.
func keyNames() []string {
	names := make([]string, 0, len(keys))
	for _, k := range keys {
		names = append(names, k.name)
	}
	return names
}

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

// categories reads a list of categories.
func (r *reader) categories(of key, v value) (list []string) {
	for _, item := range r.texts(of, v) {
		list = append(list, string(item.Data))
		r.category(of, string(item.Data), item.span, `"%s"`)
	}
	return list
}

// category complains of a category that no check has.
func (r *reader) category(of key, category string, at rule.Span, form string) {
	if slices.Contains(r.known, category) {
		r.spotOfCategory(category, at)
		return
	}
	sentence, meant := UnknownCategory(of.name, category, r.known)
	if meant == "" {
		r.complain(at, sentence)
		return
	}
	r.complain(at, sentence, fmt.Sprintf(form, meant))
}

// patterns reads a list of file patterns.
func (r *reader) patterns(of key, v value) (list []string) {
	for _, item := range r.texts(of, v) {
		if pattern := string(item.Data); r.pattern(of, pattern, item.span) {
			list = append(list, pattern)
		}
	}
	return list
}

// pattern tells whether a file pattern can be used.
func (r *reader) pattern(of key, pattern string, at rule.Span) bool {
	switch {
	case !doublestar.ValidatePattern(pattern) || pattern == "":
		r.complain(at, fmt.Sprintf("The setting %s has a pattern that cannot be read: %q.", of.name, pattern))
		return false
	case slices.Contains(strings.Split(pattern, "/"), ".."):
		r.complain(at, fmt.Sprintf("The setting %s has a pattern that leads out of the folder of this file: %q.", of.name, pattern))
		return false
	}
	return true
}

// texts are the texts in a list.
func (r *reader) texts(of key, v value) (list []value) {
	if v.Kind != unstable.Array {
		written := r.written(v.span)
		if v.Kind == unstable.String {
			r.mustBe(of, v.span, "%s", "["+written+"]")
		} else {
			r.mustBe(of, v.span, "%s")
		}
		return nil
	}
	for _, item := range r.items(v) {
		if item.Kind == unstable.String {
			list = append(list, item)
		} else {
			r.mustBe(of, item.span, "%s")
		}
	}
	return list
}

// severity reads the severity of a category.
func (r *reader) severity(of key, names []name, v value) {
	category := names[1]
	r.category(of, category.text, category.span, "%s")
	var s rule.Severity
	if v.Kind != unstable.String || s.UnmarshalText(v.Data) != nil {
		words := []string{"error", "warning", "info"}
		r.oneOf("severity."+category.text, `"error", "warning" or "info"`, words, v)
		return
	}
	if r.file.Severity == nil {
		r.file.Severity = map[string]rule.Severity{}
	}
	r.file.Severity[category.text] = s
}

// stepTypes reads the step type of the files that a pattern fits.
func (r *reader) stepTypes(of key, names []name, v value) {
	pattern := names[1]
	stepType, ok := r.stepType(of.name+"."+pattern.text, v)
	if !r.pattern(of, pattern.text, pattern.span) || !ok {
		return
	}
	if r.file.StepTypes == nil {
		r.file.StepTypes = map[string]string{}
	}
	r.file.StepTypes[pattern.text] = stepType
}

// stepType reads a step type.
func (r *reader) stepType(setting string, v value) (stepType string, ok bool) {
	if v.Kind == unstable.String {
		stepType, ok = enhancer.StepTypeNamed(string(v.Data))
	}
	if ok {
		r.spotOfStepType(stepType, v.span)
	} else {
		r.oneOf(setting, "a step type, such as \"Training\"", enhancer.StepTypes, v)
	}
	return stepType, ok
}

// oneOf complains of a value that is none of some words.
func (r *reader) oneOf(setting, expected string, words []string, v value) {
	message := fmt.Sprintf("The setting %s must be %s, not %s.", setting, expected, r.written(v.span))
	if meant, ok := rule.Suggest(string(v.Data), words); ok && v.Kind == unstable.String {
		r.complain(v.span, fmt.Sprintf("%s Did you mean %s?", message, meant), `"`+meant+`"`)
		return
	}
	r.complain(v.span, message)
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
