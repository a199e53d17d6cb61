package workspace

import "slices"

// Section is a part of a contract or specification: things that it declares by their names.
type Section struct {
	// Place is where the part is written, brackets included; zero where it is not.
	Place Place
	Items []Item
	// Open tells that there may be more than is known.
	Open bool
}

// Item is one thing that is declared by its name: a path, an argument, an environment variable, a dependency.
type Item struct {
	Name string
	// NamePlace is where the name is written.
	NamePlace Place
	// Value is the path, the default or the version that goes with it, None where nothing does.
	Value Value
	// Optional tells that it says of itself that the step goes on without it.
	Optional bool
	// Aliases are other names for it.
	Aliases []string
}

// Find gives the item of a name; ok is false where there is none.
func (s Section) Find(name string) (item Item, ok bool) {
	i := slices.IndexFunc(s.Items, func(i Item) bool { return i.Name == name })
	if i < 0 {
		return item, false
	}
	return s.Items[i], true
}

// Answers tells whether an item goes by a name, be it its own or an alias.
func (s Section) Answers(name string) bool {
	return slices.ContainsFunc(s.Items, func(i Item) bool { return i.Name == name || slices.Contains(i.Aliases, name) })
}

// Names are the items' names.
func (s Section) Names() []string {
	names := make([]string, 0, len(s.Items))
	for _, i := range s.Items {
		names = append(names, i.Name)
	}
	return names
}

// IsWritten tells whether the part stands in the file at all.
func (s Section) IsWritten() bool { return !s.Place.IsZero() }
