from ..base import BaseConfig


class AddressTrainingConfig(BaseConfig):
    training_instance_type: str = "ml.c5.2xlarge"
