package container_test

import (
	"slices"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
)

func TestLacks(t *testing.T) {
	for _, c := range []struct {
		framework, version, base, distribution string
		want                                   bool
	}{
		{"sklearn", "1.2-1", "", "lightgbm", true},
		{"sklearn", "1.2-1", "", "xgboost", true},
		{"sklearn", "1.2-1", "", "joblib", false},
		{"xgboost", "1.7-1", "", "shap", true},
		{"xgboost", "1.7-1", "", "matplotlib", false},
		{"xgboost", "1", "", "shap", false},
		{"pytorch", "2.5", "", "transformers", true},
		{"pytorch", "2.5", "", "scikit-learn", false},
		{"huggingface", "4.26", "pytorch1.13", "transformers", false},
		{"huggingface", "4.26", "pytorch1.13", "shap", false},
		{"huggingface", "4.26", "pytorch1.13", "lightgbm", true},
		{"mxnet", "1.9", "", "lightgbm", false},
	} {
		if got := container.Find(c.framework, c.version, c.base).Lacks(c.distribution); got != c.want {
			t.Errorf("%s %s lacks %s: %v", c.framework, c.version, c.distribution, got)
		}
	}
}

func TestPins(t *testing.T) {
	for _, c := range []struct {
		framework, version, base, distribution string
		want                                   []string
	}{
		{"pytorch", "2.5", "", "torch", []string{"==2.5.1"}},
		{"pytorch", "2.5", "", "torchvision", []string{"==0.20.1"}},
		{"pytorch", "2.5", "", "numpy", []string{"<2"}},
		{"pytorch", "2.0.0", "", "torchvision", nil},
		{"xgboost", "1.7-1", "", "scikit-learn", []string{"==0.24.1", "==1.0.2"}},
		{"sklearn", "1.2-1", "", "numpy", []string{"==1.24.1"}},
		{"huggingface", "4.49", "pytorch2.5", "transformers", []string{"==4.49.0"}},
		{"huggingface", "4.49", "pytorch2.5", "torch", []string{"==2.5.1"}},
		{"huggingface", "4.49", "pytorch2.5", "tensorflow", nil},
		{"huggingface", "4.49", "pytorch2.5", "datasets", []string{"==3.3.2"}},
		{"huggingface", "4.49", "pytorch2.5", "torchvision", []string{"==0.20.1"}},
		{"huggingface", "4.56.2", "pytorch2.8", "numpy", []string{"<2"}},
		{"mxnet", "1.9", "", "numpy", nil},
	} {
		if got := container.Find(c.framework, c.version, c.base).Pins(c.distribution); !slices.Equal(got, c.want) {
			t.Errorf("%s in %s %s: %v, want %v", c.distribution, c.framework, c.version, got, c.want)
		}
	}
}
