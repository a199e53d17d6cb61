"""Trains the forecast of the plant's power consumption."""

from sagemaker.tensorflow import TensorFlow

HYPERPARAMETERS = {"epochs": 30, "window": 96}


def start(role, days):
    estimator = TensorFlow(
        entry_point="train.py",
        source_dir="src/forecast",
        role=role,
        framework_version="2.12",
        py_version="py310",
        instance_count=1,
        instance_type="ml.c5.4xlarge",
        hyperparameters=HYPERPARAMETERS,
    )
    estimator.fit({"power": f"s3://power/{days}/", "weather": "s3://weather/"})


def start_again(role, days):
    estimator = TensorFlow(
        entry_point="train.py",
        source_dir="src/forecast",
        role=role,
        framework_version="2.12",
        py_version="py310",
        # near miss: tensorflow_model_dir
        model_dir=False,
        instance_count=1,
        instance_type="ml.c5.4xlarge",
        hyperparameters=HYPERPARAMETERS,
    )
    # near miss: unused_channel
    estimator.fit({"power": f"s3://power/{days}/", "holidays": "s3://calendar/"})
