package frameworks

import (
	"strings"
	"sync"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Lookup says what the call of a qualified name means by the tables of all frameworks, nothing where none holds it. The
// list must not be changed.
func Lookup(name string) []Meaning { return standard.Lookup(name) }

// cache is a map for any number of goroutines. It starts anew when it is full, so that the half-typed names of a long session
// do not fill the memory.
type cache struct {
	mu    sync.RWMutex
	known map[string][]Meaning
}

const cacheSize = 1 << 13

func (c *cache) get(name string) (meanings []Meaning, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	meanings, ok = c.known[name]
	return meanings, ok
}

func (c *cache) put(name string, meanings []Meaning) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) >= cacheSize {
		clear(c.known)
	}
	c.known[strings.Clone(name)] = meanings // name may be a part of a whole statement
}

// Use is one call of a script that has a meaning.
type Use struct {
	Call *analysis.Call
	Role Role
	// Name is the qualified name of what is called, or the bare method where the receiver is not known.
	Name string
	// Framework is the one whose table says so, nil for the general tables.
	Framework *Framework
	// Entry is the table's line, nil where only the method's name speaks.
	Entry *Call
	// Reached tells whether the call runs when the script is started.
	Reached bool
}

// Usage is what a script does with ML frameworks.
type Usage struct {
	Script *analysis.Script
	// Tables are those by which it was read.
	Tables *Tables
	// Uses are the calls with a meaning in the order of the text; one call may have several.
	Uses   []*Use
	byRole [len(roleNames)][]*Use // the reached ones
	// InUse are the frameworks that the script uses, the one that trains first.
	InUse []*Framework
}

type usesKey struct{ tables *Tables }

// useReader reads the calls of one scope.
type useReader struct {
	script  *analysis.Script
	tables  *Tables
	reached bool
	uses    []*Use
}

// Read finds the calls of a script that have a meaning and the frameworks that it uses.
func Read(script *analysis.Script) *Usage { return standard.Read(script) }

// Of gives the reached uses with a role. The list must not be changed.
func (u *Usage) Of(role Role) []*Use { return u.byRole[role] }

// sort files the reached uses under their roles.
func (u *Usage) sort() {
	var count [len(roleNames)]int
	for _, use := range u.Uses {
		count[use.Role]++
	}
	for role, n := range count {
		u.byRole[role] = make([]*Use, 0, n)
	}
	for _, use := range u.Uses {
		if use.Reached {
			u.byRole[use.Role] = append(u.byRole[use.Role], use)
		}
	}
}

// Has tells whether a framework is in use.
func (u *Usage) Has(name string) bool {
	for _, f := range u.InUse {
		if f.Name == name {
			return true
		}
	}
	return false
}

func (r *useReader) readCall(call *analysis.Call) {
	known := false
	var seen [len(roleNames)]bool
	for _, callee := range r.script.Callees(call) {
		if callee.Local != nil {
			known = true
			r.readConstructor(call, callee.Local)
			continue
		}
		if callee.Name == "" {
			callee.Name = r.customaryName(call)
		}
		if callee.Name == "" {
			continue
		}
		if r.script.HasBeside(callee.Name) && r.readBeside(call, callee.Name) {
			known = true
			continue
		}
		notSave := IsNotSave(callee.Name)
		known = known || notSave
		for _, m := range r.tables.Lookup(callee.Name) {
			known = true
			if notSave && m.Role == Saves || seen[m.Role] || !hasKeyword(call, m.Call) {
				continue
			}
			seen[m.Role] = true
			r.uses = append(r.uses, &Use{Call: call, Role: m.Role, Name: callee.Name, Framework: m.Framework, Entry: m.Call, Reached: r.reached})
		}
		known = known || !mayBeModel(callee.Name)
	}
	if !known && call.Func.Kind() == syntax.KindAttribute {
		r.readMethod(call)
	}
}

// readConstructor gives the making of an object the meaning that its imported bases have: a class derived from LightningCLI
// trains when one is made.
func (r *useReader) readConstructor(call *analysis.Call, class *analysis.Scope) {
	if class.Kind != analysis.ClassScope {
		return
	}
	r.readBases(call, r.script.ExternalBases(class))
}

func (r *useReader) readBases(call *analysis.Call, bases []string) {
	for _, base := range bases {
		for _, m := range r.tables.Lookup(base) {
			if hasKeyword(call, m.Call) {
				r.uses = append(r.uses, &Use{Call: call, Role: m.Role, Name: base, Framework: m.Framework, Entry: m.Call, Reached: r.reached})
			}
		}
	}
}

// readBeside judges a call of something in a module beside the script. It answers false where the call is to be judged by its
// name like any other: a name that a library has too means nothing here.
func (r *useReader) readBeside(call *analysis.Call, name string) bool {
	if bases := r.script.BasesOf(name); bases != nil {
		r.readBases(call, bases)
		return true
	}
	return IsLibrary(name)
}

// customaryName spells out a call through a module's customary name where the script forgot the import: "xgboost.train"
// for `xgb.train` with nothing that binds `xgb`. It is empty for any other call.
func (r *useReader) customaryName(call *analysis.Call) string {
	root, rest, dotted := strings.Cut(call.Func.Text(), ".")
	if !dotted || len(r.script.Lookup(root, call.Scope)) > 0 {
		return ""
	}
	for _, f := range r.tables.list {
		if module := f.Aliases[root]; module != "" {
			return module + "." + rest
		}
	}
	return ""
}

// hasKeyword tells whether a call has its meaning with the keyword arguments that it is given.
func hasKeyword(call *analysis.Call, entry *Call) bool {
	return entry.Given(func(a Argument) bool {
		v := call.Keyword(a.Keyword)
		if v == nil && a.Position > 0 {
			v = call.Positional(a.Position - 1)
		}
		return v != nil && v.Kind() != syntax.KindNone
	})
}

// mayBeModel tells whether an object of a qualified name may be a model or a trainer: one of any package but those that
// are known to have none.
func mayBeModel(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	return !withoutModels[root] && !analysis.IsBuiltin(root)
}

// withoutModels are packages whose objects have a `save`, an `export` or a `fit` that concerns no model.
var withoutModels = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`numpy pandas matplotlib seaborn PIL cv2 json yaml pickle csv requests boto3 botocore s3fs tqdm h5py scipy plotly bokeh
		altair tensorboard tensorboardX wandb comet_ml psutil pyarrow polars sagemaker smdebug os sys io re shutil logging pathlib tempfile argparse
		subprocess threading multiprocessing zipfile tarfile configparser datetime time random math glob openpyxl docx nltk soundfile librosa
		imageio skimage tokenizers datasets awswrangler`) {
		set[name] = true
	}
	return set
}()

// readMethod judges a call by its method's name, where the receiver cannot be told.
func (r *useReader) readMethod(call *analysis.Call) {
	method := call.Method()
	if f := call.Scope.Function(); f.Class() != nil && f.Name == method {
		return // `super().save(...)` and the `backward` of an autograd function hand on what they are asked for
	}
	object := call.Func.Child(syntax.FieldObject)
	if object == nil || NotAModel(object.Text()) || IsNotSave(method) {
		return
	}
	if method == "train" && isGivenData(call) {
		r.uses = append(r.uses, &Use{Call: call, Role: Trains, Name: method, Reached: r.reached})
	}
	has := func(a Argument) bool { return call.Keyword(a.Keyword) != nil }
	for _, m := range []struct {
		role  Role
		table []Call
	}{{Trains, MethodTrains}, {Saves, MethodSaves}, {Evaluates, MethodEvaluates}} {
		if entry := Method(m.table, method, has); entry != nil {
			r.uses = append(r.uses, &Use{Call: call, Role: m.role, Name: method, Entry: entry, Reached: r.reached})
		} else if m.role == Saves && strings.HasPrefix(strings.TrimLeft(method, "_"), "save") {
			r.uses = append(r.uses, &Use{Call: call, Role: Saves, Name: method, Reached: r.reached})
		}
	}
}

// isGivenData tells `estimator.train(dataset)` from `model.train()` and `model.train(True)`, which switch a mode.
func isGivenData(call *analysis.Call) bool {
	for _, a := range call.Args {
		if k := a.Value.Kind(); a.Name != "mode" && k != syntax.KindTrue && k != syntax.KindFalse && k != syntax.KindComparison && k != syntax.KindNotOperator {
			return true
		}
	}
	return false
}

// NotAModel tells receivers that are named after something else that has a `fit` or a `save`.
func NotAModel(receiver string) bool {
	last := strings.ToLower(receiver[strings.LastIndexByte(receiver, '.')+1:])
	for _, word := range []string{"tokenizer", "processor", "scaler", "encoder", "vectorizer", "config", "fig", "plt", "image", "img",
		"hook", "history", "metrics", "binarizer", "imputer", "preprocess", "transformer_", "label", "vocab", "workbook", "writer"} {
		if strings.Contains(last, word) {
			return true
		}
	}
	return false
}

// detect finds the frameworks in use: those that train first, then those that are imported, then those that are used by
// their customary name without an import. Words in comments and texts are no use.
func (u *Usage) detect() []*Framework {
	score := map[*Framework]int{}
	for _, use := range u.Uses {
		if use.Role == Trains && use.Framework != nil && len(use.Framework.Modules) > 0 {
			score[use.Framework] |= 4
			if use.Reached {
				score[use.Framework] |= 8
			}
		}
	}
	for _, i := range u.Script.Imports() {
		if f := u.markedBy(i.Module, i.Item); f != nil {
			score[f] |= 2
		}
	}
	for _, n := range u.Script.Unbound() {
		if f := u.aliased(n); f != nil {
			score[f] |= 1
		}
	}
	var out []*Framework
	for _, want := range []func(int) bool{func(s int) bool { return s >= 8 }, func(s int) bool { return s >= 4 && s < 8 },
		func(s int) bool { return s > 0 && s < 4 }} {
		for _, f := range u.Tables.list {
			if want(score[f]) {
				out = append(out, f)
			}
		}
	}
	return out
}

// markedBy gives the framework that an import marks.
func (u *Usage) markedBy(module, item string) *Framework {
	for _, f := range u.Tables.list {
		if f.Marks(module) || item != "" && f.Marks(module+"."+item) {
			return f
		}
	}
	return nil
}

// aliased gives the framework whose module is customarily called by a name that the script reads as `name.something`
// without ever binding it.
func (u *Usage) aliased(n analysis.UnboundName) *Framework {
	if p := n.Node.Parent(); p == nil || p.Kind() != syntax.KindAttribute || n.Node.Field() != syntax.FieldObject {
		return nil
	}
	for _, f := range u.Tables.list {
		if _, ok := f.Aliases[n.Node.Text()]; ok || f.Marks(n.Node.Text()) {
			return f
		}
	}
	return nil
}
