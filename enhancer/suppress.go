package enhancer

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/suppress"
)

// StepTypes are the types of step that a script can be declared as, the one that trainlsp is about first.
var StepTypes = []string{
	"Training", "Processing", "Transform", "CreateModel", "RegisterModel", "Tuning", "Lambda", "Utility",
}

// StepTypeNamed gives a step type's name as StepTypes spells it, whatever the case it was written in.
func StepTypeNamed(name string) (stepType string, ok bool) {
	i := slices.IndexFunc(StepTypes, func(t string) bool { return strings.EqualFold(t, name) })
	if i < 0 {
		return "", false
	}
	return StepTypes[i], true
}

// directives are the comments by which a script talks to trainlsp:
//
//	# trainlsp: ignore                  silences the line it stands on
//	# trainlsp: ignore[a, b]            silences categories a and b there
//	# trainlsp: ignore-file             silences the file
//	# trainlsp: ignore-file[a, b]       silences categories a and b in the file
//	# trainlsp: step-type=Training      says what the script is
//
// Each may stand behind other comments (`# noqa  # trainlsp: ignore`), and may be followed by its reason.
type directives struct {
	tree     *syntax.Tree
	ignores  []ignore
	declared string // the step type, empty where none is declared
	unknown  []rule.Issue
	parts    []part // all that is said to trainlsp, as it is written
}

// ignore is one ignore comment.
type ignore struct {
	span  rule.Span // from its "#" to the end of its part of the comment
	word  rule.Span
	cut   rule.Span // what goes when it is removed
	line  int
	file  bool
	alone bool // nothing but the comment is on its line
	inner rule.Span
	list  []category // nil where it names no categories and means all
}

// category is a name in the brackets of an ignore comment.
type category struct {
	name string
	span rule.Span
}

// names tells whether g's list holds a category.
func (g ignore) names(name string) bool {
	return slices.ContainsFunc(g.list, func(c category) bool { return c.name == name })
}

// add gives the edit that puts a category at the end of g's list.
func (g ignore) add(name string) rule.Edit {
	at := g.inner.End
	if len(g.list) == 0 {
		return rule.Edit{Span: g.inner, New: name}
	}
	last := g.list[len(g.list)-1].span.End
	return rule.Edit{Span: rule.Span{Start: last, End: at}, New: ", " + name}
}

// without gives the edits that take categories out of g's list, or g out of the file where nothing would be left of it:
// an empty list must not come to look like an ignore of everything.
func (g ignore) without(gone []string) []rule.Edit {
	var left []string
	for _, c := range g.list {
		if !slices.Contains(gone, c.name) {
			left = append(left, c.name)
		}
	}
	if len(left) == 0 {
		return []rule.Edit{{Span: g.cut}}
	}
	return []rule.Edit{{Span: g.inner, New: strings.Join(left, ", ")}}
}

// silences tells whether g covers an issue that may be silenced on the given lines.
func (g ignore) silences(i rule.Issue, lines []int) bool {
	return (g.file || slices.Contains(lines, g.line)) && (g.list == nil || g.names(i.Category))
}

// directive finds one in a comment: a "#" that begins the comment or a part of it, our name, and a word.
var directive = regexp.MustCompile(`(?:^|\s)(#+[ \t]*(?i:trainlsp)[ \t]*:[ \t]*)([^\s\[=#]*)`)

// nextPart finds where the next part of a comment begins.
var nextPart = regexp.MustCompile(`\s+#`)

// parseDirectives reads the comments of a script. What stands in strings is no comment.
func parseDirectives(tree *syntax.Tree) directives {
	d := directives{tree: tree}
	for _, s := range tree.Statements() {
		for _, n := range s.Comments() {
			if speaksToUs(n.Text()) {
				d.readComment(tree.Start(n), strings.TrimRight(n.Text(), " \t\r\n"))
			}
		}
	}
	return d
}

// speaksToUs tells comments that may hold a directive: our name stands before a colon.
func speaksToUs(comment string) bool {
	const name = "trainlsp"
	for {
		before, after, found := strings.Cut(comment, ":")
		if !found {
			return false
		}
		before = strings.TrimRight(before, " \t")
		if i := len(before) - len(name); i >= 0 && strings.EqualFold(before[i:], name) {
			return true
		}
		comment = after
	}
}

// readComment takes in the directives of a comment that begins at offset.
func (d *directives) readComment(offset int, comment string) {
	for _, m := range directive.FindAllStringSubmatchIndex(comment, -1) {
		end := len(comment)
		if next := nextPart.FindStringIndex(comment[m[5]:]); next != nil {
			end = m[5] + next[0]
		}
		p := part{
			span: rule.Span{Start: offset + m[2], End: offset + end},
			word: rule.Span{Start: offset + m[4], End: offset + m[5]},
			name: comment[m[4]:m[5]],
			rest: strings.TrimLeft(comment[m[5]:end], " \t"),
		}
		p.restStart = p.span.End - len(p.rest)
		d.parts = append(d.parts, p)
		d.readPart(p)
	}
}

// part is the part of a comment that holds one directive.
type part struct {
	span      rule.Span
	word      rule.Span // its first word, such as ignore-file
	name      string    // the word's text
	rest      string    // what follows the word
	restStart int
}

var directiveNames = []string{"ignore", "ignore-file", "step-type"}

func (d *directives) readPart(p part) {
	switch p.name {
	case "ignore", "ignore-file":
		d.readIgnore(p)
	case "step-type":
		d.readStepType(p)
	default:
		d.readUnknown(p)
	}
}

func (d *directives) readIgnore(p part) {
	g := ignore{span: p.span, word: p.word, file: p.name == "ignore-file", line: d.lineAt(p.span.Start)}
	g.cut, g.alone = d.cut(p.span)
	if !strings.HasPrefix(p.rest, "[") {
		d.ignores = append(d.ignores, g)
		return
	}
	closing := strings.IndexByte(p.rest, ']')
	if closing < 0 {
		d.reportUnclosed(p)
		return
	}
	g.inner = rule.Span{Start: p.restStart + 1, End: p.restStart + closing}
	g.list = readList(p.rest[1:closing], g.inner.Start)
	d.ignores = append(d.ignores, g)
}

// readList splits the names between brackets; the answer is never nil.
func readList(inner string, offset int) []category {
	list := []category{}
	for _, field := range strings.Split(inner, ",") {
		if name := strings.TrimSpace(field); name != "" {
			start := offset + strings.Index(field, name)
			list = append(list, category{name: name, span: rule.Span{Start: start, End: start + len(name)}})
		}
		offset += len(field) + 1
	}
	return list
}

func (d *directives) readStepType(p part) {
	value, span := stepTypeValue(p)
	stepType, ok := StepTypeNamed(value)
	switch {
	case !ok:
		d.reportStepType(value, span)
	case d.declared == "":
		d.declared = stepType
	}
}

// stepTypeValue is what stands behind "step-type=", and where; the word itself where nothing does.
func stepTypeValue(p part) (string, rule.Span) {
	value, ok := strings.CutPrefix(p.rest, "=")
	fields := strings.Fields(value)
	if !ok || len(fields) == 0 {
		return "", p.word
	}
	start := p.restStart + strings.Index(p.rest, fields[0])
	return fields[0], rule.Span{Start: start, End: start + len(fields[0])}
}

// readUnknown reports a word that was likely meant as a directive. Prose that happens to begin with our name is let be.
func (d *directives) readUnknown(p part) {
	nearest, near := rule.Suggest(p.name, directiveNames)
	if !near && !strings.HasPrefix(p.rest, "[") && !strings.HasPrefix(p.rest, "=") {
		return
	}
	message := fmt.Sprintf("trainlsp knows no comment %q.", p.name)
	i := rule.Issue{Span: p.word, Recommendation: "Write `ignore`, `ignore-file` or `step-type=...` behind `# trainlsp:`."}
	if near {
		message = fmt.Sprintf("trainlsp knows no comment %q. Did you mean %q?", p.name, nearest)
		i.Fixes = replacement(p.word, nearest)
	}
	i.Message = message
	d.reportUnknown(i)
}

func (d *directives) reportUnclosed(p part) {
	d.reportUnknown(rule.Issue{
		Span:           rule.Span{Start: p.word.Start, End: p.span.End},
		Message:        fmt.Sprintf("The list of categories behind %q has no closing bracket, so the comment silences nothing.", p.name),
		Recommendation: "Close the list with \"]\".",
	})
}

func (d *directives) reportStepType(value string, span rule.Span) {
	i := rule.Issue{Span: span, Recommendation: "Write one of " + strings.Join(StepTypes, ", ") + "."}
	nearest, near := rule.Suggest(value, StepTypes)
	switch {
	case value == "":
		i.Message = "This comment declares no step type: \"=\" and a type are expected behind \"step-type\"."
	case near:
		i.Message = fmt.Sprintf("%q is no step type. Did you mean %q?", value, nearest)
		i.Fixes = replacement(span, nearest)
	default:
		i.Message = fmt.Sprintf("%q is no step type.", value)
	}
	d.reportUnknown(i)
}

func (d *directives) reportUnknown(i rule.Issue) {
	d.unknown = append(d.unknown, suppress.UnknownDirective.Fill(i))
}

// replacement is the fix that writes one word for another.
func replacement(span rule.Span, word string) []rule.Fix {
	return []rule.Fix{{
		Title: fmt.Sprintf("Write %q", word),
		Edits: []rule.Edit{{Span: span, New: word}},
		Safe:  true,
	}}
}

// cut is what goes when a directive is removed: the blanks before it too, and the whole line where it stands alone.
func (d *directives) cut(span rule.Span) (cut rule.Span, alone bool) {
	text := d.tree.Text()
	line := d.lineAt(span.Start)
	start, end := d.lineStart(line), d.lineEnd(line)
	before, after := text[start:span.Start], text[span.End:end]
	alone = strings.TrimLeft(string(before), " \t\ufeff") == ""
	switch {
	case strings.TrimSpace(string(after)) != "": // another comment follows and takes its place
		next := span.End + len(after) - len(strings.TrimLeft(string(after), " \t"))
		return rule.Span{Start: span.Start, End: next}, alone
	case alone:
		return rule.Span{Start: span.Start - len(strings.TrimLeft(string(before), "\ufeff")), End: d.lineStart(line + 1)}, alone
	default:
		return rule.Span{Start: start + len(strings.TrimRight(string(before), " \t")), End: end}, alone
	}
}

// stepType is the type that the script declares itself to be, as StepTypes spells it; empty where it declares none.
func (d directives) stepType() string { return d.declared }

// split parts issues into those to report and those that an ignore comment silences.
func (d directives) split(issues []rule.Issue) (kept, silenced []rule.Issue) {
	kept = []rule.Issue{}
	for _, i := range issues {
		lines := d.linesOf(i)
		if slices.ContainsFunc(d.ignores, func(g ignore) bool { return g.silences(i, lines) }) {
			silenced = append(silenced, i)
		} else {
			kept = append(kept, i)
		}
	}
	return kept, silenced
}

// findings are what is wrong with the comments themselves, in the order of the text: words, categories and step types
// that do not exist, and ignores that silence nothing. silenced is what split answered; known are all categories that
// exist, these findings' own among them; ran tells of which of them the checks have run, so that an ignore of one that
// was left out counts as used. Only an ignore that names one of these findings' categories silences it.
func (d directives) findings(silenced []rule.Issue, known []string, ran func(category string) bool) []rule.Issue {
	found := slices.Clone(d.unknown)
	report := func(i rule.Issue) { found = append(found, i) }
	for _, g := range d.ignores {
		for _, c := range g.list {
			if !slices.Contains(known, c.name) {
				reportCategory(g, c, known, report)
			}
		}
		// What does not parse is not checked, so nothing can be said about what an ignore would silence.
		if !d.tree.HasError() {
			d.reportUnused(g, silenced, known, ran, report)
		}
	}
	found = slices.DeleteFunc(found, d.silencedByName)
	sort.SliceStable(found, func(i, j int) bool { return found[i].Span.Start < found[j].Span.Start })
	return found
}

func ruleNames(rules []*rule.Rule) []string {
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return names
}

// silencedByName tells whether an ignore comment names an issue's category where it stands. One that means all does not
// count: it would hide that it silences nothing.
func (d directives) silencedByName(i rule.Issue) bool {
	lines := d.linesOf(i)
	return slices.ContainsFunc(d.ignores, func(g ignore) bool { return g.list != nil && g.silences(i, lines) })
}

func reportCategory(g ignore, c category, known []string, report func(rule.Issue)) {
	i := rule.Issue{
		Span:           c.span,
		Message:        fmt.Sprintf("There is no category %q to ignore.", c.name),
		Recommendation: "Name a category that `trainlsp rules` lists, or take it out.",
		Details:        map[string]any{"ignored": c.name},
		Fixes:          []rule.Fix{{Title: fmt.Sprintf("Remove %q", c.name), Edits: g.without([]string{c.name}), Safe: true}},
	}
	if nearest, ok := rule.Suggest(c.name, known); ok {
		i.Message = fmt.Sprintf("There is no category %q to ignore. Did you mean %q?", c.name, nearest)
		i.Details["nearest"] = nearest
		i.Fixes = append(replacement(c.span, nearest), i.Fixes...)
	}
	report(suppress.UnknownIgnoreCategory.Fill(i))
}

// reportUnused reports an ignore, or those names in its list, that silence nothing.
func (d directives) reportUnused(g ignore, silenced []rule.Issue, known []string, ran func(string) bool, report func(rule.Issue)) {
	used := map[string]bool{}
	for _, i := range silenced {
		if g.silences(i, d.linesOf(i)) {
			used[i.Category] = true
		}
	}
	i := rule.Issue{Span: g.span, Recommendation: "Remove it."}
	if g.alone && !g.file {
		i.Recommendation = "Put it at the end of the line that it is meant for, or remove it."
	}
	switch unused := unusedNames(g, used, known, ran); {
	case g.list == nil:
		if len(used) > 0 || slices.ContainsFunc(known, func(name string) bool { return !isDirectiveRule(name) && !ran(name) }) {
			return
		}
		i.Message = "This ignore comment silences nothing."
		i.Fixes = []rule.Fix{{Title: "Remove the ignore comment", Edits: []rule.Edit{{Span: g.cut}}, Safe: true}}
	case len(g.list) == 0:
		i.Message = "This ignore comment names no category, so it silences nothing."
		i.Fixes = []rule.Fix{{Title: "Remove the ignore comment", Edits: []rule.Edit{{Span: g.cut}}, Safe: true}}
	case len(unused) == 0:
		return
	default:
		i.Message = fmt.Sprintf("This ignore comment names %s, of which nothing is found here.", strings.Join(unused, ", "))
		i.Details = map[string]any{"ignored": unused}
		i.Fixes = []rule.Fix{{Title: "Remove " + strings.Join(unused, ", "), Edits: g.without(unused), Safe: true}}
	}
	report(suppress.UnusedIgnore.Fill(i))
}

// unusedNames are the categories in g's list that exist, were looked for and silence nothing. An ignore of this very
// check is never among them.
func unusedNames(g ignore, used map[string]bool, known []string, ran func(string) bool) []string {
	var unused []string
	for _, c := range g.list {
		if !used[c.name] && slices.Contains(known, c.name) && !isDirectiveRule(c.name) && ran(c.name) {
			unused = append(unused, c.name)
		}
	}
	return unused
}

func isDirectiveRule(name string) bool { return slices.Contains(ruleNames(suppress.Rules), name) }

// linesOf are the lines on which an ignore comment silences an issue: the one where it begins, and the last one of the
// statement (or of the head of the block) that it begins in, since a line that ends in a string takes no comment.
func (d directives) linesOf(i rule.Issue) []int {
	first := d.lineAt(i.Span.Start)
	lines := []int{first}
	if n := d.tree.At(i.Span.Start); n != nil {
		if last := d.lastLine(n); last > first {
			lines = append(lines, last)
		}
	}
	return lines
}

// lastLine is the last line of the statement or the head of the block around n, -1 where it does not parse.
func (d directives) lastLine(n *syntax.Node) int {
	for !isStatement(n) {
		n = n.Parent()
	}
	if n.Kind() == syntax.KindError || n.Kind() == syntax.KindComment {
		return -1
	}
	end := d.tree.Start(n) + 1
	for _, c := range n.Children() {
		if c.Kind() == syntax.KindBlock {
			return d.lineAt(end - 1)
		}
		if c.Kind() != syntax.KindComment {
			end = d.tree.End(c)
		}
	}
	return d.lineAt(d.tree.End(n) - 1)
}

// isStatement tells whether n is a statement, or a part of one that has a head of its own.
func isStatement(n *syntax.Node) bool {
	if p := n.Parent(); p == nil || p.Kind() == syntax.KindBlock {
		return true
	}
	switch n.Kind() {
	case syntax.KindElif, syntax.KindElse, syntax.KindExcept, syntax.KindExceptGroup, syntax.KindFinally,
		syntax.KindCase, syntax.KindDecorator, syntax.KindFunction, syntax.KindClass, syntax.KindError:
		return true
	}
	return false
}

// lineAt is the line of the byte at offset, counted from zero.
func (d directives) lineAt(offset int) int { return d.tree.Lines().Position(offset, syntax.UTF8).Line }

// lineStart is the offset at which a line begins; the text's end for the one after the last.
func (d directives) lineStart(line int) int {
	return d.tree.Lines().Offset(syntax.Position{Line: line}, syntax.UTF8)
}

// lineEnd is the offset at which a line's own text ends, before its terminator.
func (d directives) lineEnd(line int) int { return d.lineStart(line) + len(d.tree.Lines().Line(line)) }
