package tuning

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// isNumber tells an expression that is surely a number or truth value, or an array of them.
func (t *templates) isNumber(n *syntax.Node, scope *analysis.Scope) bool {
	if n == nil || t.depth > maxDepth {
		return false
	}
	t.depth++
	defer func() { t.depth-- }()
	switch n.Kind() {
	case syntax.KindInteger, syntax.KindFloat, syntax.KindTrue, syntax.KindFalse, syntax.KindNone, syntax.KindComparison, syntax.KindNotOperator:
		return true
	case syntax.KindBooleanOperator:
		return t.isNumber(n.Child(syntax.FieldLeft), scope) && t.isNumber(n.Child(syntax.FieldRight), scope)
	case syntax.KindUnaryOperator, syntax.KindParenthesized:
		c := n.Children()
		return len(c) > 0 && t.isNumber(c[len(c)-1], scope)
	case syntax.KindBinaryOperator:
		return t.isArithmetic(n, scope)
	case syntax.KindConditional:
		c := n.Children()
		return len(c) == 3 && t.isNumber(c[0], scope) && t.isNumber(c[2], scope)
	case syntax.KindAttribute:
		a := n.Child(syntax.FieldAttribute)
		return a != nil && slices.Contains(numberAttributes, a.Text())
	case syntax.KindSubscript:
		return t.isItem(n, scope)
	case syntax.KindCall:
		return t.callsNumber(n, scope)
	case syntax.KindIdentifier:
		return t.holdsNumber(n, scope)
	}
	return false
}

// isItem tells `x.shape[0]`, and an item of what Keras' evaluate gives.
func (t *templates) isItem(n *syntax.Node, scope *analysis.Scope) bool {
	object, key := n.Child(syntax.FieldValue), n.Child(syntax.FieldSubscript)
	switch {
	case object == nil || key == nil || key.Kind() != syntax.KindInteger:
		return false
	case object.Kind() == syntax.KindAttribute:
		return strings.HasSuffix(object.Text(), ".shape")
	case object.Kind() != syntax.KindIdentifier:
		return false
	}
	bindings := t.script.Arriving(object, scope)
	return len(bindings) > 0 && !slices.ContainsFunc(bindings, func(b *analysis.Binding) bool {
		call := (*analysis.Call)(nil)
		if b.Kind == analysis.BindAssign && b.Value != nil && b.Unpack < 0 {
			call = callAt(b.Value, b.Scope)
		}
		return call == nil || call.Method() != "evaluate" || t.isLocal(call)
	})
}

// numberAttributes are attributes that hold numbers in NumPy, pandas, PyTorch, scikit-learn and the boosting libraries.
var numberAttributes = []string{"shape", "size", "ndim", "best_score", "best_score_", "best_iteration", "best_iteration_", "best_ntree_limit", "n_iter_", "inertia_"}

// isArithmetic tells an operation whose result is a number: what texts cannot do, or what one number is in.
func (t *templates) isArithmetic(n *syntax.Node, scope *analysis.Scope) bool {
	left, right, op := n.Child(syntax.FieldLeft), n.Child(syntax.FieldRight), n.Child(syntax.FieldOperator)
	if left == nil || right == nil || op == nil {
		return false
	}
	switch op.Text() {
	case "-", "**", "//":
		return true
	case "/":
		return !t.isPath(left, scope) // pathlib's too
	case "+":
		return t.isNumber(left, scope) || t.isNumber(right, scope)
	case "*", "%":
		return t.isNumber(left, scope) && (op.Text() == "%" || t.isNumber(right, scope))
	}
	return false
}

// isPath tells what may be a path, or part of one.
func (t *templates) isPath(n *syntax.Node, scope *analysis.Scope) bool {
	if t.isNumber(n, scope) {
		return false
	}
	return slices.ContainsFunc(t.script.Eval(n, scope), func(v analysis.Value) bool {
		return v.IsText() || v.Kind == analysis.Unknown || v.Kind == analysis.Instance
	})
}

// numberCalls are functions and methods that give a number.
// Sources: the references of Python 3.12, NumPy 2.1, PyTorch 2.4 and scikit-learn 1.5.
var numberCalls = regexp.MustCompile(`^(?:len|int|float|round|sum|abs|time\.(?:time|perf_counter|monotonic)|math\.\w+|numpy\.(?:mean|std|var|sum|sqrt|abs|median|square|average|percentile|quantile)|` +
	`sklearn\.metrics(?:\.\w+)?\.(?:\w+_score|\w+_error|\w+_loss|auc|confusion_matrix)|sklearn\.model_selection\.cross_val_score|` +
	`torch\.(?:mean|sum|sqrt|tensor)|torch\.nn\.functional\.(?:\w+_loss|cross_entropy|binary_cross_entropy\w*)|torch\.cuda\.(?:device_count|is_available)|torch\.distributed\.(?:get_rank|get_world_size|is_initialized)|os\.path\.(?:exists|isfile|isdir|getsize)|bool|os\.cpu_count)$`)

// numberMethods give a number whatever they are called on.
var numberMethods = []string{"item", "mean", "std", "sum", "score", "numel", "count", "total_seconds", "num_row", "num_col"}

// callsNumber tells a call that gives a number.
func (t *templates) callsNumber(n *syntax.Node, scope *analysis.Scope) bool {
	call := callAt(n, scope)
	if call == nil {
		return false
	}
	if call.Func.Kind() == syntax.KindAttribute && slices.Contains(numberMethods, call.Method()) && !t.isLocal(call) {
		return true
	}
	values := t.script.Eval(call.Func, scope)
	return len(values) > 0 && !slices.ContainsFunc(values, func(v analysis.Value) bool {
		switch v.Kind {
		case analysis.External:
			return !numberCalls.MatchString(v.Text)
		case analysis.Function:
			return !t.returnsNumber(v.Scope, -1)
		}
		return true
	})
}

// isLocal tells a call of something that the script defines.
func (t *templates) isLocal(call *analysis.Call) bool {
	return slices.ContainsFunc(t.script.Eval(call.Func, call.Scope), func(v analysis.Value) bool { return v.Kind == analysis.Function })
}

// returnsNumber tells a function of the script that gives a number, or has one at a place of the tuple that it gives.
func (t *templates) returnsNumber(f *analysis.Scope, place int) bool {
	for _, r := range f.Returns {
		if place >= 0 {
			if r.Kind() != syntax.KindTuple && r.Kind() != syntax.KindExpressionList || place >= len(r.Children()) {
				return false
			}
			r = r.Children()[place]
		}
		if !t.isNumber(r, f) {
			return false
		}
	}
	return len(f.Returns) > 0
}

// holdsNumber tells a variable that holds a number wherever it may come from.
func (t *templates) holdsNumber(n *syntax.Node, scope *analysis.Scope) bool {
	bindings := t.script.Arriving(n, scope)
	return len(bindings) > 0 && !slices.ContainsFunc(bindings, func(b *analysis.Binding) bool { return !t.bindsNumber(b) })
}

func (t *templates) bindsNumber(b *analysis.Binding) bool {
	switch b.Kind {
	case analysis.BindAugmented:
		return t.isNumber(b.Value.Child(syntax.FieldRight), b.Scope)
	case analysis.BindFor:
		return t.countsUp(b)
	case analysis.BindParam:
		return t.isGivenNumber(b)
	case analysis.BindAssign:
		if b.Value == nil {
			return false
		}
		if b.Unpack < 0 {
			return t.isNumber(b.Value, b.Scope)
		}
		return t.unpacksNumber(b)
	}
	return false
}

// countsUp tells the variable of a loop over range, or the first of one over enumerate.
func (t *templates) countsUp(b *analysis.Binding) bool {
	if b.Value == nil {
		return false
	}
	f := b.Value.Child(syntax.FieldFunction)
	if f == nil {
		return false
	}
	return strings.HasSuffix(f.Text(), "range") && b.Unpack < 0 || f.Text() == "enumerate" && b.Unpack == 0
}

// unpacksNumber tells a variable that takes a number out of a tuple.
func (t *templates) unpacksNumber(b *analysis.Binding) bool {
	if c := b.Value.Children(); b.Value.Kind() == syntax.KindTuple || b.Value.Kind() == syntax.KindExpressionList {
		return b.Unpack < len(c) && t.isNumber(c[b.Unpack], b.Scope)
	}
	call := callAt(b.Value, b.Scope)
	if call == nil {
		return false
	}
	values := t.script.Eval(call.Func, b.Scope)
	return len(values) > 0 && !slices.ContainsFunc(values, func(v analysis.Value) bool {
		return v.Kind != analysis.Function || !t.returnsNumber(v.Scope, b.Unpack)
	})
}

// isGivenNumber tells a parameter that every call in the script gives a number.
func (t *templates) isGivenNumber(b *analysis.Binding) bool {
	i := slices.IndexFunc(b.Scope.Params, func(p analysis.Param) bool { return p.Name == b.Name })
	sites := t.script.Sites(b.Scope)
	if i < 0 || b.Scope.Params[i].Star != 0 || b.Scope.Class() != nil {
		return false
	}
	for _, call := range sites {
		given := call.Keyword(b.Name)
		if given == nil {
			given = call.Positional(i)
		}
		if given == nil {
			given = b.Scope.Params[i].Default
		}
		if !t.isNumber(given, call.Scope) {
			return false
		}
	}
	return len(sites) > 0
}
