package tuning

import (
	"errors"
	"regexp/syntax"
	"slices"
	"strings"
	"time"

	"github.com/dlclark/regexp2"
	python "github.com/dlclark/regexp2/syntax"
)

// matchTimeout bounds the trial of one regex: they are other people's, and may go back and forth for ever.
const matchTimeout = 50 * time.Millisecond

// compile reads a regex as Python does. An error that only the engine here may have is left out: then neither is given.
func compile(regex string) (compiled *regexp2.Regexp, fault string) {
	compiled, err := regexp2.Compile(translated(regex), regexp2.None)
	var e *python.Error
	switch {
	case err == nil:
		compiled.MatchTimeout = matchTimeout
		return compiled, ""
	case errors.As(err, &e) && slices.Contains(sharedErrors, e.Code):
		return nil, string(e.Code)
	}
	return nil, ""
}

// translated is a regex in the dialect of regexp2, which writes named groups in another way.
func translated(regex string) string {
	return strings.NewReplacer(`\\`, `\\`, `(?P<`, `(?<`, `\Z`, `\z`).Replace(regex)
}

// sharedErrors are the mistakes that every dialect of regular expressions refuses.
var sharedErrors = []python.ErrorCode{
	python.ErrMissingParen, python.ErrUnexpectedParen, python.ErrUnterminatedBracket, python.ErrMissingRepeatArgument,
	python.ErrIllegalEndEscape,
}

// tree is the structure of a regex, nil where it uses what Go's dialect lacks, such as lookaheads.
func tree(regex string) *syntax.Regexp {
	t, err := syntax.Parse(strings.ReplaceAll(regex, `\Z`, `\z`), syntax.Perl|syntax.DotNL)
	if err != nil {
		return nil
	}
	return t
}

// capture is the first group of a regex, and what follows it; nil where it stands in an alternative or a repetition.
func capture(t *syntax.Regexp) (group *syntax.Regexp, rest []*syntax.Regexp) {
	switch t.Op {
	case syntax.OpCapture:
		return t, nil
	case syntax.OpConcat:
		for i, sub := range t.Sub {
			if sub.MaxCap() == 0 {
				continue
			}
			group, rest = capture(sub)
			return group, append(slices.Clone(rest), t.Sub[i+1:]...)
		}
	}
	return nil, nil
}

// capturesNothing tells a regex whose group ends as early as it can with nothing behind it to stop it: `loss=(.*?)`.
func capturesNothing(t *syntax.Regexp) bool {
	group, rest := capture(t)
	if group == nil || !lazy(group.Sub[0]) {
		return false
	}
	return !slices.ContainsFunc(rest, func(r *syntax.Regexp) bool { return !takesNothing(r) })
}

// lazy tells a repetition that may take nothing, and does if it can.
func lazy(t *syntax.Regexp) bool {
	return (t.Op == syntax.OpStar || t.Op == syntax.OpQuest) && t.Flags&syntax.NonGreedy != 0
}

// takesNothing tells a part of a regex that any text fulfils.
func takesNothing(t *syntax.Regexp) bool {
	return t.Op == syntax.OpStar || t.Op == syntax.OpQuest || t.Op == syntax.OpEmptyMatch
}

// capturesWords tells a regex whose first group takes no text with a digit in it.
func capturesWords(t *syntax.Regexp) bool {
	group, _ := capture(t)
	return group != nil && !meets(program(group), program(tree(`.*[0-9].*|nan|inf`)))
}

// program is a regex as an automaton.
func program(t *syntax.Regexp) *syntax.Prog {
	p, err := syntax.Compile(t.Simplify())
	if err != nil {
		return nil
	}
	return p
}
