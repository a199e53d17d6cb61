package main

import (
	"context"
	"errors"
	"io"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/trainlsp/trainlsp/lsp"
)

// serveOptions are what `serve` takes from the command line.
type serveOptions struct {
	Version  string
	LogFile  string
	LogLevel string
}

// serveLSP is the language server.
func serveLSP(ctx context.Context, in io.Reader, out io.Writer, o serveOptions) error {
	return lsp.Serve(ctx, in, out, lsp.Options{Version: o.Version, LogFile: o.LogFile, LogLevel: o.LogLevel})
}

func (p *program) serveCommand() *cobra.Command {
	o := serveOptions{Version: version()}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Speak the Language Server Protocol over standard input and output",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf("--log-level", o.LogLevel, "error", "warning", "info", "debug"); err != nil {
				return err
			}
			// An editor that says goodbye and is gone before the answer is no reason to die of the broken pipe.
			signal.Ignore(syscall.SIGPIPE)
			err := p.serve(c.Context(), p.stdin, p.stdout, o)
			if c.Context().Err() != nil && errors.Is(err, c.Context().Err()) {
				return nil // the user stopped it
			}
			return err
		},
	}
	c.Flags().Bool("stdio", true, "talk over standard input and output; the only transport, and the default")
	c.Flags().StringVar(&o.LogFile, "log-file", "", "also write the log to this file")
	c.Flags().StringVar(&o.LogLevel, "log-level", "info", "how much to log: error, warning, info or debug")
	return c
}
