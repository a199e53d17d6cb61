package workspace

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// marks are words of which a text must hold one to be worth reading for something.
type marks struct{ words []string }

var (
	// stepMarks are those of the parts of pipeline steps.
	stepMarks = &marks{[]string{"entry_point", "StepSpecification(", "StepBuilder"}}
	// requestMarks are those of requests, such as create_training_job.
	requestMarks = &marks{slices.Sorted(maps.Keys(operations))}
	// launchMarks are those of job definitions.
	launchMarks = &marks{append([]string{"sagemaker"}, requestMarks.words...)}
)

// in tells whether a text holds one of the words. The script, which may be nil, are the facts of the text: they remember what
// each statement holds, so that after a keystroke not all of a long text is searched.
func (m *marks) in(text []byte, script *analysis.Script) bool {
	if script != nil && sameMemory(script.Tree.Text(), text) {
		return script.HasText(m, func(statement string) bool {
			return slices.ContainsFunc(m.words, func(w string) bool { return strings.Contains(statement, w) })
		})
	}
	return slices.ContainsFunc(m.words, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}
