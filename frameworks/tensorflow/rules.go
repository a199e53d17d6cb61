// Package tensorflow holds the checks that only TensorFlow and Keras scripts need.
package tensorflow

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of TensorFlow and Keras scripts.
var Rules = []*rule.Rule{missingTensorflowImport, missingModelCompilation}
