"""Trains the forecast of what the solar park will yield."""

from sagemaker.core.helper.session_helper import get_execution_role
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, SourceCode, StoppingCondition

IMAGE = "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311"

trainer = ModelTrainer(
    training_image=IMAGE,
    role=get_execution_role(),
    base_job_name="solar_park",
    source_code=SourceCode(
        source_dir="src/solar",
        entry_script="train.py",
        # near miss: requirements_not_at_source_root
        requirements="requirements.txt",
    ),
    compute=Compute(
        instance_type="ml.g5.xlarge",
        instance_count=1,
        enable_managed_spot_training=True,
    ),
    stopping_condition=StoppingCondition(max_runtime_in_seconds=7200),
    hyperparameters={
        "epochs": 40,
        # near miss: v3_name_breaks_environment
        "weight-decay": 0.01,
        "layer.width": 64,
        "site": "O'Hara's field",
    },
    environment={"WEATHER_API_KEY": "d41d8cd98f00b204e9800998ecf8427e"},
    input_data_config=[
        InputData(channel_name="yield", data_source="s3://solar/yield/"),
        # near miss: unused_channel
        InputData(channel_name="sky-pictures", data_source="s3://solar/sky/"),
    ],
)
trainer.train()

again = ModelTrainer(
    training_image=IMAGE,
    role=get_execution_role(),
    # near miss: api_limit
    base_job_name="solar_park_again",
    source_code=SourceCode(source_dir="src/solar", entry_script="train.py", requirements="requirements.txt"),
    compute=Compute(
        instance_type="ml.g5.xlarge",
        instance_count=1,
        # near miss: spot_configuration, spot_without_checkpoint
        enable_managed_spot_training=False,
    ),
    hyperparameters={"epochs": 2, "weight_decay": 0.01},
    # near miss: secret_in_job_definition
    environment={"WEATHER_API_KEY": "<your key>", "RETRIES_OF_PICTURES": "3"},
    input_data_config=[InputData(channel_name="yield", data_source="s3://solar/yield/")],
)
again.train()
