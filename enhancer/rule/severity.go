package rule

import (
	"fmt"
	"strings"
)

// Severity says how much a finding hurts. Its three names are the seed's.
type Severity int

// The severities, the worst last, so that they compare with < and >.
const (
	Info    Severity = iota + 1 // worth knowing
	Warning                     // the job runs, and likely not as meant
	Error                       // the job fails, or ends without a model
)

var severityNames = map[Severity]string{Info: "INFO", Warning: "WARNING", Error: "ERROR"}

// String gives the name as it stands in JSON, such as "ERROR".
func (s Severity) String() string { return severityNames[s] }

// MarshalText writes the name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name in upper or lower case; any other word is an error that lists the three.
func (s *Severity) UnmarshalText(text []byte) error {
	for severity, name := range severityNames {
		if strings.EqualFold(name, string(text)) {
			*s = severity
			return nil
		}
	}
	return fmt.Errorf("severity %q is none of error, warning, info", text)
}
