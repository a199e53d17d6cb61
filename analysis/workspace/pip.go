package workspace

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// readRequirements reads a requirements file of pip's.
// Source: pip documentation, "Requirements File Format" (pip 25).
func readRequirements(file string, text []byte) *Requirements {
	r := &Requirements{File: file}
	if bytes.IndexByte(text, 0) >= 0 {
		r.Open = true // UTF-16, as PowerShell writes it, which pip reads by its byte order mark
		return r
	}
	masked := maskContinuations(text)
	for start := 0; start < len(masked); {
		end := start + bytes.IndexByte(masked[start:], '\n') + 1
		if end == start {
			end = len(masked)
		}
		r.readLine(string(masked), start, end)
		start = end
	}
	return r
}

// maskContinuations puts blanks in place of the line ends that a backslash takes away, so that each line is whole and stands
// where it stood. A backslash in a comment takes nothing away.
func maskContinuations(text []byte) []byte {
	out := bytes.Clone(text)
	if bytes.HasPrefix(out, []byte("\ufeff")) {
		copy(out, "   ")
	}
	for start := 0; start < len(out); {
		end := bytes.IndexByte(out[start:], '\n')
		if end < 0 {
			break
		}
		end += start
		line := bytes.TrimRight(out[start:end], "\r")
		if last := start + len(line) - 1; len(line) > 0 && out[last] == '\\' && !bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			for i := last; i <= end; i++ {
				out[i] = ' '
			}
		}
		start = end + 1
	}
	return out
}

var (
	commentPattern = regexp.MustCompile(`(^|\s)#.*`)
	optionPattern  = regexp.MustCompile(`\s+--?[a-z].*$`)
	includePattern = regexp.MustCompile(`^(?:-r|--requirement)(?:\s+|=)?(\S.*)$`)
	editPattern    = regexp.MustCompile(`^(?:-e|--editable)(?:\s+|=)\s*`)
)

// readLine takes in the line text[start:end], which ends with its line end where it has one.
func (r *Requirements) readLine(text string, start, end int) {
	line := Place{File: r.File, Span: syntax.Range{Start: start, End: end}}
	content := text[start:end]
	if m := commentPattern.FindStringIndex(content); m != nil {
		content = content[:m[0]]
	}
	start += len(content) - len(strings.TrimLeft(content, " \t\r\n"))
	content = strings.TrimSpace(content)
	switch {
	case content == "":
		return
	case strings.Contains(content, "${"):
		r.Open = true
		return
	}
	if m := includePattern.FindStringSubmatch(content); m != nil {
		r.include(strings.Trim(m[1], `"' `), Place{File: r.File, Span: syntax.Range{Start: start, End: start + len(content)}})
		return
	}
	editable := false
	if m := editPattern.FindString(content); m != "" {
		editable = true
		start, content = start+len(m), content[len(m):]
	} else if strings.HasPrefix(content, "-") {
		return // an option for all of pip, such as --index-url
	}
	if m := optionPattern.FindStringIndex(content); m != nil {
		content = strings.TrimSpace(content[:m[0]]) // options of the requirement, such as --hash
	}
	one, ok := parseRequirement(r.File, text, start, start+len(content))
	if !ok {
		r.Open = true
		return
	}
	one.Editable, one.Line = editable, line
	r.List = append(r.List, one)
}

// include takes in `-r path`, relative to the file's folder.
func (r *Requirements) include(path string, at Place) {
	if strings.Contains(path, "://") {
		r.Open = true
		return
	}
	path = filepath.FromSlash(path)
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(r.File), path)
	}
	r.Includes = append(r.Includes, Include{File: path, Place: at})
}
