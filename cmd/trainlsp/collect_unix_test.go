//go:build unix

package main

import (
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestPipesAndSockets(t *testing.T) {
	tree(t, map[string]string{"x.py": "x = 1\n"})
	if err := syscall.Mkfifo("pipe.py", 0o644); err != nil {
		t.Skip("needs named pipes:", err)
	}
	if err := syscall.Mkfifo("train", 0o644); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", "socket.py")
	if err != nil {
		t.Skip("needs sockets:", err)
	}
	defer func() { _ = socket.Close() }()
	o := run("", "check", ".", "train")
	want := `trainlsp: pipe.py: is a named pipe; expected a file or a folder (` + "`-`" + ` reads standard input)
trainlsp: socket.py: is a socket; expected a file or a folder (` + "`-`" + ` reads standard input)
trainlsp: train: is a named pipe; expected a file or a folder (` + "`-`" + ` reads standard input)
`
	if o.code != exitFailed || o.stderr != want || !strings.Contains(o.stdout, "Checked 1 script: nothing found; 3 paths could not be checked.") {
		t.Errorf("got %s", o)
	}
}

func TestForbidden(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is forbidden to root")
	}
	tree(t, map[string]string{"x.py": "BAD()\n", "no.py": "", "closed/y.py": "", "read_only.py": "BAD()\n"})
	for name, mode := range map[string]os.FileMode{"no.py": 0, "closed": 0, "read_only.py": 0o444} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod("closed", 0o755) })
	o := run("", "check", "--fix")
	want := `trainlsp: closed: cannot be read: permission denied
trainlsp: no.py: cannot be read: permission denied
trainlsp: read_only.py: cannot be fixed: the file is read-only
`
	if o.code != exitFailed || o.stderr != want || !strings.Contains(o.stdout, "read_only.py:1:1: ERROR") {
		t.Errorf("got %s", o)
	}
}

func TestFixKeepsTheMode(t *testing.T) {
	tree(t, map[string]string{"train": "#!/usr/bin/env python3\nBAD()\n"})
	if err := os.Chmod("train", 0o751); err != nil {
		t.Fatal(err)
	}
	run("", "check", "--fix")
	info, err := os.Stat("train")
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != 0o751 || readFile(t, "train") != "#!/usr/bin/env python3\nGOOD()\n" {
		t.Errorf("mode %v, text %q", info.Mode(), readFile(t, "train"))
	}
}
