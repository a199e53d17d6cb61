package workspace

import (
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
)

// isStepYAML tells files of the layout that has contract and specification in one.
func isStepYAML(path string) bool {
	name := filepath.Base(path)
	return strings.HasSuffix(name, ".step.yaml") || strings.HasSuffix(name, ".step.yml")
}

// readStepYAML reads a *.step.yaml: a step's contract and its specification. Where it does not parse, it is a contract of
// which nothing is known.
// Source of the keys: cursus 2.9 src/cursus/steps/interfaces (2026-06 to 2026-08).
func readStepYAML(path string, text []byte) (*Contract, *Specification) {
	f, root, err := parseYAML(path, text)
	if err != nil {
		return &Contract{YAML: true, Body: Place{File: path}, EntryPoint: Value{Text: err.Error()}}, nil
	}
	if root == nil || root.Kind != yaml.MappingNode {
		return nil, nil
	}
	name := f.scalar(value(root, "step_type")).Text
	contract := f.contract(root, name)
	return contract, f.specification(root, name, contract)
}

func (f yamlFile) contract(root *yaml.Node, name string) *Contract {
	key, body := pair(root, "contract")
	if body == nil || body.Kind != yaml.MappingNode {
		return nil
	}
	env := value(body, "env_vars")
	c := &Contract{
		Name: name, YAML: true, Place: f.place(key, key), Body: f.place(body, body),
		Computed:     value(root, "compute") != nil,
		Container:    value(value(root, "compute"), "container_entrypoint") != nil,
		EntryPoint:   f.scalar(value(body, "entry_point")),
		SourceDir:    f.scalar(value(body, "source_dir")),
		Inputs:       f.paths(value(body, "inputs")),
		Outputs:      f.paths(value(body, "outputs")),
		Arguments:    f.mapping(value(body, "arguments")),
		RequiredEnv:  f.list(value(env, "required")),
		OptionalEnv:  f.mapping(value(env, "optional")),
		Requirements: f.mapping(value(body, "framework_requirements")),
	}
	f.addJobArguments(&c.Arguments, value(body, "job_arguments"))
	c.Training = isTraining(f.scalar(value(value(root, "registry"), "sagemaker_step_type")), c.Outputs)
	return c
}

// isTraining tells the steps that run training jobs: those of the types that do; where none is given, those that leave a
// model where only a training job's is taken from.
func isTraining(stepType Value, outputs Section) bool {
	if stepType.Kind != None {
		return stepType.Text == "Training" || stepType.Text == "Tuning"
	}
	return slices.ContainsFunc(outputs.Items, func(i Item) bool { return i.Value.Text == sagemaker.ModelDir })
}

// each visits the entries of a mapping; it tells whether there may be more.
func each(mapping *yaml.Node, visit func(key, value *yaml.Node)) (open bool) {
	if mapping == nil || mapping.Kind != yaml.MappingNode {
		return mapping != nil && mapping.ShortTag() != "!!null"
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if isMerge(mapping.Content[i]) || mapping.Content[i].Kind != yaml.ScalarNode {
			open = true
			continue
		}
		visit(mapping.Content[i], mapping.Content[i+1])
	}
	return open
}

func (f yamlFile) section(n *yaml.Node) Section {
	if n == nil {
		return Section{}
	}
	return Section{Place: f.place(n, n)}
}

func (f yamlFile) item(key *yaml.Node) Item {
	return Item{Name: key.Value, NamePlace: f.place(key, key)}
}

// mapping reads names with a plain value each.
func (f yamlFile) mapping(n *yaml.Node) Section {
	s := f.section(n)
	s.Open = each(n, func(key, value *yaml.Node) {
		item := f.item(key)
		item.Value = f.scalar(followed(value))
		s.Items = append(s.Items, item)
	})
	return s
}

// paths reads inputs or outputs: a path each, and whether the step needs it.
func (f yamlFile) paths(n *yaml.Node) Section {
	s := f.section(n)
	s.Open = each(n, func(key, written *yaml.Node) {
		item, about := f.item(key), followed(written)
		item.Value = f.scalar(value(about, "path"))
		item.Optional = f.scalar(value(about, "required")).IsFalse()
		s.Items = append(s.Items, item)
	})
	return s
}

// list reads a list of names.
func (f yamlFile) list(n *yaml.Node) Section {
	s := f.section(n)
	if n == nil || n.Kind != yaml.SequenceNode {
		s.Open = n != nil && n.ShortTag() != "!!null"
		return s
	}
	for _, entry := range n.Content {
		name, known := f.scalar(followed(entry)).Known()
		if !known {
			s.Open = true
			continue
		}
		s.Items = append(s.Items, Item{Name: name, NamePlace: f.place(entry, entry), Value: Value{Kind: None}})
	}
	return s
}

// addJobArguments adds the arguments that the pipeline makes from its configuration.
func (f yamlFile) addJobArguments(s *Section, n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		s.Open = true
		return
	}
	for _, entry := range n.Content {
		flag := value(followed(entry), "flag")
		name, known := f.scalar(flag).Known()
		if !known {
			s.Open = true
			continue
		}
		s.Items = append(s.Items, Item{Name: strings.TrimLeft(name, "-"), NamePlace: f.place(flag, flag), Value: Value{Kind: Unknown}})
	}
}

func (f yamlFile) specification(root *yaml.Node, name string, own *Contract) *Specification {
	key, body := pair(root, "spec")
	if body == nil || body.Kind != yaml.MappingNode {
		return nil
	}
	return &Specification{
		Name: name, Place: f.place(key, key), Body: f.place(body, body), Own: own,
		Dependencies: f.ports(value(body, "dependencies")),
		Outputs:      f.ports(value(body, "outputs")),
	}
}

// ports reads dependencies or outputs; an output's value is its property path.
func (f yamlFile) ports(n *yaml.Node) Section {
	s := f.section(n)
	s.Open = each(n, func(key, written *yaml.Node) {
		item, about := f.item(key), followed(written)
		item.Value = f.scalar(value(about, "property_path"))
		item.Optional = f.scalar(value(about, "required")).IsFalse()
		item.Aliases = f.list(value(about, "aliases")).Names()
		s.Items = append(s.Items, item)
	})
	return s
}
