package sagemaker

// What the API takes in a CreateTrainingJob or CreateHyperParameterTuningJob request. Lengths are in characters.
// Source: SageMaker API model, service-2.json (August 2026).
const (
	MaxHyperparameters     = 100
	MaxHyperparameterKey   = 256
	MaxHyperparameterValue = 2500
	MaxEnvironment         = 100
	MaxEnvironmentKey      = 512
	MaxEnvironmentValue    = 512
	MaxChannels            = 20
	MaxChannelName         = 64
	MaxMetricDefinitions   = 40
	MaxMetricName          = 255
	MaxMetricRegex         = 500
	MaxTrainingJobName     = 63
	MaxTuningJobName       = 32
	MaxKeepAlivePeriod     = 21600 // seconds
	MaxRetryAttempts       = 30
	EnvironmentKeyPattern  = `[a-zA-Z_][a-zA-Z0-9_]*`
	ChannelNamePattern     = `[A-Za-z0-9\.\-_]+`
	TrainingJobNamePattern = `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}`
	TuningJobNamePattern   = `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}`
)

// MaxTunedHyperparameters is how many hyperparameters a tuning job may vary.
// Source: SageMaker developer guide, "Automatic model tuning limits" (August 2026).
const MaxTunedHyperparameters = 30

// Enumerations of the API: the values that it takes, and no others.
// Source: as above.
var (
	InputModes             = []string{"File", "FastFile", "Pipe"}
	DataDistributions      = []string{"FullyReplicated", "ShardedByS3Key"}
	InputCompressions      = []string{"None", "Gzip"}
	OutputCompressions     = []string{"GZIP", "NONE"}
	TuningStrategies       = []string{"Bayesian", "Random", "Hyperband", "Grid"}
	HyperparameterScalings = []string{"Auto", "Linear", "Logarithmic", "ReverseLogarithmic"}
)
