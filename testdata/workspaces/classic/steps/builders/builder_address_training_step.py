from sagemaker.sklearn import SKLearn

from ..base import StepBuilderBase
from ..configs.config_address_training_step import AddressTrainingConfig
from ..specs.undeliverable_spec import UNDELIVERABLE_SPEC


class AddressTrainingStepBuilder(StepBuilderBase):
    spec = UNDELIVERABLE_SPEC

    def __init__(self, config: AddressTrainingConfig, **kwargs):
        super().__init__(config=config, **kwargs)

    def validate_configuration(self):
        print(self.config.training_instance_type)

    def _create_estimator(self, output_path=None):
        return SKLearn(
            entry_point="address_training.py",
            source_dir=self.source_dir,
            framework_version="1.2-1",
            role=self.role,
            instance_type=self.config.training_instance_type,
            instance_count=1,
            output_path=output_path,
        )

    def create_step(self, **kwargs):
        return self._create_estimator()
