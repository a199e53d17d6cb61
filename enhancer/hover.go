package enhancer

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Hover is the Markdown to show for the byte at offset, and what it is about; ok is false where there is nothing to say.
// Several things at one place are said one after the other, and about is the smallest of them. Right behind a word the
// word counts: that is where a cursor stands that has just typed it.
func (r *Report) Hover(offset int) (markdown string, about rule.Span, ok bool) {
	return r.hover(offset, func(s spot, first bool) string { return s.say(first) })
}

// HoverBeside is Hover for editors that show the findings themselves in the same box, as VS Code does: of the worst finding
// it says only why that is bad.
func (r *Report) HoverBeside(offset int) (markdown string, about rule.Span, ok bool) {
	return r.hover(offset, func(s spot, first bool) string {
		switch {
		case s.finding == "":
			return s.say(first)
		case first:
			return whyBad(s.finding)
		}
		return ""
	})
}

// hover says one thing after the other about the byte at offset.
func (r *Report) hover(offset int, say func(s spot, first bool) string) (markdown string, about rule.Span, ok bool) {
	if r.lines == nil {
		return "", rule.Span{}, false // nobody read a file for this report
	}
	r.spotsOnce.Do(r.findSpots)
	found := r.spotsAt(offset)
	if found == nil && r.lines.Position(offset, syntax.UTF8).Character > 0 {
		found = r.spotsAt(offset - 1)
	}
	if found == nil {
		return "", rule.Span{}, false
	}
	about = found[0].span
	said := make([]string, 0, len(found))
	for n, s := range found {
		if text := say(s, n == 0); text != "" {
			said = append(said, text)
		}
		if s.span.End-s.span.Start < about.End-about.Start {
			about = s.span
		}
	}
	return strings.Join(said, "\n\n---\n\n"), about, len(said) > 0
}

// spot is a stretch of the script that a hover can say something about.
type spot struct {
	topic   topic
	span    rule.Span
	finding string // its category, empty for anything else
	// say gives the Markdown; first tells that nothing stands above it.
	say func(first bool) string
}

// topic is what a spot is about. What is said at one place is said in the order of the topics.
type topic int

const (
	aboutFinding topic = iota
	aboutComment
	aboutCall
	aboutVariable
	aboutPath
	aboutOption
	aboutJob
	aboutHyperparameter
	aboutChannel
	aboutScript
)

// saysItAll are the findings that say what the hover of their place would say otherwise.
var saysItAll = map[string]topic{"unknown_sm_env_var": aboutVariable, "unknown_opt_ml_path": aboutPath}

// findSpots finds all that can be said about the script. The texts are made when they are asked for.
func (r *Report) findSpots() {
	r.findFindings()
	r.findJobs()
	r.findAround()
	if r.script != nil {
		r.findInScript()
	}
	slices.SortStableFunc(r.spots, func(a, b spot) int { return int(a.topic - b.topic) })
}

func (r *Report) findInScript() {
	r.findComments()
	r.findCalls()
	r.findVariables()
	r.findPaths()
	r.findOptions()
	r.findTop()
}

// addSpot adds what is to be said about a stretch, whatever stands above it.
func (r *Report) addSpot(t topic, span rule.Span, say func() string) {
	r.spots = append(r.spots, spot{topic: t, span: span, say: func(bool) string { return say() }})
}

// spotsAt gives what there is to say about a byte, nil for nothing. Of two spots about one topic that lie in each other
// the inner one counts, but for findings, which are all told.
func (r *Report) spotsAt(offset int) []spot {
	var found []spot
	for _, s := range r.spots {
		if offset < s.span.Start || offset >= s.span.End && offset != s.span.Start {
			continue
		}
		if last := len(found) - 1; last >= 0 && found[last].topic == s.topic && s.topic != aboutFinding {
			if s.span.End-s.span.Start < found[last].span.End-found[last].span.Start {
				found[last] = s
			}
			continue
		}
		found = append(found, s)
	}
	return r.withoutEchoes(found, offset)
}

// withoutEchoes leaves out what a finding at the place says already.
func (r *Report) withoutEchoes(found []spot, offset int) []spot {
	for _, i := range r.Issues {
		if t, ok := saysItAll[i.Category]; ok && i.Span.Start <= offset && offset < i.Span.End {
			found = slices.DeleteFunc(found, func(s spot) bool { return s.topic == t })
		}
	}
	return found
}

// spanOf is where a construct stands in the file.
func (r *Report) spanOf(n *syntax.Node) rule.Span {
	return rule.Span{Start: r.script.Tree.Start(n), End: r.script.Tree.End(n)}
}
