package builder

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed builder_config_mismatch.md
var builderConfigMismatchPage string

// builderConfigMismatch finds fields that a builder reads and its configuration does not have, which fails while the
// pipeline is built, and fields that everybody must fill in and nobody reads.
var builderConfigMismatch = &rule.Rule{
	Name:     "builder_config_mismatch",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A builder and its configuration differ about a field",
	Fixable:  true,
	Page:     builderConfigMismatchPage,
	CheckBuilder: func(p *rule.BuilderPass) {
		config := p.Workspace.ConfigOf(p.Builder)
		if config == nil {
			return
		}
		classes, whole := p.Workspace.Ancestry(config)
		if !whole {
			return
		}
		c := configuration{BuilderPass: p, classes: classes}
		reported := map[string]bool{}
		for _, read := range p.Builder.Reads {
			if !reported[read.Name] && !read.Guarded && !c.has(read.Name) {
				reported[read.Name] = true
				c.reportUnknown(read)
			}
		}
		for _, m := range config.Members {
			if trains(p) && m.Kind == workspace.Field && m.Required && !c.isRead(m.Name) {
				c.reportUnread(m)
			}
		}
	},
}

type configuration struct {
	*rule.BuilderPass
	classes []*workspace.Class // the configuration's class and its bases
}

// has tells whether the configuration has an attribute, be it one that every pydantic model has.
func (c configuration) has(name string) bool {
	return strings.HasPrefix(name, "_") || strings.HasPrefix(name, "model_") || ofModels[name] || slices.ContainsFunc(c.classes, func(class *workspace.Class) bool {
		_, ok := class.Member(name)
		return ok
	})
}

// ofModels are the attributes of every pydantic model. Source: pydantic 2.11, main.py (2025).
var ofModels = map[string]bool{
	"dict": true, "json": true, "copy": true, "construct": true, "parse_obj": true, "parse_raw": true, "parse_file": true, "schema": true, "schema_json": true,
	"validate": true, "from_orm": true, "update_forward_refs": true,
}

// extra tells configurations that take fields which they do not declare.
func (c configuration) extra() bool {
	return slices.ContainsFunc(c.classes, func(class *workspace.Class) bool { return class.Extra })
}

func (c configuration) names() (names []string) {
	for _, class := range c.classes {
		for _, m := range class.Members {
			names = append(names, m.Name)
		}
	}
	return names
}

func (c configuration) reportUnknown(read workspace.FieldRead) {
	class := c.classes[0]
	issue := rule.Issue{
		Message:        fmt.Sprintf("`%s` has no field `%s`: reading it fails with an AttributeError.", class.Name, read.Name),
		Recommendation: "Declare the field, or read one that is there.",
		Details:        map[string]any{"field": read.Name, "config": class.Name, "builder_path": c.Workspace.Name(c.Builder.File())},
		Related:        []rule.Related{rule.RelatedTo(class.Place, "the configuration")},
	}
	if c.extra() {
		issue.Severity = rule.Warning
		issue.Message = fmt.Sprintf("`%s` declares no field `%s`: unless everybody gives it as an extra one, reading it fails with an AttributeError.", class.Name, read.Name)
	}
	if near, ok := rule.Suggest(read.Name, c.names()); ok {
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", near)
		issue.Fixes = []rule.Fix{{Title: "Change to " + near, Edits: []rule.Edit{rule.EditAt(read.Place, near)}}}
	}
	c.Report(read.Place, issue)
}

// isRead tells whether anything that works with the configuration names a field: the builder's file and those of the
// classes that the builder and the configuration derive from. A contract's variables and arguments are read by their names.
func (c configuration) isRead(name string) bool {
	if c.Builder.Opaque && c.handsOn() {
		return true
	}
	builders, whole := c.Workspace.Ancestry(c.Builder.Class)
	if !whole {
		return true
	}
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
	for i, class := range slices.Concat(builders, c.classes) {
		text, err := c.Workspace.Files().Read(class.Body.File)
		if err != nil || len(word.FindAll(text, 2)) > declared(i-len(builders)) {
			return true
		}
	}
	return slices.ContainsFunc(c.Workspace.ContractsFor(c.Builder), func(contract *workspace.Contract) bool {
		return contract.DeclaresEnv(strings.ToUpper(name)) || contract.Arguments.Answers(name) || contract.Arguments.Answers(strings.ReplaceAll(name, "_", "-"))
	})
}

// declared is how often a field is named where it is declared: once in the first of the configuration's classes.
func declared(place int) int {
	if place == 0 {
		return 1
	}
	return 0
}

// handsOn tells builders that give the whole configuration to something that may read any field.
func (c configuration) handsOn() bool {
	text, err := c.Workspace.Files().Read(c.Builder.File())
	return err != nil || bytes.Contains(text, []byte("model_dump(")) || bytes.Contains(text, []byte("vars(self.config")) || bytes.Contains(text, []byte(".dict("))
}

func (c configuration) reportUnread(m workspace.Member) {
	c.Report(c.Builder.Place, rule.Issue{
		Severity:       rule.Info,
		Message:        fmt.Sprintf("`%s` must be given to every `%s`, and nothing reads it.", m.Name, c.classes[0].Name),
		Recommendation: "Read it in the builder, or take it out of the configuration.",
		Details:        map[string]any{"field": m.Name, "config": c.classes[0].Name, "builder_path": c.Workspace.Name(c.Builder.File())},
		Related:        []rule.Related{rule.RelatedTo(m.Place, "the field")},
	})
}
