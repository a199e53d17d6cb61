package requirement

// Path is a place in the training container.
type Path struct{ Path, Use string }

// Paths are the places that a training script has to know. Source: Amazon SageMaker Developer Guide, "Amazon SageMaker
// Training Storage Folders for Training Datasets, Checkpoints, Model Artifacts, and Outputs" (read in August 2026).
var Paths = []Path{
	{"/opt/ml/model", "the model (SM_MODEL_DIR): what stands here when the job ends becomes model.tar.gz"},
	{"/opt/ml/output/data", "other results (SM_OUTPUT_DATA_DIR): they become output.tar.gz"},
	{"/opt/ml/input/data/CHANNEL", "the data of a channel (SM_CHANNEL_TRAIN for the channel `train`)"},
	{"/opt/ml/input/config/hyperparameters.json", "the hyperparameters, all of them strings (SM_HPS)"},
	{"/opt/ml/checkpoints", "checkpoints, copied to S3 while the job runs, where it is started with checkpoint_s3_uri"},
	{"/opt/ml/output/failure", "why the job failed: its first kilobyte becomes the job's FailureReason"},
}
