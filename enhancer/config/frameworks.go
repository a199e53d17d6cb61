package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// part is one of the keys of a framework's table.
type part struct {
	name, about string
	set         func(f *frameworks.Framework, names []string)
}

// parts are all of them, in the order in which they are told.
var parts = []part{
	{"modules", "The modules that mark the framework when they are imported.", func(f *frameworks.Framework, names []string) { f.Modules = names }},
	{"trains", "The calls that train a model.", func(f *frameworks.Framework, names []string) { f.Trains = callsOf(names) }},
	{"saves", "The calls that save a model.", func(f *frameworks.Framework, names []string) { f.Saves = callsOf(names) }},
	{"loads", "The calls that read training data.", func(f *frameworks.Framework, names []string) { f.Loads = callsOf(names) }},
	{"evaluates", "The calls that measure a model.", func(f *frameworks.Framework, names []string) { f.Evaluates = callsOf(names) }},
}

// say tells what a part is.
func (p part) say() string {
	return "**`" + p.name + "`** · of a framework\n\n" + p.about + " It is " + qualified + "."
}

// qualified is what each part has to be.
const qualified = `a list of names as Python imports them, such as "acme.Trainer.fit"`

func partNames() []string {
	names := make([]string, 0, len(parts))
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

func callsOf(names []string) []frameworks.Call {
	calls := make([]frameworks.Call, 0, len(names))
	for _, n := range names {
		calls = append(calls, frameworks.Call{Name: n})
	}
	return calls
}

// qualifiedName is a name of Python with its modules, in which a run of characters may be left open.
var qualifiedName = regexp.MustCompile(`^[\pL_*][\pL\d_*]*(\.[\pL_*][\pL\d_*]*)*$`)

// framework reads one key of a framework's table.
func (r *reader) framework(of key, names []name, v value) {
	own, n := names[1], names[2]
	if frameworks.ByName(own.text) != nil {
		r.complain(own.span, fmt.Sprintf("The framework %s is known already; one of your own needs another name.", own.text))
		return
	}
	i := slices.IndexFunc(parts, func(p part) bool { return p.name == n.text })
	if i < 0 {
		message := fmt.Sprintf("A framework has no %q; it has %s.", n.text, strings.Join(partNames(), ", "))
		if meant, ok := rule.Suggest(n.text, partNames()); ok {
			r.complain(n.span, fmt.Sprintf("%s Did you mean %s?", message, meant), meant)
		} else {
			r.complain(n.span, message)
		}
		return
	}
	r.spotOf(n.span, parts[i].say)
	whole := key{name: of.name + "." + own.text + "." + n.text, expected: qualified}
	var list []string
	for _, item := range r.texts(whole, v) {
		if text := string(item.Data); qualifiedName.MatchString(text) {
			list = append(list, text)
		} else {
			r.mustBe(whole, item.span, "%s")
		}
	}
	parts[i].set(r.frameworkNamed(own.text), list)
}

// frameworkNamed gives the framework of a name, a new one where there is none yet.
func (r *reader) frameworkNamed(name string) *frameworks.Framework {
	i := slices.IndexFunc(r.file.Frameworks, func(f *frameworks.Framework) bool { return f.Name == name })
	if i < 0 {
		i = len(r.file.Frameworks)
		r.file.Frameworks = append(r.file.Frameworks, &frameworks.Framework{Name: name, Title: name})
	}
	return r.file.Frameworks[i]
}
