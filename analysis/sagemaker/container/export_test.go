package container

import "slices"

// Frameworks are the names of the lists, in the order of the data.
func Frameworks() []string {
	var names []string
	for i := range images() {
		if f := images()[i].Framework; !slices.Contains(names, f) {
			names = append(names, f)
		}
	}
	return names
}

// Aliases are the inexact versions of a framework and what the SDK takes them for. The map is not to be changed.
func Aliases(framework string) map[string]string { return aliases()[framework] }
