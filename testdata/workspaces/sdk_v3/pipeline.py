"""The pipeline that finds out each month who is about to leave."""

from sagemaker.mlops.steps import CacheConfig
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, SourceCode

trainer = ModelTrainer(
    training_image="763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.3.0-cpu-py311",
    source_code=SourceCode(source_dir="src/churn", entry_script="train.py"),
    compute=Compute(instance_type="ml.m5.xlarge", instance_count=1),
    hyperparameters={"penalty": 0.5},
    input_data_config=[InputData(channel_name="customers", data_source="s3://churn/")],
)
leaving = TrainingStep(name="Leaving", model_trainer=trainer)
# near miss: training_step_arguments
staying = TrainingStep(name="Staying", step_args=trainer.train(), cache_config=CacheConfig(enable_caching=True))
pipeline = Pipeline(name="churn", steps=[leaving, staying])
