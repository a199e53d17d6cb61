#!/usr/bin/env python
"""Training step of a pipeline. The paths arrive in dictionaries under the names that the step's contract declares."""
import argparse
import json
import logging
import os
import sys
import traceback
from pathlib import Path

import pandas as pd
import xgboost as xgb
from sklearn.metrics import average_precision_score, roc_auc_score

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(levelname)s] %(message)s", stream=sys.stdout)
logger = logging.getLogger(__name__)

CONTAINER_PATHS = {
    "INPUT_DATA": "/opt/ml/input/data",
    "MODEL_DIR": "/opt/ml/model",
    "OUTPUT_DATA": "/opt/ml/output/data",
    "HYPERPARAMETERS": "/opt/ml/input/config/hyperparameters.json",
}


def load_hyperparameters(path):
    """SageMaker writes every value as a string."""
    with open(path) as f:
        raw = json.load(f)
    return {
        "eta": float(raw.get("eta", "0.1")),
        "max_depth": int(raw.get("max_depth", "6")),
        "num_round": int(raw.get("num_round", "300")),
        "label_name": raw.get("label_name", "is_abuse"),
    }


def load_split(root, split, label):
    folder = Path(root) / split
    data = pd.concat([pd.read_csv(p) for p in sorted(folder.glob("*.csv"))], ignore_index=True)
    return xgb.DMatrix(data.drop(columns=[label]), label=data[label])


def train_model(config, dtrain, dval):
    params = {
        "objective": "binary:logistic",
        "eval_metric": ["logloss", "auc"],
        "eta": config["eta"],
        "max_depth": config["max_depth"],
    }
    return xgb.train(params, dtrain, num_boost_round=config["num_round"], evals=[(dtrain, "train"), (dval, "val")],
                     early_stopping_rounds=25)


def save_artifacts(booster, model_path, config):
    os.makedirs(model_path, exist_ok=True)
    booster.save_model(os.path.join(model_path, "xgboost_model.bst.json"))
    with open(os.path.join(model_path, "training_config.json"), "w") as f:
        json.dump(config, f, indent=2)


def evaluate_split(name, booster, dmatrix, output_dir):
    scores = booster.predict(dmatrix)
    metrics = {
        "auc": roc_auc_score(dmatrix.get_label(), scores),
        "average_precision": average_precision_score(dmatrix.get_label(), scores),
    }
    logger.info("%s: %s", name, metrics)
    os.makedirs(output_dir, exist_ok=True)
    with open(os.path.join(output_dir, f"{name}_metrics.json"), "w") as f:
        json.dump(metrics, f)


def main(input_paths, output_paths, environ_vars, job_args):
    logger.info("job type %s, memory factor %s", job_args.job_type, environ_vars.get("MEMORY_FACTOR"))
    config = load_hyperparameters(input_paths["hyperparameters"])
    dtrain = load_split(input_paths["input_path"], "train", config["label_name"])
    dval = load_split(input_paths["input_path"], "val", config["label_name"])

    booster = train_model(config, dtrain, dval)
    save_artifacts(booster, output_paths["model_output"], config)
    evaluate_split("val", booster, dval, output_paths["evaluation_output"])
    return booster


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--job_type", type=str, default="training")
    args = parser.parse_args()

    input_paths = {
        "input_path": CONTAINER_PATHS["INPUT_DATA"],
        "hyperparameters": CONTAINER_PATHS["HYPERPARAMETERS"],
    }
    output_paths = {
        "model_output": CONTAINER_PATHS["MODEL_DIR"],
        "evaluation_output": CONTAINER_PATHS["OUTPUT_DATA"],
    }
    environ_vars = {"MEMORY_FACTOR": os.environ.get("MEMORY_FACTOR", "1.0")}

    try:
        main(input_paths, output_paths, environ_vars, args)
        sys.exit(0)
    except Exception as e:
        failure = Path("/opt/ml/output/failure")
        failure.write_text(f"Training failed: {e}\n{traceback.format_exc()}")
        logger.error("Training failed: %s", e)
        sys.exit(1)
