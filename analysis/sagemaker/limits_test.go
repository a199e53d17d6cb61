package sagemaker

import (
	"regexp"
	"testing"
)

func TestInstanceTypes(t *testing.T) {
	types := InstanceTypes()
	if len(types) != 145 {
		t.Errorf("%d instance types, want 145", len(types))
	}
	seen := map[string]bool{}
	for _, name := range types {
		if seen[name] {
			t.Errorf("%s is there twice", name)
		}
		seen[name] = true
	}
	for name, want := range map[string]bool{"ml.m5.xlarge": true, "ml.p6e-gb200.36xlarge": true, "ml.t3.micro": false, "m5.xlarge": false, "ml.m5": false, "": false} {
		if got := IsTrainingInstance(name); got != want {
			t.Errorf("IsTrainingInstance(%q) = %v", name, got)
		}
	}
}

// The patterns are the API's, which means the whole value.
func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, value string
		want           bool
	}{
		{EnvironmentKeyPattern, "MY_VAR1", true},
		{EnvironmentKeyPattern, "MY-VAR", false},
		{EnvironmentKeyPattern, "1VAR", false},
		{ChannelNamePattern, "train-1.a_b", true},
		{ChannelNamePattern, "train data", false},
		{TrainingJobNamePattern, "job-1", true},
		{TrainingJobNamePattern, "job_1", false},
		{TuningJobNamePattern, "-job", false},
	} {
		if got := regexp.MustCompile(`^(?:` + c.pattern + `)$`).MatchString(c.value); got != c.want {
			t.Errorf("%s matches %q: %v", c.pattern, c.value, got)
		}
	}
}
