package rule

// Source is what every issue of ours names as its source, as in the seed.
const Source = "TrainingStepEnhancer"

// Issue is one finding. Its JSON has the seed's keys (category to source), then where it stands.
type Issue struct {
	Category       string         `json:"category"`
	Message        string         `json:"message"`
	Recommendation string         `json:"recommendation"`
	Severity       Severity       `json:"severity"`
	StepType       string         `json:"step_type"`
	Details        map[string]any `json:"details"`
	Source         string         `json:"source"`
	File           string         `json:"file"`
	Range          Range          `json:"range"`
	Level          int            `json:"level"`
	Fixable        bool           `json:"fixable"`

	// Span is Range in bytes of the script's text.
	Span Span `json:"-"`
	// Fixes are the ways to mend it, the best first.
	Fixes []Fix `json:"-"`
	// Related are other places that explain the finding, such as the save that is never reached.
	Related []Related `json:"-"`
	// Shared findings are shown in the files of Related too: either side can mend them.
	Shared bool `json:"-"`
	// Mirror is the file that a shared finding belongs to, where it is shown in another one; empty else.
	Mirror string `json:"-"`
}

// Range is a stretch of a file as LSP counts it: zero-based lines, UTF-16 code units; End is behind the last one.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Position is a place in a file as LSP counts it: zero-based line, UTF-16 code units from the line's start.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Span is a stretch of a script in bytes from its start; End is behind the last one.
type Span struct{ Start, End int }

// Related is a second place that belongs to a finding.
type Related struct {
	File    string // empty for the script itself
	Span    Span
	Message string
}

// Fix is a change that mends a finding.
type Fix struct {
	Title string
	Edits []Edit // they do not overlap; in the order of the text
	// Safe fixes keep the meaning of everything else, so "fix all" and `check --fix` may apply them unasked.
	Safe bool
}

// Edit replaces the bytes of Span by New.
type Edit struct {
	File string // empty for the file that the finding is in
	Span Span
	New  string
}
