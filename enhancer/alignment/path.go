package alignment

import (
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// pathUse is one place where a script names a path of the container.
type pathUse struct {
	path string
	node *syntax.Node
	// idle tells that the script may do without it: it asks whether it is there, looks through a list of such places, or only
	// gives it a name that nothing reads.
	idle bool
}

// variablePaths are the paths that variables of the training container hold.
// Source: sagemaker-training-toolkit, environment.py (August 2026).
var variablePaths = map[string]string{
	"SM_MODEL_DIR": sagemaker.ModelDir, "SM_OUTPUT_DATA_DIR": "/opt/ml/output/data", "SM_OUTPUT_DIR": "/opt/ml/output", "SM_INPUT_DIR": "/opt/ml/input",
	"SM_INPUT_DATA_DIR": "/opt/ml/input/data", "SM_INPUT_CONFIG_DIR": "/opt/ml/input/config",
	"SM_HPS": "/opt/ml/input/config/hyperparameters.json", "SM_TRAINING_ENV": "/opt/ml/input", "SM_CHANNELS": "/opt/ml/input/data",
}

// variablePath is the path that a variable of the training container holds, empty where it holds none.
func variablePath(name string) string {
	if channel, ok := strings.CutPrefix(name, "SM_CHANNEL_"); ok {
		return "/opt/ml/input/data/" + strings.ToLower(channel)
	}
	if strings.HasPrefix(name, "SM_HP_") {
		return variablePaths["SM_HPS"]
	}
	return variablePaths[name]
}

// pathUses are the container's paths that the reached code of a script writes out.
func pathUses(script *analysis.Script) (out []pathUse) {
	for _, scope := range script.Scopes() {
		if !script.Reached(scope) {
			continue
		}
		for _, n := range scope.Strings {
			text, plain := analysis.PlainString(n)
			if plain && strings.HasPrefix(text, "/opt/ml/") && !strings.ContainsAny(text, " \n") {
				out = append(out, pathUse{path: strings.TrimRight(text, "/"), node: n, idle: isAsked(n) || isAlternative(n) || isOnlyNamed(script, n)})
			}
		}
	}
	return out
}

// isAsked tells an argument of `os.path.exists` and the like.
func isAsked(n *syntax.Node) bool {
	call := n.Ancestor(syntax.KindCall)
	if call == nil || call.Child(syntax.FieldFunction) == nil {
		return false
	}
	f := call.Child(syntax.FieldFunction).Text()
	return strings.HasSuffix(f, "exists") || strings.HasSuffix(f, "isdir") || strings.HasSuffix(f, "isfile")
}

// isAlternative tells an item of a list of several: places to look through.
func isAlternative(n *syntax.Node) bool {
	p := n.Parent()
	return p != nil && (p.Kind() == syntax.KindList || p.Kind() == syntax.KindTuple || p.Kind() == syntax.KindSet) && len(p.Children()) > 1
}

// isOnlyNamed tells the value of a dictionary's key, or of a variable, whose name does not occur again.
func isOnlyNamed(script *analysis.Script, n *syntax.Node) bool {
	p := n.Parent()
	if p == nil {
		return false
	}
	var name *syntax.Node
	switch p.Kind() {
	case syntax.KindPair:
		name = p.Child(syntax.FieldKey)
	case syntax.KindAssignment:
		name = p.Child(syntax.FieldLeft)
	}
	if name == nil {
		return false
	}
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(strings.Trim(name.Text(), `"'`)) + `\b`)
	return len(word.FindAllIndex(script.Tree.Text(), 2)) < 2
}

// related tells paths of which one is the other or lies in it.
func related(a, b string) bool {
	a, b = strings.TrimRight(a, "/"), strings.TrimRight(b, "/")
	return a == b || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}

// uses tells whether a program has to do with a path: it names it, what it lies in or what lies in it, be it through a
// variable of the container.
func (o *program) uses(script *analysis.Script, path string) bool {
	for _, use := range pathUses(script) {
		if related(use.path, path) {
			return true
		}
	}
	for _, use := range script.Environment() {
		if held := variablePath(use.Name); held != "" && related(held, path) {
			return true
		}
	}
	return o.mentions(path)
}

// takesPaths tells scripts to which a path may be given that is not written out: an option without a default, or a part of
// a path that is worked out.
func takesPaths(p *rule.ContractPass) bool {
	for _, o := range p.Script.Options() {
		if (o.Default == nil || o.Default.Kind() == syntax.KindNone) && namesPath(o.Dest) {
			return true
		}
	}
	for _, use := range p.Script.Environment() {
		if sagemaker.LookupVariable(use.Name) == nil && namesPath(use.Name) {
			return true
		}
	}
	return false
}

// namesPath tells the names of options and variables that hold paths.
func namesPath(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"dir", "path", "folder", "file", "uri", "output", "input", "data", "model", "root"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
