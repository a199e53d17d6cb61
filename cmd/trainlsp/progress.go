package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a person waits without wondering.
const patience = time.Second

// progress shows how far a check is, to a person, and only if it takes long.
type progress struct {
	p     *program
	total int
	since time.Time
	watch bool

	mu   sync.Mutex
	done int
	bar  *progressbar.ProgressBar
}

func (p *program) newProgress(total int) *progress {
	return &progress{p: p, total: total, since: p.now(), watch: p.terminal(p.stderr)}
}

// advance counts one more script. It may be called from several goroutines.
func (b *progress) advance() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	if !b.watch || b.p.now().Sub(b.since) < patience {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions(b.total,
			progressbar.OptionSetWriter(b.p.stderr),
			progressbar.OptionSetDescription("checking"),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	_ = b.bar.Set(b.done) // a bar that cannot be drawn is no reason to stop
}

// finish takes the bar off the screen.
func (b *progress) finish() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
