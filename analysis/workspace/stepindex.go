package workspace

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// stepIndex joins what the files of a workspace declare of steps. It is built when somebody asks first.
type stepIndex struct {
	once  sync.Once
	paths []string // of the files that declare parts of steps, in their order
	// entries are the scripts of contracts, byScript the contracts of a script, by its path.
	entries  map[*Contract]string
	byScript map[string][]*Contract
	// contracts are those of specifications, byContract the specifications of a contract.
	contracts  map[*Specification]*Contract
	byContract map[*Contract][]*Specification
	// built are the contracts of the steps that builders make.
	built map[*Builder][]*Contract
}

// stepsIn are the parts of steps in a file.
func (w *Workspace) stepsIn(file string) *steps {
	if d := w.facts[file]; d != nil {
		return &d.steps
	}
	return &steps{}
}

func (w *Workspace) allSteps() *stepIndex {
	x := w.steps
	x.once.Do(func() {
		for path, d := range w.facts {
			if !d.steps.empty() {
				x.paths = append(x.paths, path)
			}
		}
		slices.Sort(x.paths)
		x.join(w)
	})
	return x
}

// join finds out which contract belongs to which script, which specification to which contract, and which contracts to
// which builder.
func (x *stepIndex) join(w *Workspace) {
	x.entries, x.byScript = map[*Contract]string{}, map[string][]*Contract{}
	for _, path := range x.paths {
		for _, c := range w.stepsIn(path).contracts {
			if script := w.findEntry(c); script != "" {
				x.entries[c] = script
				x.byScript[script] = append(x.byScript[script], c)
			}
		}
	}
	x.contracts, x.byContract = map[*Specification]*Contract{}, map[*Contract][]*Specification{}
	for _, path := range x.paths {
		for _, s := range w.stepsIn(path).specifications {
			if c := w.findContract(s); c != nil {
				x.contracts[s] = c
				x.byContract[c] = append(x.byContract[c], s)
			}
		}
	}
	x.built = map[*Builder][]*Contract{}
	for _, path := range x.paths {
		for _, b := range w.stepsIn(path).builders {
			x.built[b] = x.contractsFor(w, b)
		}
	}
}

// findContract is the contract that a specification names, nil where it cannot be told.
func (w *Workspace) findContract(s *Specification) *Contract {
	if s.Own != nil {
		return s.Own
	}
	file, name, ok := w.Resolve(s.Contract)
	if !ok {
		return nil
	}
	for _, c := range w.stepsIn(file).contracts {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// contractsFor are the contracts that a builder's specifications name.
func (x *stepIndex) contractsFor(w *Workspace, b *Builder) (out []*Contract) {
	for _, symbol := range b.Specifications {
		file, name, ok := w.Resolve(symbol)
		if !ok {
			continue
		}
		for _, s := range w.stepsIn(file).specifications {
			if c := x.contracts[s]; s.Name == name && c != nil && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// EntryFile is the script that a contract's entry point names, empty where that cannot be told, or is not there.
func (w *Workspace) EntryFile(c *Contract) string { return w.allSteps().entries[c] }

// ContractsIn are the contracts in a file, in the order of the text.
func (w *Workspace) ContractsIn(file string) []*Contract { return w.stepsIn(file).contracts }

// ContractsOf are the contracts whose entry point is a script, in the order of their files and places.
func (w *Workspace) ContractsOf(script string) []*Contract { return w.allSteps().byScript[script] }

// Contracts are all contracts, in the order of their files and places.
func (w *Workspace) Contracts() []*Contract {
	var all []*Contract
	for _, path := range w.allSteps().paths {
		all = append(all, w.stepsIn(path).contracts...)
	}
	return all
}

// EntryFiles are the scripts that are the entry points of contracts, in their order.
func (w *Workspace) EntryFiles() []string {
	return slices.Sorted(maps.Keys(w.allSteps().byScript))
}

// SpecificationsIn are the specifications in a file, in the order of the text.
func (w *Workspace) SpecificationsIn(file string) []*Specification {
	return w.stepsIn(file).specifications
}

// SpecificationsOf are the specifications that name a contract, in the order of their files: a step may have one for each
// type of job.
func (w *Workspace) SpecificationsOf(c *Contract) []*Specification { return w.allSteps().byContract[c] }

// ContractOf is the contract that a specification names, nil where it cannot be told.
func (w *Workspace) ContractOf(s *Specification) *Contract { return w.allSteps().contracts[s] }

// BuildersIn are the builders in a file, in the order of the text.
func (w *Workspace) BuildersIn(file string) []*Builder { return w.stepsIn(file).builders }

// BuildersOf are the builders that start a script, in the order of their files: those whose specification names a contract
// of the script, whose job definitions name the script, and the one that bears its name.
func (w *Workspace) BuildersOf(script string) []*Builder {
	var out []*Builder
	for _, path := range w.allSteps().paths {
		for _, b := range w.stepsIn(path).builders {
			if w.starts(b, script) {
				out = append(out, b)
			}
		}
	}
	return out
}

// starts tells whether a builder starts a script.
func (w *Workspace) starts(b *Builder, script string) bool {
	base := filepath.Base(script)
	if filepath.Base(b.File()) == "builder_"+strings.TrimSuffix(base, ".py")+"_step.py" && serves(filepath.Dir(b.File()), script) {
		return true
	}
	if slices.ContainsFunc(b.EntryPoints, func(v Value) bool { return v.Kind == String && filepath.Base(v.Text) == base }) {
		return true
	}
	return slices.ContainsFunc(w.ContractsFor(b), func(c *Contract) bool { return w.EntryFile(c) == script })
}

// ContractsFor are the contracts of the steps that a builder makes: those that its specifications name.
func (w *Workspace) ContractsFor(b *Builder) []*Contract { return w.allSteps().built[b] }

// ConfigOf is the configuration class of a builder, nil where it cannot be told.
func (w *Workspace) ConfigOf(b *Builder) *Class {
	if b.Config.IsZero() {
		return nil
	}
	return w.Class(b.Config)
}

// SpecificationPlaces are the folders that hold the specifications of steps like a script's, the nearest first; none where
// the workspace keeps none.
func (w *Workspace) SpecificationPlaces(script string) []string {
	return w.places(script, func(s *steps) bool { return len(s.specifications) > 0 })
}

// ContractPlaces are the folders that hold the contracts of steps like a script's, the nearest first.
func (w *Workspace) ContractPlaces(script string) []string {
	return w.places(script, func(s *steps) bool { return len(s.contracts) > 0 })
}

// BuilderPlaces are the folders that hold the builders of steps like a script's, the nearest first; none where the
// workspace keeps none.
func (w *Workspace) BuilderPlaces(script string) []string {
	return w.places(script, func(s *steps) bool { return len(s.builders) > 0 })
}

func (w *Workspace) places(script string, holds func(*steps) bool) []string {
	var files []string
	x := w.allSteps()
	for _, path := range x.paths {
		if path != script && holds(w.stepsIn(path)) {
			files = append(files, path)
		}
	}
	return nearest(files, script)
}
