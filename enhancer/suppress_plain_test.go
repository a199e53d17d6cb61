package enhancer_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/enhancer/ruletest"
)

func TestIgnoreElsewhere(t *testing.T) {
	notebook := func(comment string) string {
		return `{"cells": [{"cell_type": "code", "source": [
"from sagemaker.sklearn import SKLearn\n",
"job = SKLearn(entry_point=\"train.py\", role=\"r\", framework_version=\"1.2-1\", instance_count=1,\n",
"              instance_type=\"m5.large\")` + comment + `"]}]}`
	}
	for _, c := range []struct {
		file, text string
		found      int
	}{
		{"requirements.txt", "sklearn\nPIL\n", 2},
		{"requirements.txt", "sklearn  # trainlsp: ignore\nPIL\n", 1},
		{"requirements.txt", "sklearn  # trainlsp: ignore[import_name_in_requirements]\nPIL # trainlsp: ignore[other]\n", 1},
		{"requirements.txt", "# trainlsp: ignore-file[import_name_in_requirements]\nsklearn\nPIL\n", 0},
		{"launch.ipynb", notebook(""), 1},
		{"launch.ipynb", notebook("  # trainlsp: ignore[invalid_instance_type]"), 0},
	} {
		files := map[string]string{c.file: c.text, "train.py": "print(1)\n"}
		if found := ruletest.CheckWorkspace(files)[c.file].Issues; len(found) != c.found {
			t.Errorf("%s:\n%s\n%d findings, want %d: %v", c.file, c.text, len(found), c.found, found)
		}
	}
}
