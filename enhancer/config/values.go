package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

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
