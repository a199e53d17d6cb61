package workspace

import (
	"slices"
	"strings"
)

// contractMentions are what the contracts and specifications of a file speak of.
func contractMentions(w *Workspace, file string) []Mention {
	contracts, specifications := w.ContractsIn(file), w.SpecificationsIn(file)
	text, err := w.files.Read(file)
	if len(contracts)+len(specifications) == 0 || err != nil {
		return nil
	}
	m := contractMentioner{launchMentioner{w: w, text: text}}
	for _, c := range contracts {
		m.contract(c)
	}
	for _, s := range specifications {
		if c := w.ContractOf(s); c != nil {
			m.logical(c, "input", s.Dependencies, Passes)
			m.logical(c, "output", s.Outputs, Passes)
		}
	}
	return slices.DeleteFunc(m.found, func(o Mention) bool { return o.Place.File != file })
}

type contractMentioner struct{ launchMentioner }

// contract takes in what a contract says about its script, and the logical names that it gives to paths.
func (m *contractMentioner) contract(c *Contract) {
	m.logical(c, "input", c.Inputs, Declares)
	m.logical(c, "output", c.Outputs, Declares)
	script := m.w.EntryFile(c)
	if script == "" {
		return
	}
	m.path(c.EntryPoint, script)
	for _, i := range c.Arguments.Items {
		m.item(i, Thing{Topic: Hyperparameter, Script: script, Name: m.argument(script, i.Name)}, Passes)
	}
	for _, env := range []Section{c.RequiredEnv, c.OptionalEnv} {
		for _, i := range env.Items {
			m.item(i, Thing{Topic: Variable, Script: script, Name: i.Name}, Passes)
		}
	}
}

// argument is the attribute of the option that takes a contract's argument, or what it would be.
func (m *contractMentioner) argument(script, name string) string {
	if c := m.w.CommandLine(script); c != nil {
		if o, _ := c.Option("--" + name); o != nil {
			return o.Dest
		}
	}
	return strings.ReplaceAll(name, "-", "_")
}

// logical takes in the logical names of one side of a step. They belong to the contract.
func (m *contractMentioner) logical(c *Contract, side string, s Section, role Role) {
	for _, i := range s.Items {
		m.item(i, Thing{Topic: LogicalName, Script: c.File(), Name: c.Name + " " + side + " " + i.Name}, role)
	}
}

func (m *contractMentioner) item(i Item, t Thing, role Role) {
	m.add(Mention{Thing: t, Role: role, Spelling: i.Name, Value: i.Value}, i.NamePlace)
	if last := &m.found[len(m.found)-1]; last.Form == AsKeyword {
		last.Form = AsKey // YAML writes it without quotes
	}
}

// stepFiles are the files of contracts and specifications that may speak of a thing.
func (w *Workspace) stepFiles(t Thing) (files []string) {
	contracts := w.ContractsOf(t.Script)
	if t.Topic == LogicalName {
		contracts = w.ContractsIn(t.Script)
	}
	for _, c := range contracts {
		files = append(files, c.File())
		for _, s := range w.SpecificationsOf(c) {
			if t.Topic == LogicalName {
				files = append(files, s.File())
			}
		}
	}
	return files
}
