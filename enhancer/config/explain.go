package config

import (
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// spot is a word of a settings file that a hover can say something about.
type spot struct {
	span rule.Span
	say  func() string
}

// Hover is the Markdown to show for the byte at offset, and what it is about; ok is false where there is nothing to say.
func (p *File) Hover(offset int) (markdown string, about rule.Span, ok bool) {
	for _, s := range p.spots {
		if s.span.Start <= offset && offset <= s.span.End {
			return s.say(), s.span, true
		}
	}
	return "", rule.Span{}, false
}

// spotOf makes a spot of a word.
func (r *reader) spotOf(at rule.Span, say func() string) {
	r.file.spots = append(r.file.spots, spot{at, say})
}

func (r *reader) spotOfCategory(category string, at rule.Span) {
	if enhancer.PageOf(category) != "" {
		r.spotOf(at, func() string { return enhancer.SayCategory(category) })
	}
}

func (r *reader) spotOfStepType(stepType string, at rule.Span) {
	r.spotOf(at, func() string { return enhancer.SayStepType(stepType) })
}
