package requirement

import (
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Place says where a path leads, seen from a training job.
type Place int

// The places. SageMaker uploads the model directory alone when a job ends.
const (
	SomewhereUnknown Place = iota
	ModelDir
	Elsewhere
)

// Save is one place where a model is written.
type Save struct {
	Use frameworks.Use
	// Path is the expression that says where to, nil where the call does not say.
	Path *syntax.Node
	// Values are what the path may be.
	Values []analysis.Value
	Place  Place
	// Checkpoint tells that what is written is meant to go on training from.
	Checkpoint bool
}

// saveWords are in the names of functions that save, or that do everything.
var saveWords = words(`save saver saving export exporter dump write writer persist store checkpoint checkpoints ckpt upload serialize package publish register
	archive artifact artifacts snapshot onnx
	train training trainer fit main run runner launch launcher execute start finetune tune pipeline worker job experiment loop callback callbacks`)

// saves finds the reached calls that write a model, with where they write to.
func (r *reader) saves() []Save {
	var out []Save
	for _, use := range r.Usage.Of(frameworks.Saves) {
		if !r.standsInSampler(use) {
			out = append(out, r.save(use))
		}
	}
	inheritPlaces(out)
	return append(out, r.filesInModelDir()...)
}

// inheritPlaces gives saves that name no path the place of what was configured: `trainer.save_model()` writes to the
// output directory of its arguments, `builder.save()` to where the builder was made for.
func inheritPlaces(saves []Save) {
	place, path, known := Elsewhere, (*syntax.Node)(nil), false
	var values []analysis.Value
	for _, s := range saves {
		if s.Path == nil || s.Use.Entry == nil || !s.Use.Entry.Configures || s.Checkpoint {
			continue
		}
		known = true
		if s.Place != Elsewhere {
			place = s.Place
		}
		path, values = s.Path, s.Values
	}
	for i := range saves {
		if s := &saves[i]; known && s.Path == nil && s.Use.Entry != nil && !s.Use.Entry.Configures {
			s.Path, s.Place, s.Values = path, place, values
		}
	}
}

func (r *reader) save(use frameworks.Use) Save {
	s := Save{Use: use, Path: PathArgument(use)}
	switch mapping := starred(use.Call); {
	case s.Path != nil:
		s.Values = r.pathValues(s.Path, use.Call.Scope)
		s.Place = placeOf(r.Script, s.Values)
	case mapping != nil && use.Entry != nil && use.Entry.Path.Keyword != "":
		s.Path = mapping
		s.Values = r.Script.Item(mapping, use.Entry.Path.Keyword, use.Call.Scope)
		s.Place = placeOf(r.Script, s.Values)
	}
	s.Checkpoint = isCheckpoint(s)
	return s
}

// starred is the mapping that a call takes its arguments from with `**`, nil where there is none.
func starred(call *analysis.Call) *syntax.Node {
	for _, a := range call.Args {
		if a.Star == 2 {
			return a.Value
		}
	}
	return nil
}

// PathArgument is the argument that says where to: the one that the table names, else the first one that looks like it.
func PathArgument(use frameworks.Use) *syntax.Node {
	if use.Entry != nil && (use.Entry.Path.Position > 0 || use.Entry.Path.Keyword != "") {
		if use.Entry.Path.Keyword != "" {
			if n := use.Call.Keyword(use.Entry.Path.Keyword); n != nil {
				return n
			}
		}
		if use.Entry.Path.Position > 0 {
			return use.Call.Positional(use.Entry.Path.Position - 1)
		}
		return nil
	}
	for _, a := range use.Call.Args {
		if a.Star == 0 && (a.Name == "" || pathKeywords[a.Name]) {
			return a.Value
		}
	}
	return nil
}

var pathKeywords = map[string]bool{"path": true, "filepath": true, "filename": true, "file": true, "fname": true, "f": true, "save_directory": true,
	"output_dir": true, "export_dir": true, "model_dir": true, "save_dir": true, "dir": true, "directory": true, "out_dir": true, "export_path": true}

// pathValues follows a path; where a file object is given, the path that it was opened with.
func (r *reader) pathValues(n *syntax.Node, scope *analysis.Scope) []analysis.Value {
	var out []analysis.Value
	for _, v := range r.Script.Eval(n, scope) {
		if v.Kind == analysis.Result && v.Call != nil && isOpen(v.Text) {
			if opened := v.Call.Positional(0); opened != nil && v.Text != "pathlib.Path.open" {
				out = append(out, r.Script.Eval(opened, v.Call.Scope)...)
				continue
			}
			if v.Call.Func.Kind() == syntax.KindAttribute { // path.open("wb")
				out = append(out, r.Script.Eval(v.Call.Func.Child(syntax.FieldObject), v.Call.Scope)...)
				continue
			}
		}
		out = append(out, v)
	}
	return out
}

func isOpen(name string) bool {
	switch name {
	case "open", "io.open", "gzip.open", "bz2.open", "codecs.open", "pathlib.Path.open", "lzma.open", "tensorflow.io.gfile.GFile", "smart_open.open", "smart_open.smart_open":
		return true
	}
	return false
}

// placeOf says where a path leads: into the model directory where one of its values does, elsewhere where all do.
func placeOf(script *analysis.Script, values []analysis.Value) Place {
	place := Elsewhere
	for _, v := range values {
		switch valuePlace(script, v, 0) {
		case ModelDir:
			return ModelDir
		case SomewhereUnknown:
			place = SomewhereUnknown
		}
	}
	if len(values) == 0 {
		return SomewhereUnknown
	}
	return place
}

func valuePlace(script *analysis.Script, v analysis.Value, depth int) Place {
	switch v.Kind {
	case analysis.String:
		return textPlace(v.Text)
	case analysis.EnvVar:
		return variablePlace(v)
	case analysis.OptionValue:
		if depth < 4 {
			return optionPlace(script, v, depth)
		}
	}
	return SomewhereUnknown
}

// textPlace judges a path that is written out.
func textPlace(p string) Place {
	clean := path.Clean(strings.ReplaceAll(p, analysis.Hole, "x"))
	switch {
	case p == "" || strings.HasPrefix(p, analysis.Hole):
		return SomewhereUnknown
	case clean == "/opt/ml/model" || strings.HasPrefix(clean, "/opt/ml/model/"):
		return ModelDir
	case strings.HasPrefix(clean, "/opt/ml/mo") && strings.Contains(p, analysis.Hole), clean == "/opt/ml" || clean == "/opt":
		return SomewhereUnknown
	}
	return Elsewhere
}

// variablePlace judges a path that an environment variable gives. SageMaker sets SM_MODEL_DIR; the directories that it
// sets beside it are uploaded elsewhere or not at all; other variables are the user's.
func variablePlace(v analysis.Value) Place {
	switch v.Text {
	case "SM_MODEL_DIR", "SM_MODULE_DIR":
		return ModelDir
	case "SM_OUTPUT_DATA_DIR", "SM_OUTPUT_DIR", "SM_OUTPUT_INTERMEDIATE_DIR", "SM_INPUT_DIR":
		return Elsewhere
	}
	return SomewhereUnknown
}

// optionPlace judges a path that the command line gives: by the option's default, since nobody passes an option that has
// one unless a launcher says so. An absolute default outside the model directory is where the job will write.
func optionPlace(script *analysis.Script, v analysis.Value, depth int) Place {
	if v.Option.Default == nil {
		return SomewhereUnknown
	}
	values := slices.Clone(script.Eval(v.Option.Default, v.Option.Call.Scope))
	absolute := true
	for i, d := range values {
		if d.IsText() && v.Rest != "" {
			if d.Kind == analysis.String {
				d.Text += v.Rest
			} else {
				d.Rest += v.Rest
			}
			values[i] = d
		}
		absolute = absolute && d.Kind == analysis.String && strings.HasPrefix(d.Text, "/")
	}
	place := SomewhereUnknown
	for _, d := range values {
		if p := valuePlace(script, d, depth+1); p == ModelDir {
			return ModelDir
		} else if p == Elsewhere && (absolute || d.Kind == analysis.EnvVar) {
			place = Elsewhere
		}
	}
	return place
}

// isCheckpoint tells writes that are there to go on from.
func isCheckpoint(s Save) bool {
	t := strings.ToLower(s.Use.Name)
	if s.Path != nil {
		t += " " + strings.ToLower(s.Path.Text())
	}
	for _, v := range s.Values {
		t += " " + strings.ToLower(v.Text+v.Rest)
	}
	return strings.Contains(t, "checkpoint") || strings.Contains(t, "ckpt")
}

// KeptInStep tells checkpoints that may lie where SageMaker keeps them in step with S3: in /opt/ml/checkpoints, or in
// another directory below /opt/ml that the launcher names.
// Source: Amazon SageMaker Developer Guide, "Checkpoints in Amazon SageMaker" (August 2026).
func (s Save) KeptInStep() bool {
	if !s.Checkpoint {
		return false
	}
	for _, v := range s.Values {
		if v.Kind == analysis.String && strings.HasPrefix(v.Text, "/opt/ml/") {
			return true
		}
	}
	return s.Place == SomewhereUnknown
}

// filesInModelDir are files that are written or copied into the model directory by hand, whatever they hold: the script
// knows best what its model is.
func (r *reader) filesInModelDir() []Save {
	uses := map[*analysis.Call]frameworks.Use{}
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
func (r *reader) fileInModelDir(call *analysis.Call, use frameworks.Use, known bool) (Save, bool) {
	var target *syntax.Node
	if known {
		target = r.inModelDir(call)
	} else {
		use = frameworks.Use{Call: call, Role: frameworks.Saves, Name: call.Func.Text(), Reached: true}
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
			return "`" + d.name + "` is given the model directory"
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

func (r *reader) saving(saves []Save) Answer {
	var evidence []*syntax.Node
	for _, s := range saves {
		if s.Use.Entry == nil || !s.Use.Entry.Configures || s.Path != nil && (s.Place != Elsewhere || !s.Checkpoint) {
			evidence = append(evidence, s.Use.Call.Node)
		}
	}
	if evidence != nil {
		return found(ModelSaving, evidence)
	}
	if r.Usage.Has("sagemaker_rl") {
		return Answer{Capability: ModelSaving, State: CannotTell, Reason: "the launcher of sagemaker_rl saves by itself"}
	}
	if reason := r.givenModelDir(); reason != "" {
		return Answer{Capability: ModelSaving, State: CannotTell, Reason: reason}
	}
	return r.absentUnless(ModelSaving, saveWords)
}
