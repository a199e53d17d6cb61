package enhancer_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// TestCreatedFiles wants the files that fixes about contracts, specifications and builders write, or write into, to be in
// order: nothing comes up in any file that was not there before.
func TestCreatedFiles(t *testing.T) {
	for _, f := range testFiles(t) {
		if dir := ruleNamed(t, f.Rule).Dir; dir != "enhancer/alignment" && dir != "enhancer/builder" {
			continue
		}
		for _, w := range f.Workspaces {
			before := ruletest.CheckWorkspace(w.Texts())
			for path, report := range before {
				for _, i := range report.Issues {
					for _, fix := range i.Fixes {
						fixed := ruletest.ApplyFix(w.Texts(), path, fix)
						for category, n := range counts(ruletest.CheckWorkspace(fixed)) {
							if n > counts(before)[category] {
								t.Errorf("%s/%s: %q brings up %s", f.Rule, w.Name, fix.Title, category)
							}
						}
					}
				}
			}
		}
	}
}

func ruleNamed(t *testing.T, name string) *rule.Rule {
	t.Helper()
	for _, r := range enhancer.Rules() {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("there is no rule %s", name)
	return nil
}

// counts are how often each category was found.
func counts(reports map[string]*enhancer.Report) map[string]int {
	n := map[string]int{}
	for _, r := range reports {
		for _, i := range r.Issues {
			n[i.Category]++
		}
	}
	return n
}
