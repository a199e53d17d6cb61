package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// CommandLine is what a script takes from its command line, where hyperparameters arrive.
type CommandLine struct {
	// Options are those of the parsers that run, in the order of the text; without positional arguments.
	Options []*analysis.Option
	// Strict tells that an argument which no option takes ends the script: it calls parse_args, not parse_known_args.
	Strict bool
	// Abbreviates tells that an unambiguous beginning of an option stands for it, which is argparse's rule.
	Abbreviates bool
	// Unreadable says why it cannot be told what the script takes, in words that follow "because"; empty where it can.
	Unreadable string
	// Parse is the call that reads the command line.
	Parse *analysis.Call
}

// readCommandLine finds out what a script takes.
func readCommandLine(script *analysis.Script) *CommandLine {
	r := commandLineReader{script: script, c: &CommandLine{Abbreviates: true}}
	for _, scope := range script.Scopes() {
		if !script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			r.look(call)
		}
	}
	for _, o := range script.Options() {
		if script.Reached(o.Call.Scope) {
			r.option(o)
		}
	}
	if r.c.Parse == nil {
		r.fail("no parser of command lines is found in this file")
	}
	return r.c
}

type commandLineReader struct {
	script *analysis.Script
	c      *CommandLine
}

func (r *commandLineReader) fail(reason string) {
	if r.c.Unreadable == "" {
		r.c.Unreadable = reason
	}
}

// look takes in a call that runs.
func (r *commandLineReader) look(call *analysis.Call) {
	switch method := call.Method(); method {
	case "parse_args", "parse_known_args":
		r.parse(call, method == "parse_args")
	case "add_subparsers":
		r.fail("it has subcommands")
	case "add_argument":
		if !namesItsOption(call) {
			r.fail("the names of options are worked out at run time")
		}
	case "parse_args_into_dataclasses", "parse_dict", "parse_args_and_config", "parse_known_intermixed_args":
		r.fail("`" + method + "` reads the options from classes")
	default:
		r.handedOn(call)
		r.foreign(call)
	}
	if name := r.external(call); name == "argparse.ArgumentParser" {
		if n := call.Keyword("allow_abbrev"); n != nil && n.Kind() == syntax.KindFalse {
			r.c.Abbreviates = false
		}
		if call.Keyword("parents") != nil || call.Keyword("fromfile_prefix_chars") != nil || call.Keyword("prefix_chars") != nil {
			r.fail("the parser is made with options from elsewhere")
		}
	}
}

// external is the qualified name of what is called, empty where it is not imported.
func (r *commandLineReader) external(call *analysis.Call) string {
	for _, c := range r.script.Callees(call) {
		if c.Name != "" {
			return c.Name
		}
	}
	return ""
}

// isParser tells whether a method is called on argparse's parser, one of its groups, or a class made from it.
func (r *commandLineReader) isParser(call *analysis.Call) bool {
	for _, v := range r.script.Receiver(call) {
		if r.isParserValue(v) {
			return true
		}
	}
	return false
}

func (r *commandLineReader) isParserValue(v analysis.Value) bool {
	switch v.Kind {
	case analysis.Result, analysis.External:
		return strings.HasPrefix(v.Text, "argparse.ArgumentParser")
	case analysis.Instance:
		return slices.Contains(r.script.ExternalBases(v.Scope), "argparse.ArgumentParser")
	}
	return false
}

// parse takes in the call that reads the command line.
func (r *commandLineReader) parse(call *analysis.Call, strict bool) {
	if !r.isParser(call) {
		if !r.isLocal(call) {
			r.fail("`" + call.Func.Text() + "` is no parser of argparse's in this file")
		}
		return
	}
	given := call.Keyword("args")
	if given == nil {
		given = call.Positional(0)
	}
	if given != nil && (given.Kind() == syntax.KindList || given.Kind() == syntax.KindTuple) {
		return // not the script's own command line
	}
	r.c.Parse = call
	r.c.Strict = r.c.Strict || strict
	if !strict && r.usesRest(call.Node, call.Scope, 0) {
		r.fail("what no option takes is used by other means")
	}
}

// isLocal tells a call of a function of the file.
func (r *commandLineReader) isLocal(call *analysis.Call) bool {
	return !slices.ContainsFunc(r.script.Callees(call), func(c analysis.Callee) bool { return c.Local == nil })
}

// handedOn finds parsers that are given to functions of other modules, which may add options.
func (r *commandLineReader) handedOn(call *analysis.Call) {
	for _, c := range r.script.Callees(call) {
		if c.Local != nil || strings.HasPrefix(c.Name, "argparse.") {
			continue
		}
		for _, a := range call.Args {
			if k := a.Value.Kind(); k != syntax.KindIdentifier && k != syntax.KindAttribute && k != syntax.KindCall {
				continue
			}
			if slices.ContainsFunc(r.script.Eval(a.Value, call.Scope), r.isBareParser) {
				r.fail("`" + call.Func.Text() + "` may add options")
			}
		}
	}
}

// isBareParser tells the parser itself, not what a method of it gave.
func (r *commandLineReader) isBareParser(v analysis.Value) bool {
	return v.Kind == analysis.Result && v.Text == "argparse.ArgumentParser" || v.Kind == analysis.Instance && r.isParserValue(v)
}

// otherParsers read command lines by rules of their own.
var otherParsers = []string{"click.", "typer.", "fire.", "absl.", "hydra.", "docopt.", "plac.", "jsonargparse.", "simple_parsing.", "tap.", "configargparse.",
	"transformers.HfArgumentParser", "trl.TrlParser", "tensorflow.app.flags", "tensorflow.flags", "tensorflow.compat.v1.flags", "tensorflow.compat.v1.app", "tensorflow.app.run", "optparse.", "getopt.", "gflags.", "tyro.", "draccus.", "clize."}

// foreign finds parsers that are not argparse's.
func (r *commandLineReader) foreign(call *analysis.Call) {
	name := r.external(call)
	for _, p := range otherParsers {
		if strings.HasPrefix(name, p) {
			r.fail("`" + call.Func.Text() + "` reads the command line by rules of its own")
		}
	}
}

// option takes in an option that is declared by code that runs.
func (r *commandLineReader) option(o *analysis.Option) {
	if n := o.Call.Keyword("nargs"); n != nil && strings.HasSuffix(n.Text(), "REMAINDER") {
		r.fail("an option takes all that follows")
	}
	if !o.Positional() {
		r.c.Options = append(r.c.Options, o)
	}
}

// namesItsOption tells whether all names that an option is declared with are written out.
func namesItsOption(call *analysis.Call) bool {
	names := 0
	for _, a := range call.Args {
		if a.Name != "" || a.Star == 2 {
			continue
		}
		if _, known := literalText(a.Value); !known || a.Star == 1 {
			return false
		}
		names++
	}
	return names > 0
}

func literalText(n *syntax.Node) (string, bool) {
	if n == nil {
		return "", false
	}
	return analysis.PlainString(n)
}
