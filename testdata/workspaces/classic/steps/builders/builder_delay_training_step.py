from sagemaker.inputs import TrainingInput
from sagemaker.workflow.steps import TrainingStep
from sagemaker.xgboost import XGBoost

from ..base import StepBuilderBase
from ..configs.config_delay_training_step import DelayTrainingConfig
from ..specs.delay_training_spec import DELAY_TRAINING_SPEC


class DelayTrainingStepBuilder(StepBuilderBase):
    spec = DELAY_TRAINING_SPEC

    def __init__(self, config: DelayTrainingConfig, **kwargs):
        super().__init__(config=config, **kwargs)

    def validate_configuration(self):
        if not self.config.label_field:
            raise ValueError("no label")

    def _create_estimator(self, output_path=None):
        return XGBoost(
            entry_point="delay_training.py",
            source_dir=self.source_dir,
            framework_version=self.config.framework_version,
            role=self.role,
            instance_type=self.config.instance_type,
            instance_count=1,
            volume_size=self.config.training_volume_size,
            # near miss: builder_config_mismatch
            max_run=getattr(self.config, "max_run", 3600),
            hyperparameters=self.config.hyperparameters.model_dump(),
            environment={"LABEL_FIELD": self.config.label_field},
            output_path=output_path,
        )

    def _get_inputs(self, inputs):
        return {name: TrainingInput(s3_data=uri) for name, uri in inputs.items()}

    def _get_outputs(self, outputs):
        return outputs.get("model_output", f"s3://parcels/{self.config.output_prefix}")

    def create_step(self, **kwargs):
        estimator = self._create_estimator(self._get_outputs(kwargs.get("outputs", {})))
        return TrainingStep(
            name="DelayTraining",
            step_args=estimator.fit(self._get_inputs(kwargs["inputs"])),
        )
