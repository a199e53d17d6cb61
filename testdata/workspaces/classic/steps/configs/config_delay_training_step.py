from pydantic import Field

from ..base import BaseConfig
from ..hyperparams.hyperparameters_delay import DelayHyperparameters


class DelayTrainingConfig(BaseConfig):
    label_field: str
    ticket: str
    region: str = "north"
    hyperparameters: DelayHyperparameters = Field(default_factory=DelayHyperparameters)
    framework_version: str = "1.7-1"
    training_instance_type: str = Field(default="ml.m5.4xlarge")
    training_volume_size: int = Field(default=30, ge=10)

    @property
    def output_prefix(self):
        return f"delay/{self.region}"
