package alignment

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// createSpecification gives the fix that writes a script's specification, and its contract where it has none, in the
// layout of the workspace.
func createSpecification(p *rule.Pass, expected string) []rule.Fix {
	if p.Workspace.Files().IsFile(expected) {
		return nil // it is another step's
	}
	o := OutlineOf(p)
	if strings.HasSuffix(expected, ".step.yaml") {
		return creating("Create "+filepath.Base(expected), rule.Edit{File: expected, New: o.stepYAML()})
	}
	contract, name, edits := classicContract(p, o)
	spec := workspaceImport(p.Workspace, filepath.Dir(expected), "StepSpecification", "DependencySpec", "OutputSpec")
	if contract == "" || spec == "" {
		return nil
	}
	edits = append(edits, rule.Edit{File: expected, New: o.specification(spec, RelativeModule(expected, contract), name)})
	return creating("Create "+filepath.Base(expected), edits...)
}

// creating is a fix that writes new files.
func creating(title string, edits ...rule.Edit) []rule.Fix {
	return []rule.Fix{{Title: title, Edits: edits}}
}

// classicContract is the file and the name of the script's contract, with the edit that writes it where there is none; the
// file is empty where it cannot be told how.
func classicContract(p *rule.Pass, o Outline) (file, name string, edits []rule.Edit) {
	for _, c := range p.Workspace.ContractsOf(p.Path) {
		if c.Name != "" && !c.YAML {
			return c.File(), c.Name, nil
		}
	}
	for _, folder := range p.Workspace.ContractPlaces(p.Path) {
		class := "TrainingScriptContract"
		statement := workspaceImport(p.Workspace, folder, class)
		if statement == "" {
			class = "ScriptContract"
			statement = workspaceImport(p.Workspace, folder, class)
		}
		if statement != "" {
			file, name = filepath.Join(folder, o.Stem+"_contract.py"), strings.ToUpper(o.Stem)+"_CONTRACT"
			if p.Workspace.Files().IsFile(file) {
				return "", "", nil
			}
			return file, name, []rule.Edit{{File: file, New: o.contract(statement, class, name)}}
		}
	}
	return "", "", nil
}

// workspaceImport is how a file in a folder imports some names, as the files there do; empty where none of them imports the
// first.
func workspaceImport(w *workspace.Workspace, folder string, names ...string) string {
	for _, file := range w.Files().List(folder) {
		if filepath.Ext(file) != ".py" {
			continue
		}
		if script := w.Script(filepath.Join(folder, file)); script != nil {
			if module := importedFrom(script, names[0]); module != "" {
				return fmt.Sprintf("from %s import %s", module, strings.Join(names, ", "))
			}
		}
	}
	return ""
}

func importedFrom(script *analysis.Script, name string) string {
	for _, i := range script.Imports() {
		if i.Item == name {
			return i.Module
		}
	}
	return ""
}

// RelativeModule is how one file of a package imports another.
func RelativeModule(from, to string) string {
	below, err := filepath.Rel(filepath.Dir(from), strings.TrimSuffix(to, ".py"))
	if err != nil {
		return ""
	}
	dots := "."
	parts := strings.Split(filepath.ToSlash(below), "/")
	for len(parts) > 0 && parts[0] == ".." {
		dots += "."
		parts = parts[1:]
	}
	return dots + strings.Join(parts, ".")
}

func (o Outline) contract(statement, class, name string) string {
	return fmt.Sprintf(`"""What a pipeline expects of %s."""

%s

%s = %s(
    entry_point=%q,
    expected_input_paths=%s,
    expected_output_paths=%s,
    expected_arguments=%s,
    required_env_vars=%s,
    optional_env_vars=%s,
    framework_requirements={},
    description="Trains the model of %s.",
)
`, o.Script, statement, name, class, o.Script, dict(o.Inputs), dict(o.Outputs), dict(o.Arguments), list(o.Required), dict(o.Optional), o.Step)
}

// dict writes a dictionary, one entry a line.
func dict(pairs []Pair) string {
	if len(pairs) == 0 {
		return "{}"
	}
	out := "{\n"
	for _, p := range pairs {
		out += "        " + strconv.Quote(p.Name) + ": " + strconv.Quote(p.Value) + ",\n"
	}
	return out + "    }"
}

func list(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = strconv.Quote(n)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func (o Outline) specification(statement, contractModule, contract string) string {
	out := fmt.Sprintf(`"""What %s needs of other steps, and what it gives them."""

%s

from %s import %s

%s_SPEC = StepSpecification(
    step_type=%q,
    node_type="internal",
    script_contract=%s,
    dependencies=[
`, o.Script, statement, contractModule, contract, strings.ToUpper(o.Stem), o.Step, contract)
	for _, in := range o.Inputs {
		out += fmt.Sprintf("        DependencySpec(logical_name=%q, dependency_type=\"training_data\", required=True, data_type=\"S3Uri\"),\n", in.Name)
	}
	out += "    ],\n    outputs=[\n"
	for _, g := range o.Outputs {
		kind, property := outputKind(g.Name)
		out += fmt.Sprintf("        OutputSpec(logical_name=%q, output_type=%q, property_path=%q, data_type=\"S3Uri\"),\n", g.Name, kind, property)
	}
	return out + "    ],\n)\n"
}

// outputKind is the type of an output, and where a training job's description holds it.
func outputKind(name string) (kind, property string) {
	if name == "model_output" {
		return "model_artifacts", "properties.ModelArtifacts.S3ModelArtifacts"
	}
	return "processing_output", "properties.OutputDataConfig.S3OutputPath"
}

func (o Outline) stepYAML() string {
	var b strings.Builder
	fmt.Fprintf(&b, "step_type: %s\nnode_type: internal\nregistry:\n  sagemaker_step_type: Training\n  description: Trains the model of %s\n", o.Step, o.Script)
	fmt.Fprintf(&b, "compute:\n  kind: estimator\n  sdk_class: %s\n  framework_version_field: framework_version\n  py_version_field: py_version\n", o.Class)
	fmt.Fprintf(&b, "contract:\n  entry_point: %s\n  inputs:\n", yamlText(o.Script))
	for _, in := range o.Inputs {
		fmt.Fprintf(&b, "    %s:\n      path: %s\n      required: true\n", yamlText(in.Name), in.Value)
		if len(o.Channels) > 0 {
			fmt.Fprintf(&b, "      channels: [%s]\n", strings.Join(o.Channels, ", "))
		}
	}
	b.WriteString("  outputs:\n")
	for _, g := range o.Outputs {
		fmt.Fprintf(&b, "    %s:\n      path: %s\n", g.Name, g.Value)
	}
	b.WriteString("  arguments:" + yamlMap(o.Arguments, "    ") + "  env_vars:\n    required:")
	if len(o.Required) == 0 {
		b.WriteString(" []")
	}
	b.WriteString("\n")
	for _, name := range o.Required {
		fmt.Fprintf(&b, "    - %s\n", name)
	}
	b.WriteString("    optional:" + yamlMap(o.Optional, "      ") + "  framework_requirements: {}\nspec:\n  dependencies:\n")
	for _, in := range o.Inputs {
		fmt.Fprintf(&b, "    %s:\n      type: training_data\n      required: true\n", yamlText(in.Name))
	}
	b.WriteString("  outputs:\n")
	for _, g := range o.Outputs {
		kind, property := outputKind(g.Name)
		fmt.Fprintf(&b, "    %s:\n      type: %s\n      property_path: %s\n      data_type: S3Uri\n", g.Name, kind, property)
	}
	return b.String()
}

// yamlMap writes what stands behind a key: a block, or an empty mapping.
func yamlMap(pairs []Pair, indent string) string {
	if len(pairs) == 0 {
		return " {}\n"
	}
	out := "\n"
	for _, p := range pairs {
		out += indent + yamlText(p.Name) + ": " + yamlText(p.Value) + "\n"
	}
	return out
}
