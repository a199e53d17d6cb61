package enhancer

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// findOptions makes spots of the command-line options: where they are declared, and where their values are read.
func (r *Report) findOptions() {
	options := r.script.Options()
	for _, o := range options {
		say := func() string { return r.sayOption(o) }
		for i := range o.Flags {
			if n := o.Call.Positional(i); n != nil {
				r.addSpot(aboutOption, r.spanOf(n), say)
			}
		}
	}
	if len(options) == 0 {
		return
	}
	for _, scope := range r.script.Scopes() {
		for _, n := range scope.Attributes {
			name := n.Child(syntax.FieldAttribute)
			if o := r.optionRead(n, name, scope, options); o != nil {
				r.addSpot(aboutOption, r.spanOf(name), func() string { return r.sayOption(o) })
			}
		}
	}
}

// optionRead gives the option whose value an attribute such as `args.epochs` is, nil where it is none.
func (r *Report) optionRead(n, name *syntax.Node, scope *analysis.Scope, options []*analysis.Option) *analysis.Option {
	if name == nil || !hasDest(options, name.Text()) {
		return nil // most attributes: they need no look at what they are
	}
	for _, v := range r.script.Eval(n, scope) {
		if v.Kind == analysis.OptionValue && v.Option.Dest == name.Text() {
			return v.Option
		}
	}
	return nil
}

func hasDest(options []*analysis.Option, dest string) bool {
	for _, o := range options {
		if o.Dest == dest {
			return true
		}
	}
	return false
}

// sayOption says how an option is declared, and how SageMaker passes it.
func (r *Report) sayOption(o *analysis.Option) string {
	list := []string{"- passed as " + strings.Join(codes(o.Flags), " or ") + ", read as " + code(o.Dest)}
	if o.Positional() {
		list = []string{"- passed by position, read as " + code(o.Dest)}
	}
	list = append(list, "- "+sayType(o))
	if o.Required {
		list = append(list, "- required")
	} else if def := r.sayDefault(o); def != "" {
		list = append(list, "- default "+def)
	}
	return paragraphs("**"+code(optionName(o))+"** · command-line option", strings.Join(list, "\n"), r.sayPassing(o), r.sayPassers(o))
}

func codes(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, code(w))
	}
	return out
}

// sayType says what becomes of the text that is passed.
func sayType(o *analysis.Option) string {
	switch action := actionOf(o); {
	case takesNoValue(action):
		return "a switch, " + code(action)
	case o.Type != nil && o.Type.Text() == "bool":
		return "type `bool`, for which every text but the empty one is true, `False` as well"
	case o.Type != nil:
		return "type " + code(o.Type.Text())
	case strings.HasPrefix(o.Call.Method(), "DEFINE_"):
		return "type " + code(strings.TrimPrefix(o.Call.Method(), "DEFINE_"))
	case o.Call.Method() == "option":
		return "type as its default has it"
	}
	return "type `str`"
}

// actionOf is argparse's action, as far as it is written out.
func actionOf(o *analysis.Option) string {
	if o.Action == nil {
		return ""
	}
	if text, plain := analysis.PlainString(o.Action); plain {
		return text
	}
	return o.Action.Text()
}

// takesNoValue tells the actions for which nothing may stand behind the flag.
func takesNoValue(action string) bool {
	switch action {
	case "store_true", "store_false", "store_const", "append_const", "count":
		return true
	}
	return false
}

// sayDefault says what an option is when it is not passed.
func (r *Report) sayDefault(o *analysis.Option) string {
	if o.Default == nil {
		switch actionOf(o) {
		case "store_true":
			return "`False`"
		case "store_false":
			return "`True`"
		}
		return "`None`"
	}
	source := code(o.Default.Text())
	var resolved []place
	for _, p := range r.placesOf(r.script.Eval(o.Default, o.Call.Scope)) {
		if code(p.path) != source && code(`"`+p.path+`"`) != source && code("'"+p.path+"'") != source && !strings.HasPrefix(p.path, "$") {
			resolved = append(resolved, place{path: p.path})
		}
	}
	if len(resolved) == 0 {
		return source
	}
	return source + ": " + strings.Join(told(resolved), " or ")
}

// sayPassing says how SageMaker passes the option to a training script.
func (r *Report) sayPassing(o *analysis.Option) string {
	name := optionName(o)
	switch {
	case len(r.Requirements) == 0:
		return ""
	case o.Positional():
		return "SageMaker passes hyperparameters as `--name value`, so it cannot pass this one."
	case !strings.HasPrefix(name, "--"):
		return "SageMaker passes hyperparameters as `--name value`, or as `-n value` where the name is one letter."
	case takesNoValue(actionOf(o)):
		return "SageMaker passes a hyperparameter with its value, " + code(name+" True") + ", which a switch does not take: the job ends with an error."
	}
	return "SageMaker passes the hyperparameter " + code(strings.TrimPrefix(name, "--")) + " as " + code(name+" value") + ", and the value as text."
}
