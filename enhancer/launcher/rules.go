// Package launcher holds the checks of level 4 that look at launchers: what an estimator or ModelTrainer is made with, and
// whether the SDK, the list of images and the API take it.
package launcher

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of launchers, in the order of their documentation.
var Rules = []*rule.Rule{
	entryPointNotFound,
	unsupportedFrameworkVersion,
	pyVersionMismatch,
	huggingfaceVersionPair,
	invalidInstanceType,
	sklearnLauncherLimits,
	tensorflowModelDir,
	sdkV1Argument,
	sdkV2APIUnderV3,
	v3CommandDropsHyperparameters,
	v3NameBreaksEnvironment,
	trainingStepArguments,
}
