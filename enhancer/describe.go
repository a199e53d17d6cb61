package enhancer

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Status is a script in a few words, as a status bar has room for them.
type Status struct {
	// Text is all of it: "Training · XGBoost · 5 of 5". It is empty for a file that is no training script.
	Text      string `json:"text"`
	StepType  string `json:"stepType"`
	Framework string `json:"framework"` // its name, empty for none
	Met       int    `json:"met"`       // how many requirements are met
	Of        int    `json:"of"`        // how many there are
	// Tooltip is Markdown: the overview, or why the file counts as no training script.
	Tooltip string `json:"tooltip"`
}

// Status tells what a status bar shows.
func (r *Report) Status() Status {
	s := Status{StepType: r.StepType, Met: r.met(), Of: len(r.Requirements), Tooltip: r.introduction()}
	if name := r.Framework(); name != nil {
		s.Framework = *name
	}
	if s.Of > 0 {
		s.Text = strings.Join(append(r.kind(), fmt.Sprintf("%d of %d", s.Met, s.Of)), " · ")
	}
	return s
}

// Describe is everything that is known about a script, as a Markdown document: what it is, and the four levels one by one.
func (r *Report) Describe() string {
	parts := []string{"# Validation of " + code(r.shortName()), r.introduction()}
	for _, l := range r.Levels() {
		parts = append(parts, fmt.Sprintf("## Level %d: %s", l.Number, l.Name), r.describeLevel(l))
	}
	return paragraphs(parts...) + "\n"
}

// shortName is the file's path in the workspace, or else its name.
func (r *Report) shortName() string {
	if r.workspace != nil && r.file != "" {
		return r.workspace.Name(r.file)
	}
	return path.Base(filepath.ToSlash(r.Path))
}

// describeLevel lists what is missing first: it is what people look for.
func (r *Report) describeLevel(l Level) string {
	var list []string
	for i := range l.Missing {
		list = append(list, r.describeIssue(&l.Missing[i]))
	}
	for _, f := range l.Found {
		list = append(list, "- ✓ "+prose(f))
	}
	for _, c := range l.CannotTell {
		list = append(list, "- ? cannot tell: "+prose(c))
	}
	if len(list) == 0 {
		return "Nothing to say."
	}
	return strings.Join(list, "\n")
}

func (r *Report) describeIssue(i *rule.Issue) string {
	at := fmt.Sprintf("line %d", i.Range.Start.Line+1)
	if i.File != r.Path && i.File != "" {
		at = code(i.File) + ", " + at
	}
	said := sentences(sentence(prose(i.Message)), prose(i.Recommendation))
	return fmt.Sprintf("- ✗ **%s**, %s: %s [%s](%s)", strings.ToLower(i.Severity.String()), at, said, escape(i.Category), PageURL(i.Category))
}

// lookedAt are the paths that a training script has to know.
var lookedAt = []string{
	sagemaker.ModelDir, "/opt/ml/output/data", "/opt/ml/input/data", sagemaker.HyperparametersFile, "/opt/ml/checkpoints", "/opt/ml/output/failure",
}

// DescribeRequirements is the seed's table of what a training script needs, as a Markdown document.
func DescribeRequirements() string {
	var b strings.Builder
	b.WriteString("# What a training script needs\n\n| requirement | without it | what meets it | rule |\n| --- | --- | --- | --- |\n")
	for _, p := range requirement.Patterns {
		fmt.Fprintf(&b, "| %s | %s | %s | [%s](%s) |\n", sentenceCase(p.Title), strings.ToLower(severityOf(p.Rule)), prose(p.Needs), escape(p.Rule), PageURL(p.Rule))
	}
	b.WriteString("\n## What its framework brings with it\n\n| framework | imports | calls | patterns |\n| --- | --- | --- | --- |\n")
	for _, f := range requirement.Frameworks {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", frameworks.ByName(f.Name).Title, strings.Join(codes(f.Imports), ", "), strings.Join(codes(f.Functions), ", "), spoken(f.Patterns))
	}
	b.WriteString("\n## Where SageMaker looks\n\n| path | what it is for |\n| --- | --- |\n")
	for _, path := range lookedAt {
		if d, ok := sagemaker.LookupPath(path); ok {
			fmt.Fprintf(&b, "| %s | %s |\n", code(path), prose(d.About))
		}
	}
	b.WriteString("\n## The levels of validation\n\n")
	for n, name := range levelNames {
		fmt.Fprintf(&b, "%d. %s\n", n+1, name)
	}
	return b.String()
}

func sentenceCase(text string) string { return strings.TrimSuffix(sentence(text), ".") }

// spoken are names as words: "dmatrix creation, xgboost training".
func spoken(names []string) string { return strings.ReplaceAll(strings.Join(names, ", "), "_", " ") }
