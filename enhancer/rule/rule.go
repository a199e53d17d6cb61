// Package rule is what a check is made of: its metadata, the finding it reports, the fix it offers. It holds no check, so
// that enhancer and frameworks can both use it.
package rule

// Rule is one check. Its name is its category everywhere: in JSON, in the diagnostic's code, in ignore comments, in the
// configuration, and in the names of its files.
type Rule struct {
	Name     string
	Level    int      // 1 script, 2 specification, 3 dependencies, 4 builder
	Severity Severity // the one it reports with, where the settings say nothing else
	// Summary says in one line what it finds.
	Summary string
	// Framework is the one framework the rule is about, empty for rules about every script.
	Framework string
	// WholeFile rules report what a script lacks as a whole; they run only on scripts that are training entry points.
	WholeFile bool
	// Lacks tells of rules that report something lacking elsewhere than in the whole file: it may be about to be typed.
	// Editors wait with their findings, and with those of WholeFile rules, until the keyboard rests.
	Lacks bool
	// Fixable rules offer at least one fix for most of their findings.
	Fixable bool
	// Page is the rule's documentation in Markdown: what it does, why it is bad, examples, when to ignore it, sources.
	Page string
	// Dir is the folder of the project where the page lies, such as "enhancer/script". Package enhancer fills it in for
	// all rules of a package.
	Dir string
	// Check looks at a script and reports what it finds.
	Check func(*Pass)
	// CheckLaunch looks at a job definition.
	CheckLaunch func(*LaunchPass)
	// CheckRequest looks at a call of the platform's API.
	CheckRequest func(*RequestPass)
	// CheckRequirements looks at a requirements file of pip's.
	CheckRequirements func(*RequirementsPass)
	// CheckContract looks at the contract of a script.
	CheckContract func(*ContractPass)
	// CheckBuilder looks at the class that makes a step of a pipeline.
	CheckBuilder func(*BuilderPass)
	// CheckLauncher looks at what a file uses of the platform's SDK.
	CheckLauncher func(*LauncherPass)
}

// Fill gives a finding what the rule says of all its findings; a severity that the finding sets itself is kept.
func (r *Rule) Fill(i Issue) Issue {
	i.Category, i.Level, i.Source = r.Name, r.Level, Source
	if i.Severity == 0 {
		i.Severity = r.Severity
	}
	if i.Details == nil {
		i.Details = map[string]any{}
	}
	if r.Framework != "" {
		i.Details["framework"] = r.Framework
	}
	i.Fixable = len(i.Fixes) > 0
	return i
}
