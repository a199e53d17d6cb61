package requirement

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/frameworks"
)

// Save is one place where a model is written.
type Save struct {
	Use *frameworks.Use
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

// readSaves finds the reached calls that write a model, with where they write to.
func (r *reader) readSaves() []Save {
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

func (r *reader) save(use *frameworks.Use) Save {
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
func PathArgument(use *frameworks.Use) *syntax.Node {
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

// mayBePassed tells a path that an option gives, with a default that is written out: a launcher may well pass another.
func (r *reader) mayBePassed(s Save) bool {
	for _, v := range s.Values {
		if v.Kind != analysis.OptionValue || v.Option.Default == nil {
			continue
		}
		for _, d := range r.Script.Eval(v.Option.Default, v.Option.Call.Scope) {
			if d.Kind == analysis.String {
				return true
			}
		}
	}
	return false
}

// counts tells a save that leaves a model, be it one that a framework is told to make while it trains.
func (r *reader) counts(s Save) bool {
	return s.Use.Entry == nil || !s.Use.Entry.Configures || s.Path != nil && (s.Place != Elsewhere || !s.Checkpoint || r.mayBePassed(s))
}

func (r *reader) saving(saves []Save) Answer {
	var evidence []*syntax.Node
	for _, s := range saves {
		if r.counts(s) {
			evidence = append(evidence, s.Use.Call.Node)
		}
	}
	if evidence == nil {
		evidence = r.foundBeside(ModelSaving)
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
