package channel

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// need is a channel that a script cannot do without.
type need struct {
	// name is the channel's name as the script has it: in capitals where a variable names it.
	name string
	// variable is the variable that holds its folder, empty where a path is written out.
	variable string
	node     *syntax.Node
}

const (
	prefix = "SM_CHANNEL_"
	data   = "/opt/ml/input/data/"
)

// isMetBy tells whether a channel is what is needed. In Pipe mode its name has the number of an epoch behind it.
func (n need) isMetBy(channel string) bool {
	if n.variable != "" {
		return strings.ToUpper(channel) == n.name
	}
	rest, ok := strings.CutPrefix(n.name, channel)
	return ok && epoch.MatchString(rest)
}

var epoch = regexp.MustCompile(`^(_\d+)?$`)

// spelt is the name that a launcher would give the channel.
func (n need) spelt() string {
	if n.variable != "" {
		return strings.ToLower(n.name)
	}
	return n.name
}

// needs are the channels without which the script fails whenever it is started; each name once.
func (s start) needs() (needs []need) {
	add := func(n need) {
		if !slices.ContainsFunc(needs, func(o need) bool { return strings.EqualFold(o.name, n.name) }) {
			needs = append(needs, n)
		}
	}
	for _, u := range s.Script.Environment() {
		if name, ok := strings.CutPrefix(u.Name, prefix); ok && name != "" && s.fails(u) {
			add(need{name: name, variable: u.Name, node: u.Node})
		}
	}
	for _, scope := range s.Script.Scopes() {
		for _, call := range scope.Calls {
			if name, ok := s.readsFrom(call); ok {
				add(need{name: name, node: call.Positional(0)})
			}
		}
	}
	return needs
}

// fails tells whether reading a variable ends the script where nobody sets it.
func (s start) fails(u analysis.EnvUse) bool {
	if u.Optional || u.Write || s.isSet(u.Name) || !s.runs(u.Node, u.Scope) {
		return false
	}
	return !slices.ContainsFunc(s.uses(u.Name), func(o analysis.EnvUse) bool {
		return o.Write || o.Node.Parent() != nil && o.Node.Parent().Kind() == syntax.KindComparison // `"NAME" in os.environ`
	})
}

// runs tells whether a place is surely come to, and nobody around it minds when it fails.
func (s start) runs(n *syntax.Node, scope *analysis.Scope) bool {
	for p := n.Parent(); p != nil && p.Kind() != syntax.KindFunction; p = p.Parent() {
		if p.Kind() == syntax.KindTry {
			return false
		}
	}
	return s.Script.Surely(n, scope)
}

// readers are functions that fail for a path which is not there.
var readers = []string{
	"open", "os.listdir", "os.scandir", "pandas.read_csv", "pandas.read_parquet", "pandas.read_json", "pandas.read_table", "pandas.read_feather", "pandas.read_pickle",
	"numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "torch.load", "joblib.load", "datasets.load_from_disk", "torchvision.datasets.ImageFolder", "xgboost.DMatrix",
	"sklearn.datasets.load_svmlight_file", "awswrangler.s3.read_csv",
}

// readsFrom gives the channel that a call reads from by a path which is written out; ok is false for any other call.
func (s start) readsFrom(call *analysis.Call) (name string, ok bool) {
	n := call.Positional(0)
	if n == nil || !slices.ContainsFunc(s.Script.Callees(call), func(c analysis.Callee) bool { return slices.Contains(readers, c.Name) }) {
		return "", false
	}
	if mode := call.Positional(1); call.Method() == "open" && mode != nil && strings.ContainsAny(mode.Text(), "wax") {
		return "", false
	}
	values := s.Script.Eval(n, call.Scope)
	if len(values) != 1 || values[0].Kind != analysis.String {
		return "", false
	}
	rest, below := strings.CutPrefix(values[0].Text, data)
	name, _, _ = strings.Cut(rest, "/")
	if !below || name == "" || strings.Contains(name, analysis.Hole) || s.Script.Writes(data+name) || s.asksFor(data+name) {
		return "", false
	}
	return name, s.runs(call.Node, call.Scope)
}

// asksFor tells whether the script looks whether a folder, or something in it, is there.
func (s start) asksFor(folder string) bool {
	for _, scope := range s.Script.Scopes() {
		for _, call := range scope.Calls {
			switch call.Method() {
			case "exists", "isdir", "isfile", "is_dir", "is_file", "glob", "access":
				if strings.Contains(call.Node.Text(), folder) || call.Positional(0) != nil && s.mentions(call.Positional(0), scope, folder) {
					return true
				}
			}
		}
	}
	return false
}

// mentions tells whether an expression may be a path in a folder.
func (s start) mentions(n *syntax.Node, scope *analysis.Scope, folder string) bool {
	return slices.ContainsFunc(s.Script.Eval(n, scope), func(v analysis.Value) bool { return strings.HasPrefix(v.Text, folder) })
}
