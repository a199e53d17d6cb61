package script

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// raw is a text of the platform that nothing has decoded.
type raw struct {
	// name is what it is called: a variable or a hyperparameter.
	name string
	// fallback is what the script takes where there is none, nil where nothing is given.
	fallback *syntax.Node
}

// misuse is a place that takes a raw text for something else.
type misuse struct {
	node *syntax.Node
	raw
	taken
}

// misuses are the places in a scope that take a text for a number, or for something with items. Which texts are raw, is says
// of the expressions that a value comes from.
func misuses(p *rule.Pass, scope *analysis.Scope, is func(analysis.Origin) (raw, bool)) (out []misuse) {
	if !p.Script.Reached(scope) {
		return nil
	}
	for _, n := range leaves(scope) {
		t := takenFor(p, n, scope)
		if t.as == asNothing {
			continue
		}
		if r, ok := rawText(p, n, scope, is); ok {
			out = append(out, misuse{n, r, t})
		}
	}
	return out
}

// rawText tells an expression that gives a raw text whichever way it was given a value.
func rawText(p *rule.Pass, n *syntax.Node, scope *analysis.Scope, is func(analysis.Origin) (raw, bool)) (r raw, ok bool) {
	for _, origin := range originsOf(p, n, scope) {
		if r, ok = is(origin); !ok {
			return raw{}, false
		}
	}
	return r, ok
}

// originsOf are the expressions that a value comes from; for an option that leaves its texts as they are, also those of its
// default.
func originsOf(p *rule.Pass, n *syntax.Node, scope *analysis.Scope) []analysis.Origin {
	var out []analysis.Origin
	for _, origin := range p.Script.Origins(n, scope) {
		o := readsOption(p, origin)
		if o == nil {
			out = append(out, origin)
			continue
		}
		from := p.Script.Origins(o.Default, o.Call.Scope)
		if len(from) == 0 {
			return nil
		}
		out = append(out, from...)
	}
	return out
}

// readsOption is the option that `args.name` reads, where argparse leaves its default as it is and gives texts otherwise.
func readsOption(p *rule.Pass, origin analysis.Origin) *analysis.Option {
	if origin.Node.Kind() != syntax.KindAttribute {
		return nil
	}
	v := p.Script.Eval(origin.Node, origin.Scope)
	if len(v) != 1 || v[0].Kind != analysis.OptionValue || v[0].Rest != "" {
		return nil
	}
	o := v[0].Option
	if o.Default == nil || o.Action != nil || o.Call.Keyword("nargs") != nil || o.Type != nil && builtinType(p, o) != "str" || !p.Script.IsArgparse(o) {
		return nil
	}
	return o
}

// wrap puts a conversion around an expression.
func wrap(p *rule.Pass, n *syntax.Node, function string, edits ...rule.Edit) rule.Fix {
	text := n.Text()
	if parent := n.Parent(); parent != nil && parent.Kind() == syntax.KindParenthesized {
		n = parent
	}
	return rule.Fix{
		Title: "Convert it with " + function + "()",
		Edits: append(edits, rule.Edit{Span: p.Span(n), New: function + "(" + text + ")"}),
		Safe:  true,
	}
}
