package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// serveOptions are what `serve` takes from the command line.
type serveOptions struct {
	Version  string
	LogFile  string
	LogLevel string
}

// serveLSP stands in for the language server.
func serveLSP(context.Context, io.Reader, io.Writer, serveOptions) error {
	return errors.New("this build holds no language server")
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
