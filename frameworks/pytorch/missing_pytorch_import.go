package pytorch

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_pytorch_import.md
var missingPytorchImportPage string

// missingPytorchImport finds uses of PyTorch without its import: a NameError as soon as the line runs.
var missingPytorchImport = &rule.Rule{
	Name:      "missing_pytorch_import",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "PyTorch is used and not imported",
	Framework: "pytorch",
	Fixable:   true,
	Page:      missingPytorchImportPage,
	Check: rule.MissingImport("pytorch", map[string]string{
		"DataLoader": "torch.utils.data", "TensorDataset": "torch.utils.data", "DistributedSampler": "torch.utils.data.distributed",
		"DistributedDataParallel": "torch.nn.parallel", "CrossEntropyLoss": "torch.nn", "BCEWithLogitsLoss": "torch.nn",
	}),
}
