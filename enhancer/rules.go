package enhancer

import (
	"slices"

	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/script"
	"github.com/trainlsp/trainlsp/enhancer/suppress"
	"github.com/trainlsp/trainlsp/frameworks/pytorch"
	"github.com/trainlsp/trainlsp/frameworks/sklearn"
	"github.com/trainlsp/trainlsp/frameworks/tensorflow"
	"github.com/trainlsp/trainlsp/frameworks/xgboost"
)

var rules = slices.Concat(script.Rules, xgboost.Rules, pytorch.Rules, sklearn.Rules, tensorflow.Rules, suppress.Rules)

// Rules are all the checks, in the order of their documentation.
func Rules() []*rule.Rule { return rules }
