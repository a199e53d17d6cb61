from ..base import DependencySpec, OutputSpec, StepSpecification
from ..contracts.undeliverable_contract import UNDELIVERABLE_CONTRACT

UNDELIVERABLE_SPEC = StepSpecification(
    step_type="AddressTraining",
    script_contract=UNDELIVERABLE_CONTRACT,
    dependencies=[DependencySpec(logical_name="addresses")],
    # near miss: contract_spec_misaligned
    outputs=[OutputSpec(logical_name="address_model", aliases=["model_output"])],
)
