package config

// key is one of the keys of a settings file.
type key struct {
	name string
	// expected is what its value has to be.
	expected string
	// about says in a sentence what it does.
	about string
	// depth is how many names lead to a value that is read by itself: its own, and in a table those of the table's keys.
	depth int
	read  func(r *reader, of key, names []name, v value)
}

// keys are all of them, in the order in which they are told.
var keys = []key{
	{name: "select", expected: "a list of categories", about: "Reports only these categories.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Select = r.categories(of, v) }},
	{name: "ignore", expected: "a list of categories", about: "Leaves out these categories.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Ignore = r.categories(of, v) }},
	{name: "severity", expected: `a table of categories with "error", "warning" or "info"`, about: "Sets the severities of categories.",
		depth: 2, read: (*reader).severity},
	{name: "step-type", expected: `a step type, such as "Training"`, about: "Says what the scripts are.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.StepType, _ = r.stepType(of.name, v) }},
	{name: "step-types", expected: "a table of file patterns with step types", about: "Says what the scripts are that a pattern fits. Of several that fit, the longest counts.",
		depth: 2, read: (*reader).stepTypes},
	{name: "exclude", expected: "a list of file patterns", about: "Leaves out the files and folders that a pattern fits.", depth: 1,
		read: func(r *reader, of key, _ []name, v value) { r.file.Exclude = r.patterns(of, v) }},
	{name: "frameworks", expected: `a table for each framework, such as [frameworks.acme]`, about: "Says which calls of frameworks of your own train, save, load and evaluate.",
		depth: 3, read: (*reader).framework},
}

// keyNames are the names of all keys.
func keyNames() []string {
	names := make([]string, 0, len(keys))
	for _, k := range keys {
		names = append(names, k.name)
	}
	return names
}

// say tells what a key does.
func (k key) say() string {
	return "**`" + k.name + "`** · setting\n\n" + k.about + " It is " + k.expected + "."
}
