package analysis

// Examples of facts: Python with what must be known at a place written behind it. They are the members of the txtar
// archives testdata/facts/*.txtar, one script each, and the longer scripts testdata/facts/*.py.
//
//	torch.save(m, path)  #: path = env SM_MODEL_DIR + "/model.pth"; calls torch.save
//
// A comment "#: FACT; FACT" speaks of its line; where nothing but the comment is on a line, it speaks of the line above.
// A fact is one of
//
//	EXPR = VALUE | VALUE   what EXPR, the first of this spelling on the line, may be; of a name that the line binds,
//	                       what it is bound to
//	calls CALLEE | CALLEE  what the first call that begins on the line may run
//	EXPR calls CALLEE      the same for the call of EXPR, such as `self.net calls torch.nn.Linear.__call__`
//	bases NAME, NAME       the imported classes that the class on the line derives from
//	sites N                how many calls in the file run the function, or make an object of the class, on the line
//	reached, unreached     whether the function or class on the line, else the code on it, may run
//	reads NAME             the line reads an environment variable, and fails without it
//	asks NAME              ... and goes on without it
//	sets NAME              ... sets it
//	option FLAG... KEY=SRC the line declares an option, with dest, default, type and action as they are written, and
//	                       `required`
//	strings "A" "B"        the string values on the line are these
//	imports MODULE:ITEM    the line imports it, and so on for each, separated by blanks
//	guard                  the line is the script's main guard
//	unbound NAME           the line reads a name that nothing binds
//
// Where an example has one fact about the environment, /opt/ml strings, options, imports, a guard or unbound names, all
// such facts of the example must be written, so that what is not there is a fact too.
//
// A VALUE is
//
//	? REASON               Unknown, for any reason where none is written
//	3, None                Constant
//	"/opt/ml/…"            String, with … for a part that cannot be told
//	env NAME + "/x" else V EnvVar, what is appended to it, and its default
//	option dest + "/x"     OptionValue
//	torch.save             External
//	torch.load()           Result
//	def C.f, lambda        Function
//	class C                Class
//	object C               Instance
//	literal ["a"]          Literal, as it is written
//	options                Namespace
//
// A CALLEE is a name, `local C.f`, or `? REASON`.

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// examples are the annotated scripts by name.
func examples(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := filepath.Glob("testdata/facts/*")
	if err != nil || len(names) == 0 {
		t.Fatal("no examples: ", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		if filepath.Ext(base) == ".py" {
			all[base] = string(text)
			continue
		}
		for _, f := range txtar.Parse(text).Files {
			key := strings.TrimSuffix(base, ".txtar") + "/" + f.Name
			if _, twice := all[key]; twice {
				t.Errorf("%s is there twice", key)
			}
			all[key] = string(f.Data)
		}
	}
	return all
}

// TestFacts holds every example to what is written in it.
func TestFacts(t *testing.T) {
	for name, text := range examples(t) {
		t.Run(name, func(t *testing.T) {
			e := newExample(t, text)
			if len(e.wanted) == 0 {
				t.Error("the example says nothing")
			}
			for _, w := range e.wanted {
				if got := e.fact(w); !sameFact(got, w.fact) {
					t.Errorf("line %d: %s\n\twant %s\n\tgot  %s", w.line+1, strings.TrimSpace(e.lines[w.line]), w.fact, got)
				}
			}
			e.complete()
		})
	}
}

// TestFactsOfFragments reads what is left of each example when it is cut off anywhere: something is always known, and
// nothing fails.
func TestFactsOfFragments(t *testing.T) {
	for name, text := range examples(t) {
		for cut := 0; cut < len(text); cut += 1 + len(text)/60 {
			for _, part := range []string{text[:cut], text[cut:]} {
				s := Read(syntax.Parse([]byte(part)), nil)
				for _, q := range questions(s) {
					if len(s.Eval(q.node, q.scope)) == 0 {
						t.Fatalf("%s, cut at %d: nothing is known about %s", name, cut, q.node.Text())
					}
				}
				for _, scope := range s.Scopes() {
					for _, call := range scope.Calls {
						if len(s.Callees(call)) == 0 {
							t.Fatalf("%s, cut at %d: nothing is known about the call %s", name, cut, call.Node.Text())
						}
					}
				}
				s.Environment()
				s.Unbound()
				s.Imports()
				s.MainGuard()
			}
		}
	}
}

// example is a script with the facts that are written in it.
type example struct {
	t      *testing.T
	script *Script
	lines  []string
	starts []int // of the lines, in bytes
	wanted []wantedFact
}

type wantedFact struct {
	line int // from 0
	fact string
}

var annotation = regexp.MustCompile(`#: (.*)$`)

func newExample(t *testing.T, text string) *example {
	e := &example{t: t, script: Read(syntax.Parse([]byte(text)), nil), lines: strings.Split(text, "\n")}
	start, subject := 0, 0
	for i, line := range e.lines {
		e.starts = append(e.starts, start)
		start += len(line) + 1
		m := annotation.FindStringSubmatch(line)
		if !strings.HasPrefix(strings.TrimSpace(line), "#:") {
			subject = i
		}
		if m == nil {
			continue
		}
		for _, fact := range strings.Split(m[1], ";") {
			e.wanted = append(e.wanted, wantedFact{subject, strings.TrimSpace(fact)})
		}
	}
	e.starts = append(e.starts, start)
	return e
}

// on tells whether a node begins on a line.
func (e *example) on(line int, n *syntax.Node) bool {
	at := e.script.Tree.Start(n)
	return e.starts[line] <= at && at < e.starts[line+1]
}

// fact writes down what is known where w speaks of it.
func (e *example) fact(w wantedFact) string {
	if expr, _, ok := strings.Cut(w.fact, " = "); ok {
		return expr + " = " + e.values(w.line, expr)
	}
	word, rest, _ := strings.Cut(w.fact, " ")
	switch word {
	case "calls":
		return "calls " + e.callees(w.line, "")
	case "bases":
		if s := e.defined(w.line); s != nil {
			return strings.TrimSpace("bases " + strings.Join(e.script.ExternalBases(s), ", "))
		}
	case "sites":
		if s := e.defined(w.line); s != nil {
			return "sites " + strconv.Itoa(len(e.script.Sites(s)))
		}
	case "reached", "unreached":
		if e.isReached(w.line) {
			return "reached"
		}
		return "unreached"
	case "strings":
		return strings.TrimSpace("strings " + strings.Join(e.strings(w.line), " "))
	}
	if expr, _, ok := strings.Cut(w.fact, " calls "); ok {
		return expr + " calls " + e.callees(w.line, expr)
	}
	for _, theme := range themes {
		if slices.Contains(theme.words, word) {
			if all := theme.facts(e)[w.line]; slices.Contains(all, w.fact) || len(all) == 0 {
				return strings.Join(all, "; ")
			}
			return strings.Join(theme.facts(e)[w.line], "; ")
		}
	}
	return "a fact that is no fact: " + word + " " + rest
}

// sameFact compares a fact with what is wanted: alternatives in any order, and a bare "?" for any reason.
func sameFact(got, want string) bool {
	if got == want || slices.Contains(strings.Split(got, "; "), want) {
		return true
	}
	for _, sep := range []string{" = ", "calls "} {
		gotSubject, gotRest, ok := strings.Cut(got, sep)
		wantSubject, wantRest, ok2 := strings.Cut(want, sep)
		if ok && ok2 && gotSubject == wantSubject {
			g, w := strings.Split(gotRest, " | "), strings.Split(wantRest, " | ")
			if slices.Contains(w, "?") {
				for i := range g {
					if strings.HasPrefix(g[i], "? ") {
						g[i] = "?"
					}
				}
			}
			slices.Sort(g)
			slices.Sort(w)
			return slices.Equal(slices.Compact(g), w)
		}
	}
	return false
}

// themes are the kinds of fact of which an example names all or none.
var themes = []struct {
	words []string
	facts func(*example) map[int][]string
}{
	{[]string{"reads", "asks", "sets"}, (*example).environment},
	{[]string{"option"}, (*example).options},
	{[]string{"imports"}, (*example).imports},
	{[]string{"guard"}, (*example).guards},
	{[]string{"unbound"}, (*example).unbound},
	{[]string{"strings"}, (*example).platformStrings},
}

// complete finds facts of a theme that the example speaks of and does not name.
func (e *example) complete() {
	for _, theme := range themes {
		named := map[int]bool{}
		for _, w := range e.wanted {
			if word, _, _ := strings.Cut(w.fact, " "); slices.Contains(theme.words, word) {
				named[w.line] = true
			}
		}
		if len(named) == 0 {
			continue
		}
		for line, facts := range theme.facts(e) {
			for _, fact := range facts {
				if !slices.ContainsFunc(e.wanted, func(w wantedFact) bool {
					return w.line == line && (w.fact == fact || theme.words[0] == "strings" && strings.HasPrefix(w.fact, "strings"))
				}) {
					e.t.Errorf("line %d: %s\n\tnot expected: %s", line+1, strings.TrimSpace(e.lines[line]), fact)
				}
			}
		}
	}
}

// lineOf is the line that a node begins on.
func (e *example) lineOf(n *syntax.Node) int {
	i, found := slices.BinarySearch(e.starts, e.script.Tree.Start(n))
	if !found {
		i--
	}
	return i
}

func (e *example) environment() map[int][]string {
	out := map[int][]string{}
	for _, use := range e.script.Environment() {
		word := "reads"
		if use.Write {
			word = "sets"
		} else if use.Optional {
			word = "asks"
		}
		line := e.lineOf(use.Node)
		out[line] = append(out[line], word+" "+use.Name)
	}
	return out
}

func (e *example) options() map[int][]string {
	out := map[int][]string{}
	for _, o := range e.script.Options() {
		words := append([]string{"option"}, o.Flags...)
		words = append(words, "dest="+o.Dest)
		for _, part := range []struct {
			key  string
			node *syntax.Node
		}{{"default", o.Default}, {"type", o.Type}, {"action", o.Action}} {
			if part.node != nil {
				words = append(words, part.key+"="+part.node.Text())
			}
		}
		if o.Required {
			words = append(words, "required")
		}
		line := e.lineOf(o.Call.Node)
		out[line] = append(out[line], strings.Join(words, " "))
	}
	return out
}

func (e *example) imports() map[int][]string {
	out := map[int][]string{}
	for _, i := range e.script.Imports() {
		fact := i.Module
		if i.Item != "" {
			fact += ":" + i.Item
		}
		line := e.lineOf(i.Node)
		if out[line] == nil {
			out[line] = []string{"imports"}
		}
		out[line][0] += " " + fact
	}
	return out
}

func (e *example) guards() map[int][]string {
	if n := e.script.MainGuard(); n != nil {
		return map[int][]string{e.lineOf(n): {"guard"}}
	}
	return nil
}

func (e *example) unbound() map[int][]string {
	out := map[int][]string{}
	for _, u := range e.script.Unbound() {
		line := e.lineOf(u.Node)
		out[line] = append(out[line], "unbound "+u.Node.Text())
	}
	return out
}

func (e *example) strings(line int) []string {
	var out []string
	for _, s := range e.script.Scopes() {
		for _, n := range s.Strings {
			if e.on(line, n) {
				out = append(out, e.spellAll(e.script.Eval(n, s)))
			}
		}
	}
	return out
}

func (e *example) platformStrings() map[int][]string {
	out := map[int][]string{}
	for _, s := range e.script.Scopes() {
		for _, n := range s.Strings {
			if strings.Contains(n.Text(), "/opt/ml") {
				line := e.lineOf(n)
				out[line] = append(out[line], "strings "+n.Text())
			}
		}
	}
	return out
}

// values writes down what an expression on a line may be.
func (e *example) values(line int, expr string) string {
	var bound []Value
	for _, s := range e.script.Scopes() {
		for _, b := range s.Bindings {
			if b.Name == expr && e.on(line, b.Node) {
				e.script.mu.Lock()
				bound = union(bound, e.script.evalBinding(b))
				e.script.mu.Unlock()
			}
		}
	}
	if bound != nil {
		return e.spellAll(bound)
	}
	n := e.first(line, func(n *syntax.Node) bool { return n.Kind() != syntax.KindExpressionStatement && n.Text() == expr })
	if n == nil {
		return "not on the line"
	}
	return e.spellAll(e.script.Eval(n, e.scope(n)))
}

func (e *example) callees(line int, expr string) string {
	n := e.first(line, func(n *syntax.Node) bool {
		f := n.Child(syntax.FieldFunction)
		return n.Kind() == syntax.KindCall && f != nil && (expr == "" || f.Text() == expr)
	})
	if n == nil {
		return "nothing"
	}
	var out []string
	for _, c := range e.script.Callees(e.call(n)) {
		switch {
		case c.Local != nil:
			out = append(out, "local "+fullName(c.Local))
		case c.Name != "":
			out = append(out, c.Name)
		default:
			out = append(out, "? "+c.Reason)
		}
	}
	return strings.Join(out, " | ")
}

func (e *example) call(n *syntax.Node) *Call {
	for _, s := range e.script.Scopes() {
		for _, c := range s.Calls {
			if c.Node == n {
				return c
			}
		}
	}
	e.t.Fatalf("the call %s is in no scope", n.Text())
	return nil
}

// first is the outermost, leftmost node that begins on a line and fits.
func (e *example) first(line int, fits func(*syntax.Node) bool) (found *syntax.Node) {
	for _, statement := range e.script.Tree.Statements() {
		statement.Root().Walk(func(n *syntax.Node) bool {
			if found == nil && e.on(line, n) && fits(n) {
				found = n
			}
			return found == nil
		})
	}
	return found
}

// scope is where a node is read.
func (e *example) scope(n *syntax.Node) *Scope {
	for p := n; p.Parent() != nil; p = p.Parent() {
		i := slices.IndexFunc(e.script.Scopes(), func(s *Scope) bool { return s.Node == p.Parent() })
		if i >= 0 && p.Field() == syntax.FieldBody {
			return e.script.Scopes()[i]
		}
	}
	return e.script.part(n.Statement())
}

// defined is the function or class that is defined on a line.
func (e *example) defined(line int) *Scope {
	for _, s := range e.script.Scopes() {
		if s.Node != nil && e.on(line, s.Node) {
			return s
		}
	}
	return nil
}

func (e *example) isReached(line int) bool {
	if s := e.defined(line); s != nil {
		return e.script.Reached(s)
	}
	n := e.first(line, func(*syntax.Node) bool { return true })
	return n != nil && e.script.Reached(e.scope(n))
}

// fullName is a scope's name with those around it.
func fullName(s *Scope) string {
	name := s.Name
	if s.Kind == LambdaScope {
		name = "lambda"
	}
	if s.Parent != nil && s.Parent.Name != "" {
		return fullName(s.Parent) + "." + name
	}
	return name
}

func (e *example) spellAll(vs []Value) string {
	var out []string
	for _, v := range vs {
		out = append(out, e.spell(v))
	}
	return strings.Join(out, " | ")
}

func (e *example) spell(v Value) string {
	rest := ""
	if v.Rest != "" {
		rest = " + " + quote(v.Rest)
	}
	switch v.Kind {
	case Unknown:
		return "? " + v.Reason
	case Constant:
		return v.Text
	case String:
		return quote(v.Text)
	case EnvVar:
		if v.Default != nil {
			scope := cmp.Or(v.Scope, e.scope(v.Default))
			rest += " else " + e.spellAll(e.script.Eval(v.Default, scope))
		}
		return "env " + v.Text + rest
	case OptionValue:
		return "option " + v.Option.Dest + rest
	case External:
		return v.Text
	case Result:
		return v.Text + "()"
	case Function:
		if v.Scope.Kind == LambdaScope {
			return "lambda"
		}
		return "def " + fullName(v.Scope)
	case Class:
		return "class " + fullName(v.Scope)
	case Instance:
		return "object " + fullName(v.Scope)
	case Literal:
		return "literal " + strings.Join(strings.Fields(v.Node.Text()), " ")
	case Namespace:
		return "options"
	}
	return fmt.Sprint("a value of kind ", v.Kind)
}

// quote writes a text as Python would, with a sign in place of what cannot be told.
func quote(s string) string {
	return `"` + strings.NewReplacer(Hole, "…", "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}
