"""Trains the defect detector of the bottle line."""

import sagemaker
from sagemaker.inputs import TrainingInput
from sagemaker.pytorch import PyTorch
from sagemaker.tuner import CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter

role = sagemaker.get_execution_role()

estimator = PyTorch(
    entry_point="train.py",
    source_dir="src/vision",
    role=role,
    framework_version="2.1",
    py_version="py39",
    instance_count=1,
    instance_type="ml.g5.2xlarge",
    hyperparameters={
        "epochs": 2e1,
        # near miss: hyperparameter_type_mismatch
        "learning-rate": 1,
        "crop_size": 224,
        # near miss: hyperparameter_not_accepted
        "freeze": "stem,layer1",
        "augment": True,
        "mixup": False,
        "sizes": [128, 224],
        "run-name": "bottles",
    },
)
estimator.fit(
    {
        "training": TrainingInput("s3://bottles/train/", content_type="image/png"),
        # near miss: channel_mismatch
        "validation": "s3://bottles/validation/",
        "rejects": "s3://bottles/rejects/",
    }
)

tuner = HyperparameterTuner(
    PyTorch(
        # near miss: requirements_not_at_source_root
        entry_point="train.py",
        source_dir="src/vision",
        role=role,
        # near miss: py_version_mismatch, unsupported_framework_version
        framework_version="2.1",
        py_version="py310",
        instance_count=1,
        instance_type="ml.g5.2xlarge",
        hyperparameters={"run-name": "search", "augment": "", "epochs": 5},
    ),
    objective_metric_name="validation:recall",
    metric_definitions=[{"Name": "validation:recall", "Regex": r"recall=([0-9.]+)"}],
    hyperparameter_ranges={
        # near miss: tuned_parameter_not_in_script
        "learning-rate": ContinuousParameter(1e-4, 1e-1, scaling_type="Logarithmic"),
        "batch_size": IntegerParameter(16, 64),
        "backbone": CategoricalParameter(["resnet18", "resnet34"]),
    },
    max_jobs=12,
    max_parallel_jobs=3,
)
tuner.fit({"train": "s3://bottles/train/", "validation": "s3://bottles/validation/"})
