package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// largest is the size above which a file is taken to be no script.
const largest = 20 << 20

// readScript reads a file that is to be checked. Its errors say what was expected; they do not name the file.
func readScript(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, errors.New(reason(err))
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for its writer
		return nil, fmt.Errorf("is %s; expected a file or a folder (`-` reads standard input)", kindOfFile(info.Mode()))
	}
	if info.Size() > largest {
		return nil, tooLarge()
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.New(reason(err))
	}
	defer func() { _ = f.Close() }()
	return readAll(f)
}

// readAll reads a script, and refuses one that is too large.
func readAll(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, errors.New(reason(err))
	}
	if len(text) > largest {
		return nil, tooLarge()
	}
	return text, nil
}

func tooLarge() error {
	return fmt.Errorf("is too large to be a script; expected at most %d MB", largest>>20)
}

func kindOfFile(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	default:
		return "no regular file"
	}
}
