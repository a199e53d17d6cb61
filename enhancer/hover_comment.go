package enhancer

import (
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// findComments makes spots of the words in the comments by which the script talks to trainlsp.
func (r *Report) findComments() {
	for _, p := range r.directives.parts {
		if p.name == "step-type" {
			_, value := stepTypeValue(p)
			r.addSpot(aboutComment, rule.Span{Start: p.word.Start, End: value.End}, sayStepTypes)
		}
	}
	for _, g := range r.directives.ignores {
		r.addSpot(aboutComment, g.word, func() string { return r.sayIgnore(g) })
		for _, c := range g.list {
			if rl := ruleOf(c.name); rl != nil {
				r.addSpot(aboutComment, c.span, func() string { return sayRule(rl) })
			}
		}
	}
}

// sayRule is a rule's page in short.
func sayRule(rl *rule.Rule) string {
	title := "**" + code(rl.Name) + "** · " + rl.Severity.String()
	return paragraphs(title, section(rl.Page, "What it does"), whyBad(rl.Name), pageLink(rl.Name))
}

// SayCategory is the page of a category's rule in short, empty for a category that does not exist.
func SayCategory(category string) string {
	if rl := ruleOf(category); rl != nil {
		return sayRule(rl)
	}
	return ""
}

// SayStepType says what a step type is.
func SayStepType(stepType string) string {
	return paragraphs("**"+code(stepType)+"** · step type", sentence(stepTypeMeanings[stepType]))
}

// sayIgnore says what an ignore comment is for, and what it silences where it stands.
func (r *Report) sayIgnore(g ignore) string {
	what, where := "everything", "on its line, or in the statement whose first or last line that is"
	name := "ignore"
	if g.list != nil {
		what = "findings of the categories in its brackets"
	}
	if g.file {
		name, where = "ignore-file", "in the file"
	}
	return paragraphs("**"+code("# trainlsp: "+name)+"**", "Silences "+what+" "+where+".", r.sayIgnored(g))
}

// sayIgnored lists the findings that an ignore comment silences.
func (r *Report) sayIgnored(g ignore) string {
	var silenced []string
	for _, i := range r.silenced {
		if g.silences(i, r.directives.linesOf(i)) {
			silenced = append(silenced, fmt.Sprintf("- line %d, %s: %s", r.directives.lineAt(i.Span.Start)+1, code(i.Category), prose(i.Message)))
		}
	}
	if silenced == nil {
		return "Here it silences nothing."
	}
	const limit = 5
	list := strings.Join(silenced[:min(limit, len(silenced))], "\n")
	if more := len(silenced) - limit; more > 0 {
		list += fmt.Sprintf("\n- and %d more", more)
	}
	return "Here it silences:\n\n" + list
}

// stepTypeMeanings say what a script of each of StepTypes is.
// Sources: Amazon SageMaker Developer Guide, "Pipelines steps" (August 2026); "Utility" is cursus's.
var stepTypeMeanings = map[string]string{
	"Training":      "a training job's entry point: it is held against all requirements",
	"Processing":    "a processing job's script, which works on /opt/ml/processing",
	"Transform":     "code for a batch transform job",
	"CreateModel":   "inference code, which a serving container calls",
	"RegisterModel": "code that puts a model into the registry",
	"Tuning":        "code that starts a tuning job",
	"Lambda":        "a Lambda function that a pipeline calls",
	"Utility":       "code that prepares something for other steps",
}

// sayStepTypes says what the comment that declares a step type is for, and which types there are.
func sayStepTypes() string {
	types := make([]string, 0, len(StepTypes))
	for _, t := range StepTypes {
		types = append(types, "- "+code(t)+": "+stepTypeMeanings[t])
	}
	return paragraphs("**"+code("# trainlsp: step-type=...")+"**",
		"Declares what the script is, whatever it looks like. Only of a training script what it lacks as a whole is reported.",
		strings.Join(types, "\n"))
}
