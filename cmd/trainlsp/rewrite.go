package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/natefinch/atomic"
)

// rewrite puts a fixed text into a file's place in one step, so that nobody ever sees half of it. The file keeps its
// mode; through a link, the file that it leads to is rewritten.
func rewrite(path string, original, fixed []byte) error {
	file, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("cannot be fixed: %s", reason(err))
	}
	// A file that is put in another's place need not be writable, but a read-only one is meant to stay as it is.
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return errors.New("cannot be fixed: the file is read-only")
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("cannot be fixed: %w", err)
	}
	now, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("cannot be fixed: %s", reason(err))
	}
	if !bytes.Equal(now, original) {
		return errors.New("was not fixed: it was changed by someone else in the meantime")
	}
	if err := atomic.WriteFile(file, bytes.NewReader(fixed)); err != nil {
		return fmt.Errorf("cannot be fixed: %w", err)
	}
	return nil
}
