package frameworks

import "slices"

// calls makes a Call of each name, where there is nothing to say beyond the name.
func calls(names ...string) []Call {
	return alike(Call{}, names...)
}

// alike makes a Call of each name that is like c in everything else.
func alike(c Call, names ...string) []Call {
	out := make([]Call, len(names))
	for i, name := range names {
		out[i] = c
		out[i].Name = name
	}
	return out
}

// join puts parts of one table together.
func join(parts ...[]Call) []Call {
	return slices.Concat(parts...)
}
