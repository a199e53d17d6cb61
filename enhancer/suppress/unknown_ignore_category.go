package suppress

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unknown_ignore_category.md
var unknownIgnoreCategoryPage string

// UnknownIgnoreCategory finds names in ignore comments that are no category: what they were meant to silence goes on being
// reported.
var UnknownIgnoreCategory = &rule.Rule{
	Name:     "unknown_ignore_category",
	Level:    1,
	Severity: rule.Warning,
	Lacks:    true,
	Summary:  "An ignore comment names a category that does not exist",
	Fixable:  true,
	Page:     unknownIgnoreCategoryPage,
}
