from ..configs.config_delay_training_step import DelayTrainingConfig
from .builder_delay_training_step import DelayTrainingStepBuilder


# near miss: missing_estimator_creation, builder_method_missing
class RegionalDelayTrainingStepBuilder(DelayTrainingStepBuilder):
    """Its estimator and its inputs are those of the step for all regions."""

    def __init__(self, config: DelayTrainingConfig, **kwargs):
        super().__init__(config=config, **kwargs)

    def _get_outputs(self, outputs):
        return f"{super()._get_outputs(outputs)}/{self.config.region}"
