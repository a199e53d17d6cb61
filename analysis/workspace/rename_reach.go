package workspace

import (
	"errors"
	"fmt"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// readable fails for a script of which it cannot be told where it uses the names of a topic.
func (w *Workspace) readable(script string, topic Topic) error {
	s := w.Script(script)
	if s == nil {
		return fmt.Errorf("%s cannot be read", w.Name(script))
	}
	switch topic {
	case Hyperparameter:
		return w.readableOptions(script, s)
	case Channel:
		return w.readableChannels(script, s)
	}
	return nil
}

// wholesale are the variables that hold all hyperparameters or channels at once, by what they hold.
var wholesale = map[Topic][]string{
	Hyperparameter: {"SM_HPS", "SM_USER_ARGS", "SM_TRAINING_ENV", "SM_FRAMEWORK_PARAMS"},
	Channel:        {"SM_CHANNELS", "SM_INPUT_DIR", "SM_INPUT_DATA_DIR", "SM_INPUT_DATA_CONFIG", "SM_TRAINING_ENV"},
}

// wholesalePaths likewise are the ends of paths.
var wholesalePaths = map[Topic][]string{
	Hyperparameter: {"hyperparameters.json"},
	Channel:        {"/opt/ml/input/data", "/opt/ml/input/data/", "/opt/ml/input", "/opt/ml/input/", "inputdataconfig.json"},
}

// wholesaleIn fails for a script that reads all of a topic's names at once.
func (w *Workspace) wholesaleIn(script string, s *analysis.Script, topic Topic, handled func(*syntax.Node) bool) error {
	for _, use := range s.Environment() {
		for _, name := range wholesale[topic] {
			if use.Name == name {
				return fmt.Errorf("%s reads `%s` in line %d: what it takes out of it cannot be told", w.Name(script), name, lineOf(s, use.Node))
			}
		}
	}
	for _, scope := range s.Scopes() {
		for _, n := range scope.Strings {
			text, plain := analysis.PlainString(n)
			for _, end := range wholesalePaths[topic] {
				if plain && strings.HasSuffix(text, end) && !handled(n) {
					return fmt.Errorf("%s makes something of `%s` in line %d that cannot be followed", w.Name(script), text, lineOf(s, n))
				}
			}
		}
	}
	return nil
}

func lineOf(s *analysis.Script, n *syntax.Node) int {
	return s.Tree.Lines().Position(s.Tree.Start(n), syntax.UTF8).Line + 1
}

func (w *Workspace) readableChannels(script string, s *analysis.Script) error {
	return w.wholesaleIn(script, s, Channel, func(n *syntax.Node) bool {
		p := n.Parent() // the beginning of a path that joined knows how to follow
		if p == nil || p.Kind() != syntax.KindArguments || p.Parent() == nil {
			return false
		}
		place := Place{File: script, Span: syntax.Range{Start: s.Tree.Start(p), End: s.Tree.End(p)}}
		for _, m := range w.MentionsIn(script) {
			if m.Topic == Channel && m.Place.Span.Start > place.Span.Start && m.Place.Span.End < place.Span.End {
				return true
			}
		}
		return false
	})
}

func (w *Workspace) readableOptions(script string, s *analysis.Script) error {
	c := w.CommandLine(script)
	switch {
	case c == nil:
		return errors.New(w.Name(script) + " cannot be read")
	case c.Unreadable != "":
		return fmt.Errorf("it cannot be told what %s takes from its command line, because %s", w.Name(script), c.Unreadable)
	}
	if err := w.wholesaleIn(script, s, Hyperparameter, func(*syntax.Node) bool { return false }); err != nil {
		return err
	}
	e := escapes{scriptMentioner{w: w, file: script, script: s}}
	for _, scope := range s.Scopes() {
		for _, call := range scope.Calls {
			if n := e.call(call); n != nil {
				return fmt.Errorf("%s hands all options on in line %d: `%s`", w.Name(script), lineOf(s, n), oneLine(n.Text()))
			}
		}
	}
	return nil
}

// oneLine shortens code to what fits a message.
func oneLine(code string) string {
	code = strings.Join(strings.Fields(code), " ")
	if r := []rune(code); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return code
}

// escapes finds where the parsed options leave what can be followed.
type escapes struct{ scriptMentioner }

// harmless are the functions that may see all options and read none by its name.
var harmless = map[string]bool{
	"print": true, "str": true, "repr": true, "type": true, "isinstance": true, "getattr": true, "setattr": true, "hasattr": true,
	"delattr": true, "id": true, "pprint.pprint": true, "pprint.pformat": true,
}

// call gives the call itself where it hands the options on, nil where it does not.
func (e *escapes) call(call *analysis.Call) *syntax.Node {
	if e.isVarsCall(call) {
		if e.staysHere(call.Node) {
			return nil
		}
		return call.Node
	}
	for _, a := range call.Args {
		switch a.Value.Kind() {
		case syntax.KindIdentifier, syntax.KindAttribute, syntax.KindCall:
		default:
			continue
		}
		if e.isNamespace(a.Value, call.Scope) && !e.follows(call) && !isShown(a.Value) {
			return call.Node
		}
	}
	return nil
}

func (e *escapes) isVarsCall(call *analysis.Call) bool {
	return call.Method() == "vars" && call.Func.Kind() == syntax.KindIdentifier && e.isNamespace(call.Positional(0), call.Scope)
}

// staysHere tells a `vars(args)` of which every use is in sight: it is shown, gone through, or one item is picked.
func (e *escapes) staysHere(n *syntax.Node) bool {
	if isShown(n) {
		return true
	}
	p := n.Parent()
	if p == nil {
		return false
	}
	switch p.Kind() {
	case syntax.KindSubscript:
		key := p.Child(syntax.FieldSubscript)
		_, plain := literalText(key)
		return plain
	case syntax.KindExpressionStatement, syntax.KindFor:
		return true
	case syntax.KindAttribute:
		if name := p.Child(syntax.FieldAttribute); name != nil && (name.Text() == "items" || name.Text() == "keys") {
			call := p.Parent()
			for call != nil && (call.Kind() == syntax.KindCall || call.Kind() == syntax.KindArguments) {
				call = call.Parent()
			}
			return call != nil && call.Kind() == syntax.KindFor
		}
	}
	return false
}

// follows tells a call of something whose use of the options is in sight.
func (e *escapes) follows(call *analysis.Call) bool {
	callees := e.script.Callees(call)
	if len(callees) == 0 {
		return false
	}
	for _, c := range callees {
		if c.Local == nil && !harmless[c.Name] && !strings.HasPrefix(c.Name, "argparse.") {
			return false
		}
	}
	return true
}
