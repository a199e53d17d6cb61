package alignment

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// part is a part of a contract that a fix adds to: what it is called in each layout.
type part struct {
	argument string   // of ScriptContract
	keys     []string // of a *.step.yaml, below `contract`
	list     bool     // of names; else a dictionary
	section  func(*workspace.Contract) workspace.Section
}

var (
	inputPart    = part{"expected_input_paths", []string{"inputs"}, false, func(c *workspace.Contract) workspace.Section { return c.Inputs }}
	outputPart   = part{"expected_output_paths", []string{"outputs"}, false, func(c *workspace.Contract) workspace.Section { return c.Outputs }}
	argumentPart = part{"expected_arguments", []string{"arguments"}, false, func(c *workspace.Contract) workspace.Section { return c.Arguments }}
	requiredPart = part{"required_env_vars", []string{"env_vars", "required"}, true, func(c *workspace.Contract) workspace.Section { return c.RequiredEnv }}
	optionalPart = part{"optional_env_vars", []string{"env_vars", "optional"}, false, func(c *workspace.Contract) workspace.Section { return c.OptionalEnv }}
)

// entry is what is added to a part.
type entry struct {
	name  string
	value string // empty for a name in a list
	path  bool   // the value is a path of inputs or outputs, which have a mapping of their own in YAML
}

// addName adds a name to a list.
func addName(w *workspace.Workspace, c *workspace.Contract, to part, name string) []rule.Fix {
	return add(w, c, to, entry{name: name})
}

// addValue adds a name with a value.
func addValue(w *workspace.Workspace, c *workspace.Contract, to part, name, value string) []rule.Fix {
	return add(w, c, to, entry{name: name, value: value})
}

// addPath adds a name with a path, to the contract and to its specifications: neither takes what the other does not have.
func addPath(w *workspace.Workspace, c *workspace.Contract, to part, name, path string) []rule.Fix {
	fixes := add(w, c, to, entry{name: name, value: path, path: true})
	for i := range fixes {
		for _, s := range w.SpecificationsOf(c) {
			edits := addPort(w, s, to, name)
			if edits == nil {
				return nil
			}
			fixes[i].Edits = append(fixes[i].Edits, edits...)
		}
	}
	return fixes
}

// addPort adds a dependency or an output to a specification; nil where it cannot be told where.
func addPort(w *workspace.Workspace, s *workspace.Specification, to part, name string) []rule.Edit {
	text, err := w.Files().Read(s.File())
	section, call, kind := s.Dependencies, "DependencySpec(logical_name=%q, dependency_type=%q)", "training_data"
	if to.argument == outputPart.argument {
		section, call = s.Outputs, "OutputSpec(logical_name=%q, output_type=%q, property_path=%q)"
	}
	if err != nil || section.Open || !section.IsWritten() || section.Place.File != s.File() {
		return nil
	}
	property := ""
	if to.argument == outputPart.argument {
		kind, property = outputKind(name)
	}
	switch {
	case s.Own == nil && property != "":
		return append(importBeside(w, s.File(), "OutputSpec"), insertInBrackets(string(text), section.Place, fmt.Sprintf(call, name, kind, property))...)
	case s.Own == nil:
		return append(importBeside(w, s.File(), "DependencySpec"), insertInBrackets(string(text), section.Place, fmt.Sprintf(call, name, kind))...)
	case isBracketed(text, section.Place):
		return insertInBrackets(string(text), section.Place, yamlText(name)+": {type: "+kind+"}")
	}
	lines := []string{yamlText(name) + ":", "  type: " + kind}
	if property != "" {
		lines = append(lines, "  property_path: "+property)
	}
	return insertInBlock(string(text), section.Place, lines)
}

// add gives the fix that adds an entry to a part of a contract; none where it cannot be told where.
func add(w *workspace.Workspace, c *workspace.Contract, to part, e entry) []rule.Fix {
	text, err := w.Files().Read(c.File())
	section := to.section(c)
	if err != nil || section.Open || section.IsWritten() && section.Place.File != c.File() {
		return nil
	}
	var edits []rule.Edit
	switch {
	case section.IsWritten() && isBracketed(text, section.Place):
		edits = insertInBrackets(string(text), section.Place, e.inline(c, to.list))
	case section.IsWritten() && c.YAML:
		edits = insertInBlock(string(text), section.Place, e.block(to.list))
	case !section.IsWritten() && c.YAML && len(to.keys) == 1:
		lines := []string{to.keys[0] + ":"}
		for _, l := range e.block(to.list) {
			lines = append(lines, "  "+l)
		}
		edits = insertInBlock(string(text), c.Body, lines)
	case !section.IsWritten() && !c.YAML:
		edits = insertInBrackets(string(text), c.Body, to.argument+"="+to.brackets(e.inline(c, to.list)))
	}
	if len(edits) == 0 {
		return nil
	}
	return []rule.Fix{{Title: fmt.Sprintf("Declare `%s` in the contract", e.name), Edits: edits}}
}

// importBeside imports a name from where a file imports StepSpecification; nothing where the file has the name.
func importBeside(w *workspace.Workspace, file, name string) []rule.Edit {
	script := w.Script(file)
	if script == nil || len(script.Lookup(name, nil)) > 0 {
		return nil
	}
	for _, i := range script.Imports() {
		if i.Item == "StepSpecification" {
			start := script.Tree.Start(rule.EnclosingStatement(i.Node))
			return []rule.Edit{{File: file, Span: rule.Span{Start: start, End: start}, New: "from " + i.Module + " import " + name + "\n"}}
		}
	}
	return nil
}

func (p part) brackets(inner string) string {
	if p.list {
		return "[" + inner + "]"
	}
	return "{" + inner + "}"
}

// inline is the entry as it stands in brackets.
func (e entry) inline(c *workspace.Contract, list bool) string {
	switch {
	case !c.YAML && list:
		return strconv.Quote(e.name)
	case !c.YAML:
		return strconv.Quote(e.name) + ": " + strconv.Quote(e.value)
	case list:
		return yamlText(e.name)
	case e.path:
		return yamlText(e.name) + ": {path: " + yamlText(e.value) + "}"
	}
	return yamlText(e.name) + ": " + yamlText(e.value)
}

// block is the entry as lines of YAML.
func (e entry) block(list bool) []string {
	switch {
	case list:
		return []string{"- " + yamlText(e.name)}
	case e.path:
		return []string{yamlText(e.name) + ":", "  path: " + yamlText(e.value)}
	}
	return []string{yamlText(e.name) + ": " + yamlText(e.value)}
}

// yamlText writes a text so that YAML reads it as one: in quotes, unless it is a plain word or path.
func yamlText(text string) string {
	plain := text != "" && !strings.ContainsAny(text, ":#{}[],&*!|>'\"%@` \t\n?")
	_, err := strconv.ParseFloat(text, 64)
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "~", "y", "n":
		plain = false
	}
	if plain && err != nil && !strings.HasPrefix(text, "-") && !strings.HasPrefix(text, ".") {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

func isBracketed(text []byte, p workspace.Place) bool {
	return p.Span.End > p.Span.Start && strings.IndexByte("}])", text[p.Span.End-1]) >= 0
}

// insertInBrackets adds an entry before the bracket that ends a place: on a line of its own where the bracket has one.
func insertInBrackets(text string, p workspace.Place, entry string) []rule.Edit {
	closing := p.Span.End - 1
	last := lastInBrackets(text[p.Span.Start:closing])
	if last >= 0 {
		last += p.Span.Start
	}
	line := strings.LastIndexByte(text[:closing], '\n') + 1
	indent := text[line:closing]
	if line <= p.Span.Start || strings.TrimSpace(indent) != "" {
		separator := ", "
		if last < 0 {
			separator = ""
		} else if text[last] == ',' {
			separator = " "
		}
		at := closing
		return []rule.Edit{{File: p.File, Span: rule.Span{Start: at, End: at}, New: separator + entry}}
	}
	var edits []rule.Edit
	if last >= 0 && text[last] != ',' {
		edits = append(edits, rule.Edit{File: p.File, Span: rule.Span{Start: last + 1, End: last + 1}, New: ","})
	}
	newline := "\n"
	if strings.HasSuffix(text[:line], "\r\n") {
		newline = "\r\n"
	}
	return append(edits, rule.Edit{File: p.File, Span: rule.Span{Start: line, End: line}, New: indent + "    " + entry + "," + newline})
}

// lastInBrackets is the place of the last character in brackets that is no white space and in no comment, -1 where there
// is none; text begins with what opens them.
func lastInBrackets(text string) int {
	last, quote, opened := -1, byte(0), false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#':
			if end := strings.IndexByte(text[i:], '\n'); end >= 0 {
				i += end
				continue
			}
			return last
		case !opened:
			opened = strings.IndexByte("{[(", c) >= 0
			continue
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			last = i
		}
	}
	return last
}

// insertInBlock adds lines behind the last entry of a block of YAML, at the indentation of its first.
func insertInBlock(text string, p workspace.Place, lines []string) []rule.Edit {
	start := strings.LastIndexByte(text[:p.Span.Start], '\n') + 1
	indent := text[start:p.Span.Start]
	if strings.TrimLeft(indent, " ") != "" {
		return nil
	}
	at := len(text)
	if end := strings.IndexByte(text[p.Span.End:], '\n'); end >= 0 {
		at = p.Span.End + end
	}
	if strings.HasPrefix(text[min(len(text), at+1):], indent+" ") {
		return nil // the last entry goes on
	}
	newline := "\n"
	if at > 0 && text[at-1] == '\r' {
		newline, at = "\r\n", at-1
	}
	out := ""
	for _, l := range lines {
		out += newline + indent + l
	}
	return []rule.Edit{{File: p.File, Span: rule.Span{Start: at, End: at}, New: out}}
}

// renames gives the fix that spells a name otherwise where it stands, be it in quotes or with dashes before it.
func renames(w *workspace.Workspace, at workspace.Place, old, name string) []rule.Fix {
	text, err := w.Files().Read(at.File)
	if err != nil || at.IsZero() {
		return nil
	}
	written := string(text[at.Span.Start:at.Span.End])
	i := strings.Index(written, old)
	if i < 0 {
		return nil
	}
	start := at.Span.Start + i
	return []rule.Fix{{Title: "Change to " + name, Edits: []rule.Edit{{File: at.File, Span: rule.Span{Start: start, End: start + len(old)}, New: name}}}}
}

// replaceValue gives the fix that writes another value into a contract.
func replaceValue(c *workspace.Contract, old workspace.Value, text string) []rule.Fix {
	written := strconv.Quote(text)
	if c.YAML {
		written = yamlText(text)
	}
	return []rule.Fix{{Title: "Change to " + written, Edits: []rule.Edit{rule.EditAt(old.Place, written)}}}
}
