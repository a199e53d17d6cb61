package workspace

import (
	"path/filepath"

	"github.com/trainlsp/trainlsp/analysis"
)

// steps are the parts of pipeline steps that one file declares. They are plain data, and never change.
type steps struct {
	contracts      []*Contract
	specifications []*Specification
	builders       []*Builder
}

func (s *steps) empty() bool {
	return len(s.contracts)+len(s.specifications)+len(s.builders) == 0
}

// mayDeclareSteps tells files that are worth reading for parts of steps, by what is cheap to see.
func mayDeclareSteps(path string, text []byte, script *analysis.Script) bool {
	return isStepYAML(path) || filepath.Ext(path) == ".py" && stepMarks.in(text, script)
}

// readSteps reads what one file declares of steps. The script may be nil.
func readSteps(files *Files, path string, text []byte, script *analysis.Script) (s steps) {
	if !mayDeclareSteps(path, text, script) {
		return s
	}
	if isStepYAML(path) {
		contract, specification := readStepYAML(path, text)
		if contract != nil {
			s.contracts = append(s.contracts, contract)
		}
		if specification != nil {
			s.specifications = append(s.specifications, specification)
		}
		return s
	}
	f := stepReaderOf(files, path, text, script)
	s.contracts, s.specifications, s.builders = f.contracts(), f.specifications(), f.builders()
	return s
}
