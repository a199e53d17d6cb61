package lsp

import (
	"strings"
	"testing"
	"time"
)

func TestProgramNote(t *testing.T) {
	if got := programNote(time.Now()); strings.Contains(got, "replaced") {
		t.Errorf("just started: %s", got)
	}
	if got := programNote(time.Unix(0, 0)); !strings.Contains(got, "was replaced since it was started") {
		t.Errorf("started before the file was written: %s", got)
	}
}
