package enhancer

import (
	"slices"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// aroundSteps runs the rules about contracts and builders that a file has to do with.
func aroundSteps(w *workspace.Workspace, file string) (all []rule.Issue) {
	report := func(i rule.Issue) { all = append(all, i) }
	for _, rl := range Rules() {
		if rl.CheckContract != nil {
			for _, c := range contractsAbout(w, file) {
				rl.CheckContract(rule.NewContractPass(rl, w, c, report))
			}
		}
	}
	for _, b := range w.BuildersIn(file) {
		checkBuilder(w, b, report)
	}
	return all
}

// checkBuilder runs the rules about builders over one.
func checkBuilder(w *workspace.Workspace, b *workspace.Builder, report func(rule.Issue)) {
	for _, rl := range Rules() {
		if rl.CheckBuilder != nil {
			rl.CheckBuilder(rule.NewBuilderPass(rl, w, b, report))
		}
	}
}

// contractsAbout are the contracts that a file has to do with: those in it, those of the script that it is, and those whose
// specification is in it.
func contractsAbout(w *workspace.Workspace, file string) []*workspace.Contract {
	contracts := slices.Concat(w.ContractsIn(file), w.ContractsOf(file))
	for _, s := range w.SpecificationsIn(file) {
		if c := w.ContractOf(s); c != nil && !slices.Contains(contracts, c) {
			contracts = append(contracts, c)
		}
	}
	return contracts
}
