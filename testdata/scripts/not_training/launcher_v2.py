"""Starts the training job with SageMaker's Python SDK, version 2. Runs on a laptop or in CI, never in the container."""
import argparse
import time

import sagemaker
from sagemaker.inputs import TrainingInput
from sagemaker.pytorch import PyTorch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--role", required=True)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--instance-type", default="ml.g5.xlarge")
    parser.add_argument("--epochs", type=int, default=40)
    args = parser.parse_args()

    session = sagemaker.Session()
    estimator = PyTorch(
        entry_point="pytorch_loop.py",
        source_dir="src",
        role=args.role,
        framework_version="2.5.1",
        py_version="py311",
        instance_count=1,
        instance_type=args.instance_type,
        hyperparameters={"epochs": args.epochs, "rate": 0.002, "batch": 48},
        metric_definitions=[{"Name": "validation:accuracy", "Regex": r'"validation:accuracy": ([0-9.]+)'}],
        output_path=f"s3://{args.bucket}/birdcalls/models",
        sagemaker_session=session,
    )
    calls = TrainingInput(f"s3://{args.bucket}/birdcalls/spectrograms", distribution="FullyReplicated")
    estimator.fit({"calls": calls}, job_name=time.strftime("birdcalls-%Y%m%d-%H%M%S"), wait=True)

    predictor = estimator.deploy(initial_instance_count=1, instance_type="ml.m5.large")
    print(predictor.endpoint_name, estimator.model_data)


if __name__ == "__main__":
    main()
