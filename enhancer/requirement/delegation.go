package requirement

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// delegation is a reached call that hands work to something outside the file.
type delegation struct {
	call *analysis.Call
	// name is what is called, in the script's words.
	name string
	// anything tells that it may do anything at all: another process, or a program named at run time.
	anything bool
	// argument tells that it is an argument of the call, which itself may do something else.
	argument bool
	// copies tells that it may bring files to another place.
	copies bool
}

// processes are the calls that start another program, which may do anything.
var processes = []string{"subprocess.*", "os.system", "os.popen", "os.exec*", "os.spawn*", "os.posix_spawn*", "runpy.*", "sh.*", "pexpect.*",
	"boto3.**.create_*", "boto3.**.start_*", "importlib.import_module.**", "__import__.**", "torch.distributed.run.*", "torch.distributed.launch.*",
	"torch.distributed.launcher.**", "accelerate.commands.**", "IPython.**", "invoke.**", "fire.Fire"}

// harmlessCommands begin the command lines that prepare a machine and train nothing.
var harmlessCommands = []string{"pip", "apt", "yum", "conda", "ls", "nvidia-smi", "mkdir", "rm", "chmod", "unzip", "tar", "wget", "touch", "curl", "git", "df", "free", "cat", "echo", "env",
	"export", "source", "which", "ldconfig", "hostname", "ifconfig", "pwd", "tree", "find", "sudo", "service", "/etc/init.d/ssh"}

// copyCommands begin the command lines that bring files elsewhere, a model among them.
var copyCommands = []string{"cp", "mv", "aws", "rsync", "gsutil", "ln", "zip"}

// delegations finds the reached calls that hand work on.
func delegations(script *analysis.Script, usage *frameworks.Usage) []delegation {
	all := slices.Clone(analysis.Gather(script, delegationsKey{usage.Tables}, func(scope *analysis.Scope) []delegation {
		return delegationsIn(script, usage.Tables, scope)
	}))
	if len(all) == 0 {
		return nil
	}
	meant := map[*analysis.Call]bool{}
	for _, use := range usage.Uses {
		if use.Framework != nil || !doesMore(use.Call.Method()) {
			meant[use.Call] = true
		}
	}
	return slices.DeleteFunc(all, func(d delegation) bool { return !d.anything && !d.argument && meant[d.call] })
}

type delegationsKey struct{ tables *frameworks.Tables }

// StartsProgram tells a script that starts another program, or calls what is named at run time only: it may do anything.
// The name is what the script calls for it.
func StartsProgram(script *analysis.Script) (name string, ok bool) {
	for _, scope := range script.Scopes() {
		for _, d := range delegationsIn(script, nil, scope) {
			if d.anything {
				return d.name, true
			}
		}
	}
	return "", false
}

func delegationsIn(script *analysis.Script, tables *frameworks.Tables, scope *analysis.Scope) []delegation {
	if !script.Reached(scope) {
		return nil
	}
	var out []delegation
	for _, call := range scope.Calls {
		if d, ok := delegated(script, tables, call); ok {
			out = append(out, d)
		}
		out = append(out, handedOver(script, tables, call)...)
	}
	return out
}

// doesMore tells methods that are evidence of training by their name, and on an object of the project's own may do much
// beside it. `fit` and `backward` are what they are everywhere.
func doesMore(method string) bool {
	return strings.Contains(method, "train") || method == "fine_tune"
}

func delegated(script *analysis.Script, tables *frameworks.Tables, call *analysis.Call) (delegation, bool) {
	if switchesMode(script, call) {
		return delegation{}, false
	}
	for _, callee := range script.Callees(call) {
		switch {
		case callee.Local != nil:
		case callee.Name == "":
			if !ownedByData(script, call) {
				return delegation{call: call, name: call.Method()}, true
			}
		case startsProcess(callee.Name):
			switch commandOf(script, call) {
			case mayDoAnything:
				return delegation{call: call, name: call.Func.Text(), anything: true}, true
			case copies:
				return delegation{call: call, name: call.Func.Text(), copies: true}, true
			}
		case isOwnModule(script, tables, callee.Name):
			return delegation{call: call, name: callee.Name}, true
		}
	}
	return delegation{}, false
}

// handedOver finds functions of other modules that are passed to a call, such as `Process(target=train)`.
func handedOver(script *analysis.Script, tables *frameworks.Tables, call *analysis.Call) []delegation {
	var out []delegation
	for _, a := range call.Args {
		if k := a.Value.Kind(); k != syntax.KindIdentifier && k != syntax.KindAttribute {
			continue
		}
		for _, v := range script.Eval(a.Value, call.Scope) {
			if v.Kind == analysis.External && isOwnModule(script, tables, v.Text) {
				out = append(out, delegation{call: call, name: v.Text, argument: true})
			}
		}
	}
	return out
}

// switchesMode tells `model.train()` and `model.eval()` on an object: they take no arguments and do no work.
func switchesMode(script *analysis.Script, call *analysis.Call) bool {
	if method := call.Method(); len(call.Args) > 0 || method != "train" && method != "eval" {
		return false
	}
	if call.Func.Kind() != syntax.KindAttribute || trainWords.in(call.Func.Child(syntax.FieldObject).Text()) {
		return false
	}
	for _, v := range script.Receiver(call) {
		if v.Kind == analysis.External || trainWords.in(lastName(v.Text)) {
			return false // a module's function, or a trainer
		}
	}
	return true
}

// ownedByData tells methods of texts, numbers and written-out collections: they do nothing but that.
func ownedByData(script *analysis.Script, call *analysis.Call) bool {
	for _, v := range script.Receiver(call) {
		if v.IsText() || v.Kind == analysis.Literal || v.Kind == analysis.Constant || v.Kind == analysis.Namespace {
			return true
		}
	}
	return false
}

func startsProcess(name string) bool {
	for _, p := range processes {
		if frameworks.Match(p, name) {
			return true
		}
	}
	return false
}

// isOwnModule tells names of modules that are no library: the project's own.
func isOwnModule(script *analysis.Script, tables *frameworks.Tables, name string) bool {
	root, _, dotted := strings.Cut(name, ".")
	return dotted && (script.HasBeside(name) || !tables.IsLibrary(root)) && !analysis.IsBuiltin(root)
}

// commandKind says what a command line may do.
type commandKind int

const (
	mayDoAnything commandKind = iota
	onlyPrepares
	copies
)

// commandOf judges the command line that a call starts; one that is not known may do anything.
func commandOf(script *analysis.Script, call *analysis.Call) commandKind {
	command := call.Positional(0)
	if command == nil {
		return mayDoAnything
	}
	kind := onlyPrepares
	for _, v := range script.Eval(command, call.Scope) {
		line := v.Text
		if v.Kind == analysis.Literal {
			line = listedCommand(script, v)
		}
		if k := lineKind(line); k != onlyPrepares {
			kind = k
		}
	}
	return kind
}

// listedCommand joins the words of a command given as a list.
func listedCommand(script *analysis.Script, v analysis.Value) string {
	var line []string
	for _, item := range v.Node.Children() {
		for _, w := range script.Eval(item, v.Scope) {
			line = append(line, w.Text)
			break
		}
	}
	return strings.Join(line, " ")
}

func lineKind(line string) commandKind {
	line = strings.TrimSpace(line)
	if strings.Contains(line, "-m pip ") {
		return onlyPrepares
	}
	first, _, _ := strings.Cut(line, " ")
	for _, c := range harmlessCommands {
		if first == c || first == c+"3" || strings.HasPrefix(first, c+"-get") {
			return onlyPrepares
		}
	}
	for _, c := range copyCommands {
		if first == c && (strings.Contains(line, ".py") || strings.Contains(line, "/code") || strings.Contains(line, "requirements")) {
			return onlyPrepares // the code that serves the model
		}
		if first == c {
			return copies
		}
	}
	return mayDoAnything
}

// mayHide says why a capability that was not found may still be there; empty where nothing hides it. The words are those
// that a function which has the capability is likely to be named with.
func (r *reader) mayHide(capability string, w wordSet) string {
	works := capability == TrainingLoop || capability == ModelSaving
	if r.isFrameworkMode() {
		return "TensorFlow's legacy mode calls the functions of this file, and does the rest"
	}
	for _, d := range r.handedOn {
		named := w.in(lastName(d.name)) && !ofModels[lastName(d.name)] && !(works && (prepares(d.name) || dataNames.in(lastName(d.name))))
		switch {
		case d.anything:
			return "`" + d.name + "` starts another program"
		case d.copies:
			if w["save"] {
				return "`" + d.name + "` copies files"
			}
		default:
			if reason := r.hides(d, w, named); reason != "" {
				return reason
			}
		}
	}
	for _, n := range r.Script.Tree.Statements() {
		if root := n.Root(); root.HasError() && brokenMentions(root, w) {
			return "a part of the file does not parse"
		}
	}
	return ""
}

// ofModels are the methods by which models and estimators tell their weights: they parse and load nothing.
var ofModels = map[string]bool{"parameters": true, "named_parameters": true, "collect_params": true, "get_params": true, "set_params": true, "count_params": true,
	"num_parameters": true, "trainable_parameters": true}

func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// prepares tells classes, and functions whose name begins with a word for making or fetching something: they hand a thing
// back, and the work is done by what is called on it.
func prepares(name string) bool {
	last := lastName(name)
	parts := splitName(last)
	isClass := last != "" && last[0] >= 'A' && last[0] <= 'Z' && last != strings.ToUpper(last)
	return isClass || len(parts) > 1 && preparing[parts[0]]
}

var preparing = words(`get create build make init initialize setup set is has add print compute define configure new read parse download prepare count show plot list find check format construct generate calculate select split collate`)

// brokenMentions tells whether a stretch that does not parse names one of the words.
func brokenMentions(root *syntax.Node, w wordSet) bool {
	hides := false
	root.Walk(func(n *syntax.Node) bool {
		if n.Kind() == syntax.KindError && w.in(n.Text()) {
			hides = true
		}
		return n.HasError() && !hides
	})
	return hides
}
