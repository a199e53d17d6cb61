// Package dependencies holds the checks of level 3: what a script imports, what is installed for it, and what is in its
// container.
package dependencies

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of level 3, in the order of their documentation.
var Rules = []*rule.Rule{
	missingFrameworkDependency,
	importNotAvailable,
	importNameInRequirements,
	requirementsNotAtSourceRoot,
	requirementReplacesContainerFramework,
	incompatibleVersionPair,
	conflictingRequirements,
	syntaxNewerThanContainerPython,
	localModuleShadowsPackage,
}
