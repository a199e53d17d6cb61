// Package workspace finds what belongs to a training script and says what it declares: the job definitions that start it,
// contracts and specifications, builders and their configurations, requirements, and the modules beside it. It knows no
// rules and no editors.
package workspace

import "github.com/trainlsp/trainlsp/analysis/syntax"

// Place is a stretch of a file.
type Place struct {
	// File is the file's absolute path.
	File string
	// Span is in bytes of the file's own text; for a notebook that is its JSON.
	Span syntax.Range
}

// IsZero tells a place that is not known.
func (p Place) IsZero() bool { return p.File == "" }
