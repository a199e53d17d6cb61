package dependencies

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed import_not_available.md
var importNotAvailablePage string

// importNotAvailable finds libraries that a script imports at its top and that will not be there: neither in the container
// of the job that starts it nor among what pip installs for that job.
var importNotAvailable = &rule.Rule{
	Name:     "import_not_available",
	Level:    3,
	Severity: rule.Warning,
	Summary:  "An imported library that is neither in the container nor installed",
	Fixable:  true,
	Page:     importNotAvailablePage,
	Check: func(p *rule.Pass) {
		reportMissing(p, func(l imported) bool { return frameworkOf(p, l) == nil }, func(l imported) string { return "`" + l.top + "`" })
	},
}
