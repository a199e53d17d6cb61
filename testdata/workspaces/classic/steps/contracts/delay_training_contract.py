from ..base import TrainingScriptContract

DELAY_TRAINING_CONTRACT = TrainingScriptContract(
    entry_point="delay_training.py",
    expected_input_paths={
        "train": "/opt/ml/input/data/train",
        # near miss: contract_path_mismatch
        "holdout": "/opt/ml/input/data/holdout",
        "weather": "/opt/ml/input/data/weather",
        "hyperparameters": "/opt/ml/input/config/hyperparameters.json",
    },
    expected_output_paths={
        "model_output": "/opt/ml/model",
        "evaluation_output": "/opt/ml/output/data",
    },
    expected_arguments={
        "job_type": "training",  # near miss: contract_argument_mismatch
        "regoin": "north",
    },
    required_env_vars=["LABEL_FIELD"],
    optional_env_vars={"QUANTILE": "0.95"},
    framework_requirements={"xgboost": ">=2.0"},
)
