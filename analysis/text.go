package analysis

import (
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// plainString gives the text of a string literal; plain is false where parts of it are filled in at run time.
func plainString(n *syntax.Node) (text string, plain bool) {
	if n.Kind() == syntax.KindConcatenatedString {
		for _, c := range n.Children() {
			if c.Kind() != syntax.KindString {
				continue
			}
			t, ok := plainString(c)
			if !ok {
				return "", false
			}
			text += t
		}
		return text, true
	}
	if n.Kind() != syntax.KindString {
		return "", false
	}
	raw := false
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindStringStart:
			raw = strings.ContainsAny(strings.ToLower(c.Text()), "r")
		case syntax.KindInterpolation:
			return "", false
		case syntax.KindStringContent:
			text += unescape(c.Text(), raw)
		}
	}
	return text, true
}

// unescape resolves the escapes that occur in paths and names; rarer ones stay as they are written.
func unescape(s string, raw bool) string {
	if raw || !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\'`, `'`, `\"`, `"`, "\\\n", "").Replace(s)
}

// PlainString gives the text of a string literal; plain is false where parts of it are filled in at run time.
func PlainString(n *syntax.Node) (text string, plain bool) { return plainString(n) }

func (s *Script) evalString(n *syntax.Node, scope *Scope) []Value {
	if t, plain := plainString(n); plain {
		return []Value{{Kind: String, Text: t}}
	}
	out := text("")
	if n.Kind() == syntax.KindConcatenatedString {
		for _, c := range n.Children() {
			if c.Kind() == syntax.KindString {
				out = concat(out, s.evalString(c, scope))
			}
		}
		return out
	}
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindStringContent:
			out = concat(out, text(c.Text()))
		case syntax.KindInterpolation:
			out = concat(out, s.eval(c.Child(syntax.FieldExpression), scope))
		}
	}
	return out
}

// formatPercent is `"..." % values`.
func (s *Script) formatPercent(format []Value, values *syntax.Node, scope *Scope) []Value {
	parts := []*syntax.Node{values}
	if values.Kind() == syntax.KindTuple {
		parts = itemsOf(values)
	}
	var out []Value
	for _, f := range format {
		if f.Kind != String {
			out = union(out, []Value{f})
			continue
		}
		out = union(out, s.fill(f.Text, "%", func(i int) []Value {
			if i < len(parts) && values.Kind() != syntax.KindDictionary {
				return s.eval(parts[i], scope)
			}
			return text(Hole)
		}))
	}
	return out
}

// fill replaces the placeholders of a format: "%s" and the like for "%", "{}" for "{".
func (s *Script) fill(format, mark string, value func(i int) []Value) []Value {
	out := text("")
	for i := 0; ; i++ {
		before, rest, found := strings.Cut(format, mark)
		out = concat(out, text(before))
		if !found {
			return out
		}
		if mark == "%" {
			if strings.HasPrefix(rest, "%") {
				out, format, i = concat(out, text("%")), rest[1:], i-1
				continue
			}
			end := strings.IndexAny(rest, "sdifgrxuc")
			if end < 0 {
				return concat(out, text(Hole))
			}
			rest = rest[end+1:]
			out = concat(out, value(i))
		} else {
			name, after, closed := strings.Cut(rest, "}")
			if !closed {
				return concat(out, text(Hole))
			}
			rest = after
			if n, err := strconv.Atoi(name); err == nil {
				out = concat(out, value(n))
			} else if name == "" || name[0] == ':' {
				out = concat(out, value(i))
			} else {
				out = concat(out, text(Hole))
			}
		}
		format = rest
	}
}

// textMethod is a call of a method of a text or a path; ok is false for methods that say nothing about it.
func (s *Script) textMethod(v Value, method string, call *Call) (out []Value, ok bool) {
	switch method {
	case "format":
		if v.Kind != String {
			return []Value{v}, true
		}
		return s.fill(v.Text, "{", func(i int) []Value {
			if a := call.Positional(i); a != nil {
				return s.eval(a, call.Scope)
			}
			return text(Hole)
		}), true
	case "joinpath":
		out = []Value{v}
		for _, a := range call.Args {
			out = joinPaths(out, s.eval(a.Value, call.Scope))
		}
		return out, true
	case "strip", "lower", "as_posix", "resolve", "absolute", "expanduser", "decode", "encode", "__str__", "with_suffix":
		return []Value{v}, true
	case "rstrip":
		v.Text, v.Rest = strings.TrimRight(v.Text, "/"), strings.TrimRight(v.Rest, "/")
		return []Value{v}, true
	case "open", "write_text", "write_bytes", "read_text", "read_bytes":
		return []Value{{Kind: Result, Text: "pathlib.Path." + method, Call: call}}, true
	}
	return nil, false
}

// dirname is the folder that a path lies in.
func dirname(v Value) Value {
	cut := func(s string) string {
		s = strings.TrimRight(s, "/")
		return s[:strings.LastIndex(s, "/")+1]
	}
	switch v.Kind {
	case String:
		v.Text = strings.TrimRight(cut(v.Text), "/")
	case EnvVar, OptionValue:
		if v.Rest == "" {
			return Value{Kind: Unknown, Reason: "it is the folder above something known at run time only"}
		}
		v.Rest = strings.TrimRight(cut(v.Rest), "/")
	}
	return v
}
