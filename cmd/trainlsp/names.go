package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// oneOf wants a flag to be one of a few words.
func oneOf(flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return fmt.Errorf("%s %q is unknown; expected %s or %s%s", flag, value,
		strings.Join(words[:len(words)-1], ", "), words[len(words)-1], didYouMean(value, words))
}

// didYouMean ends a message with the word that was likely meant, if there is one.
func didYouMean(word string, known []string) string {
	if nearest, ok := rule.Suggest(word, known); ok {
		return fmt.Sprintf(". Did you mean %q?", nearest)
	}
	return ""
}

// categories are the names of all rules.
func (p *program) categories() []string {
	rules := p.rules()
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return names
}

// knownCategories wants each of a flag's names to be a category.
func (p *program) knownCategories(flag string, names []string) error {
	known := p.categories()
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s: there is no category %q; expected one that `trainlsp rules` lists%s", flag, name, didYouMean(name, known))
		}
	}
	return nil
}

// knownStepType gives a step type's name as the seed spells it; empty stays empty.
func knownStepType(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	if stepType, ok := enhancer.StepTypeNamed(name); ok {
		return stepType, nil
	}
	return "", oneOf("--step-type", name, enhancer.StepTypes...)
}
