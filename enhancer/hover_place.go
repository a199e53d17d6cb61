package enhancer

import (
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
)

// place is a path as far as it is known, and by what it is given.
type place struct{ path, by string }

// placesOf follows values to the paths that they are in a training container. A path that is given in two ways, such as a
// variable and its default, is told once.
func (r *Report) placesOf(values []analysis.Value) []place {
	return r.follow(values, 0)
}

// maxFollowed bounds how many options' defaults lead to one another.
const maxFollowed = 4

func (r *Report) follow(values []analysis.Value, depth int) []place {
	var out []place
	add := func(p place) {
		for _, known := range out {
			if known.path == p.path {
				return
			}
		}
		out = append(out, p)
	}
	for _, v := range values {
		switch v.Kind {
		case analysis.String, analysis.Constant:
			add(place{path: v.Text})
		case analysis.EnvVar:
			add(variablePlace(v))
		case analysis.OptionValue:
			if v.Option.Default == nil || depth >= maxFollowed {
				continue
			}
			for _, p := range r.follow(r.script.Eval(v.Option.Default, v.Option.Call.Scope), depth+1) {
				add(place{path: p.path + v.Rest, by: "the default of " + code(optionName(v.Option))})
			}
		}
	}
	return out
}

// variablePlace is the path that an environment variable gives, where SageMaker sets it.
func variablePlace(v analysis.Value) place {
	if dir := exampleOf(v.Text); strings.HasPrefix(dir, "/opt/ml") {
		return place{path: dir + v.Rest, by: code(v.Text)}
	}
	return place{path: "$" + v.Text + v.Rest}
}

// told tells places, of many the first.
func told(places []place) []string {
	words := make([]string, 0, len(places))
	for _, p := range places {
		text := code(p.path)
		if p.by != "" {
			text += " (" + p.by + ")"
		}
		words = append(words, text)
	}
	return atMost(3, words)
}

// directoryOf gives the directory of a training container that a path lies in, nil where it lies in none that is
// SageMaker's.
func directoryOf(path string) *sagemaker.Directory {
	in, _ := sagemaker.LookupPath(path)
	return in
}

// optionName is how an option is passed: by its long flag where it has one.
func optionName(o *analysis.Option) string {
	for _, f := range o.Flags {
		if strings.HasPrefix(f, "--") {
			return f
		}
	}
	if len(o.Flags) == 0 {
		return o.Dest
	}
	return o.Flags[0]
}
