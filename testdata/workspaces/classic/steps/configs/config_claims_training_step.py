from ..base import BaseConfig


class ClaimsTrainingConfig(BaseConfig):
    training_instance_type: str = "ml.m5.xlarge"
