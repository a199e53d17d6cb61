from ..base import DependencySpec, OutputSpec, StepSpecification
from ..contracts.delay_training_contract import DELAY_TRAINING_CONTRACT

DELAY_TRAINING_SPEC = StepSpecification(
    step_type="DelayTraining",
    script_contract=DELAY_TRAINING_CONTRACT,
    dependencies=[
        DependencySpec(logical_name="train"),
        DependencySpec(logical_name="holdout"),
        DependencySpec(logical_name="weather", required=False),
        DependencySpec(logical_name="hyperparameters", required=False),
        # near miss: contract_spec_misaligned
        DependencySpec(logical_name="warm_start", required=False),
        DependencySpec(logical_name="depots"),
    ],
    outputs=[
        OutputSpec(
            logical_name="model_output",
            property_path="properties.ModelArtifacts.S3ModelArtifacts",
        ),
        OutputSpec(
            logical_name="evaluation_output",
            property_path="properties.OutputDataConfig.S3OutputPath",
        ),
    ],
)
