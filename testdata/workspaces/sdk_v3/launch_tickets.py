"""Trains the model that sends tickets to the right team."""

import sys

from sagemaker.train import ModelTrainer
from sagemaker.train.configs import CheckpointConfig, Compute, InputData, SourceCode, StoppingCondition

IMAGE = "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311"

routed = ModelTrainer(
    training_image=IMAGE,
    source_code=SourceCode(source_dir="src/tickets", command="python route.py"),
    compute=Compute(instance_type="ml.c5.2xlarge", instance_count=1),
    hyperparameters={"ngrams": 2},
)
routed.train(input_data_config=[InputData(channel_name="tickets", data_source="s3://tickets/2024/")])

# near miss: v3_command_drops_hyperparameters
by_hand = ModelTrainer(
    training_image=IMAGE,
    source_code=SourceCode(source_dir="src/tickets", command="python route.py --ngrams $SM_HP_NGRAMS"),
    compute=Compute(
        instance_type="ml.c5.2xlarge",
        instance_count=1,
        enable_managed_spot_training=True,
    ),
    # near miss: spot_configuration
    stopping_condition=StoppingCondition(max_runtime_in_seconds=3600, max_wait_time_in_seconds=7200),
    hyperparameters={"ngrams": 2},
)
by_hand.train(input_data_config=[InputData(channel_name="tickets", data_source="s3://tickets/2024/")])

resumed = ModelTrainer(
    training_image=IMAGE,
    # near miss: entry_point_not_found
    source_code=SourceCode(source_dir="src/tickets", entry_script=sys.argv[1]),
    compute=Compute(
        instance_type="ml.c5.2xlarge",
        instance_count=1,
        # near miss: spot_without_checkpoint
        enable_managed_spot_training=True,
    ),
    stopping_condition=StoppingCondition(max_runtime_in_seconds=3600, max_wait_time_in_seconds=7200),
    checkpoint_config=CheckpointConfig(s3_uri="s3://tickets/checkpoints/"),
)
resumed.train(input_data_config=[InputData(channel_name="tickets", data_source="s3://tickets/2024/")])
