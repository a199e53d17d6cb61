// Package gitignore says which files git leaves out.
package gitignore

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// line is one line of a .gitignore file.
type line struct {
	base    string // the file's folder below the top, with slashes; empty for the top itself
	glob    string // in doublestar's notation, relative to base
	negated bool
	folders bool // only folders match
}

// Rules are the lines that bear on a folder, those of its own .gitignore last: the last one that matches decides.
type Rules []line

// Excludes tells whether git leaves out a file or folder. name is its path below the top, with slashes. The folders above
// it are taken to be in; whoever walks goes into no folder that is left out.
func (rules Rules) Excludes(name string, folder bool) bool {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].matches(name, folder) {
			return !rules[i].negated
		}
	}
	return false
}

func (l line) matches(name string, folder bool) bool {
	if l.folders && !folder {
		return false
	}
	if l.base != "" {
		var below bool
		if name, below = strings.CutPrefix(name, l.base+"/"); !below {
			return false
		}
	}
	matched, err := doublestar.Match(l.glob, name)
	return err == nil && matched // a broken pattern matches nothing, as in git
}

// WithFile gives the rules for a folder: those from above and those of its own .gitignore. folder is where to read, base
// is its path below the top.
func (rules Rules) WithFile(folder, base string) (Rules, error) {
	text, err := os.ReadFile(filepath.Join(folder, ".gitignore"))
	if errors.Is(err, fs.ErrNotExist) {
		return rules, nil
	}
	if err != nil {
		return rules, err
	}
	// A copy: the rules from above are shared by sibling folders.
	rules = append(Rules{}, rules...)
	for _, text := range strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		if l, ok := parse(strings.TrimSuffix(text, "\r"), base); ok {
			rules = append(rules, l)
		}
	}
	return rules, nil
}

// parse reads one line of a .gitignore file; ok is false for blank lines and comments.
func parse(text, base string) (l line, ok bool) {
	if strings.HasPrefix(text, "#") {
		return l, false
	}
	l.base = base
	text = trimBlanks(text)
	text, l.negated = strings.CutPrefix(text, "!")
	text, l.folders = strings.CutSuffix(text, "/")
	if text == "" {
		return l, false
	}
	text, anchored := strings.CutPrefix(text, "/")
	if !anchored && !strings.Contains(text, "/") {
		text = "**/" + text
	}
	if below, all := strings.CutSuffix(text, "/**"); all {
		text = below + "/**/*" // git means what is in the folder, doublestar the folder too
	}
	l.glob = escapeBraces(text)
	return l, true
}

// trimBlanks takes off the blanks at a line's end, up to one that a backslash keeps.
func trimBlanks(text string) string {
	trimmed := strings.TrimRight(text, " ")
	backslashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if backslashes%2 == 1 && len(trimmed) < len(text) {
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

// Above reads the .gitignore files from the top of the repository that holds a folder down to the folder's parent.
// base is the folder's path below that top, empty where it is the top or in no repository.
func Above(folder string) (rules Rules, base string, err error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return nil, "", err
	}
	if at, err = filepath.EvalSymlinks(at); err != nil {
		return nil, "", err
	}
	top, ok := Top(at)
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
		if rules, err = rules.WithFile(filepath.Join(top, filepath.FromSlash(above)), above); err != nil {
			return nil, "", err
		}
	}
	return rules, path.Join(parts...), nil
}

// Top finds the folder around another one that holds git's .git.
func Top(folder string) (top string, ok bool) {
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

// Skipped are the folders that hold code which is not the user's own, or no code at all, whatever git says of them.
var Skipped = []string{
	".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", "site-packages", ".ipynb_checkpoints", ".tox", ".nox", ".eggs",
}
