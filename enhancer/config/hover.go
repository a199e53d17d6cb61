package config

import (
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Hover is a.
func Hover(text []byte, offset int) (markdown string, about rule.Span, ok bool) {
	return "", about, false
}
