#!/usr/bin/env python3
"""Trains through main(input_paths, output_paths, environ_vars, job_args), as a step of a pipeline does."""
import argparse
import json
import os
import sys
import traceback
from typing import Dict, Optional

import joblib
import lightgbm as lgb
import pandas as pd

CONTAINER_PATHS = {
    "INPUT_DATA": "/opt/ml/input/data",
    "MODEL_DIR": "/opt/ml/model",
    "OUTPUT_DATA": "/opt/ml/output/data",
    "CONFIG_DIR": "/opt/ml/code/hyperparams",
}


class Logger:
    """Writes to standard output."""

    def __init__(self, prefix: str = "train"):
        self.prefix = prefix

    def info(self, text):  #: reached
        print(self.prefix, text)  #: self.prefix = "train"


def load_config(path: str) -> dict:  #: path = "/opt/ml/code/hyperparams/hyperparameters.json" | "/opt/ml/code/hyperparams/hyperparameters_EU.json"
    with open(path, "r") as f:
        return json.load(f)


def find_file(directory, prefix):  #: directory = "/opt/ml/input/data/train" | "/opt/ml/input/data/val"
    for name in sorted(os.listdir(directory)):
        if name.startswith(prefix):
            return os.path.join(directory, name)
    return None


def load_datasets(input_path: str):  #: input_path = "/opt/ml/input/data"
    train_file = find_file(os.path.join(input_path, "train"), "part")
    val_file = find_file(os.path.join(input_path, "val"), "part")
    return pd.read_parquet(train_file), pd.read_parquet(val_file)  #: calls pandas.read_parquet


def train_model(config, train_set, val_set):
    model = lgb.train(  #: calls lightgbm.train
        config["params"],
        lgb.Dataset(train_set),  #: calls lightgbm.Dataset
        valid_sets=[lgb.Dataset(val_set)],
    )
    return model


def save_artifacts(model, encoders, model_path: str, *, extra: Optional[dict] = None):  #: model_path = "/opt/ml/model"; extra = literal {"region": region}
    os.makedirs(model_path, exist_ok=True)
    model_file = os.path.join(model_path, "lightgbm_model.txt")  #: model_file = "/opt/ml/model/lightgbm_model.txt"
    model.save_model(model_file)  #: calls lightgbm.train.save_model
    joblib.dump(encoders, os.path.join(model_path, "encoders.joblib"))
        #: os.path.join(model_path, "encoders.joblib") = "/opt/ml/model/encoders.joblib"
    with open(os.path.join(model_path, "extra.json"), "w") as f:  #: os.path.join(model_path, "extra.json") = "/opt/ml/model/extra.json"
        json.dump(extra, f)


def write_metrics(metrics, output_dir):  #: output_dir = "/opt/ml/output/data"
    with open(os.path.join(output_dir, "metrics.json"), "w") as f:
        json.dump(metrics, f)


def main(
    input_paths: Dict[str, str],
    output_paths: Dict[str, str],
    environ_vars: Dict[str, str],
    job_args: argparse.Namespace,
    logger=None,  #: logger = object Logger
) -> None:
    log = logger.info  #: log = def Logger.info
    log("starting")  #: calls local Logger.info
    region = environ_vars.get("REGION", "NA")  #: region = env REGION else "NA"
    config = load_config(input_paths["hyperparameters_s3_uri"])
    if region == "EU":
        config = load_config(os.path.join(os.path.dirname(input_paths["hyperparameters_s3_uri"]), "hyperparameters_EU.json"))
    if environ_vars["USE_SECURE_PYPI"] == "true":  #: environ_vars["USE_SECURE_PYPI"] = env USE_SECURE_PYPI else "false"
        log("secure")
    train_set, val_set = load_datasets(input_paths["input_path"])  #: input_paths["input_path"] = "/opt/ml/input/data"
    model = train_model(config, train_set, val_set)  #: model = lightgbm.train()
    output = output_paths["model_output"]  #: output = "/opt/ml/model"
    save_artifacts(model, {}, model_path=output, extra={"region": region})
    write_metrics({"job": job_args.job_type}, output_paths.get("evaluation_output"))  #: job_args.job_type = option job_type
    print(output_paths["missing"])  #: output_paths["missing"] = ? the dictionary has no key `missing` in sight


if __name__ == "__main__":  #: guard
    parser = argparse.ArgumentParser()
    parser.add_argument("--job_type", type=str, default="training")  #: option --job_type dest=job_type default="training" type=str
    args = parser.parse_args()

    input_paths = {
        "input_path": CONTAINER_PATHS["INPUT_DATA"],
        "hyperparameters_s3_uri": os.path.join(CONTAINER_PATHS["CONFIG_DIR"], "hyperparameters.json"),
    }
    output_paths = {
        "model_output": CONTAINER_PATHS["MODEL_DIR"],
    }
    output_paths["evaluation_output"] = CONTAINER_PATHS["OUTPUT_DATA"]
    environ_vars = {
        "REGION": os.environ.get("REGION", "NA"),  #: asks REGION
        "USE_SECURE_PYPI": os.environ.get("USE_SECURE_PYPI", "false"),  #: asks USE_SECURE_PYPI
    }
    try:
        main(input_paths, output_paths, environ_vars, args, logger=Logger())  #: calls local main; reached
        sys.exit(0)
    except Exception:
        traceback.print_exc()
        sys.exit(1)
