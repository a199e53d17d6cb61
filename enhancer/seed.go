package enhancer

// EnhanceValidation merges what the four levels and the framework's validator find in a script into existing results.
// The answer has the seed's keys: enhanced_results (existing, with the new issues added and its counts raised; nothing in
// it is lost), additional_issues, step_type, and framework (null where there is none).
func EnhanceValidation(existing map[string]any, report *Report) map[string]any { return nil }

// ValidateTrainingScriptComprehensive answers with the seed's keys: script_name, framework, training_patterns,
// framework_patterns, validation_results, and the issues.
func ValidateTrainingScriptComprehensive(name string, content []byte) map[string]any { return nil }

// GetTrainingValidationRequirements gives the seed's table: required_patterns, framework_requirements, sagemaker_paths
// and validation_levels.
func GetTrainingValidationRequirements() map[string]any { return nil }
