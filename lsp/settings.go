package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// Settings are what a user can set in the editor, under `trainlsp`. The client sends them with initializationOptions, in
// answer to workspace/configuration, or with didChangeConfiguration; inside an object `trainlsp` or without. The latter
// two replace each other and go on top of initializationOptions, which go on top of the defaults.
type Settings struct {
	// Enable turns the checks on. Default: true.
	Enable bool `json:"enable"`
	// Run says when: "onType" after each edit, "onSave" when a document is opened or saved. Default: "onType".
	Run string `json:"run"`
	// WholeFileDelay is how long the keyboard must rest before it is told that something is lacking, in milliseconds: it may
	// be what is about to be typed. 0 for at once. Default: 500.
	WholeFileDelay int `json:"wholeFileDelay"`
	// Select names the only categories to report. Default: all.
	Select []string `json:"select"`
	// Ignore names categories to leave out. Default: none.
	Ignore []string `json:"ignore"`
	// Severity sets the severities of categories: "error", "warning" or "info". Default: each check's own.
	Severity map[string]rule.Severity `json:"severity"`
	// StepType says what the scripts are, such as "Training". Default: each script shows what it is.
	StepType string `json:"stepType"`
	// StepTypes says the same of the files that match a pattern, such as {"steps/*/train.py": "Training"}. A pattern
	// fits the end of a path; of several that fit, the longest counts. It overrides StepType.
	StepTypes map[string]string `json:"stepTypes"`
	// LogLevel is "error", "warning", "info" or "debug". Default: "info".
	LogLevel string `json:"logLevel"`
	// Trace tells the client of each message: "off", "messages" or "verbose". Default: what the client asks for with
	// $/setTrace.
	Trace string `json:"trace"`
}

func defaultSettings() *Settings {
	return &Settings{Enable: true, Run: runOnType, WholeFileDelay: 500, LogLevel: "info"}
}

// When checks run.
const (
	runOnType = "onType"
	runOnSave = "onSave"
)

// setting is one key of the settings: where its value goes, and what it has to be.
type setting struct {
	into     func(*Settings) any
	expected string
}

var settings = map[string]setting{
	"enable":         {func(s *Settings) any { return &s.Enable }, "true or false"},
	"run":            {func(s *Settings) any { return (*run)(&s.Run) }, `"onType" or "onSave"`},
	"select":         {func(s *Settings) any { return &s.Select }, "a list of categories"},
	"ignore":         {func(s *Settings) any { return &s.Ignore }, "a list of categories"},
	"wholeFileDelay": {func(s *Settings) any { return (*delay)(&s.WholeFileDelay) }, "a number of milliseconds from 0 to 60000"},
	"severity":       {func(s *Settings) any { return &s.Severity }, `an object of categories with "error", "warning" or "info"`},
	"stepType":       {func(s *Settings) any { return (*stepType)(&s.StepType) }, `a step type, such as "Training"`},
	"stepTypes":      {func(s *Settings) any { return (*stepTypes)(&s.StepTypes) }, "an object of file patterns with step types"},
	"logLevel":       {func(s *Settings) any { return (*logLevel)(&s.LogLevel) }, `"error", "warning", "info" or "debug"`},
	"trace":          {func(s *Settings) any { return (*trace)(&s.Trace) }, `"off", "messages" or "verbose"`},
}

// editorKeys are settings that the editor's extension reads itself; clients send them along.
var editorKeys = []string{"path", "args", "logFile"}

// merge puts settings as a client sends them on top of s. What it cannot use it leaves, and says so in a sentence each.
func (s *Settings) merge(raw []byte) (complaints []string) {
	keys, ok := unwrap(raw)
	if !ok {
		return []string{fmt.Sprintf("The settings of trainlsp must be an object, not %s.", shorten(raw))}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if slices.Contains(editorKeys, key) || isNull(keys[key]) {
			continue
		}
		known, ok := settings[key]
		if !ok {
			complaints = append(complaints, fmt.Sprintf("There is no setting trainlsp.%s; there are %s.",
				key, strings.Join(slices.Sorted(maps.Keys(settings)), ", ")))
			continue
		}
		changed := *s
		target := known.into(&changed)
		if reflect.TypeOf(target).Elem().Kind() == reflect.Map && isEmptyList(keys[key]) {
			keys[key] = []byte("{}") // Lua has one empty table for both
		}
		// json would write into the list or map that is there, and other settings share it.
		reflect.ValueOf(target).Elem().SetZero()
		if json.Unmarshal(keys[key], target) != nil {
			complaints = append(complaints, fmt.Sprintf("The setting trainlsp.%s must be %s, not %s.", key, known.expected, shorten(keys[key])))
			continue
		}
		*s = changed
	}
	return append(complaints, s.unknownCategories(keys)...)
}

// unwrap gives the settings' keys; settings that are not there have none.
func unwrap(raw []byte) (keys map[string]json.RawMessage, ok bool) {
	if isNull(raw) {
		return nil, true
	}
	if json.Unmarshal(raw, &keys) != nil {
		return nil, false
	}
	if inner, wrapped := keys["trainlsp"]; wrapped {
		return unwrap(inner)
	}
	return keys, true
}

// ours tells whether there is a setting of trainlsp among those that a client sends.
func ours(raw []byte) bool {
	keys, _ := unwrap(raw)
	for key := range keys {
		if _, known := settings[key]; known || slices.Contains(editorKeys, key) {
			return true
		}
	}
	return false
}

func isNull(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || string(raw) == "null"
}

func isEmptyList(raw []byte) bool {
	var list []any
	return json.Unmarshal(raw, &list) == nil && len(list) == 0
}

func shorten(raw []byte) string {
	const limit = 60
	if text := []rune(string(raw)); len(text) > limit {
		return string(text[:limit]) + "…"
	}
	return string(raw)
}

// unknownCategories says which of the categories in some keys' values no check has. They stay in force: a newer server
// may know them.
func (s *Settings) unknownCategories(keys map[string]json.RawMessage) (complaints []string) {
	known := enhancer.RuleNames()
	for key, names := range map[string][]string{
		"select": s.Select, "ignore": s.Ignore, "severity": slices.Sorted(maps.Keys(s.Severity)),
	} {
		for _, name := range names {
			if keys[key] != nil && !slices.Contains(known, name) {
				sentence, _ := config.UnknownCategory("trainlsp."+key, name, known)
				complaints = append(complaints, sentence)
			}
		}
	}
	slices.Sort(complaints)
	return complaints
}

// options are the settings for one document, on top of those of its project's file, as the checks take them.
func (s *Settings) options(u uri.URI, project *config.File) enhancer.Options {
	own := config.Settings{Select: s.Select, Ignore: s.Ignore, Severity: s.Severity, StepType: s.StepType, StepTypes: s.StepTypes}
	return own.Options(pathOf(u), fileOf(u), project)
}

// stepTypes are step types by patterns, all of them well formed.
type stepTypes map[string]string

// UnmarshalJSON reads an object.
func (t *stepTypes) UnmarshalJSON(data []byte) error {
	var m map[string]stepType
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	*t = stepTypes{}
	for pattern, name := range m {
		if !doublestar.ValidatePattern(pattern) {
			return doublestar.ErrBadPattern
		}
		(*t)[pattern] = string(name)
	}
	return nil
}

// stepType is a name of a step type, or empty.
type stepType string

// UnmarshalText reads a name, in any case.
func (t *stepType) UnmarshalText(text []byte) error {
	name, known := enhancer.StepTypeNamed(string(text))
	if !known && len(text) > 0 {
		return fmt.Errorf("%q is no step type", text)
	}
	*t = stepType(name)
	return nil
}

// run is a name of a moment at which checks run.
type run string

// UnmarshalText reads a name.
func (r *run) UnmarshalText(text []byte) error {
	if name := string(text); name != runOnType && name != runOnSave {
		return fmt.Errorf("%q is no such moment", text)
	}
	*r = run(text)
	return nil
}

// delay is a time in milliseconds.
type delay int

// UnmarshalJSON reads a whole number.
func (d *delay) UnmarshalJSON(data []byte) error {
	const minute = 60_000
	var n int
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	if n < 0 || n > minute {
		return fmt.Errorf("%d is out of range", n)
	}
	*d = delay(n)
	return nil
}

// logLevel is a name of a level.
type logLevel string

// UnmarshalText reads a name.
func (l *logLevel) UnmarshalText(text []byte) error {
	if _, known := levels[string(text)]; !known {
		return fmt.Errorf("%q is no level", text)
	}
	*l = logLevel(text)
	return nil
}

// trace is how much of the messages the client wants to see.
type trace string

// UnmarshalJSON reads a name; editors' extensions customarily keep it in an object, as `trace.server`.
func (t *trace) UnmarshalJSON(data []byte) error {
	var nested struct {
		Server *trace `json:"server"`
	}
	if json.Unmarshal(data, &nested) == nil {
		if nested.Server != nil {
			*t = *nested.Server
		}
		return nil
	}
	var name string
	if err := json.Unmarshal(data, &name); err != nil {
		return err
	}
	if name != "off" && name != "messages" && name != "verbose" {
		return fmt.Errorf("%q is no trace level", name)
	}
	*t = trace(name)
	return nil
}
