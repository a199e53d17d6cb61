package rule

// Listed is what a list of rules tells of one.
type Listed struct {
	Name      string   `json:"name"`
	Level     int      `json:"level"`
	Severity  Severity `json:"severity"`
	Summary   string   `json:"summary"`
	Framework *string  `json:"framework"` // null where the rule is about every script
	WholeFile bool     `json:"whole_file"`
	Fixable   bool     `json:"fixable"`
}

// List tells of rules what a list of them does.
func List(rules []*Rule) []Listed {
	list := make([]Listed, 0, len(rules))
	for _, r := range rules {
		l := Listed{Name: r.Name, Level: r.Level, Severity: r.Severity, Summary: r.Summary, WholeFile: r.WholeFile, Fixable: r.Fixable}
		if r.Framework != "" {
			l.Framework = &r.Framework
		}
		list = append(list, l)
	}
	return list
}
