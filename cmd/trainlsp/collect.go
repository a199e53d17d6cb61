package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/gitignore"
)

// problem is something that could not be done, and where.
type problem struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	// Line and Column are where in the file, counted from one; none where it is about the whole file.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
}

func (p problem) String() string {
	if p.Line == 0 {
		return visible(p.Path) + ": " + p.Reason
	}
	return fmt.Sprintf("%s:%d:%d: %s", visible(p.Path), p.Line, p.Column, p.Reason)
}

// collector gathers the files to check.
type collector struct {
	paths    []string
	problems []problem
	seen     map[string]bool // by the file that a path leads to in the end
	excludes func(path string) bool
}

// collect gives the files that arguments name: files whatever they are called, and the Python scripts in folders. They
// come in the order of the arguments, and sorted within a folder. A file is given once, under the first name it has. What a
// folder holds may be excluded.
func collect(args []string, excludes func(path string) bool) ([]string, []problem) {
	c := &collector{seen: map[string]bool{}, excludes: excludes}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			c.fail(arg, err)
		case info.IsDir():
			c.folder(arg)
		default:
			c.add(arg)
		}
	}
	return c.paths, c.problems
}

func (c *collector) fail(path string, err error) {
	c.problems = append(c.problems, problem{Path: path, Reason: reason(err)})
}

// add takes a file, unless it is in already.
func (c *collector) add(path string) {
	if key := realPath(path); !c.seen[key] {
		c.seen[key] = true
		c.paths = append(c.paths, path)
	}
}

// realPath is the one name of a file that has several.
func realPath(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}

// folder takes the scripts in a folder that was given as an argument.
func (c *collector) folder(root string) {
	rules, base, err := gitignore.Above(root)
	if err != nil {
		c.fail(root, err)
	}
	w := &walk{c: c, root: root, base: base, real: realPath(root)}
	w.enter("", rules)
	// A link comes after the files, so that a file that is there under its own name is given under that.
	for _, found := range [][]string{w.files, w.links} {
		slices.SortFunc(found, comparePaths)
	}
	first := len(c.paths)
	for _, path := range append(w.files, w.links...) {
		if !c.excludes(path) {
			c.add(path)
		}
	}
	slices.SortFunc(c.paths[first:], comparePaths)
}

// comparePaths sorts a folder's own files and subfolders by name, as a listing would.
func comparePaths(a, b string) int {
	return slices.CompareFunc(strings.Split(filepath.ToSlash(a), "/"), strings.Split(filepath.ToSlash(b), "/"), cmp.Compare[string])
}

// walk goes through a folder that was given as an argument.
type walk struct {
	c            *collector
	root         string // as given
	base         string // its path below the repository's top
	real         string // where it really is
	files, links []string
}

// path is how something in the folder is called, given its path below the folder: with the folder's name as it was given.
func (w *walk) path(below string) string {
	switch {
	case below == "":
		return w.root
	case w.root == ".":
		return filepath.FromSlash(below)
	default:
		return strings.TrimSuffix(w.root, string(filepath.Separator)) + string(filepath.Separator) + filepath.FromSlash(below)
	}
}

// enter takes the scripts in a folder of the walk, and goes into its folders. It follows no link to a folder: what that
// holds is checked in its own place if it is in the walk, and is none of ours if it is not. So no loop can be met.
func (w *walk) enter(below string, rules gitignore.Rules) {
	folder := w.path(below)
	entries, err := os.ReadDir(folder)
	if err != nil {
		w.c.fail(folder, err)
		return
	}
	if below != "" && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" }) {
		return // a virtual environment, whatever its name
	}
	rules, err = rules.WithFile(folder, path.Join(w.base, below))
	if err != nil {
		w.c.fail(w.path(path.Join(below, ".gitignore")), err)
	}
	for _, e := range entries {
		name := path.Join(below, e.Name())
		if rules.Excludes(path.Join(w.base, name), e.IsDir()) {
			continue
		}
		w.take(name, e, rules)
	}
}

func (w *walk) take(name string, e fs.DirEntry, rules gitignore.Rules) {
	switch {
	case e.IsDir():
		if !slices.Contains(gitignore.Skipped, e.Name()) {
			w.enter(name, rules)
		}
	case e.Type()&fs.ModeSymlink != 0:
		w.takeLink(name)
	case isPythonName(e.Name()) || e.Type().IsRegular() && hasPythonShebang(w.path(name)):
		w.files = append(w.files, w.path(name))
	}
}

// takeLink takes a link to a script in the same walk.
func (w *walk) takeLink(name string) {
	if !isPythonName(name) || strings.HasPrefix(path.Base(name), ".#") { // Emacs' locks are links that lead nowhere
		return
	}
	link := w.path(name)
	info, err := os.Stat(link)
	if errors.Is(err, fs.ErrNotExist) {
		w.c.problems = append(w.c.problems, problem{Path: link, Reason: "is a link that leads nowhere; expected one to a script"})
		return
	}
	if err != nil {
		w.c.fail(link, err)
		return
	}
	inside, err := filepath.Rel(w.real, realPath(link))
	if err == nil && filepath.IsLocal(inside) && !info.IsDir() {
		w.links = append(w.links, link)
	}
}

func isPythonName(name string) bool { return strings.EqualFold(path.Ext(name), ".py") }

// hasPythonShebang tells whether a file without an extension is a Python program, as the `train` of a training image is.
func hasPythonShebang(name string) bool {
	if filepath.Ext(name) != "" {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	line, err := bufio.NewReaderSize(f, 256).ReadSlice('\n')
	return (err == nil || len(line) > 0) && strings.HasPrefix(string(line), "#!") && strings.Contains(string(line), "python")
}

// reason says what an error of the file system means, without the path, which stands elsewhere.
func reason(err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "cannot be read: permission denied"
	case errors.As(err, &at):
		return fmt.Sprintf("cannot be read: %v", at.Err)
	default:
		return fmt.Sprintf("cannot be read: %v", err)
	}
}
