package suppress

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unknown_directive.md
var unknownDirectivePage string

// UnknownDirective finds comments to trainlsp that it does not know: they have no effect, although somebody counts on
// them.
var UnknownDirective = &rule.Rule{
	Name:     "unknown_directive",
	Level:    1,
	Severity: rule.Warning,
	Lacks:    true,
	Summary:  "A `# trainlsp:` comment says something that trainlsp does not know",
	Fixable:  true,
	Page:     unknownDirectivePage,
}
