package workspace

import (
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Launcher is a file that uses the platform's SDK: what it takes from there, beside the job definitions that it makes.
type Launcher struct {
	// File is the launcher.
	File string
	// Imports are the modules, classes and functions of the SDK that it imports, in the order of the text.
	Imports []Import
	// Calls are the calls of the SDK's classes and functions, those that make job definitions included, in the order of the
	// text.
	Calls []*Call
	// Pins are the versions of the SDK that the launcher installs itself.
	Pins []Pin
}

// Import is one thing that a launcher imports from the platform's SDK.
type Import struct {
	// Name is its qualified name, such as "sagemaker.pytorch.PyTorch". Module is the part that names a module.
	Name, Module string
	// Place is where the item is named, ModulePlace where the module is; they are the same where no item is taken out.
	Place, ModulePlace Place
}

// Last is the last part of the name, such as "PyTorch".
func (i Import) Last() string { return lastPart(i.Name) }

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// launcher gathers what a file uses of the SDK; nil where that is nothing.
func (l *launchReader) launcher() *Launcher {
	out := &Launcher{File: l.path, Pins: l.pinsInstalled()}
	for _, i := range l.script.Imports() {
		if i, ok := l.imported(i); ok && !slices.Contains(out.Imports, i) {
			out.Imports = append(out.Imports, i)
		}
	}
	for _, scope := range l.script.Scopes() {
		for _, call := range scope.Calls {
			if c := l.sdkCall(call); c != nil {
				out.Calls = append(out.Calls, c)
			}
		}
	}
	if len(out.Imports)+len(out.Calls) == 0 {
		return nil
	}
	slices.SortStableFunc(out.Calls, func(a, b *Call) int { return a.Place.Span.Start - b.Place.Span.Start })
	return out
}

// sdkCall reads a call of something imported from the SDK, nil for any other.
func (l *launchReader) sdkCall(call *analysis.Call) *Call {
	if launch := l.made[call.Node]; launch != nil {
		return launch.Call
	}
	for _, v := range l.script.Eval(call.Func, call.Scope) {
		if v.Kind == analysis.External && ofPlatform(v.Text) {
			return l.object(v.Text, call)
		}
	}
	return nil
}

// imported reads an import; ok is false where it is none of the SDK.
func (l *launchReader) imported(i analysis.Import) (out Import, ok bool) {
	out = Import{Name: i.Module, Module: i.Module, Place: l.at(i.Node)}
	if i.Item != "" && i.Item != "*" {
		out.Name += "." + i.Item
	}
	if out.Module != "sagemaker" && !ofPlatform(out.Module) {
		return out, false
	}
	if name := i.Node.Child(syntax.FieldName); i.Node.Kind() == syntax.KindAliasedImport && name != nil {
		out.Place = l.at(name)
	}
	out.ModulePlace = out.Place
	if i.Item == "" {
		return out, i.Name != "sagemaker" || i.Node.Text() == "sagemaker" // `import sagemaker.x` binds two names
	}
	if from := i.Node.Ancestor(syntax.KindImportFrom); from != nil && from.Child(syntax.FieldModuleName) != nil {
		out.ModulePlace = l.at(from.Child(syntax.FieldModuleName))
	}
	return out, true
}
