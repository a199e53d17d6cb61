package requirement

import (
	"path"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
)

// Place says where a path leads, seen from a training job.
type Place int

// The places. SageMaker uploads the model directory alone when a job ends.
const (
	SomewhereUnknown Place = iota
	ModelDir
	Elsewhere
)

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
