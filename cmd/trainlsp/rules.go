package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func (p *program) ruleCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rule NAME",
		Short: "Explain a rule: what it finds, why that hurts, and what to do",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, r := range p.rules() {
				if r.Name == args[0] {
					_, err := fmt.Fprintln(p.stdout, strings.TrimRight(page(r), "\n"))
					return err
				}
			}
			return fmt.Errorf("there is no rule %q; expected one that `trainlsp rules` lists%s", args[0], didYouMean(args[0], p.categories()))
		},
	}
}

// page is a rule's documentation.
func page(r *rule.Rule) string {
	if r.Page != "" {
		return r.Page
	}
	return fmt.Sprintf("# %s\n\n%s\n", r.Name, r.Summary)
}

func (p *program) rulesCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("--output-format", format, "text", "json"); err != nil {
				return err
			}
			if format == "json" {
				return writeJSON(p.stdout, jsonRules(p.rules()))
			}
			return p.printRules()
		},
	}
	c.Flags().StringVar(&format, "output-format", "text", "text or json")
	return c
}

func (p *program) printRules() error {
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tLEVEL\tSEVERITY\tSUMMARY")
	for _, r := range p.rules() {
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", r.Name, r.Level, r.Severity, r.Summary)
	}
	return table.Flush()
}

type jsonRule struct {
	Name      string        `json:"name"`
	Level     int           `json:"level"`
	Severity  rule.Severity `json:"severity"`
	Summary   string        `json:"summary"`
	Framework *string       `json:"framework"` // null where the rule is about every script
	WholeFile bool          `json:"whole_file"`
	Fixable   bool          `json:"fixable"`
}

func jsonRules(rules []*rule.Rule) []jsonRule {
	list := make([]jsonRule, 0, len(rules))
	for _, r := range rules {
		j := jsonRule{Name: r.Name, Level: r.Level, Severity: r.Severity, Summary: r.Summary, WholeFile: r.WholeFile, Fixable: r.Fixable}
		if r.Framework != "" {
			j.Framework = &r.Framework
		}
		list = append(list, j)
	}
	return list
}
