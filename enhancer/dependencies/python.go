package dependencies

import (
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// newer is a place in a script that needs a version of Python, or that needs one before it was taken out.
type newer struct {
	node *syntax.Node
	// length is how much of the node says it, 0 for all: of a statement only its keyword.
	length int
	what   string
	// since is the first Python that has it; before the first that does not. One of them is empty.
	since, before string
}

// newerIn finds what in a script not every Python 3 has.
func newerIn(s *analysis.Script) []newer {
	var found []newer
	lazy := hasLazyAnnotations(s)
	for _, statement := range s.Tree.Statements() {
		statement.Root().Walk(func(n *syntax.Node) bool {
			if what, since := syntaxSince(n); since != "" {
				found = append(found, newer{node: n, length: keywordOf(n), what: what, since: since})
			}
			if n.Kind() == syntax.KindType && !lazy && isEvaluated(n) {
				if what, since := annotationSince(n); since != "" {
					found = append(found, newer{node: n, what: what, since: since})
				}
				return false
			}
			return true
		})
	}
	return append(found, modulesIn(s)...)
}

// syntaxSince says which Python first has a construct; since is empty for those that all have.
// Source: The Python Language Reference and "What's New", 3.8 to 3.12.
func syntaxSince(n *syntax.Node) (what, since string) {
	switch n.Kind() {
	case syntax.KindNamedExpression:
		return "`:=`", "3.8"
	case syntax.KindPositionalSeparator:
		return "a parameter list with `/`", "3.8"
	case syntax.KindMatch:
		return "`match`", "3.10"
	case syntax.KindExceptGroup:
		return "`except*`", "3.11"
	case syntax.KindTypeAlias:
		return "a `type` statement", "3.12"
	case syntax.KindWithClause:
		if strings.HasPrefix(n.Text(), "(") && namesOne(n) {
			return "a `with` statement with several items in parentheses", "3.9"
		}
	case syntax.KindInterpolation:
		if t := n.Text(); strings.HasSuffix(t, "=}") && len(t) > 3 && !strings.ContainsRune("=!<>", rune(t[len(t)-3])) {
			return "`" + t + "` in a string", "3.8"
		}
	case syntax.KindOther:
		if p := n.Parent(); p != nil && (p.Kind() == syntax.KindFunction || p.Kind() == syntax.KindClass) && strings.HasPrefix(n.Text(), "[") {
			return "a list of type parameters", "3.12"
		}
	}
	return "", ""
}

// keywordOf is how long the keyword of a compound statement is, 0 for anything else.
func keywordOf(n *syntax.Node) int {
	switch n.Kind() {
	case syntax.KindMatch:
		return len("match")
	case syntax.KindExceptGroup:
		return len("except")
	}
	return 0
}

// namesOne tells a clause of `with` that gives a name to an item: without, the parentheses may be those of a tuple.
func namesOne(n *syntax.Node) bool {
	for _, item := range n.Children() {
		if item.Kind() == syntax.KindWithItem && item.First(syntax.KindAsPattern) != nil {
			return true
		}
	}
	return false
}

// hasLazyAnnotations tells a script with `from __future__ import annotations`.
func hasLazyAnnotations(s *analysis.Script) bool {
	for _, statement := range s.Tree.Statements() {
		if n := statement.Root(); n.Kind() == syntax.KindFutureImport && strings.Contains(n.Text(), "annotations") {
			return true
		}
	}
	return false
}

// isEvaluated tells an annotation that Python works out when it runs the script: of parameters and results, of variables of a
// module or class, not of those of a function.
func isEvaluated(n *syntax.Node) bool {
	if p := n.Parent(); p == nil || p.Kind() == syntax.KindType {
		return false
	} else if p.Kind() != syntax.KindAssignment {
		return n.Field() == syntax.FieldReturnType || p.Kind() == syntax.KindTypedParameter || p.Kind() == syntax.KindTypedDefaultParameter
	}
	around := n.Ancestor(syntax.KindFunction, syntax.KindClass)
	return around == nil || around.Kind() == syntax.KindClass
}

var (
	builtinGeneric = regexp.MustCompile(`(?:^|[\[\s,|])(list|dict|tuple|set|frozenset|type)\[`)
	unionPart      = `(?:None|int|float|str|bool|bytes|list|dict|tuple|set)(?:\[[^\[\]]*\])?`
	unionWithPlain = regexp.MustCompile(`(?:^|[\[,\s])` + unionPart + `\s*\|\s*[\w.]|[\w.\]]\s*\|\s*` + unionPart + `(?:$|[\],\s|])`)
)

// annotationSince says which Python can first work out an annotation. Texts in quotes are not worked out.
// Source: PEP 585 and PEP 604.
func annotationSince(n *syntax.Node) (what, since string) {
	text := n.Text()
	if strings.ContainsAny(text, `"'`) {
		return "", ""
	}
	if unionWithPlain.MatchString(text) {
		return "`" + text + "` as an annotation", "3.10"
	}
	if m := builtinGeneric.FindStringSubmatch(text); m != nil {
		return "`" + text + "` as an annotation", "3.9"
	}
	return "", ""
}

// moduleSince are modules and items that came with a Python, and the first that has them.
// Source: "What's New in Python", 3.8 to 3.12. Those with a backport of the same name are left out.
var moduleSince = map[string]string{
	"zoneinfo": "3.9", "graphlib": "3.9", "tomllib": "3.11", "importlib.metadata": "3.8",
	"functools.cached_property": "3.8", "functools.singledispatchmethod": "3.8", "functools.cache": "3.9",
	"typing.Literal": "3.8", "typing.Final": "3.8", "typing.Protocol": "3.8", "typing.TypedDict": "3.8", "typing.get_args": "3.8",
	"typing.get_origin": "3.8", "typing.Annotated": "3.9", "typing.TypeAlias": "3.10", "typing.ParamSpec": "3.10", "typing.Concatenate": "3.10",
	"typing.TypeGuard": "3.10", "typing.Self": "3.11", "typing.Never": "3.11", "typing.LiteralString": "3.11", "typing.NotRequired": "3.11",
	"typing.Required": "3.11", "typing.Unpack": "3.11", "typing.assert_never": "3.11", "typing.override": "3.12",
	"enum.StrEnum": "3.11", "datetime.UTC": "3.11", "itertools.pairwise": "3.10", "itertools.batched": "3.12", "math.lcm": "3.9",
	"math.prod": "3.8", "math.dist": "3.8", "math.comb": "3.8",
}

// moduleBefore are modules that were taken out of Python, and the first that is without them. distutils is left out:
// setuptools, which the containers have, stands in for it.
// Source: "What's New in Python" 3.12 and 3.13.
var moduleBefore = map[string]string{
	"asynchat": "3.12", "asyncore": "3.12", "imp": "3.12", "smtpd": "3.12",
	"aifc": "3.13", "audioop": "3.13", "cgi": "3.13", "cgitb": "3.13", "chunk": "3.13", "crypt": "3.13", "imghdr": "3.13", "mailcap": "3.13",
	"nis": "3.13", "nntplib": "3.13", "pipes": "3.13", "sndhdr": "3.13", "spwd": "3.13", "sunau": "3.13", "telnetlib": "3.13", "uu": "3.13",
	"xdrlib": "3.13", "lib2to3": "3.13",
}

// modulesIn finds imports that not every Python 3 has, where the script cannot start without them.
func modulesIn(s *analysis.Script) []newer {
	var found []newer
	for _, i := range s.Imports() {
		if !isUnconditional(i) {
			continue
		}
		for _, name := range []string{i.Module, i.Module + "." + i.Item} {
			if since := moduleSince[name]; since != "" {
				found = append(found, newer{node: i.Node, what: "`" + name + "`", since: since})
			}
			if before := moduleBefore[name]; before != "" && i.Module == name {
				found = append(found, newer{node: i.Node, what: "`" + name + "`", before: before})
			}
		}
	}
	return found
}
