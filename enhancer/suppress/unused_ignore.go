package suppress

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unused_ignore.md
var unusedIgnorePage string

// UnusedIgnore finds ignore comments that silence nothing: they tell of something wrong where nothing is, and hide the
// finding on the day when the mistake is made anew.
var UnusedIgnore = &rule.Rule{
	Name:     "unused_ignore",
	Level:    1,
	Severity: rule.Info,
	Lacks:    true,
	Summary:  "An ignore comment silences nothing",
	Fixable:  true,
	Page:     unusedIgnorePage,
}
