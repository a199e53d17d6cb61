package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// callOf gives the call that a node is, nil where it is none.
func (r *reader) callOf(n *syntax.Node, scope *analysis.Scope) *analysis.Call {
	if n == nil || scope == nil {
		return nil
	}
	for s := scope; s != nil; s = s.Parent {
		if i := slices.IndexFunc(s.Calls, func(c *analysis.Call) bool { return c.Node == n }); i >= 0 {
			return s.Calls[i]
		}
	}
	return nil
}

// call is what calling something gives: copies and dictionaries are followed, local functions are looked into, and what is
// imported gives an Object.
func (r *reader) call(n *syntax.Node, scope *analysis.Scope) Value {
	call := r.callOf(n, scope)
	if call == nil {
		return r.evaluated(n, scope)
	}
	if call.Func.Kind() == syntax.KindAttribute && call.Method() == "copy" && len(call.Args) == 0 {
		return r.value(call.Func.Child(syntax.FieldObject), scope)
	}
	var all []Value
	for _, v := range r.script.Eval(call.Func, scope) {
		all = append(all, r.called(v, call))
	}
	if len(all) == 0 {
		return r.unknown(n, "what is called cannot be followed")
	}
	return either(all...)
}

func (r *reader) called(callee analysis.Value, call *analysis.Call) Value {
	switch {
	case callee.Kind == analysis.External && (callee.Text == "dict" || callee.Text == "copy.copy" || callee.Text == "copy.deepcopy" || callee.Text == "list" || callee.Text == "str"):
		return r.builtin(callee.Text, call)
	case callee.Kind == analysis.External:
		if v := r.evaluatedText(call); v.Kind == String {
			return v
		}
		return Value{Kind: Object, Call: r.object(callee.Text, call), Place: r.at(call.Node)}
	case callee.Kind == analysis.Class:
		for _, base := range r.script.ExternalBases(callee.Scope) {
			return Value{Kind: Object, Call: r.object(base, call), Place: r.at(call.Node)}
		}
	case callee.Kind == analysis.Function && callee.Scope.Kind == analysis.FunctionScope:
		return r.returned(callee.Scope, call)
	}
	return r.evaluated(call.Node, call.Scope)
}

// evaluatedText is the text that a call of the library gives, such as `os.path.join(...)`.
func (r *reader) evaluatedText(call *analysis.Call) Value {
	values := r.script.Eval(call.Node, call.Scope)
	if len(values) == 1 && values[0].IsText() {
		return r.converted(values[0], call.Node, call.Scope)
	}
	return Value{}
}

// builtin is `dict(...)`, and what gives back what it is given.
func (r *reader) builtin(name string, call *analysis.Call) Value {
	if name != "dict" {
		if first := call.Positional(0); first != nil {
			return r.value(first, call.Scope)
		}
		return Value{Kind: List, Place: r.at(call.Node)}
	}
	v := Value{Kind: Dict, Place: r.at(call.Node)}
	for _, a := range call.Args {
		if a.Name == "" {
			v = r.merged(v, r.value(unstarred(a.Value), call.Scope))
			v.Place = r.at(call.Node)
			continue
		}
		v = set(v, Entry{Key: a.Name, KeyPlace: r.argName(a), Value: r.value(a.Value, call.Scope)})
	}
	return v
}

// returned is what a function of the file gives.
func (r *reader) returned(f *analysis.Scope, call *analysis.Call) Value {
	if len(f.Returns) == 0 {
		return r.unknown(call.Node, "`"+f.Name+"` returns nothing")
	}
	r.given = append(r.given, map[*analysis.Scope]map[string]Value{f: r.arguments(f, call)})
	defer func() { r.given = r.given[:len(r.given)-1] }()
	var all []Value
	for _, value := range f.Returns {
		all = append(all, r.value(value, f))
	}
	return either(all...)
}

// arguments are what a call passes for the parameters of a function of the file, where that is plain to see.
func (r *reader) arguments(f *analysis.Scope, call *analysis.Call) map[string]Value {
	given := map[string]Value{}
	if f.Class() != nil || slices.ContainsFunc(call.Args, func(a analysis.Arg) bool { return a.Star != 0 }) {
		return given
	}
	for i, p := range f.Params {
		n := call.Keyword(p.Name)
		if n == nil {
			n = call.Positional(i)
		}
		if n != nil && p.Star == 0 {
			given[p.Name] = r.value(n, call.Scope)
		}
	}
	return given
}

// parameterValue is what the call that is being looked into passes for a parameter; ok is false where that is not known.
func (r *reader) parameterValue(b *analysis.Binding) (v Value, ok bool) {
	for i := len(r.given) - 1; i >= 0; i-- {
		if values, here := r.given[i][b.Scope]; here {
			v, ok = values[b.Name]
			return v, ok
		}
	}
	return v, false
}

// object reads a call of something imported.
func (r *reader) object(name string, call *analysis.Call) *Call {
	c := &Call{Name: name, Place: r.at(call.Node), Callee: r.at(call.Func)}
	position := 0
	for _, a := range call.Args {
		switch {
		case a.Name != "":
			c.Args = append(c.Args, Argument{Name: a.Name, Place: r.argPlace(a), NamePlace: r.argName(a), Value: r.value(a.Value, call.Scope)})
		case a.Star == 2:
			r.expand(c, r.value(unstarred(a.Value), call.Scope))
		case a.Star == 1:
			c.Open = true
		default:
			c.Args = append(c.Args, Argument{Name: parameter(c.Last(), position), Place: r.at(a.Value), Value: r.value(a.Value, call.Scope)})
			position++
		}
	}
	return c
}

// expand adds the arguments of `**mapping`.
func (r *reader) expand(c *Call, mapping Value) {
	if mapping.Kind == Either {
		mapping = joinDicts(mapping.Items)
	}
	if mapping.Kind != Dict || mapping.Open {
		c.Open = true
	}
	for _, e := range mapping.Entries {
		if !e.Maybe {
			c.Args = append(c.Args, Argument{Name: e.Key, Place: e.KeyPlace, NamePlace: e.KeyPlace, Value: e.Value})
		} else {
			c.Open = true
		}
	}
}

func unstarred(n *syntax.Node) *syntax.Node {
	if n != nil && (n.Kind() == syntax.KindDictionarySplat || n.Kind() == syntax.KindListSplat) {
		return firstOf(n)
	}
	return n
}

// argName is where the name of `name=value` stands.
func (r *reader) argName(a analysis.Arg) Place {
	if p := a.Value.Parent(); p != nil && p.Kind() == syntax.KindKeywordArgument {
		return r.at(p.Child(syntax.FieldName))
	}
	return r.at(a.Value)
}

// argPlace is where the whole of `name=value` stands.
func (r *reader) argPlace(a analysis.Arg) Place {
	if p := a.Value.Parent(); p != nil && p.Kind() == syntax.KindKeywordArgument {
		return r.at(p)
	}
	return r.at(a.Value)
}

// parameter is the name that the platform's classes give the argument at a position, empty where it is not known.
func parameter(class string, position int) string {
	names := strings.Fields(parameters[class])
	if position < len(names) {
		return names[position]
	}
	return ""
}

// parameters are the parameters that may be given by position, in their order.
// Source: sagemaker-python-sdk 2.257.6 (August 2026), estimator.py, the frameworks' estimator.py, tuner.py, parameter.py,
// inputs.py, workflow/steps.py.
var parameters = map[string]string{
	"Estimator":              "image_uri role instance_count instance_type",
	"PyTorch":                "entry_point framework_version py_version source_dir hyperparameters",
	"TensorFlow":             "py_version framework_version model_dir image_uri distribution",
	"SKLearn":                "entry_point framework_version py_version source_dir hyperparameters",
	"XGBoost":                "entry_point framework_version source_dir hyperparameters",
	"HuggingFace":            "py_version entry_point transformers_version tensorflow_version pytorch_version source_dir hyperparameters",
	"MXNet":                  "entry_point framework_version py_version source_dir hyperparameters",
	"Chainer":                "entry_point",
	"RLEstimator":            "entry_point",
	"HyperparameterTuner":    "estimator objective_metric_name hyperparameter_ranges metric_definitions strategy objective_type max_jobs max_parallel_jobs",
	"ContinuousParameter":    "min_value max_value scaling_type",
	"IntegerParameter":       "min_value max_value scaling_type",
	"CategoricalParameter":   "values",
	"TrainingStep":           "name step_args estimator display_name description inputs",
	"TrainingInput":          "s3_data",
	"s3_input":               "s3_data",
	"InputData":              "channel_name data_source",
	"InstanceGroup":          "instance_group_name instance_type instance_count",
	"TrainingCompilerConfig": "enabled debug",
}
