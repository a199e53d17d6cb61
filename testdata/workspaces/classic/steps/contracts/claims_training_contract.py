from ..base import TrainingScriptContract

CLAIMS_TRAINING_CONTRACT = TrainingScriptContract(
    entry_point="claims_training.py",
    expected_input_paths={"claims": "/opt/ml/input/data/claims"},
    expected_output_paths={"model_output": "/opt/ml/model"},
)
