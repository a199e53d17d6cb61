package requirement

import (
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
}

// processes are the calls that start another program, which may do anything.
var processes = []string{"subprocess.**", "os.system", "os.popen", "os.exec*", "os.spawn*", "os.posix_spawn*", "runpy.**", "sh.**", "pexpect.**",
	"importlib.import_module", "importlib.import_module.**", "__import__", "__import__.**", "torch.distributed.run.**", "torch.distributed.launch.**",
	"torch.distributed.launcher.**", "accelerate.commands.**", "IPython.**", "invoke.**", "fire.Fire"}

// harmlessCommands begin the command lines that prepare a machine and train nothing.
var harmlessCommands = []string{"pip", "apt", "yum", "conda", "ls", "nvidia-smi", "mkdir", "rm", "chmod", "unzip", "tar", "wget", "curl", "git", "df", "free", "cat", "echo", "env",
	"export", "source", "which", "ldconfig", "hostname", "ifconfig", "pwd", "tree", "find", "sudo", "service", "/etc/init.d/ssh"}

// delegations finds the reached calls that hand work on.
func delegations(script *analysis.Script, usage *frameworks.Usage) []delegation {
	meant := map[*analysis.Call]bool{}
	for _, use := range usage.Uses {
		meant[use.Call] = true
	}
	var out []delegation
	for _, scope := range script.Scopes() {
		if !script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			if d, ok := delegated(script, call); ok && (d.anything || !meant[call]) {
				out = append(out, d)
			}
		}
	}
	return out
}

func delegated(script *analysis.Script, call *analysis.Call) (delegation, bool) {
	for _, callee := range script.Callees(call) {
		switch {
		case callee.Local != nil:
		case callee.Name == "":
			if call.Func.Kind() == syntax.KindAttribute || call.Func.Kind() == syntax.KindIdentifier {
				return delegation{call: call, name: call.Func.Text()}, true
			}
			return delegation{call: call, name: "a call worked out at run time"}, true
		case startsProcess(callee.Name):
			if !harmless(script, call) {
				return delegation{call: call, name: call.Func.Text(), anything: true}, true
			}
		case isOwnModule(callee.Name):
			return delegation{call: call, name: callee.Name}, true
		}
	}
	return delegation{}, false
}

func startsProcess(name string) bool {
	for _, p := range processes {
		if frameworks.Match(p, name) {
			return true
		}
	}
	return false
}

// isOwnModule tells names of modules that are no library: the project's own, which are not read yet.
func isOwnModule(name string) bool {
	root, _, dotted := strings.Cut(name, ".")
	return dotted && !frameworks.IsLibrary(root)
}

// harmless tells command lines that only prepare the machine.
func harmless(script *analysis.Script, call *analysis.Call) bool {
	command := call.Positional(0)
	if command == nil {
		return false
	}
	for _, v := range script.Eval(command, call.Scope) {
		line := v.Text
		if v.Kind == analysis.Literal {
			line = listedCommand(script, v)
		}
		if !harmlessLine(line) {
			return false
		}
	}
	return true
}

// listedCommand joins the words of a command given as a list; `sys.executable -m pip` is pip.
func listedCommand(script *analysis.Script, v analysis.Value) string {
	var line []string
	for _, item := range v.Node.Children() {
		for _, w := range script.Eval(item, v.Scope) {
			line = append(line, w.Text)
			break
		}
	}
	text := strings.Join(line, " ")
	if i := strings.Index(text, "-m pip"); i >= 0 {
		return "pip"
	}
	return text
}

func harmlessLine(line string) bool {
	line = strings.TrimSpace(line)
	if strings.Contains(line, "-m pip ") {
		return true
	}
	first, _, _ := strings.Cut(line, " ")
	for _, c := range harmlessCommands {
		if first == c || strings.HasPrefix(first, c+"3") || strings.HasPrefix(first, c+"-get") {
			return true
		}
	}
	return false
}

// mayHide says why a capability that was not found may still be there; empty where nothing hides it. The words are those
// that a function which has the capability is likely to be named with.
func (r *reader) mayHide(w wordSet) string {
	for _, d := range r.handedOn {
		if d.anything {
			return "`" + d.name + "` starts another program"
		}
		if w.in(d.name) {
			return "`" + d.name + "` is not in this file"
		}
	}
	for _, n := range r.Script.Tree.Statements() {
		if root := n.Root(); root.HasError() && brokenMentions(root, w) {
			return "a part of the file does not parse"
		}
	}
	return ""
}

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
