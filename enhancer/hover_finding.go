package enhancer

import (
	"cmp"
	"slices"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// findFindings makes a spot of each finding, the worst first: of several at one place only the first is told at length.
func (r *Report) findFindings() {
	issues := slices.Clone(r.Issues)
	slices.SortStableFunc(issues, func(a, b rule.Issue) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, i := range issues {
		r.spots = append(r.spots, spot{topic: aboutFinding, span: i.Span, finding: i.Category, say: func(first bool) string { return sayFinding(i, first) }})
	}
}

// sayFinding tells a finding: what is wrong, what to do about it, and, at length, why it is bad.
func sayFinding(i rule.Issue, atLength bool) string {
	why := ""
	if atLength {
		why = whyBad(i.Category)
	}
	what := prose(sentence(i.Message))
	if i.Recommendation != "" {
		what += " " + prose(i.Recommendation)
	}
	return paragraphs("**"+i.Severity.String()+"** · "+code(i.Category), what, why, pageLink(i.Category))
}

// whyBad is what a category's page says about what its findings do to a job.
func whyBad(category string) string {
	rl := ruleOf(category)
	if rl == nil {
		return ""
	}
	why := section(rl.Page, "Why it is bad")
	if why == "" {
		return ""
	}
	return "**Why it is bad:** " + why
}

// pageLink leads to a category's page.
func pageLink(category string) string {
	url := PageURL(category)
	if url == "" {
		return ""
	}
	return "[More about " + code(category) + "](" + url + ")"
}
