package sagemaker

import (
	"slices"
	"strings"
	"sync"
)

// trainingInstances are the families of TrainingInstanceType, and the sizes of each.
// Source: SageMaker API model, service-2.json (August 2026).
const trainingInstances = `
	m4          xlarge 2xlarge 4xlarge 10xlarge 16xlarge
	g4dn        xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
	m5          large xlarge 2xlarge 4xlarge 12xlarge 24xlarge
	c4          xlarge 2xlarge 4xlarge 8xlarge
	p2          xlarge 8xlarge 16xlarge
	p3          2xlarge 8xlarge 16xlarge
	p3dn        24xlarge
	p4d         24xlarge
	p4de        24xlarge
	p5          48xlarge 4xlarge
	p5e         48xlarge
	p5en        48xlarge
	c5          xlarge 2xlarge 4xlarge 9xlarge 18xlarge
	c5n         xlarge 2xlarge 4xlarge 9xlarge 18xlarge
	g5          xlarge 2xlarge 4xlarge 8xlarge 16xlarge 12xlarge 24xlarge 48xlarge
	g6          xlarge 2xlarge 4xlarge 8xlarge 16xlarge 12xlarge 24xlarge 48xlarge
	g6e         xlarge 2xlarge 4xlarge 8xlarge 16xlarge 12xlarge 24xlarge 48xlarge
	trn1        2xlarge 32xlarge
	trn1n       32xlarge
	trn2        48xlarge
	m6i         large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge
	c6i         xlarge 2xlarge 8xlarge 4xlarge 12xlarge 16xlarge 24xlarge 32xlarge
	r5d         large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
	t3          medium large xlarge 2xlarge
	r5          large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
	p6-b200     48xlarge
	m7i         large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
	c7i         large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
	r7i         large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
	p6e-gb200   36xlarge
	p6-b300     48xlarge
	g7e         2xlarge 4xlarge 8xlarge 12xlarge 24xlarge 48xlarge
`

// InstanceTypes are the names that a training job may ask for, such as "ml.m5.xlarge", by family. The slice is not to be
// changed.
func InstanceTypes() []string { return instanceTypes() }

// IsTrainingInstance tells whether a training job may run on an instance type, such as "ml.m5.xlarge".
func IsTrainingInstance(name string) bool { return slices.Contains(instanceTypes(), name) }

var instanceTypes = sync.OnceValue(func() []string {
	var names []string
	for line := range strings.Lines(trainingInstances) {
		fields := strings.Fields(line)
		for i, size := range fields {
			if i > 0 {
				names = append(names, "ml."+fields[0]+"."+size)
			}
		}
	}
	return names
})
