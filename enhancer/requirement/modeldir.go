package requirement

import (
	"path"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// filesInModelDir are files that are written or copied into the model directory by hand, whatever they hold: the script
// knows best what its model is.
func (r *reader) filesInModelDir() []Save {
	uses := map[*analysis.Call]*frameworks.Use{}
	busy := map[*analysis.Scope]bool{}
	for _, u := range r.Usage.Uses {
		if u.Role == frameworks.Copies || u.Role == frameworks.Trains {
			uses[u.Call], busy[u.Call.Scope] = u, true
		}
	}
	for _, call := range analysis.Gather(r.Script, writesKey{}, writesIn) {
		busy[call.Scope] = true
	}
	var out []Save
	for _, scope := range r.Script.Scopes() {
		if !busy[scope] || !r.Script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			use, known := uses[call]
			if s, ok := r.fileInModelDir(call, use, known); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

type writesKey struct{}

// writesIn are the calls of a scope that write to an open file.
func writesIn(scope *analysis.Scope) (out []*analysis.Call) {
	for _, call := range scope.Calls {
		if writesFile(call) {
			out = append(out, call)
		}
	}
	return out
}

func writesFile(call *analysis.Call) bool {
	switch call.Method() {
	case "write", "writelines", "write_bytes", "write_text":
		return true
	}
	return false
}

// fileInModelDir judges one call. use is what it does, where it is known to copy or to train.
func (r *reader) fileInModelDir(call *analysis.Call, use *frameworks.Use, known bool) (Save, bool) {
	var target *syntax.Node
	if known {
		target = r.inModelDir(call)
	} else {
		use = &frameworks.Use{Call: call, Role: frameworks.Saves, Name: call.Func.Text(), Reached: true}
	}
	if writesFile(call) {
		if object := call.Func.Child(syntax.FieldObject); object != nil && placeOf(r.Script, r.pathValues(object, call.Scope)) == ModelDir {
			target = object
		}
	}
	if target == nil || copiesCode(r.Script, call) {
		return Save{}, false
	}
	values := r.pathValues(target, call.Scope)
	if namesNotes(values) {
		return Save{}, false
	}
	return Save{Use: use, Path: target, Values: values, Place: ModelDir}, true
}

// namesNotes tells files that hold something about a model and not the model: a name that ends like a text's and does not
// speak of a model.
func namesNotes(values []analysis.Value) bool {
	for _, v := range values {
		name := strings.ToLower(lastPart(v.Text + v.Rest))
		switch path.Ext(name) {
		case ".txt", ".json", ".csv", ".md", ".yaml", ".yml", ".log", ".html", ".png", ".pdf", ".svg":
			if strings.Contains(strings.TrimPrefix(name, "/opt/ml/model"), "model") {
				return false
			}
		default:
			return false
		}
	}
	return len(values) > 0
}

func lastPart(p string) string { return p[strings.LastIndexByte(p, '/')+1:] }

// inModelDir is the argument of a call that leads into the model directory, nil where none does.
func (r *reader) inModelDir(call *analysis.Call) *syntax.Node {
	for _, a := range call.Args {
		for _, v := range r.Script.Eval(a.Value, call.Scope) {
			if valuePlace(r.Script, v, 0) == ModelDir || v.Kind == analysis.Literal && r.holdsModelDir(v) {
				return a.Value
			}
		}
	}
	return nil
}

// holdsModelDir tells written-out dictionaries with an entry that leads into the model directory.
func (r *reader) holdsModelDir(v analysis.Value) bool {
	for _, entry := range v.Node.Children() {
		if value := entry.Child(syntax.FieldValue); value != nil && placeOf(r.Script, r.Script.Eval(value, v.Scope)) == ModelDir {
			return true
		}
	}
	return false
}

// copiesCode tells copies of source files, which serving needs beside the model.
func copiesCode(script *analysis.Script, call *analysis.Call) bool {
	if call.Positional(0) == nil {
		return false
	}
	for _, v := range script.Eval(call.Positional(0), call.Scope) {
		if v.IsText() && (strings.HasSuffix(v.Text+v.Rest, ".py") || strings.HasSuffix(v.Text+v.Rest, ".txt") || strings.Contains(v.Text+v.Rest, "/code") || v.Text == "__file__") || v.Text == "__file__" {
			return true
		}
	}
	return false
}

// givenModelDir says what that is not in the file is given the model directory, and may write there; empty for nothing.
func (r *reader) givenModelDir() string {
	for _, d := range r.handedOn {
		if ofNoModel(d.call) {
			continue
		}
		if !prepares(d.name) && !readsOnly(d.name) && r.inModelDir(d.call) != nil {
			if r.outcomeOf(d) == nil {
				return "`" + d.name + "` is given the model directory"
			}
			if reason := r.hides(d, saveWords, true); reason != "" {
				return "`" + d.name + "` is given the model directory, and " + reason
			}
			if r.writesFiles(d) {
				return "`" + d.name + "` is given the model directory, and writes files"
			}
		}
	}
	if calls := analysis.Gather(r.Script, givenKey{r.frameworksInUse()}, r.givenModelDirIn); len(calls) > 0 {
		return "`" + calls[0].Func.Text() + "` is given the model directory"
	}
	return ""
}

// givenKey holds the frameworks in use: the same calls mean something else beside others.
type givenKey struct{ frameworks string }

func (r *reader) frameworksInUse() (names string) {
	for _, f := range r.Usage.InUse {
		names += f.Name + " "
	}
	return names
}

// givenModelDirIn are the reached calls of a scope that hand the model directory to a framework.
func (r *reader) givenModelDirIn(scope *analysis.Scope) (out []*analysis.Call) {
	if !r.Script.Reached(scope) {
		return nil
	}
	for _, call := range scope.Calls {
		for _, callee := range r.Script.Callees(call) {
			if r.isFrameworks(callee.Name) && !readsOnly(callee.Name) && !frameworks.IsNotSave(callee.Name) && !ofNoModel(call) && r.inModelDir(call) != nil {
				out = append(out, call)
				break
			}
		}
	}
	return out
}

// ofNoModel tells methods of tokenizers, scalers and the like.
func ofNoModel(call *analysis.Call) bool {
	object := call.Func.Child(syntax.FieldObject)
	return object != nil && frameworks.NotAModel(object.Text())
}

// isFrameworks tells names of the frameworks in use.
func (r *reader) isFrameworks(name string) bool {
	for _, f := range r.Usage.InUse {
		if name != "" && f.Marks(name) {
			return true
		}
	}
	return false
}

// readsOnly tells names of functions that look at paths, or write something beside a model there.
func readsOnly(name string) bool { return readWords.in(lastName(name)) }

var readWords = words(`load read log logger logging info debug warning print board tensorboard summary writer exists isdir isfile listdir glob join argument format from restore latest append get makedirs mkdir get_logger basename tokenizer config processor`)
