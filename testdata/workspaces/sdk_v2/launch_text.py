"""Trains the model that sorts the plant's fault reports."""

import os

from sagemaker.huggingface import HuggingFace

common = {
    "source_dir": "src/text",
    "role": os.environ["ROLE"],
    "instance_count": 1,
    "instance_type": "ml.g5.xlarge",
}

HuggingFace(
    entry_point="train.py",
    transformers_version="4.26",
    pytorch_version="2.0",
    py_version="py310",
    source_dir="src/text",
    role=os.environ["ROLE"],
    instance_count=1,
    instance_type="ml.g5.xlarge",
    hyperparameters={"model": "distilbert-base-uncased"},
).fit({"train": "s3://reports/train/", "test": "s3://reports/test/"})

HuggingFace(
    entry_point="train.py",
    # near miss: huggingface_version_pair
    transformers_version="4.28",
    pytorch_version="2.0",
    py_version="py310",
    hyperparameters={"model": "distilbert-base-uncased"},
    **common,
).fit({"train": "s3://reports/train/", "test": "s3://reports/test/"})
