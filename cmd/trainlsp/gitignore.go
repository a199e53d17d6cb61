package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// ignoreRule is one line of a .gitignore file.
type ignoreRule struct {
	base    string // the file's folder below the top, with slashes; empty for the top itself
	glob    string // in doublestar's notation, relative to base
	negated bool
	folders bool // only folders match
}

// ignoreRules are the lines that bear on a folder, those of its own .gitignore last: the last one that matches decides.
type ignoreRules []ignoreRule

// excludes tells whether git leaves out a file or folder. name is its path below the top, with slashes. The folders above
// it are taken to be in; whoever walks goes into no folder that is left out.
func (rules ignoreRules) excludes(name string, folder bool) bool {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].matches(name, folder) {
			return !rules[i].negated
		}
	}
	return false
}

func (r ignoreRule) matches(name string, folder bool) bool {
	if r.folders && !folder {
		return false
	}
	if r.base != "" {
		var below bool
		if name, below = strings.CutPrefix(name, r.base+"/"); !below {
			return false
		}
	}
	matched, err := doublestar.Match(r.glob, name)
	return err == nil && matched // a broken pattern matches nothing, as in git
}

// withFile gives the rules for a folder: those from above and those of its own .gitignore. folder is where to read, base
// is its path below the top.
func (rules ignoreRules) withFile(folder, base string) (ignoreRules, error) {
	text, err := os.ReadFile(filepath.Join(folder, ".gitignore"))
	if errors.Is(err, fs.ErrNotExist) {
		return rules, nil
	}
	if err != nil {
		return rules, err
	}
	// A copy: the rules from above are shared by sibling folders.
	rules = append(ignoreRules{}, rules...)
	for _, line := range strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		if r, ok := parseIgnoreLine(strings.TrimSuffix(line, "\r"), base); ok {
			rules = append(rules, r)
		}
	}
	return rules, nil
}

// parseIgnoreLine reads one line of a .gitignore file; ok is false for blank lines and comments.
func parseIgnoreLine(line, base string) (r ignoreRule, ok bool) {
	if strings.HasPrefix(line, "#") {
		return r, false
	}
	r.base = base
	line = trimBlanks(line)
	line, r.negated = strings.CutPrefix(line, "!")
	line, r.folders = strings.CutSuffix(line, "/")
	if line == "" {
		return r, false
	}
	line, anchored := strings.CutPrefix(line, "/")
	if !anchored && !strings.Contains(line, "/") {
		line = "**/" + line
	}
	if below, all := strings.CutSuffix(line, "/**"); all {
		line = below + "/**/*" // git means what is in the folder, doublestar the folder too
	}
	r.glob = escapeBraces(line)
	return r, true
}

// trimBlanks takes off the blanks at a line's end, up to one that a backslash keeps.
func trimBlanks(line string) string {
	trimmed := strings.TrimRight(line, " ")
	backslashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if backslashes%2 == 1 && len(trimmed) < len(line) {
		return trimmed + " "
	}
	return trimmed
}

// escapeBraces keeps doublestar from reading {a,b}, which means itself in a .gitignore file.
func escapeBraces(glob string) string {
	var b strings.Builder
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; {
		case c == '\\' && i+1 < len(glob):
			b.WriteByte(c)
			i++
			b.WriteByte(glob[i])
		case c == '{' || c == '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// rulesAbove reads the .gitignore files from the top of the repository that holds a folder down to the folder's parent.
// base is the folder's path below that top, empty where it is the top or in no repository.
func rulesAbove(folder string) (rules ignoreRules, base string, err error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return nil, "", err
	}
	if at, err = filepath.EvalSymlinks(at); err != nil {
		return nil, "", err
	}
	top, ok := repositoryTop(at)
	if !ok || top == at {
		return nil, "", nil
	}
	below, err := filepath.Rel(top, at)
	if err != nil {
		return nil, "", err
	}
	parts := strings.Split(filepath.ToSlash(below), "/")
	for i := range parts {
		above := path.Join(parts[:i]...)
		if rules, err = rules.withFile(filepath.Join(top, filepath.FromSlash(above)), above); err != nil {
			return nil, "", err
		}
	}
	return rules, path.Join(parts...), nil
}

// repositoryTop finds the folder around another one that holds git's .git.
func repositoryTop(folder string) (top string, ok bool) {
	for {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			return folder, true
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", false
		}
		folder = parent
	}
}
