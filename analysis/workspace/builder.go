package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Builder is a class that makes a step of a pipeline: it derives from StepBuilderBase, or from a class that does.
// Source of the names: cursus 1.x core/base/builder_base.py (2025-08).
type Builder struct {
	*Class
	// Config is the configuration class that it takes.
	Config Symbol
	// Specifications are those that the file imports.
	Specifications []Symbol
	// EntryPoints are the scripts that job definitions in it name.
	EntryPoints []Value
	// Makes are the platform's classes that it makes objects of, such as "XGBoost" or "TrainingStep".
	Makes []string
	// Reads are the fields of its configuration that it reads, in the order of the text.
	Reads []FieldRead
	// Opaque tells that the configuration is handed on whole, so that others may read it.
	Opaque bool
}

// FieldRead is one place where a field of a configuration is read.
type FieldRead struct {
	Name  string
	Place Place
	// Guarded tells that the builder goes on without it.
	Guarded bool
}

// File is the file that the builder is in.
func (b *Builder) File() string { return b.Body.File }

// Makes what a training job is made with. Source: sagemaker-python-sdk 2.257 and 3.20 (August 2026).
var trainingClasses = []string{
	"AlgorithmEstimator", "Chainer", "Estimator", "EstimatorBase", "Framework", "HuggingFace", "MXNet", "ModelTrainer", "PyTorch",
	"RLEstimator", "SKLearn", "TensorFlow", "TrainingStep", "XGBoost", "create_training_job",
}

// MakesTraining tells whether the builder makes an estimator, a ModelTrainer, a training step or a training job.
func (b *Builder) MakesTraining() bool {
	return slices.ContainsFunc(b.Makes, func(name string) bool {
		return slices.Contains(trainingClasses, name) || strings.HasSuffix(name, "Estimator")
	})
}

// MakesOther tells whether the builder makes a step of another kind.
func (b *Builder) MakesOther() bool {
	return slices.ContainsFunc(b.Makes, func(name string) bool {
		return strings.HasSuffix(name, "Processor") || strings.HasSuffix(name, "Step") && name != "TrainingStep"
	})
}

// builders finds the builders of a Python file.
func (f stepReader) builders() []*Builder {
	var out []*Builder
	for _, scope := range f.script.Classes() {
		if f.isBuilder(scope) {
			out = append(out, f.builder(scope))
		}
	}
	return out
}

func (f stepReader) isBuilder(class *analysis.Scope) bool {
	return slices.ContainsFunc(class.Bases, func(n *syntax.Node) bool {
		name := f.base(n, class.Parent).Last()
		return strings.HasSuffix(name, "StepBuilderBase") || strings.HasSuffix(name, "StepBuilder")
	}) && !strings.HasSuffix(class.Name, "Base") && !slices.ContainsFunc(class.Children, isAbstract)
}

// isAbstract tells a method that subclasses must define: the class is a base itself.
func isAbstract(method *analysis.Scope) bool {
	return slices.ContainsFunc(method.Decorators, func(n *syntax.Node) bool { return strings.HasSuffix(n.Text(), "abstractmethod") })
}

func (f stepReader) builder(class *analysis.Scope) *Builder {
	b := &Builder{Class: f.class(class)}
	for _, i := range f.script.Imports() {
		if strings.HasSuffix(i.Item, "_SPEC") {
			b.Specifications = append(b.Specifications, Symbol{From: f.path, Name: strings.TrimSuffix(i.Module, ".") + "." + i.Item})
		}
	}
	for _, method := range class.Children {
		if method.Kind == analysis.FunctionScope {
			f.addConfig(b, method)
		}
	}
	reader := configReader{file: f, builder: b, guarded: map[string]bool{}}
	class.Walk(func(s *analysis.Scope) {
		f.addMakes(b, s)
		reader.read(s)
	})
	reader.finish()
	return b
}

// addConfig finds the configuration class: the type of the parameter `config`.
func (f stepReader) addConfig(b *Builder, method *analysis.Scope) {
	for _, p := range method.Params {
		if p.Name == "config" && p.Type != nil && method.Name == "__init__" {
			b.Config = f.symbol(p.Type, method)
		}
	}
}

// addMakes finds the objects of the platform that a builder makes.
func (f stepReader) addMakes(b *Builder, s *analysis.Scope) {
	for _, call := range s.Calls {
		name := call.Method()
		if name == "" || !(name[0] >= 'A' && name[0] <= 'Z') && name != "create_training_job" {
			continue
		}
		for _, v := range f.script.Eval(call.Func, s) {
			if v.Kind == analysis.External {
				name = v.Text[strings.LastIndexByte(v.Text, '.')+1:]
			}
		}
		b.Makes = append(b.Makes, name)
		if entry := call.Keyword("entry_point"); entry != nil {
			b.EntryPoints = append(b.EntryPoints, f.value(entry, s))
		}
	}
}

// configReader finds the fields of its configuration that a builder reads.
type configReader struct {
	file    stepReader
	builder *Builder
	guarded map[string]bool
}

func (r *configReader) read(s *analysis.Scope) {
	if s.Kind != analysis.FunctionScope && s.Kind != analysis.LambdaScope {
		return
	}
	for _, n := range s.Attributes {
		object, name := n.Child(syntax.FieldObject), n.Child(syntax.FieldAttribute)
		if object == nil || name == nil || !isConfig(object, s) || isAssigned(n) {
			continue
		}
		if isCalled(n) {
			r.builder.Opaque = true // a method of the configuration reads what it will
		}
		r.builder.Reads = append(r.builder.Reads, FieldRead{
			Name: name.Text(), Place: r.file.at(name), Guarded: n.HasError() || n.Ancestor(syntax.KindTry) != nil,
		})
	}
	for _, call := range s.Calls {
		r.call(call)
	}
}

// call reads `hasattr(self.config, "name")`, `getattr(self.config, "name", default)`, and whatever else is given the
// configuration.
func (r *configReader) call(call *analysis.Call) {
	for i, a := range call.Args {
		if !isConfig(a.Value, call.Scope) {
			continue
		}
		switch call.Method() {
		case "hasattr", "getattr":
			name, ok := "", false
			if second := call.Positional(1); i == 0 && second != nil {
				name, ok = r.file.value(second, call.Scope).Known()
			}
			r.guarded[name] = true
			r.builder.Opaque = r.builder.Opaque || !ok
		case "isinstance", "type", "__init__":
		default:
			r.builder.Opaque = true
		}
	}
}

func (r *configReader) finish() {
	for i := range r.builder.Reads {
		read := &r.builder.Reads[i]
		read.Guarded = read.Guarded || r.guarded[read.Name]
	}
	slices.SortFunc(r.builder.Reads, func(a, b FieldRead) int { return a.Place.Span.Start - b.Place.Span.Start })
}

// isConfig tells `self.config`, and `config` where that is a parameter of the constructor.
func isConfig(n *syntax.Node, s *analysis.Scope) bool {
	switch n.Text() {
	case "self.config":
		return true
	case "config":
		f := s.Function()
		return f != nil && f.Name == "__init__"
	}
	return false
}

func isAssigned(n *syntax.Node) bool {
	return n.Parent() != nil && n.Parent().Kind() == syntax.KindAssignment && n.Field() == syntax.FieldLeft
}

func isCalled(n *syntax.Node) bool {
	return n.Parent() != nil && n.Parent().Kind() == syntax.KindCall && n.Field() == syntax.FieldFunction
}
