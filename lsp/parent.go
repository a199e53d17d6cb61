package lsp

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// parentInterval is how long the server may outlive a client that died without closing the connection.
const parentInterval = 3 * time.Second

// watchParent ends the session when the client's process is gone. A process that is not there to begin with is not
// watched: the client may run on another machine or in another container, where its number means something else.
func (s *server) watchParent(pid int) {
	if !s.options.Alive(pid) {
		s.log.Info("the client's process cannot be seen from here and is not watched")
		return
	}
	go func() {
		tick := time.NewTicker(parentInterval)
		defer tick.Stop()
		for {
			select {
			case <-s.ctx.Done():
				return
			case <-tick.C:
				if !s.options.Alive(pid) {
					s.end("the client's process is gone")
					return
				}
			}
		}
	}()
}

// alive asks the operating system, with a signal that does nothing. Only a clear no counts.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
