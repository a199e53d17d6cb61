package dependencies

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed conflicting_requirements.md
var conflictingRequirementsPage string

// conflictingRequirements finds requirements that no version fulfils, and version specifiers that are none. pip fails at both,
// and the job with it.
var conflictingRequirements = &rule.Rule{
	Name:     "conflicting_requirements",
	Level:    3,
	Severity: rule.Error,
	Summary:  "Requirements that no version fulfils, or that pip cannot read",
	Page:     conflictingRequirementsPage,
	CheckRequirements: func(p *rule.RequirementsPass) {
		if writtenByConda(p) {
			return
		}
		for i, r := range p.Requirements.List {
			switch {
			case r.Malformed:
				reportMalformed(p, r)
			case r.URL == "" && !pep440.Agree(r.Specifier):
				p.Report(r.SpecifierPlace, rule.Issue{
					Message:        fmt.Sprintf("No version of %s is `%s`.", r.Name, r.Specifier),
					Recommendation: "Change one of the bounds.",
					Details:        map[string]any{"distribution": r.Distribution},
				})
			default:
				reportConflict(p, p.Requirements.List[:i], r)
			}
		}
	},
}

// writtenByConda tells a list that `conda list --export` wrote, which is not for pip.
func writtenByConda(p *rule.RequirementsPass) bool {
	text, err := p.Workspace.Files().Read(p.Requirements.File)
	return err != nil || bytes.Contains(text, []byte("conda create")) || bytes.Contains(text, []byte("=py"))
}

func reportMalformed(p *rule.RequirementsPass, r workspace.Requirement) {
	text, err := p.Workspace.Files().Read(p.Requirements.File)
	if err != nil {
		return
	}
	written := string(text[r.SpecifierPlace.Span.Start:r.SpecifierPlace.Span.End])
	i := rule.Issue{
		Message:        fmt.Sprintf("`%s` is no version specifier: pip cannot read the line, and installs nothing of the file.", written),
		Recommendation: fmt.Sprintf("Write one of ==, ~=, !=, <, <=, > and >= with a version, such as `%s==1.2.3`.", r.Name),
		Details:        map[string]any{"distribution": r.Distribution},
	}
	if legacy.MatchString(written) {
		i.Severity = rule.Warning
		i.Message = fmt.Sprintf("`%s` is no version specifier: since 24.1, pip cannot read the line, and installs nothing of the file.", written)
	}
	if m := glued.FindStringSubmatch(written); m != nil {
		i.Recommendation = fmt.Sprintf("Put a comma between: `%s,%s`.", m[1], m[2])
	}
	p.Report(r.SpecifierPlace, i)
}

// legacy are specifiers that pip took before 24.1, which compares what is no version as text.
// Source: pip 24.1 release notes, "legacy versions and specifiers".
var legacy = regexp.MustCompile(`^(?:==|!=|<=|>=|<|>)\s*[^,;\s)]+$`)

// glued are two clauses without a comma.
var glued = regexp.MustCompile(`^([<>=!~]=?\s*[\w.*+]+)\s*([<>=!~]=?\s*[\w.*+]+)$`)

// reportConflict reports a requirement that an earlier one for the same distribution rules out. What holds under a condition
// only rules out nothing.
func reportConflict(p *rule.RequirementsPass, earlier []workspace.Requirement, r workspace.Requirement) {
	for _, e := range earlier {
		if e.Distribution != r.Distribution || e.Marker+r.Marker+e.URL+r.URL != "" || e.Malformed || !pep440.Agree(e.Specifier) || pep440.Agree(e.Specifier, r.Specifier) {
			continue
		}
		p.Report(r.Place, rule.Issue{
			Message:        fmt.Sprintf("%s cannot be both `%s` and `%s`: pip installs nothing of the file.", r.Name, e.Specifier, r.Specifier),
			Recommendation: "Leave one of the two lines.",
			Details:        map[string]any{"distribution": r.Distribution},
			Related:        []rule.Related{rule.RelatedTo(e.Place, "asked for here, too")},
		})
		return
	}
}
