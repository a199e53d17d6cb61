package workspace

import (
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// readSetupPy reads install_requires of `setup(...)`. Only what is written out counts.
func readSetupPy(files *Files, file string, text []byte) *Requirements {
	out := &Requirements{File: file}
	r := newReader(files, readSource(file, text), nil)
	for _, scope := range r.script.Scopes() {
		for _, call := range scope.Calls {
			if call.Method() != "setup" && call.Func.Text() != "setup" {
				continue
			}
			for _, a := range call.Args {
				switch {
				case a.Star == 2:
					out.Open = true
				case a.Name == "install_requires":
					out.addValues(r.value(a.Value, call.Scope), string(text))
				}
			}
		}
	}
	return out
}

// addValues takes in a list of texts.
func (r *Requirements) addValues(v Value, text string) {
	if v.Kind != List || v.Open {
		r.Open = true
	}
	for _, item := range v.Items {
		written, known := item.Known()
		span := item.Place.Span
		at := -1
		if known && span.End <= len(text) && span.Start < span.End {
			at = strings.Index(text[span.Start:span.End], written)
		}
		if at < 0 || written == "" {
			r.Open = true
			continue
		}
		r.add(text, span.Start+at, span.Start+at+len(written))
	}
}

// add takes in one requirement, which is text[start:end].
func (r *Requirements) add(text string, start, end int) {
	if one, ok := parseRequirement(r.File, text, start, end); ok {
		r.List = append(r.List, one)
	} else {
		r.Open = true
	}
}

// readSetupCfg reads install_requires of the section [options].
// Source: setuptools documentation, "Configuring setuptools using setup.cfg files" (setuptools 80).
func readSetupCfg(file string, text []byte) *Requirements {
	r := &Requirements{File: file}
	section, key := "", ""
	start := 0
	for line := range strings.Lines(string(text)) {
		content := line
		if m := commentPattern.FindStringIndex(content); m != nil {
			content = content[:m[0]]
		}
		trimmed := strings.TrimSpace(content)
		indented := content != strings.TrimLeft(content, " \t")
		from := start + strings.Index(line, trimmed)
		switch {
		case trimmed == "":
		case strings.HasPrefix(trimmed, "[") && !indented:
			section, key = strings.Trim(trimmed, "[]"), ""
		case indented && section == "options" && key == "install_requires":
			r.addListed(string(text), from, trimmed)
		case !indented:
			name, value, _ := strings.Cut(content, "=")
			key = strings.TrimSpace(name)
			if value = strings.TrimSpace(value); section == "options" && key == "install_requires" && value != "" {
				r.addListed(string(text), start+strings.LastIndex(content, value), value)
			}
		}
		start += len(line)
	}
	return r
}

// addListed takes in requirements that stand between semicolons, or `file:` with files of them.
func (r *Requirements) addListed(text string, from int, value string) {
	if names, ok := strings.CutPrefix(value, "file:"); ok {
		for name := range strings.SplitSeq(names, ",") {
			r.Includes = append(r.Includes, Include{
				File:  filepath.Join(filepath.Dir(r.File), filepath.FromSlash(strings.TrimSpace(name))),
				Place: Place{File: r.File, Span: syntax.Range{Start: from, End: from + len(value)}},
			})
		}
		return
	}
	r.add(text, from, from+len(value))
}
