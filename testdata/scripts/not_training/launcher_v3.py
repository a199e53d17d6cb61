import os

from sagemaker.core import image_uris
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, SourceCode, StoppingCondition
from sagemaker.train.distributed import Torchrun

REGION = os.environ.get("AWS_REGION", "eu-west-1")
BUCKET = os.environ["ARTIFACT_BUCKET"]

image = image_uris.retrieve(
    framework="pytorch", region=REGION, version="2.6.0", py_version="py312", instance_type="ml.g6.12xlarge",
    image_scope="training",
)

trainer = ModelTrainer(
    training_image=image,
    source_code=SourceCode(source_dir="src", entry_script="pytorch_ddp.py", requirements="requirements.txt"),
    compute=Compute(instance_type="ml.g6.12xlarge", instance_count=2),
    distributed=Torchrun(),
    stopping_condition=StoppingCondition(max_runtime_in_seconds=6 * 3600),
    hyperparameters={"epochs": 20, "lr": 0.0003},
    base_job_name="ddp",
)

if __name__ == "__main__":
    trainer.train(input_data_config=[InputData(channel_name="train", data_source=f"s3://{BUCKET}/ddp/train")])
