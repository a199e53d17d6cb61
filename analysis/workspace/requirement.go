package workspace

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/pep440"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Requirements are the distributions that one file asks for. They are plain data, and never change.
type Requirements struct {
	File string
	// List are the requirements in the order of the text.
	List []Requirement
	// Includes are the files that are read along with it, by `-r`.
	Includes []Include
	// Open tells that it may ask for more than is known: a URL without a name, a list that is put together at run time.
	Open bool
}

// Include is a line that reads another file.
type Include struct {
	File  string // absolute
	Place Place
}

// Requirement is one distribution that a file asks for.
type Requirement struct {
	// Name is how the file writes it, Distribution its normalised form.
	Name, Distribution string
	// Specifier is which versions are asked for. Malformed tells that what stands there is none; Specifier is the zero value then.
	Specifier pep440.Specifier
	Malformed bool
	// Extras are the extras asked for, in lower case.
	Extras []string
	// Marker is the condition under which it is asked for, empty for none.
	Marker string
	// URL is where it comes from, empty for the index.
	URL string
	// Editable tells `-e`.
	Editable bool
	// Place is the whole line, continuation lines included, without comment; Line the same with its comment and line end. NamePlace
	// and SpecifierPlace are parts of it; the latter is empty and stands behind the name where there is no specifier.
	Place, Line, NamePlace, SpecifierPlace Place
}

var separators = regexp.MustCompile(`[-_.]+`)

// Distribution normalises a distribution's name, as PEP 503 says.
func Distribution(name string) string {
	return strings.ToLower(separators.ReplaceAllString(name, "-"))
}

// IsRequirementsFile tells the files that pip is given with -r, by their names.
func IsRequirementsFile(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	return strings.HasSuffix(name, ".txt") && (strings.HasPrefix(name, "requirements") || strings.HasSuffix(name, "requirements.txt"))
}

// RequirementsIn are the requirements in a file: a requirements file of pip's, pyproject.toml, setup.cfg or setup.py. Nil for
// any other file, and for one that cannot be read.
func (w *Workspace) RequirementsIn(file string) *Requirements {
	switch name := filepath.Base(file); {
	case IsRequirementsFile(file):
		if d := w.facts[file]; d != nil && d.requirements != nil {
			return d.requirements
		}
		return requirementsOf(w.files, file, readRequirements)
	case name == "pyproject.toml":
		return requirementsOf(w.files, file, readPyproject)
	case name == "setup.cfg":
		return requirementsOf(w.files, file, readSetupCfg)
	case name == "setup.py":
		return requirementsOf(w.files, file, func(file string, text []byte) *Requirements { return readSetupPy(w.files, file, text) })
	}
	return nil
}

func requirementsOf(files *Files, file string, read func(file string, text []byte) *Requirements) *Requirements {
	text, err := files.Read(file)
	if err != nil {
		return nil
	}
	return read(file, text)
}

var (
	namePattern  = regexp.MustCompile(`^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)`)
	extraPattern = regexp.MustCompile(`^\s*\[([^\]]*)\]`)
	eggPattern   = regexp.MustCompile(`[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)`)
)

// parseRequirement reads a requirement as PEP 508 writes it, where text[start:end] of a file is it. ok is false where no name
// can be made out.
func parseRequirement(file string, text string, start, end int) (r Requirement, ok bool) {
	place := func(from, to int) Place { return Place{File: file, Span: syntax.Range{Start: from, End: to}} }
	r.Place = place(start, end)
	r.Line = r.Place
	whole := text[start:end]
	if isURL(whole) {
		r.URL = whole
		if m := eggPattern.FindStringSubmatchIndex(whole); m != nil {
			r.Name = whole[m[2]:m[3]]
			r.Distribution = Distribution(r.Name)
			r.NamePlace = place(start+m[2], start+m[3])
		}
		return r, r.Name != ""
	}
	r.Name = namePattern.FindString(whole)
	if r.Name == "" {
		return r, false
	}
	r.Distribution = Distribution(r.Name)
	at := start + len(r.Name)
	r.NamePlace = place(start, at)
	if m := extraPattern.FindStringSubmatch(text[at:end]); m != nil {
		for extra := range strings.SplitSeq(m[1], ",") {
			r.Extras = append(r.Extras, strings.ToLower(strings.TrimSpace(extra)))
		}
		at += len(m[0])
	}
	rest := text[at:end]
	if url, direct := strings.CutPrefix(strings.TrimSpace(rest), "@"); direct {
		url, marker, _ := strings.Cut(url, " ;")
		r.URL, r.Marker = strings.TrimSpace(url), strings.TrimSpace(marker)
		r.SpecifierPlace = place(at, at)
		return r, true
	}
	if specifier, marker, marked := strings.Cut(rest, ";"); marked {
		rest, r.Marker = specifier, strings.TrimSpace(marker)
	}
	from := at + len(rest) - len(strings.TrimLeft(rest, " \t\r\n\\"))
	rest = strings.Trim(rest, " \t\r\n\\")
	r.SpecifierPlace = place(from, from+len(rest))
	if rest == "" {
		r.SpecifierPlace = place(at, at)
	}
	if inner, ok := strings.CutPrefix(rest, "("); ok {
		rest = strings.TrimSuffix(inner, ")") // the form of older metadata: name (>=1.0)
	}
	specifier, good := pep440.ParseSpecifier(rest)
	if good {
		r.Specifier = specifier
	}
	r.Malformed = !good
	return r, true
}

// isURL tells a location that stands in place of a name: a URL, a path, an archive.
func isURL(text string) bool {
	return strings.Contains(text, "://") && !strings.Contains(text, " @ ") || strings.HasPrefix(text, ".") || strings.HasPrefix(text, "/") ||
		strings.HasSuffix(text, ".whl") || strings.HasSuffix(text, ".tar.gz") || strings.HasSuffix(text, ".zip")
}
