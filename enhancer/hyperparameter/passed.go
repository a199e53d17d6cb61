package hyperparameter

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// spelling is how a launcher's values turn into words of a command line.
// Sources: sagemaker-python-sdk 2.257.6, estimator.py and job.py; sagemaker-training-toolkit, mapping.py, to_cmd_args;
// sagemaker-train 1, container_drivers (August 2026).
type spelling uint8

const (
	// ofFramework is the spelling of estimators such as PyTorch: JSON on the way, then Python's str().
	ofFramework spelling = iota
	// ofEstimator is that of the plain Estimator: Python's str(); what is JSON by chance is decoded, and str() once more.
	ofEstimator
	// ofTrainer is that of ModelTrainer: JSON throughout, texts as they are.
	ofTrainer
)

func spellingOf(l *workspace.Launch) spelling {
	switch {
	case l.Generation == 3 && !l.IsTuned():
		return ofTrainer
	case l.Class == "Estimator":
		return ofEstimator
	}
	return ofFramework
}

// passed is the word that the script finds on its command line for a value; ok is false where that cannot be told.
func (s spelling) passed(v workspace.Value) (word string, ok bool) {
	switch v.Kind {
	case workspace.None:
		return map[spelling]string{ofFramework: "", ofEstimator: "None", ofTrainer: "null"}[s], true
	case workspace.String:
		text, known := v.Known()
		return s.text(text), known
	case workspace.Dict:
		if s == ofFramework {
			return pairs(v)
		}
	}
	return s.literal(v)
}

// text is a text that is passed: estimators of frameworks keep it apart from numbers, the others decode what is JSON.
func (s spelling) text(text string) string {
	if s == ofFramework {
		return text
	}
	var decoded any
	if json.Unmarshal([]byte(text), &decoded) != nil {
		return text
	}
	switch decoded := decoded.(type) {
	case float64:
		return pythonNumber(strings.TrimSpace(text))
	case string:
		return decoded
	case nil:
		if s == ofEstimator {
			return ""
		}
	case bool:
		if s == ofEstimator {
			return strings.ToUpper(text[:1]) + text[1:]
		}
	}
	return text
}

// pairs is how the classic toolkit spells a dictionary: `a=1,b=2`.
func pairs(v workspace.Value) (word string, ok bool) {
	var all []string
	for _, e := range v.Entries {
		word, ok := ofFramework.literal(e.Value)
		if text, known := e.Value.Known(); known {
			word, ok = text, true
		}
		if !ok || e.Maybe {
			return "", false
		}
		all = append(all, e.Key+"="+word)
	}
	slices.Sort(all)
	return strings.Join(all, ","), !v.Open
}

// literal writes a value as Python's repr() or as JSON.
func (s spelling) literal(v workspace.Value) (text string, ok bool) {
	switch v.Kind {
	case workspace.Number:
		return pythonNumber(v.Text), true
	case workspace.Bool:
		if s == ofTrainer {
			return strings.ToLower(v.Text), true
		}
		return v.Text, true
	case workspace.None:
		if s == ofTrainer {
			return "null", true
		}
		return "None", true
	case workspace.String:
		text, known := v.Known()
		return s.quoted(text), known
	case workspace.List:
		var all []string
		for _, item := range v.Items {
			text, ok := s.literal(item)
			if !ok {
				return "", false
			}
			all = append(all, text)
		}
		return "[" + strings.Join(all, ", ") + "]", !v.Open
	case workspace.Dict:
		var all []string
		for _, e := range v.Entries {
			text, ok := s.literal(e.Value)
			if !ok || e.Maybe {
				return "", false
			}
			all = append(all, s.quoted(e.Key)+": "+text)
		}
		return "{" + strings.Join(all, ", ") + "}", !v.Open
	}
	return "", false
}

func (s spelling) quoted(text string) string {
	if s == ofTrainer {
		return strconv.Quote(text)
	}
	return "'" + text + "'"
}

// pythonNumber is how Python prints a number that is written like this: 1e2 is 100.0, 0x10 is 16.
func pythonNumber(source string) string {
	if i, ok := new(big.Int).SetString(source, 0); ok {
		return i.String()
	}
	f, err := strconv.ParseFloat(source, 64)
	switch {
	case err != nil:
		return source
	case f == math.Trunc(f) && math.Abs(f) < 1e16:
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// isJSON tells what Python's json.loads() takes.
func isJSON(text string) bool {
	switch strings.TrimSpace(text) {
	case "NaN", "Infinity", "-Infinity":
		return true
	}
	return json.Valid([]byte(text))
}
