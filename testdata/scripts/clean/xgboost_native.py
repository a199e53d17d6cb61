"""Claim severity with XGBoost's native interface; files are LIBSVM or CSV, whatever the channel holds."""
import argparse
import json
import logging
import os
import sys

import pandas as pd
import xgboost as xgb

logging.basicConfig(stream=sys.stdout, level="INFO", format="%(levelname).1s %(message)s")
logger = logging.getLogger("claims")

LABEL = "severity"


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--num_round", type=int, default=200)
    parser.add_argument("--max_depth", type=int, default=5)
    parser.add_argument("--eta", type=float, default=0.2)
    parser.add_argument("--subsample", type=float, default=0.8)
    parser.add_argument("--objective", type=str, default="reg:squarederror")
    parser.add_argument("--early_stopping_rounds", type=int, default=20)
    parser.add_argument("--model-dir", type=str, default=os.environ.get("SM_MODEL_DIR"))
    parser.add_argument("--output-data-dir", type=str, default=os.environ.get("SM_OUTPUT_DATA_DIR"))
    parser.add_argument("--train", type=str, default=os.environ.get("SM_CHANNEL_TRAIN"))
    parser.add_argument("--validation", type=str, default=os.environ.get("SM_CHANNEL_VALIDATION"))
    return parser.parse_known_args()[0]


def load_matrix(folder):
    frames = [pd.read_csv(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".csv")]
    if not frames:
        raise ValueError("there is no CSV file in {}".format(folder))
    data = pd.concat(frames, ignore_index=True)
    logger.info("%s: %d rows, %d columns", folder, *data.shape)
    return xgb.DMatrix(data.drop(LABEL, axis=1), label=data[LABEL])


def main():
    args = parse_args()
    dtrain = load_matrix(args.train)
    dval = load_matrix(args.validation)

    params = {
        "max_depth": args.max_depth,
        "eta": args.eta,
        "subsample": args.subsample,
        "objective": args.objective,
        "eval_metric": "rmse",
    }
    history = {}
    booster = xgb.train(
        params=params,
        dtrain=dtrain,
        num_boost_round=args.num_round,
        evals=[(dtrain, "train"), (dval, "validation")],
        early_stopping_rounds=args.early_stopping_rounds,
        evals_result=history,
    )

    best = booster.best_score
    print(f"validation:rmse={best}")
    with open(os.path.join(args.output_data_dir, "history.json"), "w") as f:
        json.dump(history, f)

    booster.save_model(os.path.join(args.model_dir, "xgboost-model"))


if __name__ == "__main__":
    main()
