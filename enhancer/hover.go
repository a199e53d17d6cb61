package enhancer

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Hover is the Markdown to show for the byte at offset, and what it is about; ok is false where there is nothing to say.
func (r *Report) Hover(offset int) (markdown string, about rule.Span, ok bool) {
	return "", rule.Span{}, false
}

// Summary is the script in one line, for a code lens or a status bar: "Training · XGBoost · 5 of 5 requirements met".
// It is empty for a file that is no training script.
func (r *Report) Summary() string { return "" }

type spot struct{}
