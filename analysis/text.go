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
	raw := false
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindStringStart:
			raw = strings.ContainsAny(c.Text(), "rR")
		case syntax.KindStringContent:
			out = concat(out, text(unescape(unbrace(c.Text()), raw)))
		case syntax.KindInterpolation:
			out = concat(out, s.eval(c.Child(syntax.FieldExpression), scope))
		}
	}
	return out
}

// unbrace resolves the braces that an f-string writes twice.
func unbrace(s string) string { return strings.NewReplacer("{{", "{", "}}", "}").Replace(s) }

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
		out = union(out, fillPercent(f.Text, func(i int, name string) []Value {
			if name != "" {
				return s.fromKeywords(values, name, scope)
			}
			if i < len(parts) && values.Kind() != syntax.KindDictionary {
				return s.eval(parts[i], scope)
			}
			return text(Hole)
		}))
	}
	return out
}

// fillPercent replaces the placeholders of a format such as "%s/%03d" or "%(name)s".
func fillPercent(format string, value func(i int, name string) []Value) []Value {
	out := text("")
	for i := 0; ; {
		before, rest, found := strings.Cut(format, "%")
		out = concat(out, text(before))
		if !found {
			return out
		}
		if strings.HasPrefix(rest, "%") {
			out, format = concat(out, text("%")), rest[1:]
			continue
		}
		name := ""
		if strings.HasPrefix(rest, "(") {
			closed := false
			if name, rest, closed = strings.Cut(rest[1:], ")"); !closed {
				return concat(out, text(Hole))
			}
		}
		end := strings.IndexAny(rest, "sdifgrxuc")
		if end < 0 {
			return concat(out, text(Hole))
		}
		out, format = concat(out, value(i, name)), rest[end+1:]
		i++
	}
}

// fillBraces replaces the placeholders of a format such as "{}/{0}/{name:03d}".
func fillBraces(format string, value func(i int, name string) []Value) []Value {
	out := text("")
	for i := 0; format != ""; {
		at := strings.IndexAny(format, "{}")
		if at < 0 {
			break
		}
		out = concat(out, text(format[:at]))
		if at+1 < len(format) && format[at+1] == format[at] {
			out, format = concat(out, text(format[at:at+1])), format[at+2:]
			continue
		}
		field, rest, closed := strings.Cut(format[at+1:], "}")
		if !closed {
			return concat(out, text(Hole))
		}
		if end := strings.IndexAny(field, ":!"); end >= 0 {
			field = field[:end]
		}
		if field == "" {
			out = concat(out, value(i, ""))
			i++
		} else if n, err := strconv.Atoi(field); err == nil {
			out = concat(out, value(n, ""))
		} else {
			out = concat(out, value(-1, field))
		}
		format = rest
	}
	return concat(out, text(format))
}

// textMethod is a call of a method of a text or a path; ok is false for methods that say nothing about it.
func (s *Script) textMethod(v Value, method string, call *Call) (out []Value, ok bool) {
	switch method {
	case "format":
		if v.Kind != String {
			return []Value{v}, true
		}
		return fillBraces(v.Text, func(i int, name string) []Value {
			a := call.Keyword(name)
			if i >= 0 {
				a = call.Positional(i)
			}
			if a == nil {
				return text(Hole)
			}
			return s.eval(a, call.Scope)
		}), true
	case "joinpath":
		return s.joined(call, []Value{v}), true
	case "join":
		return s.joinTexts(v, call)
	case "as_posix", "resolve", "absolute", "expanduser", "decode", "encode", "__str__":
		return []Value{v}, true
	case "lower", "upper", "strip", "lstrip", "rstrip", "replace":
		return []Value{s.changeText(v, method, call)}, true
	case "with_name", "with_suffix":
		return s.renamed(v, method, call), true
	case "open", "write_text", "write_bytes", "read_text", "read_bytes":
		return []Value{{Kind: Result, Text: "pathlib.Path." + method, Call: call}}, true
	}
	return nil, false
}

// joinTexts is `"/".join([...])`; ok is false where the parts are not written out.
func (s *Script) joinTexts(separator Value, call *Call) (out []Value, ok bool) {
	if separator.Kind != String || call.Positional(0) == nil {
		return nil, false
	}
	parts := s.listed(call.Positional(0), call.Scope)
	for i, part := range parts {
		if i == 0 {
			out = part
			continue
		}
		out = concat(concat(out, []Value{separator}), part)
	}
	return out, parts != nil
}

// changeText is a method of a text that gives another one. What is known at run time only is not changed.
func (s *Script) changeText(v Value, method string, call *Call) Value {
	first, firstOK := literal(call.Positional(0))
	second, secondOK := literal(call.Positional(1))
	cutset := " \t\r\n"
	if firstOK {
		cutset = first
	}
	switch {
	case method == "rstrip":
		v.Rest = strings.TrimRight(v.Rest, cutset)
		if v.Kind == String {
			v.Text = strings.TrimRight(v.Text, cutset)
		}
	case v.Kind != String:
	case method == "lower":
		v.Text = strings.ToLower(v.Text)
	case method == "upper":
		v.Text = strings.ToUpper(v.Text)
	case method == "strip":
		v.Text = strings.Trim(v.Text, cutset)
	case method == "lstrip":
		v.Text = strings.TrimLeft(v.Text, cutset)
	case method == "replace" && firstOK && secondOK:
		v.Text = strings.ReplaceAll(v.Text, first, second)
	case method == "replace":
		return Value{Kind: Unknown, Reason: "parts of it are replaced at run time"}
	}
	return v
}

// renamed is `path.with_name(...)` and `path.with_suffix(...)`.
func (s *Script) renamed(v Value, method string, call *Call) []Value {
	if method == "with_name" {
		return joinPaths([]Value{dirname(v)}, s.eval(call.Positional(0), call.Scope))
	}
	tail := &v.Text
	if v.Kind != String {
		tail = &v.Rest
	}
	name := (*tail)[strings.LastIndexByte(*tail, '/')+1:]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		*tail = strings.TrimSuffix(*tail, name[dot:])
	} else if name == "" {
		return []Value{v} // it is the suffix of something known at run time only
	}
	return concat([]Value{v}, s.eval(call.Positional(0), call.Scope))
}

// pathAttribute is an attribute of a path, or of a member of an enumeration; ok is false for any other.
func pathAttribute(v Value, name string) (Value, bool) {
	switch name {
	case "parent":
		return dirname(v), true
	case "name":
		return basename(v), true
	case "stem":
		v = basename(v)
		if dot := strings.LastIndexByte(v.Text, '.'); v.Kind == String && dot > 0 {
			v.Text = v.Text[:dot]
		}
		return v, true
	case "value":
		return v, true
	}
	return v, false
}

// basename is the last part of a path.
func basename(v Value) Value {
	last := v.Text
	if v.Kind != String {
		last = v.Rest
	}
	i := strings.LastIndexByte(strings.TrimRight(last, "/"), '/')
	if i < 0 && v.Kind != String {
		return Value{Kind: Unknown, Reason: "it is the last part of something known at run time only"}
	}
	return Value{Kind: String, Text: strings.TrimRight(last[i+1:], "/")}
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
