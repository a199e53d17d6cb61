package enhancer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Summary is the script in one line, for a code lens or a status bar: "Training · XGBoost · 5 of 5 requirements met".
// It is empty for a file that is no training script.
func (r *Report) Summary() string {
	if len(r.Requirements) == 0 {
		return ""
	}
	return strings.Join(append(r.kind(), r.score()), " · ")
}

// kind is the step type, and the framework where there is one.
func (r *Report) kind() []string {
	if titles := r.frameworkTitles(); len(titles) > 0 {
		return []string{r.StepType, titles[0]}
	}
	return []string{r.StepType}
}

// score counts the requirements that are met, and those of which it cannot be told.
func (r *Report) score() string {
	score := fmt.Sprintf("%d of %d requirements met", r.met(), len(r.Requirements))
	if n := r.count(CannotTell); n > 0 {
		score += fmt.Sprintf(", %d cannot be told", n)
	}
	return score
}

// met counts the requirements that are met. A model that is saved only where SageMaker does not look meets none.
func (r *Report) met() int {
	n := r.count(Found)
	if slices.ContainsFunc(r.Requirements, func(a Answer) bool { return a.State == Found && r.isStray(a) }) {
		n--
	}
	return n
}

func (r *Report) count(s State) (n int) {
	for _, a := range r.Requirements {
		if a.State == s {
			n++
		}
	}
	return n
}

// frameworkTitles are the frameworks in use as their makers write them.
func (r *Report) frameworkTitles() []string {
	var titles []string
	for _, name := range r.Frameworks {
		if f := r.options.Frameworks.ByName(name); f != nil {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// Overview is what there is to say about a training script as a whole, as Markdown: what it is and why, its frameworks,
// and for each requirement what was found and where, what is lacking, or why it cannot be told. It is empty for a file
// that is no training script.
func (r *Report) Overview() string {
	if len(r.Requirements) == 0 {
		return ""
	}
	title := append([]string{"**" + r.StepType + "**"}, atMost(4, r.frameworkTitles())...)
	list := make([]string, 0, len(r.Requirements))
	for _, a := range r.Requirements {
		list = append(list, r.sayAnswer(a))
	}
	return paragraphs(strings.Join(append(title, r.score()), " · "),
		"It counts as a training script because "+prose(r.StepTypeReason)+".", strings.Join(list, "\n"))
}

// introduction is the overview, or why the file counts as no training script.
func (r *Report) introduction() string {
	if overview := r.Overview(); overview != "" {
		return overview
	}
	return "This counts as no training script: " + prose(r.StepTypeReason) + "."
}

// sayAnswer says what is known about one requirement.
func (r *Report) sayAnswer(a Answer) string {
	p := requirement.PatternOf(a.Capability)
	switch a.State {
	case Found:
		if r.isStray(a) {
			return "- ✗ **" + p.Title + "**: " + r.sayLines(a.Evidence) + ", outside the model directory"
		}
		return "- ✓ **" + p.Title + "**: " + r.sayLines(a.Evidence)
	case Absent:
		return "- ✗ **" + p.Title + "**: absent. It needs " + prose(p.Needs) + "."
	}
	return "- ? **" + p.Title + "**: cannot be told, because " + prose(a.Reason) + "."
}

// sayLines says on which lines something stands.
func (r *Report) sayLines(places []rule.Span) string {
	var lines []int
	for _, p := range places {
		lines = append(lines, r.script.Tree.Lines().Position(p.Start, syntax.UTF8).Line+1)
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	words := make([]string, 0, len(lines))
	for _, l := range lines {
		words = append(words, strconv.Itoa(l))
	}
	if len(words) == 1 {
		return "line " + words[0]
	}
	return "lines " + enumerate(atMost(6, words))
}

// isStray tells, of a model that is saved, that it is saved only where SageMaker does not look.
func (r *Report) isStray(a Answer) bool {
	if a.Capability != requirement.ModelSaving || len(r.requirements.Saves) == 0 {
		return false
	}
	return !slices.ContainsFunc(r.requirements.Saves, func(s requirement.Save) bool {
		return s.Place != requirement.Elsewhere || s.Path == nil
	})
}

// findTop makes spots of the places where a reader asks what a training script is: its first line, its docstring, the
// first word of its first statement, `def main`, and the `__main__` condition.
func (r *Report) findTop() {
	if len(r.Requirements) == 0 {
		return
	}
	say := func() string { return r.Overview() }
	r.addSpot(aboutScript, rule.Span{End: len(r.script.Tree.Lines().Line(0))}, say)
	if word, ok := r.firstWord(); ok {
		r.addSpot(aboutScript, word, say)
	}
	if f := r.script.Function("main"); f != nil {
		if name := f.Node.Child(syntax.FieldName); name != nil {
			r.addSpot(aboutScript, r.spanOf(name), say)
		}
	}
	if guard := r.script.MainGuard(); guard != nil {
		r.addSpot(aboutScript, r.spanOf(guard.Child(syntax.FieldCondition)), say)
	}
}

// firstWord is where the docstring stands, or else the first word of the first statement; ok is false where there is none.
func (r *Report) firstWord() (span rule.Span, ok bool) {
	for _, s := range r.script.Tree.Statements() {
		n := s.Root()
		if n.Kind() == syntax.KindComment {
			continue
		}
		for len(n.Children()) > 0 && n.Kind() != syntax.KindString && n.Children()[0].Start() == n.Start() {
			n = n.Children()[0]
		}
		span = r.spanOf(n)
		if end := strings.IndexFunc(n.Text(), isNoLetter); end > 0 && n.Kind() != syntax.KindString {
			span.End = span.Start + end
		}
		return span, true
	}
	return rule.Span{}, false
}

func isNoLetter(c rune) bool { return !unicode.IsLetter(c) && c != '_' }
