package workspace_test

import (
	"path/filepath"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

func TestRequests(t *testing.T) {
	root := filepath.FromSlash("/nowhere")
	file := filepath.Join(root, "launch.py")
	text := `
parameters = {"TrainingJobName": "mine", "StoppingCondition": {"MaxRuntimeInSeconds": 60 * 60}}
client.create_training_job(**parameters)
client.create_hyper_parameter_tuning_job(HyperParameterTuningJobName="search", **more)
client.describe_training_job(TrainingJobName="mine")
`
	w := workspace.New([]string{root}, map[string][]byte{file: []byte(text)})
	requests := w.RequestsIn(file)
	if len(requests) != 2 || requests[0].Operation != "CreateTrainingJob" || requests[1].Operation != "CreateHyperParameterTuningJob" {
		t.Fatalf("got %+v", requests)
	}
	condition, _ := requests[0].Parameters.Entry("StoppingCondition")
	if run, ok := condition.Value.Entry("MaxRuntimeInSeconds"); !ok || run.Value.Text != "3600" || requests[0].Parameters.Open {
		t.Errorf("the first request has %+v", requests[0].Parameters)
	}
	if name, ok := requests[1].Parameters.Entry("HyperParameterTuningJobName"); !ok || name.Value.Text != "search" || !requests[1].Parameters.Open {
		t.Errorf("the second request has %+v", requests[1].Parameters)
	}
}
