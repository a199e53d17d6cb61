package hyperparameter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// addOption is the fix that gives the script an option for a hyperparameter, behind the last one that it has.
func (s sides) addOption(e workspace.Entry) (fix rule.Fix, ok bool) {
	last := s.lastOption()
	if last == nil || last.Call.Func.Kind() != syntax.KindAttribute || strings.ContainsAny(e.Key, "\"'\\") {
		return fix, false
	}
	n := rule.EnclosingStatement(last.Call.Node)
	parser := last.Call.Func.Child(syntax.FieldObject).Text()
	line := fmt.Sprintf("%s.add_argument(\"%s\"%s)", parser, s.Launch.Flag(e.Key), typeOf(e.Value))
	at := s.inScript(n)
	text := s.Script.Tree.Text()
	newline := "\n"
	if strings.Contains(string(text), "\r\n") {
		newline = "\r\n"
	}
	end := at.Span.End
	for end < len(text) && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	at.Span = syntax.Range{Start: end, End: end}
	edit := rule.Edit{File: at.File, Span: rule.Span(at.Span), New: newline + indentation(text, s.Script.Tree.Start(n)) + line}
	return rule.Fix{Title: fmt.Sprintf("Add option `%s` to %s", s.Launch.Flag(e.Key), s.script()), Edits: []rule.Edit{edit}}, true
}

// lastOption is the last option that is declared by a statement of its own, under no condition.
func (s sides) lastOption() *analysis.Option {
	for i := len(s.line.Options) - 1; i >= 0; i-- {
		o := s.line.Options[i]
		if n := rule.EnclosingStatement(o.Call.Node); n.Kind() == syntax.KindExpressionStatement && o.Call.Method() == "add_argument" && s.Script.Surely(n, o.Call.Scope) {
			return o
		}
	}
	return nil
}

// indentation is the white space before the line that an offset is in.
func indentation(text []byte, offset int) string {
	start := offset
	for start > 0 && text[start-1] != '\n' && text[start-1] != '\r' {
		start--
	}
	end := start
	for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	return string(text[start:end])
}

// typeOf is the type that an option needs for a value.
func typeOf(v workspace.Value) string {
	switch v.Kind {
	case workspace.Number:
		if _, err := strconv.Atoi(v.Text); err == nil {
			return ", type=int"
		}
		return ", type=float"
	case workspace.Bool:
		return `, type=lambda v: str(v).lower() in ("1", "true", "yes")`
	}
	return ", type=str"
}
