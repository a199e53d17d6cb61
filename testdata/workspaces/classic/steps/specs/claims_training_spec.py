from ..base import DependencySpec, OutputSpec, StepSpecification
from ..contracts.claims_training_contract import CLAIMS_TRAINING_CONTRACT

CLAIMS_TRAINING_SPEC = StepSpecification(
    step_type="ClaimsTraining",
    script_contract=CLAIMS_TRAINING_CONTRACT,
    dependencies=[DependencySpec(logical_name="claims")],
    outputs=[OutputSpec(logical_name="model_output")],
)
