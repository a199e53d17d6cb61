package enhancer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// The beginnings of comments to trainlsp behind which something of ours can stand.
var (
	startedDirective = regexp.MustCompile(`(?i)(?:^|\s)#+[ \t]*trainlsp[ \t]*:[ \t]*[\w-]*$`)
	startedCategory  = regexp.MustCompile(`(?i)(?:^|\s)#+[ \t]*trainlsp[ \t]*:[ \t]*ignore(?:-file)?[ \t]*\[([^\]#]*)$`)
	startedStepType  = regexp.MustCompile(`(?i)(?:^|\s)#+[ \t]*trainlsp[ \t]*:[ \t]*step-type[ \t]*=[ \t]*\w*$`)
)

// directiveMeanings say what the words are for that comments to trainlsp begin with.
var directiveMeanings = map[string]string{
	"ignore":      "silences findings on this line",
	"ignore-file": "silences findings in this file",
	"step-type":   "declares what the script is",
}

// completeComment gives what can stand at a place of a comment to trainlsp.
func completeComment(text []byte, comment syntax.Range, offset int) (list []Completion, span rule.Span) {
	before := string(text[comment.Start:offset])
	span = word(text, comment, offset)
	switch {
	case startedDirective.MatchString(before):
		for _, name := range directiveNames {
			list = append(list, Completion{Label: name, Kind: CompletesRule, Detail: directiveMeanings[name]})
		}
	case startedStepType.MatchString(before):
		list = CompleteStepType()
	case startedCategory.MatchString(before):
		return completeCategory(startedCategory.FindStringSubmatch(before)[1], string(text[span.End:comment.End])), span
	}
	return list, span
}

// completeCategory gives the rules that an ignore comment does not name yet: before and after are what is in its brackets
// already, up to the word at the cursor and behind it.
func completeCategory(before, after string) []Completion {
	after, _, _ = strings.Cut(after, "]")
	var taken []string
	if i := strings.LastIndexByte(before, ','); i >= 0 {
		taken = strings.Split(before[:i], ",")
	}
	taken = append(taken, strings.Split(after, ",")...)
	for i := range taken {
		taken[i] = strings.TrimSpace(taken[i])
	}
	return CompleteRule(taken)
}

// CompleteRule gives the rules but for those that are named already.
func CompleteRule(taken []string) []Completion {
	var list []Completion
	for _, rl := range Rules() {
		if !slices.Contains(taken, rl.Name) {
			list = append(list, Completion{Label: rl.Name, Kind: CompletesRule, Detail: rl.Summary, Text: sayRule(rl)})
		}
	}
	slices.SortFunc(list, func(a, b Completion) int { return strings.Compare(a.Label, b.Label) })
	return list
}

// CompleteStepType gives the step types.
func CompleteStepType() []Completion {
	list := make([]Completion, 0, len(StepTypes))
	for _, t := range StepTypes {
		list = append(list, Completion{Label: t, Kind: CompletesValue, Detail: stepTypeMeanings[t]})
	}
	return list
}
