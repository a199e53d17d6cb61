package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// checkFlags are the flags of `check` as they were given.
type checkFlags struct {
	format        string
	formatGiven   bool
	failOn        string
	exitZero      bool
	fix, diff     bool
	verbose       bool
	selected      []string
	ignored       []string
	stepType      string
	stdinFilename string
	color         string
	config        configFlags
}

const checkHelp = `Check scripts, and folders of scripts (without a PATH: the current folder).

Files are checked whatever they are called. In folders, *.py files and Python
programs without an extension (such as "train") are, except for what .gitignore
leaves out and for environments and caches. "-" checks standard input.

The exit code is 0 if nothing was found, 1 if there are findings at or above
--fail-on (with --diff: if there is something to fix), and 2 if something could
not be done, such as a file that cannot be read; the others are checked all the
same. --exit-zero gives 0 in place of 1, never in place of 2.

A script's settings come from the trainlsp.toml in its folder or the nearest one
above it, up to the top of its repository. Flags lie on top of them.

A comment "# trainlsp: ignore" or "# trainlsp: ignore[category, ...]" silences its
line, "# trainlsp: ignore-file" the file.`

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check scripts and folders of scripts",
		Long:  checkHelp,
		RunE: func(c *cobra.Command, args []string) error {
			f.formatGiven = c.Flags().Changed("output-format")
			return p.runCheck(c.Context(), f, args)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.format, "output-format", "text", "text (a line for each finding), full (with the code underlined) or json")
	flags.StringVar(&f.failOn, "fail-on", "error", "exit with 1 from this severity on: error, warning or info")
	flags.BoolVar(&f.exitZero, "exit-zero", false, "exit with 0 whatever is found")
	flags.BoolVar(&f.fix, "fix", false, "apply the safe fixes to the files, and report what is left")
	flags.BoolVar(&f.diff, "diff", false, "print what --fix would change, and change nothing")
	flags.StringSliceVar(&f.selected, "select", nil, "report only these categories")
	flags.StringSliceVar(&f.ignored, "ignore", nil, "leave out these categories")
	flags.StringVar(&f.stepType, "step-type", "", "what the scripts are, such as Training; by default they are asked")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "read the script from standard input, and call it this")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "also show which requirements are met, and what cannot be told")
	f.config.add(c)
	flags.StringVar(&f.color, "color", "auto", "auto (on a terminal, unless NO_COLOR is set), always or never")
	return c
}

// settings are the flags of `check`, understood.
type settings struct {
	checkFlags
	failFrom rule.Severity
	stdin    bool // check standard input, and nothing else
}

// understand checks the flags and arguments of `check`.
func (p *program) understand(f checkFlags, args []string) (settings, error) {
	s := settings{checkFlags: f}
	if err := oneOf("--output-format", f.format, "text", "full", "json"); err != nil {
		return s, err
	}
	if err := oneOf("--color", f.color, "auto", "always", "never"); err != nil {
		return s, err
	}
	if err := oneOf("--fail-on", strings.ToLower(f.failOn), "error", "warning", "info"); err != nil {
		return s, err
	}
	if err := s.failFrom.UnmarshalText([]byte(f.failOn)); err != nil {
		return s, err
	}
	if err := p.knownCategories("--select", f.selected); err != nil {
		return s, err
	}
	if err := p.knownCategories("--ignore", f.ignored); err != nil {
		return s, err
	}
	if err := f.clash(); err != nil {
		return s, err
	}
	var err error
	if s.stepType, err = knownStepType(f.stepType); err != nil {
		return s, err
	}
	s.stdin, err = readsStdin(f, args)
	return s, err
}

// clash says which flags exclude each other.
func (f checkFlags) clash() error {
	switch {
	case f.fix && f.diff:
		return errors.New("--fix and --diff exclude each other; expected --diff to see the changes, or --fix to make them")
	case f.diff && f.formatGiven:
		return errors.New("--diff prints a diff; expected no --output-format beside it")
	}
	return nil
}

// readsStdin tells whether standard input is what is to be checked.
func readsStdin(f checkFlags, args []string) (bool, error) {
	dash := false
	for _, arg := range args {
		dash = dash || arg == "-"
	}
	switch {
	case len(args) > 1 && dash:
		return false, errors.New("`-` (standard input) cannot be checked together with other paths; expected it alone")
	case len(args) > 0 && !dash && f.stdinFilename != "":
		return false, errors.New("--stdin-filename names what is read from standard input; expected no PATH but `-` beside it")
	}
	return dash || f.stdinFilename != "", nil
}

func (p *program) runCheck(ctx context.Context, f checkFlags, args []string) error {
	s, err := p.understand(f, args)
	if err != nil {
		return err
	}
	c := checker{check: p.check, settings: s}
	if c.project, err = p.projectOf(s.config); err != nil {
		return err
	}
	var results []result
	var problems []problem
	if s.stdin {
		results, problems = p.checkStdin(c)
	} else {
		results, problems = p.checkFiles(ctx, c, args)
	}
	problems = append(p.complainOf(c.project.files()), problems...)
	for _, problem := range problems {
		p.complain(problem.String())
	}
	if ctx.Err() != nil {
		return errors.New("interrupted; not all scripts were checked")
	}
	if err := p.print(s, results, problems); err != nil {
		return fmt.Errorf("cannot write the result: %w", err)
	}
	p.exit = exitCode(s, results, problems)
	return nil
}

// checkStdin checks standard input. With --fix the fixed script goes to standard output.
func (p *program) checkStdin(c checker) ([]result, []problem) {
	path := c.settings.stdinFilename
	if path == "" {
		path = "-"
	}
	text, err := readAll(p.stdin)
	if err != nil {
		return nil, []problem{{Path: path, Reason: "standard input " + err.Error()}}
	}
	if file, err := filepath.Abs(path); err == nil && c.settings.stdinFilename != "" {
		c.around = surroundings([]string{path}, overlay{file, text})
	}
	r, err := c.script(path, text)
	if err != nil {
		return nil, []problem{{Path: path, Reason: err.Error()}}
	}
	return []result{r}, nil
}

func (p *program) checkFiles(ctx context.Context, c checker, args []string) ([]result, []problem) {
	if len(args) == 0 {
		args = []string{"."}
	}
	paths, problems := collect(args, c.project.excludes)
	if len(paths) == 0 && len(problems) == 0 {
		fmt.Fprintf(p.stderr, "trainlsp: warning: no Python script in %s\n", visible(strings.Join(args, ", ")))
	}
	c.around = surroundings(args)
	paths = append(paths, c.declaring(args)...)
	bar := p.newProgress(len(paths))
	results, failed := c.files(ctx, paths, bar.advance)
	bar.finish()
	reportOnce(results)
	return results, append(problems, failed...)
}

// exitCode says how a check went.
func exitCode(s settings, results []result, problems []problem) int {
	if len(problems) > 0 {
		return exitFailed
	}
	if s.exitZero {
		return exitClean
	}
	for _, r := range results {
		if s.diff && r.changed() {
			return exitFindings
		}
		for _, i := range r.issues {
			if !s.diff && i.Severity >= s.failFrom {
				return exitFindings
			}
		}
	}
	return exitClean
}
