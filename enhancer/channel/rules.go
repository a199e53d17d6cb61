// Package channel holds the rules about data channels: those that a job is started with, and the data that its script reads.
package channel

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the rules about data channels, in the order of their documentation.
var Rules = []*rule.Rule{
	channelMismatch,
	unusedChannel,
}
