<|>"""Claim <|>severity."""
import argparse
import os

import numpy as np
import xgboost as xgb


def <|>main():
    parser = argparse.<|>ArgumentParser()
    parser.add_argument("--num-round", type=int, default=100)
    args = parser.<|>parse_args()

    folder = os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train")
    train = np.<|>loadtxt(os.path.join(folder, "train.csv"))
    dtrain = xgb.<|>DMatrix(train[:, 1:], label=train[:, 0])
    booster = <|>xgb.tra<|>in({"max_depth": 6}, <|>dtrain, args.num_round, evals=[(dtrain, "train")])
    model_dir = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
    booster.save_model<|>(os.path.join(model_dir, "xgboost-model.json"))


if <|>__name__ == "__main__":
    main()
