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
				return writeJSON(p.stdout, rule.List(p.rules()))
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
