package tuning

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed metric_regex_invalid.md
var metricRegexInvalidPage string

// metricRegexInvalid finds regexes of metrics that give no number whatever the script prints.
var metricRegexInvalid = &rule.Rule{
	Name:     "metric_regex_invalid",
	Level:    4,
	Severity: rule.Error,
	Summary:  "The regex of a metric that captures no number",
	Fixable:  true,
	Page:     metricRegexInvalidPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		for _, d := range definitions(p.Launch) {
			for _, v := range d.regex.Alternatives() {
				regex, known := v.Known()
				if !known {
					continue
				}
				if f := faultOf(regex); f.message != "" {
					p.Report(v.Place, rule.Issue{
						Message:        f.message,
						Recommendation: f.advice,
						Details:        map[string]any{"regex": regex},
						Fixes:          numberInstead(p.Workspace, v.Place, f),
					})
				}
			}
		}
	},
}

// fault is what is wrong with a regex.
type fault struct {
	message, advice string
	lazy            bool
}

// number is a group that takes a number.
const number = `([0-9\.]+)`

// faultOf says what is wrong with a regex, nothing where all is well or cannot be told. More groups than one are no fault: the
// first counts.
// Source: SageMaker developer guide, "Define metrics and environment variables"; sagemaker-python-sdk#3932 (August 2026).
func faultOf(regex string) fault {
	compiled, message := compile(regex)
	if message != "" {
		return fault{message: "The regex does not compile: " + message + ".", advice: "Write a backslash before a character that is meant itself."}
	}
	if compiled == nil {
		return fault{}
	}
	if len(compiled.GetGroupNumbers()) == 1 {
		if isPlaceholder(regex) {
			return fault{}
		}
		return fault{message: "The regex has no group: nothing says which part of a line is the metric.", advice: "Put the number in parentheses, such as `loss=" + number + "`."}
	}
	t := tree(regex)
	switch {
	case t == nil:
		return fault{}
	case capturesNothing(t):
		return fault{
			message: "The group ends as early as it can, and nothing follows it: it captures the empty text.",
			advice:  "Use `" + number + "`, or write behind the group what follows the number.",
			lazy:    true,
		}
	case capturesWords(t):
		return fault{message: "The first group captures no number, and it is the one that counts.", advice: "Write `(?:...)` for a group that only holds alternatives together."}
	}
	return fault{}
}

// isPlaceholder tells what stands in the place of a regex and is none: a template's field, or `<><><>`, which jobs that have to
// name some metric use.
func isPlaceholder(regex string) bool {
	return strings.Contains(regex, "{{") || !strings.ContainsFunc(regex, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// numberInstead writes a group that takes a number in place of a lazy one. The backslash before the point is left out: between
// brackets it says nothing, and how it is written depends on the literal.
func numberInstead(w *workspace.Workspace, at workspace.Place, f fault) []rule.Fix {
	text, err := w.Files().Read(at.File)
	if !f.lazy || err != nil || at.Span.End > len(text) {
		return nil
	}
	const lazyGroup = "(.*?)"
	literal := string(text[at.Span.Start:at.Span.End])
	if strings.Count(literal, lazyGroup) != 1 {
		return nil
	}
	start := at.Span.Start + strings.Index(literal, lazyGroup)
	at.Span.Start, at.Span.End = start, start+len(lazyGroup)
	return []rule.Fix{{Title: "Capture a number", Edits: []rule.Edit{rule.EditAt(at, `([0-9.]+)`)}, Safe: true}}
}
