// Package pep440 answers questions about Python's version numbers and specifiers: which versions a specifier allows, and
// whether several can hold together. It rests on a library that follows PyPA's own implementation test by test.
package pep440

import (
	"regexp"
	"strconv"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// Specifier is one or more clauses that a version has to fulfil, such as ">=1.26,<2". The zero Specifier allows everything.
type Specifier struct {
	text    string
	clauses []clause
}

type clause struct {
	operator, version string
	check             pep440.Specifiers
}

// arbitrary compares as texts, which need not be versions.
const arbitrary = "==="

var clausePattern = regexp.MustCompile(`^\s*(===|==|~=|!=|<=|>=|<|>)\s*([^\s,;()<>=!~]+)\s*$`)

// ParseSpecifier reads a specifier; ok is false for what is none by PEP 440.
func ParseSpecifier(text string) (s Specifier, ok bool) {
	s.text = strings.TrimSpace(text)
	if s.text == "" {
		return s, true
	}
	for part := range strings.SplitSeq(s.text, ",") {
		if strings.TrimSpace(part) == "" {
			continue // pip takes a comma too many
		}
		m := clausePattern.FindStringSubmatch(part)
		if m == nil {
			return s, false
		}
		c := clause{operator: m[1], version: m[2]}
		if c.operator != arbitrary {
			check, err := pep440.NewSpecifiers(m[1]+m[2], pep440.WithPreRelease(true))
			if err != nil {
				return s, false
			}
			c.check = check
		}
		s.clauses = append(s.clauses, c)
	}
	return s, true
}

// String is the specifier as it was written.
func (s Specifier) String() string { return s.text }

// IsAny tells a specifier that allows everything.
func (s Specifier) IsAny() bool { return len(s.clauses) == 0 }

// Allows tells whether a version fulfils the specifier. What is no version fulfils only one that names it.
func (s Specifier) Allows(version string) bool {
	v, err := pep440.Parse(version)
	for _, c := range s.clauses {
		if c.operator == arbitrary && c.version != version || c.operator != arbitrary && (err != nil || !c.check.Check(v)) {
			return false
		}
	}
	return true
}

// Exact is the version of a specifier that allows one only, such as "1.4.2" of "==1.4.2"; empty for others.
func (s Specifier) Exact() string {
	for _, c := range s.clauses {
		if (c.operator == "==" || c.operator == arbitrary) && !strings.HasSuffix(c.version, ".*") {
			return c.version
		}
	}
	return ""
}

// IsBounded tells a specifier that leaves neither the newest nor the oldest versions open.
func (s Specifier) IsBounded() bool {
	low, high := false, false
	for _, c := range s.clauses {
		switch c.operator {
		case "==", arbitrary, "~=":
			low, high = true, true
		case ">=", ">":
			low = true
		case "<", "<=":
			high = true
		}
	}
	return low && high
}

// Agree tells whether some version fulfils all the specifiers.
func Agree(specifiers ...Specifier) bool {
	for _, candidate := range candidates(specifiers) {
		if allAllow(specifiers, candidate) {
			return true
		}
	}
	return len(specifiers) == 0
}

func allAllow(specifiers []Specifier, version string) bool {
	for _, s := range specifiers {
		if !s.Allows(version) {
			return false
		}
	}
	return true
}

// candidates are versions of which one fulfils all specifiers where any does: where versions are in order, the smallest that
// do are at a bound or right behind it.
func candidates(specifiers []Specifier) []string {
	found := []string{"0"}
	for _, s := range specifiers {
		for _, c := range s.clauses {
			version := strings.TrimSuffix(c.version, ".*")
			found = append(found, version)
			v, err := pep440.Parse(version)
			if err != nil {
				continue
			}
			found = append(found, v.BaseVersion()+".0.0.0.1", v.BaseVersion()+".post99999")
			found = append(found, Successors(v.BaseVersion())...)
		}
	}
	return found
}

// Successors are the versions behind all those that begin like one: 2, 1.5 and 1.4.3 for 1.4.2.
func Successors(version string) []string {
	parts := strings.Split(version, ".")
	var found []string
	for i, part := range parts {
		number, err := strconv.Atoi(part)
		if err != nil {
			return found
		}
		found = append(found, strings.Join(append(parts[:i:i], strconv.Itoa(number+1)), "."))
	}
	return found
}

// SameMinor tells versions that agree in their first two parts, such as 2.1.0 and 2.1.2. What is no version agrees with none.
func SameMinor(a, b string) bool {
	x, okA := minor(a)
	y, okB := minor(b)
	return okA && okB && x == y
}

var leadingNumbers = regexp.MustCompile(`^v?(\d+)(?:\.(\d+))?`)

func minor(version string) (numbers [2]int, ok bool) {
	m := leadingNumbers.FindStringSubmatch(strings.TrimSpace(version))
	if m == nil {
		return numbers, false
	}
	numbers[0], _ = strconv.Atoi(m[1]) // digits
	numbers[1], _ = strconv.Atoi(m[2]) // none is zero
	return numbers, true
}

// Compare orders two versions; what is no version comes first.
func Compare(a, b string) int {
	x, errA := pep440.Parse(a)
	y, errB := pep440.Parse(b)
	switch {
	case errA != nil && errB != nil:
		return 0
	case errA != nil:
		return -1
	case errB != nil:
		return 1
	}
	return x.Compare(y)
}
