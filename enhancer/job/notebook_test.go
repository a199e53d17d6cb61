package job_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

// TestNotebook makes the fixes for a job in a notebook, whose code stands in JSON.
func TestNotebook(t *testing.T) {
	texts := map[string]string{"launch.ipynb": `{"cells": [{"cell_type": "code", "source": [
 "from sagemaker.pytorch import PyTorch\n",
 "job = PyTorch(entry_point=\"train.py\", base_job_name=\"my_job\", use_spot_instances=True, max_run=60, max_wait=30)\n",
 "job.fit()"
]}]}`}
	for _, step := range []struct{ category, want string }{
		{"spot_configuration", `max_run=60, max_wait=120)\n`},
		{"api_limit", `base_job_name=\"my-job\", `},
	} {
		found := false
		for _, i := range ruletest.CheckWorkspace(texts)["launch.ipynb"].Issues {
			if i.Category == step.category && len(i.Fixes) > 0 {
				found = true
				texts = ruletest.ApplyFix(texts, "launch.ipynb", i.Fixes[0])
				break
			}
		}
		if text := texts["launch.ipynb"]; !found || !strings.Contains(text, step.want) || !json.Valid([]byte(text)) {
			t.Errorf("%s: found %v, and the fix makes %s", step.category, found, text)
		}
	}
}
