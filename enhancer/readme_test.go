package enhancer_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
)

// TestReadme wants each rule in the README's table, with its page, its severity, and whether it has a fix.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range enhancer.Rules() {
		fix := "|  |"
		if r.Fixable {
			fix = "| yes |"
		}
		row := fmt.Sprintf("[`%s`](%s) | %s %s", r.Name, enhancer.PageOf(r.Name), r.Severity, fix)
		if !strings.Contains(string(readme), row) {
			t.Errorf("the README has no row with %q", row)
		}
	}
}
