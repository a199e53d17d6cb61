package rule

import edlib "github.com/hbollon/go-edlib"

// Suggest gives the candidate that a misspelt name most likely means: the nearest one, where it is at most two edits (of
// one for short names) away and no other is as near. Swapped letters are one edit.
func Suggest(name string, candidates []string) (suggestion string, ok bool) {
	limit := 2
	if len(name) < 6 {
		limit = 1
	}
	best := limit + 1
	for _, c := range candidates {
		switch d := edlib.OSADamerauLevenshteinDistance(name, c); {
		case d < best:
			best, suggestion, ok = d, c, true
		case d == best:
			ok = false
		}
	}
	return suggestion, ok && best <= limit
}
