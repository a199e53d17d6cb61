package script

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// taken says what an expression is taken for where it stands.
type taken struct {
	// as tells a number from something with items.
	as takenAs
	// by is what takes it, such as "range()", to be shown.
	by string
	// convert is the conversion that fits, "int" or "float"; empty where either may.
	convert string
}

type takenAs int

const (
	asNothing takenAs = iota
	asNumber
	asItems
)

// leaves are the expressions of a scope that a value can be read by.
func leaves(scope *analysis.Scope) []*syntax.Node {
	out := slices.Concat(scope.Names, scope.Subscripts, scope.Attributes)
	for _, call := range scope.Calls {
		out = append(out, call.Node)
	}
	return out
}

// takenFor says what the code around an expression takes it for. It answers asNothing where a text would do as well.
func takenFor(p *rule.Pass, n *syntax.Node, scope *analysis.Scope) taken {
	for n.Parent() != nil && n.Parent().Kind() == syntax.KindParenthesized {
		n = n.Parent()
	}
	parent := n.Parent()
	if parent == nil {
		return taken{}
	}
	switch parent.Kind() {
	case syntax.KindArguments:
		return takenByCall(p, parent.Parent(), "", n, scope)
	case syntax.KindKeywordArgument:
		if name := parent.Child(syntax.FieldName); name != nil && parent.Parent() != nil {
			return takenByCall(p, parent.Parent().Parent(), name.Text(), n, scope)
		}
	case syntax.KindFor, syntax.KindForInClause:
		if n.Field() == syntax.FieldRight {
			return taken{as: asItems, by: "the loop"}
		}
	case syntax.KindSubscript:
		if key := parent.Child(syntax.FieldSubscript); n.Field() == syntax.FieldValue && key != nil && key.Kind() != syntax.KindSlice {
			return taken{as: asItems, by: "the subscript"}
		}
	case syntax.KindAttribute:
		if a := parent.Child(syntax.FieldAttribute); a != nil && n.Field() == syntax.FieldObject && methodsOfItems[a.Text()] {
			return taken{as: asItems, by: "`." + a.Text() + "`"}
		}
	case syntax.KindUnaryOperator:
		return taken{asNumber, "the sign", "float"}
	case syntax.KindBinaryOperator:
		return takenByOperator(p, parent, n, scope)
	case syntax.KindComparison:
		return takenByComparison(p, parent, n, scope)
	}
	return taken{}
}

// methodsOfItems are methods of lists and dictionaries that a text lacks, or that mean something else for it.
var methodsOfItems = map[string]bool{"items": true, "keys": true, "values": true, "get": true, "append": true, "sort": true, "update": true, "pop": true, "copy": true, "index": true}

// takenByCall says what a call takes an argument for; the name is empty for one by position.
func takenByCall(p *rule.Pass, n *syntax.Node, name string, argument *syntax.Node, scope *analysis.Scope) taken {
	if n == nil || n.Kind() != syntax.KindCall {
		return taken{}
	}
	call := callAt(scope, n)
	if call == nil {
		return taken{}
	}
	callee := soleCallee(p, call)
	if callee == "" {
		return taken{}
	}
	for _, t := range takers {
		if frameworks.Match(t.callee, callee) && (name != "" && name == t.name || name == "" && t.position >= 0 && call.Positional(t.position) == argument || name == "" && t.position == anyPosition) {
			return taken{t.as, "`" + call.Func.Text() + "`", t.convert}
		}
	}
	return taken{}
}

func callAt(scope *analysis.Scope, n *syntax.Node) *analysis.Call {
	for _, call := range scope.Calls {
		if call.Node == n {
			return call
		}
	}
	return nil
}

// soleCallee is the qualified name of what a call runs, empty where it may be another or is of the file.
func soleCallee(p *rule.Pass, call *analysis.Call) string {
	callees := p.Script.Callees(call)
	if len(callees) != 1 {
		return ""
	}
	return callees[0].Name
}

const (
	anyPosition = -1
	byNameOnly  = -2
)

// taker is a parameter that takes numbers, or something with items, and no text in their place.
type taker struct {
	callee   string // a pattern of frameworks.Match
	position int
	name     string
	as       takenAs
	convert  string
}

// takers are the parameters for which a text ends in an error, or in a number of characters.
// Sources: The Python Standard Library (3.14); the references of PyTorch 2.8, XGBoost 3.0, LightGBM 4.6, Keras 3 and
// scikit-learn 1.7, whose estimators check their parameters since version 1.2 (August 2026).
var takers = slices.Concat(
	[]taker{
		{"range", anyPosition, "", asNumber, "int"},
		{"len", 0, "", asItems, ""},
		{"enumerate", 0, "iterable", asItems, ""},
		{"sorted", 0, "", asItems, ""},
		{"set", 0, "", asItems, ""},
		{"list", 0, "", asItems, ""},
		{"torch.optim.*", 1, "lr", asNumber, "float"},
		{"torch.optim.*", byNameOnly, "weight_decay", asNumber, "float"},
		{"torch.optim.*", byNameOnly, "momentum", asNumber, "float"},
		{"torch.optim.*", byNameOnly, "eps", asNumber, "float"},
		{"torch.nn.Linear", 0, "in_features", asNumber, "int"},
		{"torch.nn.Linear", 1, "out_features", asNumber, "int"},
		{"torch.nn.Dropout", 0, "p", asNumber, "float"},
		{"torch.utils.data.DataLoader", 1, "batch_size", asNumber, "int"},
		{"torch.utils.data.DataLoader", byNameOnly, "num_workers", asNumber, "int"},
		{"xgboost.train", 2, "num_boost_round", asNumber, "int"},
		{"xgboost.train", byNameOnly, "early_stopping_rounds", asNumber, "int"},
		{"xgboost.cv", 2, "num_boost_round", asNumber, "int"},
		{"xgboost.XGB*", byNameOnly, "n_estimators", asNumber, "int"},
		{"lightgbm.train", 2, "num_boost_round", asNumber, "int"},
		{"tensorflow.keras.**.fit", byNameOnly, "epochs", asNumber, "int"},
		{"tensorflow.keras.**.fit", byNameOnly, "batch_size", asNumber, "int"},
		{"keras.**.fit", byNameOnly, "epochs", asNumber, "int"},
		{"keras.**.fit", byNameOnly, "batch_size", asNumber, "int"},
	},
	ofEstimators("int", "n_estimators", "max_iter", "max_depth", "n_neighbors", "n_clusters", "random_state", "max_leaf_nodes", "min_samples_leaf", "min_samples_split"),
	ofEstimators("float", "C", "alpha", "tol", "l1_ratio", "subsample"),
)

// ofEstimators are parameters of scikit-learn's estimators.
func ofEstimators(convert string, names ...string) (out []taker) {
	for _, name := range names {
		out = append(out, taker{"sklearn.**", byNameOnly, name, asNumber, convert})
	}
	return out
}

// takenByOperator knows the operators that no text has, and those that a text has not with a number.
func takenByOperator(p *rule.Pass, parent, n *syntax.Node, scope *analysis.Scope) taken {
	op := parent.Child(syntax.FieldOperator)
	left, right := parent.Child(syntax.FieldLeft), parent.Child(syntax.FieldRight)
	if op == nil || left == nil || right == nil {
		return taken{}
	}
	other := left
	if n == left {
		other = right
	}
	t := taken{as: asNumber, by: "`" + op.Text() + "`"}
	if other.Kind() == syntax.KindFloat {
		t.convert = "float"
	}
	switch op.Text() {
	case "-", "//", "**":
		return t
	case "+", "*", "/":
		if isNumber(p, other, scope) {
			return t
		}
	case "%":
		if n == left && isNumber(p, other, scope) {
			return t
		}
	}
	return taken{}
}

// comparisons are the operators that compare numbers.
var comparisons = map[string]bool{"<": true, ">": true, "<=": true, ">=": true, "==": true, "!=": true}

func takenByComparison(p *rule.Pass, parent, n *syntax.Node, scope *analysis.Scope) taken {
	var operands []*syntax.Node
	op := ""
	for _, c := range parent.Children() {
		switch c.Kind() {
		case syntax.KindComment:
		case syntax.KindToken:
			op = c.Text()
		default:
			operands = append(operands, c)
		}
	}
	if len(operands) != 2 || !comparisons[op] {
		return taken{}
	}
	other := operands[0]
	if n == other {
		other = operands[1]
	}
	if !isNumber(p, other, scope) {
		return taken{}
	}
	return taken{asNumber, "`" + op + "`", "float"}
}

// isNumber tells what is a number for sure.
func isNumber(p *rule.Pass, n *syntax.Node, scope *analysis.Scope) bool {
	if n.Kind() == syntax.KindUnaryOperator {
		n = n.Child(syntax.FieldArgument)
	}
	if n == nil {
		return false
	}
	values := p.Script.Eval(n, scope)
	for _, v := range values {
		number := v.Kind == analysis.Constant && v.Text != "" && strings.ContainsRune("0123456789.", rune(v.Text[0]))
		if !number && !(v.Kind == analysis.Result && v.Text == "len") {
			return false
		}
	}
	return true
}
