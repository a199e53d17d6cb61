package ruletest

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// root is where the files of a case are said to be. Nothing is on the disk there.
var root = filepath.FromSlash("/trainlsp-test")

// Workspace is a case of several files.
type Workspace struct {
	Name  string
	Rule  string
	Files []Case // their names are paths in the workspace
	fixed map[string]string
}

// addToWorkspace takes a member that belongs to a case of several files; ok is false for any other.
func (f *File) addToWorkspace(member txtar.File) (ok bool) {
	name, path, ok := strings.Cut(member.Name, ".workspace/")
	if ok {
		c := parse(f, member)
		w := f.workspace(name)
		c.Name = path
		w.Files = append(w.Files, c)
		return true
	}
	if name, path, ok = strings.Cut(member.Name, ".workspace.fixed/"); ok {
		f.workspace(name).fixed[path] = string(member.Data)
	}
	return ok
}

func (f *File) workspace(name string) *Workspace {
	i := slices.IndexFunc(f.Workspaces, func(w *Workspace) bool { return w.Name == name })
	if i < 0 {
		f.Workspaces = append(f.Workspaces, &Workspace{Name: name, Rule: f.Rule, fixed: map[string]string{}})
		i = len(f.Workspaces) - 1
	}
	return f.Workspaces[i]
}

// Texts are the files without their marks, by path.
func (w *Workspace) Texts() map[string]string {
	texts := map[string]string{}
	for _, c := range w.Files {
		texts[c.Name] = c.Text
	}
	return texts
}

// CheckWorkspace checks each of some files, which are given by their paths in a workspace.
func CheckWorkspace(texts map[string]string) map[string]*enhancer.Report {
	overlay := map[string][]byte{}
	for path, text := range texts {
		overlay[filepath.Join(root, filepath.FromSlash(path))] = []byte(text)
	}
	w := workspace.New([]string{root}, overlay)
	reports := map[string]*enhancer.Report{}
	for path := range texts {
		reports[path] = enhancer.CheckFile(w, filepath.Join(root, filepath.FromSlash(path)), enhancer.Options{Path: path})
	}
	return reports
}

// Only tells whether only findings of the case's rule are looked at.
func (w *Workspace) Only() bool {
	return slices.ContainsFunc(w.Files, func(c Case) bool { return c.has("only") })
}

// Findings are a file's issues as marks would write them.
func (w *Workspace) Findings(c Case, r *enhancer.Report) []Finding {
	var out []Finding
	for _, i := range r.Issues {
		if i.Category == c.Rule || !w.Only() {
			out = append(out, found(c.Text, i))
		}
	}
	return out
}

// Fixed are the files that change when the first fix of each finding of the case's rule is made, one after the other.
func (w *Workspace) Fixed() (changed map[string]string, err error) {
	texts := w.Texts()
	for round := 0; ; round++ {
		file, fix, found := firstFix(texts, w.Rule)
		if !found {
			break
		}
		if round == 20 {
			return nil, errors.New("the fixes do not come to an end")
		}
		texts = ApplyFix(texts, file, fix)
	}
	changed = map[string]string{}
	before := w.Texts()
	for path, text := range texts {
		if old, was := before[path]; was && old == text {
			continue
		}
		if i := slices.IndexFunc(w.Files, func(c Case) bool { return c.Name == path }); i >= 0 {
			if text, err = w.Files[i].decode(text); err != nil {
				return nil, err
			}
		}
		changed[path] = text
	}
	return changed, nil
}

// ApplyFix makes a fix for a finding in one of some files, and gives all of them as they are then.
func ApplyFix(texts map[string]string, file string, fix rule.Fix) map[string]string {
	fixed := maps.Clone(texts)
	for path, edits := range byFile(file, fix.Edits) {
		fixed[path] = string(enhancer.ApplyEdits([]byte(fixed[path]), edits))
	}
	return fixed
}

// firstFix is the first fix of the first finding of a rule that has one, in the order of the files' names.
func firstFix(texts map[string]string, category string) (file string, fix rule.Fix, found bool) {
	reports := CheckWorkspace(texts)
	for _, path := range sortedPaths(texts) {
		for _, i := range reports[path].Issues {
			if i.Category == category && i.Mirror == "" && len(i.Fixes) > 0 {
				return path, i.Fixes[0], true
			}
		}
	}
	return "", fix, false
}

func sortedPaths(texts map[string]string) []string {
	var paths []string
	for path := range texts {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// byFile sorts the edits of a fix by the path of the file that they change.
func byFile(own string, edits []rule.Edit) map[string][]rule.Edit {
	out := map[string][]rule.Edit{}
	for _, e := range edits {
		path := own
		if e.File != "" {
			below, _ := filepath.Rel(root, e.File)
			path = filepath.ToSlash(below)
		}
		out[path] = append(out[path], e)
	}
	return out
}

// WantFixed are the files of the members that say what the fixes make.
func (w *Workspace) WantFixed() map[string]string { return w.fixed }

// SetFixed replaces the members that WantFixed reads; Save writes the file.
func (f *File) SetFixed(w *Workspace, changed map[string]string) {
	prefix := w.Name + ".workspace.fixed/"
	f.archive.Files = slices.DeleteFunc(f.archive.Files, func(m txtar.File) bool { return strings.HasPrefix(m.Name, prefix) })
	last := 0
	for i, m := range f.archive.Files {
		if strings.HasPrefix(m.Name, w.Name+".workspace/") {
			last = i + 1
		}
	}
	for _, path := range sortedPaths(changed) {
		f.archive.Files = slices.Insert(f.archive.Files, last, txtar.File{Name: prefix + path, Data: []byte(changed[path])})
		last++
	}
}
