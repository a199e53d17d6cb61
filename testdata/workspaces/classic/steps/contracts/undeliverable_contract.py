from ..base import TrainingScriptContract

UNDELIVERABLE_CONTRACT = TrainingScriptContract(
    # near miss: contract_entry_point_missing
    entry_point="address_training.py",
    expected_input_paths={"addresses": "/opt/ml/input/data/addresses"},
    expected_output_paths={"model_output": "/opt/ml/model"},
    required_env_vars=[],
)
