from sagemaker.inputs import TrainingInput

from ..base import StepBuilderBase
from ..configs.config_claims_training_step import ClaimsTrainingConfig
from ..specs.claims_training_spec import CLAIMS_TRAINING_SPEC


class ClaimsTrainingStepBuilder(StepBuilderBase):
    spec = CLAIMS_TRAINING_SPEC

    def __init__(self, config: ClaimsTrainingConfig, **kwargs):
        super().__init__(config=config, **kwargs)

    def validate_configuration(self):
        print(self.config.training_instance_type)

    def _get_inputs(self, inputs):
        return {"claims": TrainingInput(s3_data=inputs["claims"])}

    def _get_outputs(self, outputs):
        return outputs.get("model_output")

    def create_step(self, **kwargs):
        return {"inputs": self._get_inputs(kwargs["inputs"]), "output_path": self._get_outputs(kwargs)}
