package tuning

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed metric_regex_no_match.md
var metricRegexNoMatchPage string

// metricRegexNoMatch finds regexes of metrics that nothing in the log of the job can match.
var metricRegexNoMatch = &rule.Rule{
	Name:     "metric_regex_no_match",
	Level:    4,
	Severity: rule.Warning,
	Summary:  "The regex of a metric that no line of the script's log can match",
	Page:     metricRegexNoMatchPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		found := definitions(p.Launch)
		if p.Script == nil || len(found) == 0 {
			return
		}
		lines, all := librariesOf(p.Workspace, p.Launch, p.Script)
		outputs, readable := outputsOf(p.Script)
		if !all || !readable {
			return
		}
		for _, o := range outputs {
			lines = append(lines, o.line)
		}
		for _, d := range found {
			if regex, known := d.regex.Known(); known && isSought(regex) && !matchesAny(regex, lines) {
				p.Report(d.regex.Place, noMatch(p, d, outputs))
			}
		}
	},
}

// isSought tells a regex that is sound, and that Go's dialect can express.
func isSought(regex string) bool {
	compiled, _ := compile(regex)
	return compiled != nil && faultOf(regex).message == "" && tree(regex) != nil
}

// matchesAny tells whether a regex may match in one of some lines.
func matchesAny(regex string, lines []string) bool {
	sought := program(tree(`(?s:.*)(?:` + regex + `)(?s:.*)`))
	return slices.ContainsFunc(lines, func(line string) bool { return meets(sought, program(tree(line))) })
}

// noMatch is the finding that a metric is never seen.
func noMatch(p *rule.LaunchPass, d definition, outputs []output) rule.Issue {
	regex, _ := d.regex.Known()
	name, _ := d.name.Known()
	i := rule.Issue{
		Message:        fmt.Sprintf("No line that %s prints can match this regex: the metric stays without a value.", p.Workspace.Name(p.Launch.Script)),
		Recommendation: "Print the metric as the regex wants it, or change the regex to what is printed.",
		Details:        map[string]any{"regex": regex},
		Shared:         true,
	}
	if name != "" {
		i.Details["metric"] = name
		i.Message = fmt.Sprintf("No line that %s prints can match this regex: `%s` stays without a value.", p.Workspace.Name(p.Launch.Script), name)
	}
	if o, ok := nearest(regex+" "+name, outputs); ok {
		at := workspace.Place{File: p.Launch.Script, Span: syntax.Range{Start: p.Script.Tree.Start(o.node), End: p.Script.Tree.End(o.node)}}
		i.Related = []rule.Related{rule.RelatedTo(at, "the line that comes nearest is printed here")}
	}
	return i
}

// words are the names in a regex or a template, without escapes.
var words = regexp.MustCompile(`[A-Za-z]{3,}`)

// nearest is the output that has the most words in common with a regex, if any has.
func nearest(regex string, outputs []output) (best output, ok bool) {
	most := 0
	for _, o := range outputs {
		text := strings.ToLower(o.node.Text())
		n := 0
		for _, w := range words.FindAllString(strings.ToLower(regex), -1) {
			if strings.Contains(text, w) {
				n++
			}
		}
		if n > most {
			most, best = n, o
		}
	}
	return best, most > 0
}
