package alignment

import (
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// droppedKey is a read of a key that is never in the dictionary of environment variables that is read.
type droppedKey struct {
	name            string
	key, dictionary *syntax.Node
}

// variableName tells names that are meant for environment variables.
var variableName = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)

// droppedKeys finds `environ_vars.get("NAME")` where environ_vars is a dictionary that is filled from the environment,
// written out whole, and has no such key. Scripts of this kind hand their environment to main() in one.
func droppedKeys(script *analysis.Script) (out []droppedKey) {
	for _, scope := range script.Scopes() {
		if !script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			if call.Method() != "get" || call.Func.Kind() != syntax.KindAttribute || call.Positional(0) == nil {
				continue
			}
			object, key := call.Func.Child(syntax.FieldObject), call.Positional(0)
			name, plain := analysis.PlainString(key)
			if !plain || !variableName.MatchString(name) {
				continue
			}
			if d := environmentCopy(script, object, scope); d != nil && !hasKey(script, d, name) {
				out = append(out, droppedKey{name: name, key: key, dictionary: d.Node})
			}
		}
	}
	return out
}

// environmentCopy gives the dictionary that an expression is, where it is written out and filled from os.environ; nil where
// it is anything else, or several.
func environmentCopy(script *analysis.Script, n *syntax.Node, scope *analysis.Scope) *analysis.Value {
	if n == nil {
		return nil
	}
	values := script.Eval(n, scope)
	if len(values) != 1 || values[0].Kind != analysis.Literal || values[0].Node.Kind() != syntax.KindDictionary || !strings.Contains(values[0].Node.Text(), "environ") {
		return nil
	}
	return &values[0]
}

// hasKey tells whether a dictionary has a key, or may.
func hasKey(script *analysis.Script, d *analysis.Value, name string) bool {
	for _, entry := range d.Node.Children() {
		switch entry.Kind() {
		case syntax.KindComment:
		case syntax.KindPair:
			key, plain := "", false
			if k := entry.Child(syntax.FieldKey); k != nil {
				key, plain = analysis.PlainString(k)
			}
			if !plain || key == name {
				return true
			}
		default:
			return true
		}
	}
	return isChanged(script, d.Node)
}

// isChanged tells a dictionary that is given more under the name that it is assigned to, or to a parameter.
func isChanged(script *analysis.Script, dictionary *syntax.Node) bool {
	p := dictionary.Parent()
	if p == nil || p.Kind() != syntax.KindAssignment || p.Child(syntax.FieldLeft) == nil {
		return false
	}
	name := p.Child(syntax.FieldLeft).Text()
	for _, scope := range script.Scopes() {
		for _, b := range scope.Bindings {
			if strings.HasPrefix(b.Name, name+"[") {
				return true
			}
		}
		for _, call := range scope.Calls {
			if f := call.Func.Text(); f == name+".update" || f == name+".setdefault" {
				return true
			}
		}
	}
	return false
}
