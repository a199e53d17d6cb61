package tuning

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// output is one place of a script that prints.
type output struct {
	node *syntax.Node
	// line is a regex that takes all that it may print.
	line string
}

// outputsOf are all places of a script that print; all is false where there may be others, or where one may print anything.
func outputsOf(script *analysis.Script) (found []output, all bool) {
	t := &templates{script: script}
	t.prefix = t.loggers()
	for _, scope := range script.Scopes() {
		if printsElsewhere(scope) {
			return nil, false
		}
		for _, call := range scope.Calls {
			line, prints := t.printed(call)
			switch {
			case opaqueCalls.MatchString(call.Func.Text()) && !installs(call) || line == anything:
				return nil, false
			case prints:
				found = append(found, output{call.Node, line})
			}
		}
	}
	return found, len(found) > 0
}

// printsElsewhere tells code that hands `print` on, or has Python 2's statement.
func printsElsewhere(scope *analysis.Scope) bool {
	for _, n := range scope.Names {
		p := n.Parent()
		if n.Text() == "print" && (p == nil || p.Kind() != syntax.KindCall || p.Child(syntax.FieldFunction) != n) {
			return true
		}
	}
	if scope.Kind != analysis.ModuleScope {
		return false
	}
	root := scope.Statement().Root()
	statement := false
	root.Walk(func(n *syntax.Node) bool {
		statement = statement || n.Kind() == syntax.KindPrintStatement
		return true
	})
	return statement || root.HasError()
}

// opaqueCalls start other programs, run code that is not there, or print what cannot be read.
var opaqueCalls = regexp.MustCompile(`^(?:subprocess\.|os\.(?:system|popen|spawn|exec)|exec$|eval$|runpy\.|importlib\.|__import__$|pprint|display$)` +
	`|(?:^|\.)(?:Popen|check_call|check_output|set_postfix|set_postfix_str|set_description|set_description_str|dictConfig|fileConfig|Formatter|setFormatter|pprint|echo|\w*\.print|\w+_print|print_\w*(?:metric|log|result|stat|tensor)\w*)$`)

// installs tells a call that starts pip, whose lines hold no metrics.
func installs(call *analysis.Call) bool {
	text := call.Node.Text()
	return strings.Contains(text, "pip") && strings.Contains(text, "install")
}

// levels are the methods of a logger that write a line.
var levels = []string{"debug", "info", "warning", "warn", "error", "critical", "fatal", "exception"}

// levelsAndTimes is what a logger's format may put before a message, and MPI before a line.
const levelsAndTimes = `(?:[-\d:,./TZ \[\]()|<>]|INFO|WARNING|ERROR|DEBUG|CRITICAL|root|__main__|algo|mpirank|std(?:out|err)`

// loggers is what may stand before a logged message: levels, times, and the names of the script's loggers.
func (t *templates) loggers() string {
	before := levelsAndTimes
	for _, scope := range t.script.Scopes() {
		for _, call := range scope.Calls {
			if name, known := t.plain(call.Positional(0), call.Scope); known && call.Method() == "getLogger" {
				before += "|" + regexp.QuoteMeta(name)
			}
		}
	}
	return before + ")*"
}

// printed is what a call prints; prints is false for one that prints nothing.
func (t *templates) printed(call *analysis.Call) (line string, prints bool) {
	method := call.Method()
	isMethod := call.Func.Kind() == syntax.KindAttribute
	switch {
	case method == "print" && !isMethod:
		return t.print(call)
	case (method == "tqdm" || method == "trange") && call.Keyword("desc") != nil:
		return t.text(call.Keyword("desc"), call.Scope) + ": *" + progressBar, true
	case method == "write" && isMethod:
		switch call.Func.Text() {
		case "sys.stdout.write", "sys.stderr.write", "tqdm.write":
			return t.text(call.Positional(0), call.Scope), true
		}
	case method == "log" && isMethod && len(call.Args) > 1:
		return t.logged(call, 1), len(call.Args) > 0
	case isMethod && slices.Contains(levels, method) && len(call.Args) > 0:
		return t.logged(call, 0), true
	case method == "basicConfig" && call.Keyword("format") != nil:
		format, known := t.plain(call.Keyword("format"), call.Scope)
		if !known || strings.ContainsFunc(percentField.ReplaceAllString(format, ""), unicode.IsLetter) {
			return anything, true // words of its own stand before each message
		}
	}
	return "", false
}

// print is `print(...)`.
func (t *templates) print(call *analysis.Call) (line string, prints bool) {
	if slices.ContainsFunc(t.script.Eval(call.Func, call.Scope), func(v analysis.Value) bool { return v.Kind != analysis.External || v.Text != "print" }) {
		return "", false // a function of the script
	}
	separator := " "
	var parts []string
	for _, a := range call.Args {
		switch {
		case a.Star != 0:
			return anything, true
		case a.Name == "":
			parts = append(parts, t.text(a.Value, call.Scope))
		case a.Name == "sep":
			known := false
			if separator, known = t.plain(a.Value, call.Scope); !known {
				return anything, true
			}
		case a.Name == "end", a.Name == "file" && a.Value.Text() != "sys.stderr" && a.Value.Text() != "sys.stdout":
			return anything, true
		}
	}
	return strings.Join(parts, regexp.QuoteMeta(separator)), true
}

// logged is a call of a logger, whose message stands at a position.
func (t *templates) logged(call *analysis.Call, position int) string {
	message := call.Positional(position)
	var values []*syntax.Node
	for i := position + 1; call.Positional(i) != nil; i++ {
		values = append(values, call.Positional(i))
	}
	if slices.ContainsFunc(call.Args, func(a analysis.Arg) bool { return a.Star == 1 }) {
		return anything
	}
	if format, known := t.plain(message, call.Scope); known && len(values) > 0 {
		return t.prefix + t.percent(format, values, call.Scope)
	}
	if line := t.text(message, call.Scope); line != anything {
		return t.prefix + line
	}
	return anything
}

// librariesOf are the lines that a script's libraries print by themselves; all is false where one may print other lines, or
// where a module of the project prints.
func librariesOf(w *workspace.Workspace, l *workspace.Launch, script *analysis.Script) (lines []string, all bool) {
	for _, i := range script.Imports() {
		top, _, _ := strings.Cut(i.Module, ".")
		if top == "" || besideScript(w, l, top) {
			return nil, false
		}
		printed, known := libraryLines[top]
		if !known && !quiet[top] {
			return nil, false
		}
		lines = append(lines, printed...)
	}
	return lines, true
}

// besideScript tells a module that goes to the job with the script.
func besideScript(w *workspace.Workspace, l *workspace.Launch, top string) bool {
	for _, folder := range []string{filepath.Dir(l.Script), l.Root} {
		if folder != "" && (w.Files().IsFile(filepath.Join(folder, top+".py")) || w.Files().IsFolder(filepath.Join(folder, top))) {
			return true
		}
	}
	return false
}
