"""Learns how many hours late a parcel will be."""

import argparse
import json
import os
from pathlib import Path

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

from .calendar_features import add_holidays

MODEL_DIR = Path("/opt/ml/model")
TRAIN_DIR = Path("/opt/ml/input/data/train")
HOLDOUT_DIR = Path("/opt/ml/input/data/holdout")


def load(folder, label):
    rows = pd.concat(pd.read_parquet(file) for file in sorted(folder.glob("*.parquet")))
    rows = add_holidays(rows)
    return xgb.DMatrix(rows.drop(columns=label), label=rows[label])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--job-type", default="training")
    parser.add_argument("--region", required=True)
    args = parser.parse_args()

    with open("/opt/ml/input/config/hyperparameters.json") as file:
        hyperparameters = json.load(file)
    label = os.environ["LABEL_FIELD"]
    quantile = float(os.environ.get("QUANTILE", "0.9"))
    # near miss: contract_env_mismatch
    quiet = os.environ.get("NCCL_DEBUG") is None

    print(f"{args.job_type} for {args.region}")
    train, holdout = load(TRAIN_DIR, label), load(HOLDOUT_DIR, label)
    params = {
        "objective": "reg:quantileerror",
        "quantile_alpha": quantile,
        "eta": float(hyperparameters["eta"]),
        "max_depth": int(hyperparameters["max_depth"]),
    }
    booster = xgb.train(
        params,
        train,
        num_boost_round=hyperparameters["num_round"],
        # near miss: hyperparameter_string_used_as_number
        early_stopping_rounds=int(hyperparameters.get("patience", "20")),
        evals=[(holdout, "holdout")],
        verbose_eval=not quiet,
    )
    error = mean_absolute_error(holdout.get_label(), booster.predict(holdout))
    print(f"holdout mae={error:.3f}")
    booster.save_model(MODEL_DIR / "delay.ubj")


if __name__ == "__main__":
    main()
