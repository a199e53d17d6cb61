package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func (p *program) enhanceCommand() *cobra.Command {
	var results, stepType string
	var config configFlags
	c := &cobra.Command{
		Use:   "enhance SCRIPT",
		Short: "Add what is found in a script to existing validation results, as JSON",
		Long: `Check a script, add what is found to existing validation results, and print the
answer as JSON: enhanced_results, additional_issues, step_type and framework.
SCRIPT is a file, or "-" for standard input.`,
		Args: oneScript,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.enhance(args[0], results, stepType, config)
		},
	}
	c.Flags().StringVar(&results, "results", "", "a file with the existing results as a JSON object, or - for standard input")
	c.Flags().StringVar(&stepType, "step-type", "", "what the script is, such as Training; by default it is asked")
	config.add(c)
	return c
}

func (p *program) enhance(script, results, stepType string, config configFlags) error {
	if script == "-" && results == "-" {
		return errors.New("SCRIPT and --results cannot both be read from standard input; expected a file for one of them")
	}
	stepType, err := knownStepType(stepType)
	if err != nil {
		return err
	}
	existing, err := p.existingResults(results)
	if err != nil {
		return err
	}
	text, err := p.read(script)
	if err != nil {
		return err
	}
	c, err := p.checkerOf(script, checkFlags{stepType: stepType, config: config})
	if err != nil {
		return err
	}
	report, err := c.report(script, text)
	if err != nil {
		return errors.New(problem{Path: script, Reason: err.Error()}.String())
	}
	p.tellProject(c.project)
	return writeJSON(p.stdout, p.seed.EnhanceValidation(existing, report))
}

// checkerOf is the checker of one script, with what stands around it; of standard input nothing does.
func (p *program) checkerOf(script string, f checkFlags) (c checker, err error) {
	c = checker{check: p.check, settings: settings{checkFlags: f}}
	if c.project, err = p.projectOf(f.config); err == nil && script != "-" {
		c.around = surroundings([]string{script})
	}
	return c, err
}

// tellProject says what is wrong with the settings files, and that a part of them could not be read.
func (p *program) tellProject(files project) {
	for _, problem := range p.complainOf(files.files()) {
		p.complain(problem.String())
		p.exit = exitFailed
	}
}

// existingResults reads the results to add to; without any it gives an empty object.
func (p *program) existingResults(name string) (map[string]any, error) {
	if name == "" {
		return map[string]any{}, nil
	}
	text, err := p.read(name)
	if err != nil {
		return nil, err
	}
	var existing map[string]any
	err = json.Unmarshal(text, &existing)
	var other *json.UnmarshalTypeError
	switch {
	case errors.As(err, &other):
		return nil, fmt.Errorf("--results %s holds a JSON %s; expected an object", visible(name), other.Value)
	case err != nil:
		return nil, fmt.Errorf("--results %s holds no JSON; expected an object: %w", visible(name), err)
	case existing == nil:
		return nil, fmt.Errorf("--results %s holds null; expected a JSON object", visible(name))
	}
	return existing, nil
}

// read gives what a file or, as "-", standard input holds.
func (p *program) read(name string) ([]byte, error) {
	var text []byte
	var err error
	if name == "-" {
		text, err = readAll(p.stdin)
	} else {
		text, err = readScript(name)
	}
	if err != nil {
		return nil, errors.New(problem{Path: name, Reason: err.Error()}.String())
	}
	return text, nil
}

// oneScript wants exactly one argument.
func oneScript(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%d arguments were given; expected one, SCRIPT: a file, or `-` for standard input", len(args))
	}
	return nil
}

func (p *program) validateCommand() *cobra.Command {
	var format string
	var config configFlags
	c := &cobra.Command{
		Use:   "validate SCRIPT",
		Short: "Say everything that is known about one training script",
		Args:  oneScript,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("--output-format", format, "text", "json"); err != nil {
				return err
			}
			return p.validate(args[0], format, config)
		},
	}
	c.Flags().StringVar(&format, "output-format", "text", "text or json")
	config.add(c)
	return c
}

func (p *program) validate(script, format string, config configFlags) error {
	text, err := p.read(script)
	if err != nil {
		return err
	}
	c, err := p.checkerOf(script, checkFlags{config: config})
	if err != nil {
		return err
	}
	answer := p.seed.ValidateUnder(text, c.options(script))
	p.tellProject(c.project)
	if format == "json" {
		return writeJSON(p.stdout, answer)
	}
	plain, err := throughJSON[map[string]any](answer)
	if err != nil {
		return err
	}
	issues, err := throughJSON[[]rule.Issue](answer["issues"])
	if err != nil {
		return err
	}
	delete(plain, "issues")
	delete(plain, "levels")
	levels, err := throughJSON[[]level](answer["levels"])
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	outline(out, plain, "")
	if len(levels) > 0 {
		issues = nil // they stand below their levels
	}
	for n, i := range issues {
		if n == 0 {
			fmt.Fprintln(out, "issues:")
		}
		fmt.Fprintf(out, "  line %d: %s\n", i.Range.Start.Line+1, finding(i))
	}
	for _, l := range levels {
		l.print(out, script)
	}
	return out.Flush()
}

// finding is a finding on one line, without its place.
func finding(i rule.Issue) string {
	return fmt.Sprintf("%s %s [%s]", i.Severity, visible(inOneLine(i)), i.Category)
}

// level is one of the four levels as JSON has it.
type level struct {
	Level      int          `json:"level"`
	Name       string       `json:"name"`
	Found      []string     `json:"found"`
	Missing    []rule.Issue `json:"missing"`
	CannotTell []string     `json:"cannot_tell"`
}

// print writes a level for people: what was found, what is missing, what could not be told.
func (l level) print(out io.Writer, script string) {
	fmt.Fprintf(out, "\nlevel %d, %s\n", l.Level, l.Name)
	for _, f := range l.Found {
		fmt.Fprintf(out, "  found: %s\n", visible(f))
	}
	for _, i := range l.Missing {
		at := fmt.Sprintf("line %d", i.Range.Start.Line+1)
		if i.File != script {
			at = i.File + " " + at
		}
		fmt.Fprintf(out, "  missing: %s: %s\n", visible(at), finding(i))
	}
	for _, c := range l.CannotTell {
		fmt.Fprintf(out, "  cannot tell: %s\n", visible(c))
	}
	if len(l.Found)+len(l.Missing)+len(l.CannotTell) == 0 {
		fmt.Fprintln(out, "  nothing")
	}
}

func (p *program) requirementsCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "requirements",
		Short: "Print what a training script is expected to do",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("--output-format", format, "text", "json"); err != nil {
				return err
			}
			requirements := p.seed.GetTrainingValidationRequirements()
			if format == "json" {
				return writeJSON(p.stdout, requirements)
			}
			plain, err := throughJSON[map[string]any](requirements)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(p.stdout)
			outline(out, plain, "")
			return out.Flush()
		},
	}
	c.Flags().StringVar(&format, "output-format", "text", "text or json")
	return c
}

// throughJSON gives a value as it looks to a program that reads it as JSON.
func throughJSON[T any](value any) (read T, err error) {
	text, err := json.Marshal(value)
	if err != nil {
		return read, fmt.Errorf("cannot be written as JSON: %w", err)
	}
	err = json.Unmarshal(text, &read)
	return read, err
}

// outline writes a JSON object for people: a line for each plain value, an indented block for each object, keys sorted,
// and a dash before each object of a list.
func outline(out io.Writer, object map[string]any, indent string) {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if below, ok := object[key].(map[string]any); ok && len(below) > 0 {
			fmt.Fprintf(out, "%s%s:\n", indent, visible(key))
			outline(out, below, indent+"  ")
			continue
		}
		if list, ok := objects(object[key]); ok {
			fmt.Fprintf(out, "%s%s:\n", indent, visible(key))
			for _, below := range list {
				var block strings.Builder
				outline(&block, below, indent+"    ")
				fmt.Fprintf(out, "%s  - %s", indent, strings.TrimLeft(block.String(), " "))
			}
			continue
		}
		fmt.Fprintf(out, "%s%s: %s\n", indent, visible(key), plainValue(object[key]))
	}
}

// objects gives the elements of a JSON list that holds objects, none of them empty.
func objects(value any) (list []map[string]any, ok bool) {
	elements, _ := value.([]any)
	for _, e := range elements {
		object, isObject := e.(map[string]any)
		if !isObject || len(object) == 0 {
			return nil, false
		}
		list = append(list, object)
	}
	return list, len(list) > 0
}

// plainValue says a JSON value in words.
func plainValue(value any) string {
	switch v := value.(type) {
	case nil:
		return "none"
	case string:
		return cmp.Or(visible(v), "none")
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case map[string]any:
		return "none" // outline indents those that hold something
	case []any:
		if len(v) == 0 {
			return "none"
		}
		var words []string
		for _, e := range v {
			words = append(words, plainValue(e))
		}
		return strings.Join(words, ", ")
	default:
		return visible(fmt.Sprint(v))
	}
}
