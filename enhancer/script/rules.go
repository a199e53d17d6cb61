// Package script holds the checks of level 1: what every training script does, whatever its framework.
package script

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of level 1, in the order of their documentation.
var Rules = []*rule.Rule{
	missingTrainingLoop,
	missingModelSaving,
	missingHyperparameterLoading,
	hyperparametersJSONPath,
	hyperparameterStringUsedAsNumber,
	argparseTypeBool,
	argparseTypeContainer,
	argparseFlagAsHyperparameter,
	argparsePositional,
	missingTrainingDataLoading,
	missingEvaluationPatterns,
	modelSavedOutsideModelDir,
	unknownOptMlPath,
	unknownSmEnvVar,
	smEnvJSONNotDecoded,
	envVarOfOtherSdkGeneration,
	failureSwallowed,
	hardCodedLocalPath,
	relativeImportInEntryPoint,
	scriptDoesNotParse,
}
