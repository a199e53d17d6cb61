package workspace_test

import (
	"slices"
	"strings"
	"testing"
)

// stepFiles are the parts of a pipeline's step, in the two ways in which they are written.
var stepFiles = map[string]string{
	"steps/scripts/churn_training.py": "import argparse, os\np = argparse.ArgumentParser()\np.add_argument('--job-type')\nargs = p.parse_args()\nprint(args.job_type, os.environ['LABEL'])\n",
	"steps/contracts/churn_training_contract.py": `from ..base import TrainingScriptContract
CHURN = TrainingScriptContract(
    entry_point="churn_training.py",
    expected_input_paths={"data": "/opt/ml/input/data"}, expected_output_paths={"model": "/opt/ml/model"},
    expected_arguments={"job-type": "training"}, required_env_vars=["LABEL"], optional_env_vars={},
)
`,
	"steps/specs/churn_training_spec.py": `from ..base import StepSpecification, DependencySpec, OutputSpec
from ..contracts.churn_training_contract import CHURN
CHURN_SPEC = StepSpecification(
    step_type="ChurnTraining", script_contract=CHURN,
    dependencies=[DependencySpec(logical_name="data", required=True)],
    outputs=[OutputSpec(logical_name="model", property_path="properties.X")],
)
`,
}

func TestContractsAreSpokenOf(t *testing.T) {
	p := newProject(t, stepFiles)
	const contract, spec, script = "steps/contracts/churn_training_contract.py", "steps/specs/churn_training_spec.py", "steps/scripts/churn_training.py"
	for _, c := range []struct{ file, at, definition string }{
		{contract, `"job<|>-type"`, script + ":3:job-type"},
		{script, `'--job<|>-type'`, contract + ":5:job-type"},
		{contract, `"LAB<|>EL"`, script + ":5:LABEL"},
		{script, `['LAB<|>EL']`, contract + ":5:LABEL"},
		{spec, `"da<|>ta"`, contract + ":4:data"},
		{contract, `"mod<|>el"`, spec + ":6:model"},
		{contract, `"churn_tr<|>aining.py"`, script + ":1:"},
	} {
		file, offset := p.at(c.file, c.at)
		var got []string
		for _, d := range p.Definitions(p.MentionsAt(file, offset)) {
			got = append(got, p.show(d))
		}
		if strings.Join(got, " ") != c.definition {
			t.Errorf("%s at %q: got %q", c.file, c.at, got)
		}
	}
	got, err := p.renamed(contract, `"job<|>-type"`, "kind")
	if err != nil || !slices.Equal(got, []string{
		contract + `:5: expected_arguments={"kind": "training"}, required_env_vars=["LABEL"], optional_env_vars={},`,
		script + ":3: p.add_argument('--kind')", script + ":5: print(args.kind, os.environ['LABEL'])",
	}) {
		t.Errorf("%v, got\n%s", err, strings.Join(got, "\n"))
	}
	if _, err := p.renamed(spec, `"da<|>ta"`, "rows"); err == nil || !strings.Contains(err.Error(), "builders and other steps") {
		t.Errorf("got %v", err)
	}
}
