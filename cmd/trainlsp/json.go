package main

import (
	"encoding/json"
	"io"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// The JSON of a check. Version rises when something in it is removed or changes its meaning.
type (
	jsonCheck struct {
		Version    int        `json:"version"`
		Files      []jsonFile `json:"files"`
		Unreadable []problem  `json:"unreadable"`
		Summary    counts     `json:"summary"`
	}
	jsonFile struct {
		Path         string       `json:"path"`
		StepType     *string      `json:"step_type"`
		Framework    *string      `json:"framework"`
		Issues       []rule.Issue `json:"issues"`
		Requirements []jsonAnswer `json:"requirements,omitzero"` // with --verbose
	}
	jsonAnswer struct {
		Capability string       `json:"capability"`
		State      string       `json:"state"`
		Reason     string       `json:"reason"`
		Evidence   []rule.Range `json:"evidence"`
	}
)

func printJSON(out io.Writer, s settings, results []result, problems []problem) error {
	check := jsonCheck{Version: 1, Files: []jsonFile{}, Unreadable: problems, Summary: count(results, problems)}
	if problems == nil {
		check.Unreadable = []problem{}
	}
	for _, r := range results {
		f := jsonFile{Path: r.path, Framework: r.framework, Issues: r.issues}
		if r.stepType != "" {
			f.StepType = &r.stepType
		}
		if r.issues == nil {
			f.Issues = []rule.Issue{}
		}
		if s.verbose {
			f.Requirements = jsonAnswers(r)
		}
		check.Files = append(check.Files, f)
	}
	return writeJSON(out, check)
}

func jsonAnswers(r result) []jsonAnswer {
	answers := make([]jsonAnswer, 0, len(r.requirements))
	src := newSource(r.text)
	for _, a := range r.requirements {
		answers = append(answers, jsonAnswerOf(a, src))
	}
	return answers
}

func jsonAnswerOf(a enhancer.Answer, src source) jsonAnswer {
	j := jsonAnswer{Capability: a.Capability, State: a.State.String(), Reason: a.Reason, Evidence: []rule.Range{}}
	for _, span := range a.Evidence {
		j.Evidence = append(j.Evidence, src.reach(span))
	}
	return j
}

// writeJSON writes a value for programs and people alike: indented, and with < and > as they are.
func writeJSON(out io.Writer, value any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
