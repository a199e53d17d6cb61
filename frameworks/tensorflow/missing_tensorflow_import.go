package tensorflow

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_tensorflow_import.md
var missingTensorflowImportPage string

// missingTensorflowImport finds uses of TensorFlow and Keras without an import: a NameError as soon as the line runs.
var missingTensorflowImport = &rule.Rule{
	Name:      "missing_tensorflow_import",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "TensorFlow is used and not imported",
	Framework: "tensorflow",
	Fixable:   true,
	Page:      missingTensorflowImportPage,
	Check: rule.MissingImport("tensorflow", map[string]string{
		"Conv2D": "tensorflow.keras.layers", "MaxPooling2D": "tensorflow.keras.layers", "Dense": "tensorflow.keras.layers", "Dropout": "tensorflow.keras.layers",
		"Flatten": "tensorflow.keras.layers", "BatchNormalization": "tensorflow.keras.layers", "LSTM": "tensorflow.keras.layers", "Embedding": "tensorflow.keras.layers",
		"GlobalAveragePooling2D": "tensorflow.keras.layers", "GlobalMaxPooling1D": "tensorflow.keras.layers", "Conv1D": "tensorflow.keras.layers",
		"Sequential": "tensorflow.keras.models", "ModelCheckpoint": "tensorflow.keras.callbacks", "EarlyStopping": "tensorflow.keras.callbacks",
		"ImageDataGenerator": "tensorflow.keras.preprocessing.image", "to_categorical": "tensorflow.keras.utils",
	}),
}
