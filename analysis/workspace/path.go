package workspace

import (
	"path/filepath"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// pathText is an expression for a path as a launcher writes one, with `__file__` and the working directory filled in: a
// launcher is taken to be started from its own folder. ok is false where it cannot be told.
func (r *reader) pathText(n *syntax.Node, scope *analysis.Scope) (path string, ok bool) {
	if n == nil || r.depth > maxDepth {
		return "", false
	}
	r.depth++
	defer func() { r.depth-- }()
	switch n.Kind() {
	case syntax.KindParenthesized:
		return r.pathText(firstOf(n), scope)
	case syntax.KindIdentifier:
		return r.pathName(n, scope)
	case syntax.KindAttribute:
		return r.pathAttribute(n, scope)
	case syntax.KindCall:
		return r.pathCall(r.callOf(n, scope))
	case syntax.KindBinaryOperator:
		return r.pathOperator(n, scope)
	case syntax.KindString, syntax.KindConcatenatedString:
		return r.pathString(n, scope)
	}
	return "", false
}

func (r *reader) pathName(n *syntax.Node, scope *analysis.Scope) (path string, ok bool) {
	if n.Text() == "__file__" {
		return r.path, true
	}
	bindings := r.script.Arriving(n, scope)
	if len(bindings) != 1 {
		return "", false
	}
	switch b := bindings[0]; {
	case b.Kind == analysis.BindAssign && b.Value != nil && b.Unpack < 0:
		return r.pathText(b.Value, b.Scope)
	case b.Kind == analysis.BindImport && b.Item != "":
		return r.importedPath(b.Module, b.Item)
	}
	return "", false
}

// pathAttribute is `Path(...).parent`.
func (r *reader) pathAttribute(n *syntax.Node, scope *analysis.Scope) (path string, ok bool) {
	attribute := n.Child(syntax.FieldAttribute)
	if attribute == nil || attribute.Text() != "parent" {
		return "", false
	}
	path, ok = r.pathText(n.Child(syntax.FieldObject), scope)
	return filepath.Dir(path), ok
}

func (r *reader) pathCall(call *analysis.Call) (path string, ok bool) {
	if call == nil {
		return "", false
	}
	name := ""
	for _, v := range r.script.Eval(call.Func, call.Scope) {
		if v.Kind == analysis.External {
			name = v.Text
		}
	}
	switch name {
	case "os.getcwd", "os.getcwdb", "pathlib.Path.cwd":
		return filepath.Dir(r.path), true
	case "os.path.join", "pathlib.Path", "pathlib.PurePath", "posixpath.join":
		return r.pathJoin(call)
	case "os.path.dirname":
		path, ok = r.pathText(call.Positional(0), call.Scope)
		return filepath.Dir(path), ok
	case "os.path.abspath", "os.path.realpath", "os.path.normpath", "str", "os.fspath":
		return r.pathText(call.Positional(0), call.Scope)
	}
	if m := call.Method(); m == "resolve" || m == "absolute" || m == "as_posix" {
		return r.pathText(call.Func.Child(syntax.FieldObject), call.Scope)
	}
	return "", false
}

func (r *reader) pathJoin(call *analysis.Call) (path string, ok bool) {
	for i, a := range call.Args {
		part, ok := r.pathText(a.Value, call.Scope)
		if !ok || a.Name != "" || a.Star != 0 {
			return "", false
		}
		if i == 0 || filepath.IsAbs(part) {
			path = part
		} else {
			path = strings.TrimSuffix(path, "/") + "/" + part
		}
	}
	return path, len(call.Args) > 0
}

// pathOperator is `folder / "name"` and `folder + "/name"`.
func (r *reader) pathOperator(n *syntax.Node, scope *analysis.Scope) (path string, ok bool) {
	op := n.Child(syntax.FieldOperator)
	left, okLeft := r.pathText(n.Child(syntax.FieldLeft), scope)
	right, okRight := r.pathText(n.Child(syntax.FieldRight), scope)
	if op == nil || !okLeft || !okRight {
		return "", false
	}
	switch op.Text() {
	case "/":
		return filepath.Join(left, right), true
	case "+":
		return left + right, true
	}
	return "", false
}

// pathString is a text, whose parts may be filled in.
func (r *reader) pathString(n *syntax.Node, scope *analysis.Scope) (path string, ok bool) {
	if text, plain := analysis.PlainString(n); plain {
		return text, true
	}
	for _, c := range n.Children() {
		switch c.Kind() {
		case syntax.KindStringContent:
			path += c.Text()
		case syntax.KindInterpolation:
			part, ok := r.pathText(c.Child(syntax.FieldExpression), scope)
			if !ok {
				return "", false
			}
			path += part
		}
	}
	return path, true
}

// importedPath is a path that another module of the workspace defines at its top level.
func (r *reader) importedPath(module, name string) (path string, ok bool) {
	if r.depth > maxDepth/2 || strings.HasPrefix(module, ".") {
		return "", false
	}
	below := filepath.FromSlash(strings.ReplaceAll(module, ".", "/"))
	for folder := filepath.Dir(r.path); r.files.Contains(folder); folder = filepath.Dir(folder) {
		for _, file := range []string{filepath.Join(folder, below+".py"), filepath.Join(folder, below, "__init__.py")} {
			if text, err := r.files.Read(file); err == nil {
				other := newReader(r.files, source{path: file, text: text}, nil)
				other.depth = r.depth + maxDepth/4
				return other.defined(name)
			}
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return "", false
}

// defined is the path that a name of the module has in the end.
func (r *reader) defined(name string) (path string, ok bool) {
	bindings := r.script.Lookup(name, nil)
	if len(bindings) == 0 {
		return "", false
	}
	if b := bindings[len(bindings)-1]; b.Kind == analysis.BindAssign && b.Value != nil && b.Unpack < 0 {
		return r.pathText(b.Value, b.Scope)
	}
	return "", false
}
