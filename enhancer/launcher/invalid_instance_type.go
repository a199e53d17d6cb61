package launcher

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed invalid_instance_type.md
var invalidInstanceTypePage string

// invalidInstanceType finds jobs on instances that training jobs cannot run on: the API refuses the request.
var invalidInstanceType = &rule.Rule{
	Name:     "invalid_instance_type",
	Level:    4,
	Severity: rule.Error,
	Summary:  "An instance type that no training job can run on",
	Fixable:  true,
	Page:     invalidInstanceTypePage,
	CheckLaunch: func(p *rule.LaunchPass) {
		for _, v := range instanceTypes(p.Launch) {
			name, ok := v.Known()
			if ok && name != "" && !strings.HasPrefix(name, "local") && !sagemaker.IsTrainingInstance(name) {
				reportInstance(p, v, name)
			}
		}
	},
}

// instanceTypes are the instance types that a job may ask for.
func instanceTypes(l *workspace.Launch) (values []workspace.Value) {
	if l.Derived {
		return nil
	}
	calls := []*workspace.Call{l.Call}
	if l.Generation == 3 {
		if _, local := l.Arg("training_mode"); local {
			return nil // it may run on this machine
		}
		calls = []*workspace.Call{l.Compute()}
	}
	if groups, ok := l.Arg("instance_groups"); ok {
		for _, item := range groups.Value.Items {
			calls = append(calls, item.Call)
		}
	}
	for _, c := range calls {
		for _, name := range []string{"instance_type", "train_instance_type"} {
			if a, ok := c.Arg(name); ok {
				values = append(values, a.Value.Alternatives()...)
			}
		}
	}
	return values
}

// servingOnly are the families that endpoints can have and training jobs cannot.
// Source: SageMaker API model, service-2.json (August 2026), ProductionVariantInstanceType.
var servingOnly = strings.Fields("c5d c6g c6gd c6gn c6in c7g c8g dl1 inf1 inf2 m5d m6g m6gd m8g r6g r6gd r6i r7gd r8g t2")

func reportInstance(p *rule.LaunchPass, v workspace.Value, name string) {
	issue := rule.Issue{
		Message: fmt.Sprintf("No training job can run on `%s`: the API refuses the request.", name),
		Details: map[string]any{"instance_type": name},
	}
	suggestion, near := rule.Suggest(name, sagemaker.InstanceTypes())
	sizes := sizesLike(name)
	switch family := familyOf(name); {
	case sagemaker.IsTrainingInstance("ml." + name):
		issue.Message = fmt.Sprintf("`%s` is EC2's name of the instance type, without `ml.` before it: the API refuses the request.", name)
		suggestion, near = "ml."+name, true
		issue.Fixes = change(p.Around, v, suggestion, true)
	case slices.Contains(servingOnly, family):
		issue.Message = fmt.Sprintf("Instances of the family %s serve models, and train none: the API refuses `%s` for a training job.", family, name)
		near = false
	case len(sizes) > 0 && !near:
		issue.Recommendation = fmt.Sprintf("Instances of this family are %s.", orList(sizes))
		issue.Fixes = change(p.Around, v, sizes[0], false)
	case len(sizes) == 0 && strings.HasPrefix(name, "ml.") && strings.Count(name, ".") == 2:
		issue.Severity = rule.Warning // the family may be new
		issue.Message = fmt.Sprintf("No training job could run on `%s` on %s.", name, container.Snapshot)
		issue.Recommendation, issue.Fixes = likelyTypes(p, v, name)
	}
	if near && issue.Recommendation == "" {
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", suggestion)
		if issue.Fixes == nil {
			issue.Fixes = change(p.Around, v, suggestion, false)
		}
	}
	if issue.Recommendation == "" {
		issue.Recommendation = "Choose a type that training jobs can run on, such as ml.m5.xlarge, or ml.g5.xlarge with a GPU."
	}
	p.Report(v.Place, issue)
}

// likelyTypes are the types whose names are one letter away.
func likelyTypes(p *rule.LaunchPass, v workspace.Value, name string) (recommendation string, fixes []rule.Fix) {
	var types []string
	for _, t := range sagemaker.InstanceTypes() {
		if rule.Slips(name, t) == 1 {
			types = append(types, t)
			fixes = append(fixes, change(p.Around, v, t, false)...)
		}
	}
	if len(types) == 0 {
		return "", nil
	}
	return fmt.Sprintf("Did you mean %s?", orList(types)), fixes
}

// familyOf is the middle of a name such as ml.m5.xlarge.
func familyOf(name string) string {
	_, rest, _ := strings.Cut(name, ".")
	family, _, _ := strings.Cut(rest, ".")
	return family
}

// sizesLike are the instance types of the same family.
func sizesLike(name string) (types []string) {
	for _, t := range sagemaker.InstanceTypes() {
		if strings.HasPrefix(name, "ml.") && familyOf(t) == familyOf(name) {
			types = append(types, t)
		}
	}
	return types
}
