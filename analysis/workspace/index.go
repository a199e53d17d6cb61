package workspace

// index is what the files of a workspace declare.
type index struct {
	launches map[string][]*Launch // by launcher
	byScript map[string][]*Launch
}
