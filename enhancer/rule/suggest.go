package rule

import (
	"slices"

	edlib "github.com/hbollon/go-edlib"
)

// Suggest gives the candidate that a misspelt name most likely means: the nearest one, where it is at most two edits (of
// one for short names) away and no other is as near. Swapped letters are one edit.
func Suggest(name string, candidates []string) (suggestion string, ok bool) {
	limit := 2
	if len(name) < 6 {
		limit = 1
	}
	best := 2*limit + 1
	for _, c := range candidates {
		d := edlib.OSADamerauLevenshteinDistance(name, c)
		if d > limit {
			continue
		}
		switch d = 2*d - sameLetters(name, c); {
		case d < best:
			best, suggestion, ok = d, c, true
		case d == best:
			ok = false
		}
	}
	return suggestion, ok
}

// sameLetters is 1 for words of the same letters in another order: swapping two is the commonest slip.
func sameLetters(a, b string) int {
	if len(a) != len(b) {
		return 0
	}
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	if string(x) == string(y) {
		return 1
	}
	return 0
}

// Slips is how many letters are wrong, missing, too many or swapped in a word that was meant to be another.
func Slips(written, meant string) int { return edlib.OSADamerauLevenshteinDistance(written, meant) }
