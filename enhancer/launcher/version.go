package launcher

import (
	"slices"
	"strconv"
	"strings"
)

// numbers are the numbers of a version: 1, 7, 1 of "1.7-1". Anything else counts as 0.
func numbers(version string) []int {
	var all []int
	for _, part := range strings.FieldsFunc(version, func(r rune) bool { return r == '.' || r == '-' }) {
		n, _ := strconv.Atoi(part)
		all = append(all, n)
	}
	return all
}

// isNewer tells whether a version is newer than all of a list that is not empty.
func isNewer(version string, than []string) bool {
	return !slices.ContainsFunc(than, func(v string) bool { return slices.Compare(numbers(version), numbers(v)) <= 0 })
}

// nearest are the versions that are closest to one that does not exist, the closest first and of two as close the newer;
// at most three.
func nearest(version string, among []string) []string {
	all := slices.Clone(among)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b string) int { return slices.Compare(distance(version, a), distance(version, b)) })
	return all[:min(3, len(all))]
}

// distance is how far versions are apart, number by number.
func distance(a, b string) []int {
	x, y := numbers(a), numbers(b)
	var d []int
	for i := range max(len(x), len(y)) {
		var m, n int
		if i < len(x) {
			m = x[i]
		}
		if i < len(y) {
			n = y[i]
		}
		d = append(d, max(m-n, n-m))
	}
	return d
}

// parts is how many numbers a version of the form 2.0.1 has.
func parts(version string) int { return strings.Count(version, ".") + 1 }

// shortened is a version with as many numbers as another one has.
func shortened(version, like string) string {
	all := strings.Split(version, ".")
	return strings.Join(all[:min(len(all), parts(like))], ".")
}
