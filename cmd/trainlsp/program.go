package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// The exit codes.
const (
	exitClean    = 0 // done, and nothing found that counts
	exitFindings = 1 // findings at or above --fail-on; with --diff: there is something to fix
	exitFailed   = 2 // something could not be done: a wrong flag, a file that cannot be read
)

// Main runs the command line in args (without the program's name) and gives the exit code.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{
		stdin: stdin, stdout: stdout, stderr: stderr,
		check:    enhancer.Check,
		rules:    enhancer.Rules,
		seed:     library{},
		serve:    serveLSP,
		now:      time.Now,
		terminal: isTerminal,
	}
	return p.main(ctx, args)
}

// program is one run of trainlsp, with everything that tests put others in place of.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	check    func(*analysis.Script, enhancer.Options) *enhancer.Report
	rules    func() []*rule.Rule
	seed     seed
	serve    func(ctx context.Context, in io.Reader, out io.Writer, o serveOptions) error
	now      func() time.Time
	terminal func(io.Writer) bool

	exit int // set by a command that ran
}

// seed is the seed's interface.
type seed interface {
	EnhanceValidation(existing map[string]any, report *enhancer.Report) map[string]any
	ValidateUnder(content []byte, o enhancer.Options) map[string]any
	GetTrainingValidationRequirements() map[string]any
}

// library is the seed's interface as enhancer implements it.
type library struct{}

func (library) EnhanceValidation(existing map[string]any, report *enhancer.Report) map[string]any {
	return enhancer.EnhanceValidation(existing, report)
}

func (library) ValidateUnder(content []byte, o enhancer.Options) map[string]any {
	return enhancer.ValidateUnder(content, o)
}

func (library) GetTrainingValidationRequirements() map[string]any {
	return enhancer.GetTrainingValidationRequirements()
}

func (p *program) main(ctx context.Context, args []string) int {
	root := p.rootCommand()
	root.SetArgs(append([]string{}, args...)) // nil would make cobra read the process's own
	if err := root.ExecuteContext(ctx); err != nil {
		p.complain(err.Error())
		var coded interface{ ExitCode() int } // the protocol says how a server is to end
		if errors.As(err, &coded) {
			return coded.ExitCode()
		}
		return exitFailed
	}
	return p.exit
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "trainlsp",
		Short:         "Check ML training scripts, on the command line and in editors",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetVersionTemplate("trainlsp {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; `%s --help` lists the flags", err, c.CommandPath())
	})
	root.AddCommand(
		p.serveCommand(), p.checkCommand(), p.enhanceCommand(), p.validateCommand(),
		p.requirementsCommand(), p.ruleCommand(), p.rulesCommand(), p.versionCommand(),
	)
	return root
}

// complain says on standard error what could not be done.
func (p *program) complain(message string) {
	fmt.Fprintf(p.stderr, "trainlsp: %s\n", message)
}

// isTerminal tells whether a person is likely to watch what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
