package dependencies

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed import_name_in_requirements.md
var importNameInRequirementsPage string

// distributionOf are names that are imported and mistaken for distributions: pip finds nothing under them, or what refuses to
// be installed. Names under which something else can be installed, such as attr and bs4, are left out.
// Source: scikit-learn/sklearn-pypi-package, README: sklearn fails since December 2023; the others are in no index.
var distributionOf = map[string]string{
	"sklearn": "scikit-learn",
	"cv2":     "opencv-python-headless",
	"pil":     "Pillow",
	"yaml":    "PyYAML",
	"skimage": "scikit-image",
}

// importNameInRequirements finds the name of a module where pip wants that of a distribution: the job fails before the script
// starts.
var importNameInRequirements = &rule.Rule{
	Name:     "import_name_in_requirements",
	Level:    3,
	Severity: rule.Error,
	Summary:  "A module's name where pip wants the distribution's",
	Fixable:  true,
	Page:     importNameInRequirementsPage,
	CheckRequirements: func(p *rule.RequirementsPass) {
		for _, r := range p.Requirements.List {
			right := distributionOf[r.Distribution]
			if right == "" || r.URL != "" {
				continue
			}
			p.Report(r.NamePlace, rule.Issue{
				Message:        fmt.Sprintf("`%s` is what is imported; the distribution is called %s, and pip cannot install `%s`.", r.Name, right, r.Name),
				Recommendation: fmt.Sprintf("Write `%s`.", right),
				Details:        map[string]any{"name": r.Name, "distribution": right},
				Fixes:          []rule.Fix{{Title: fmt.Sprintf("Change to %s", right), Edits: []rule.Edit{rule.EditAt(r.NamePlace, right)}, Safe: true}},
			})
		}
	},
}
