// Package ruletest reads the annotated Python that stands beside each rule. Only tests use it.
//
// A rule's test file is a txtar archive, NAME.txtar. Each member is a script. What must be found in it is marked below
// the line, and nothing else may be found, whatever its severity:
//
//	model.fit(x, y)
//	#    ^^^^^ missing_model_saving never saved
//
// The carets stand under the characters of the finding; behind the category may follow a part of its message. The marks
// are taken out before the script is checked. In place of the carets
//
//	#<^^^    is a finding that begins where the "#" stands: columns 0 to 5 here
//	#   ^... one that goes on behind the end of the line
//	#   |    an empty one
//
// Indentation by tabs is repeated before the "#", so that characters can be counted.
//
// A member NAME.fixed.py is the text of NAME.py once the first fix of each finding of this rule is made. Where there is a
// fix, the member must be there; `go test ./enhancer -run TestRules -update` writes it, and moves marks that name the
// right category below the right line.
//
// Comments at the beginning of a member set how it is checked, and are taken out too:
//
//	# test: crlf    lines end in CRLF
//	# test: bom     the file begins with a byte order mark
//	# test: cut     the file ends without a newline
//	# test: only    only findings of this rule are looked at
//
// Members NAME.workspace/path are the files of one workspace that is checked whole: scripts, launchers, contracts,
// requirements. Each file is marked by itself; "# test: only" in any of them holds for all. NAME.workspace.fixed/path are
// the files that are different, or new, once the first fix of each finding of this rule is made.
package ruletest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// File is a rule's test file.
type File struct {
	Path  string
	Rule  string // the category that it is about
	Cases []Case
	// Workspaces are the cases of several files.
	Workspaces []*Workspace

	archive *txtar.Archive
}

// Case is one script of a test file.
type Case struct {
	Name string
	// Rule is the category that the file is about.
	Rule string
	// Text is the script without its marks.
	Text string
	Want []Finding

	archive *txtar.Archive
	member  string // its name in the archive
	options []string
	lines   []string // with the marks
	marks   []int    // the index in lines of each of Want
}

// Finding is what a mark says, or what a check found, in characters of a line.
type Finding struct {
	Line       int // from 1, in the text without marks
	Start, End int // in characters from 0
	Continues  bool
	Category   string
	Message    string // a part of it in a mark, all of it in what was found
}

// String is the finding on one line.
func (f Finding) String() string {
	more := ""
	if f.Continues {
		more = "..."
	}
	return fmt.Sprintf("%d:%d-%d%s %s %s", f.Line, f.Start, f.End, more, f.Category, f.Message)
}

// matches tells whether what was found is what a mark wants.
func (f Finding) matches(found Finding) bool {
	message := found.Message
	found.Message = f.Message
	return f == found && strings.Contains(message, f.Message)
}

// Read reads a test file. It fails where a member is no script and belongs to none.
func Read(file string) (*File, error) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	f := &File{Path: file, Rule: strings.TrimSuffix(filepath.Base(file), ".txtar"), archive: archive}
	seen := map[string]bool{}
	for _, member := range archive.Files {
		base, fixed := strings.CutSuffix(member.Name, ".fixed.py")
		if f.addToWorkspace(member) {
			continue
		}
		switch {
		case seen[member.Name]:
			return nil, fmt.Errorf("%s: two members are named %s", file, member.Name)
		case fixed && !seen[base+".py"]:
			return nil, fmt.Errorf("%s: no %s.py stands before %s", file, base, member.Name)
		case !strings.HasSuffix(member.Name, ".py"):
			return nil, fmt.Errorf("%s: %s is no name.py", file, member.Name)
		case !fixed:
			f.Cases = append(f.Cases, parse(f, member))
		}
		seen[member.Name] = true
	}
	return f, nil
}

var (
	option = regexp.MustCompile(`^# test: (\w+)\n$`)
	mark   = regexp.MustCompile(`^(\s*)#(<?)( *)(\^*|\|)(\.\.\.)?\s+([a-z][a-z0-9_]+)(?: +(.*))?\n$`)
)

func parse(f *File, member txtar.File) Case {
	c := Case{Name: member.Name, Rule: f.Rule, archive: f.archive, member: member.Name}
	var text strings.Builder
	line := 0
	for l := range strings.Lines(string(member.Data)) {
		c.lines = append(c.lines, l)
		if m := option.FindStringSubmatch(l); m != nil && line == 0 {
			c.options = append(c.options, m[1])
			continue
		}
		if m := mark.FindStringSubmatch(l); m != nil && isCategory(m[6]) {
			c.Want = append(c.Want, marked(line, m))
			c.marks = append(c.marks, len(c.lines)-1)
			continue
		}
		line++
		text.WriteString(l)
	}
	c.Text = c.encode(text.String())
	return c
}

func marked(line int, m []string) Finding {
	at := utf8.RuneCountInString(m[1])
	f := Finding{Line: line, Continues: m[5] != "", Category: m[6], Message: m[7]}
	f.End = at + 1 + len(m[2]) + len(m[3]) + len(m[4])
	f.Start = f.End - len(m[4])
	if m[2] != "" {
		f.Start = at
	}
	if m[4] == "|" {
		f.End = f.Start
	}
	return f
}

func isCategory(name string) bool {
	return slices.ContainsFunc(enhancer.Rules(), func(r *rule.Rule) bool { return r.Name == name })
}

func (c Case) has(option string) bool { return slices.Contains(c.options, option) }

// encode gives a text the line ends and the like that the case asks for.
func (c Case) encode(text string) string {
	if c.has("cut") {
		text = strings.TrimSuffix(text, "\n")
	}
	if c.has("crlf") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if c.has("bom") {
		text = "\ufeff" + text
	}
	return text
}

// decode undoes encode. It fails where the text is not as the case asks for, as when a fix mixes line ends.
func (c Case) decode(text string) (string, error) {
	if c.has("crlf") {
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			return "", fmt.Errorf("line ends are mixed in %q", text)
		}
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	if c.has("bom") && !strings.HasPrefix(text, "\ufeff") {
		return "", fmt.Errorf("the byte order mark is not at the beginning of %q", text)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if c.has("cut") && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text, nil
}

// Check checks the script under its own name.
func (c Case) Check() *enhancer.Report { return Check(c.Name, c.Text) }

// Check checks a text, which is all that there is in its workspace.
func Check(name, text string) *enhancer.Report {
	return CheckWorkspace(map[string]string{name: text})[name]
}

// Findings are the report's issues as marks would write them; those of the case's rule alone where it says so.
func (c Case) Findings(r *enhancer.Report) []Finding {
	var out []Finding
	for _, i := range r.Issues {
		if i.Category == c.Rule || !c.has("only") {
			out = append(out, found(c.Text, i))
		}
	}
	return out
}

// found says where an issue stands, from its bytes alone, so that its range in LSP's counting can be compared.
func found(text string, i rule.Issue) Finding {
	f := Finding{Category: i.Category, Message: i.Message}
	start := strings.LastIndexByte(text[:i.Span.Start], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[i.Span.Start:], '\n'); n >= 0 {
		end = i.Span.Start + n
	}
	end = start + len(strings.TrimSuffix(text[start:end], "\r"))
	f.Line = strings.Count(text[:start], "\n") + 1
	line := strings.TrimPrefix(text[start:], "\ufeff")
	start = len(text) - len(line)
	f.Continues = i.Span.End > end
	f.Start = utf8.RuneCountInString(text[start:max(start, i.Span.Start)])
	f.End = f.Start + utf8.RuneCountInString(text[max(start, i.Span.Start):max(start, min(end, i.Span.End))])
	return f
}

// Differences says what was found and not marked, and what was marked and not found.
func Differences(want, found []Finding) []string {
	var out []string
	left := slices.Clone(want)
	for _, f := range found {
		i := slices.IndexFunc(left, func(w Finding) bool { return w.matches(f) })
		if i < 0 {
			out = append(out, "found and not marked: "+f.String())
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, f := range left {
		out = append(out, "marked and not found: "+f.String())
	}
	return out
}

// MoveMarks puts marks below the right line that name the right category under the characters of what was found; Save
// writes the file.
func (c Case) MoveMarks(found []Finding) {
	for _, w := range c.Want {
		found = slices.DeleteFunc(slices.Clone(found), w.matches)
	}
	for i, w := range c.Want {
		j := slices.IndexFunc(found, func(f Finding) bool {
			return f.Line == w.Line && f.Category == w.Category && strings.Contains(f.Message, w.Message)
		})
		if j < 0 || w.matches(found[j]) {
			continue
		}
		w.Start, w.End, w.Continues = found[j].Start, found[j].End, found[j].Continues
		found = slices.Delete(found, j, j+1)
		c.lines[c.marks[i]] = w.mark(strings.Split(c.Text, "\n")[w.Line-1])
	}
	for i, member := range c.archive.Files {
		if member.Name == c.member {
			c.archive.Files[i].Data = []byte(strings.Join(c.lines, ""))
		}
	}
}

// mark is the line that marks a finding below a line of code.
func (f Finding) mark(line string) string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	indent = indent[:min(len(indent), f.Start)]
	out := indent + "#<" + strings.Repeat("^", max(0, f.End-f.Start-2))
	if gap := f.Start - len(indent); gap > 0 {
		out = indent + "#" + strings.Repeat(" ", gap-1) + strings.Repeat("^", f.End-f.Start)
	}
	if f.Start == f.End {
		out += "|"
	}
	if f.Continues {
		out += "..."
	}
	return strings.TrimRight(out+" "+f.Category+" "+f.Message, " ") + "\n"
}

// Fixed is the script with the first fix of each finding of the case's rule; ok is false where none has one. Fixes that
// collide are made one after the other, as an editor does that checks again after each.
func (c Case) Fixed(r *enhancer.Report) (text string, ok bool, err error) {
	text = c.Text
	for round := 0; ; round++ {
		fixable := c.fixable(r)
		if len(fixable) == 0 {
			break
		}
		fixed, applied := enhancer.ApplyFixes([]byte(text), fixable)
		if applied == 0 || round == 10 {
			return "", true, fmt.Errorf("there are fixes left after %d rounds:\n%s", round, text)
		}
		text, ok = string(fixed), true
		r = Check(c.Name, text)
	}
	if !ok {
		return "", false, nil
	}
	text, err = c.decode(text)
	return text, true, err
}

// fixable are the findings of the case's rule that have a fix.
func (c Case) fixable(r *enhancer.Report) []rule.Issue {
	var out []rule.Issue
	for _, i := range r.Issues {
		if i.Category == c.Rule && len(i.Fixes) > 0 {
			out = append(out, Trusting(i, 0))
		}
	}
	return out
}

// Trusting is an issue of which only one fix is left, marked as safe so that ApplyFixes makes it.
func Trusting(i rule.Issue, fix int) rule.Issue {
	f := i.Fixes[fix]
	f.Safe = true
	i.Fixes = []rule.Fix{f}
	return i
}

// WantFixed is the text of the member that says what the script looks like when it is fixed.
func (c Case) WantFixed() (text string, ok bool) {
	name := strings.TrimSuffix(c.Name, ".py") + ".fixed.py"
	for _, member := range c.archive.Files {
		if member.Name == name {
			return string(member.Data), true
		}
	}
	return "", false
}

// SetFixed writes the member that WantFixed reads, behind the script's own; Save writes the file.
func (c Case) SetFixed(text string) {
	name := strings.TrimSuffix(c.Name, ".py") + ".fixed.py"
	for i, member := range c.archive.Files {
		switch member.Name {
		case name:
			c.archive.Files[i].Data = []byte(text)
			return
		case c.Name:
			if i+1 == len(c.archive.Files) || c.archive.Files[i+1].Name != name {
				c.archive.Files = slices.Insert(c.archive.Files, i+1, txtar.File{Name: name, Data: []byte(text)})
				return
			}
		}
	}
}

// Save writes the file back where it has changed.
func (f *File) Save() error {
	before, err := os.ReadFile(f.Path)
	if err != nil {
		return err
	}
	after := txtar.Format(f.archive)
	if bytes.Equal(before, after) {
		return nil
	}
	return os.WriteFile(f.Path, after, 0o644) //nolint:gosec // a file of the repository is for everybody to read
}
