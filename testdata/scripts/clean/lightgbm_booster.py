import argparse
import json
import os

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import log_loss


def frame(channel, target):
    path = os.environ.get("SM_CHANNEL_" + channel.upper(), os.path.join("/opt/ml/input/data", channel))
    data = pd.concat([pd.read_parquet(os.path.join(path, name)) for name in os.listdir(path)])
    for column in data.select_dtypes("object").columns:
        data[column] = data[column].astype("category")
    return data.drop(columns=[target]), data[target]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--num-boost-round", type=int, default=1000)
    parser.add_argument("--num-leaves", type=int, default=63)
    parser.add_argument("--learning-rate", type=float, default=0.03)
    parser.add_argument("--feature-fraction", type=float, default=0.7)
    parser.add_argument("--target", default="clicked")
    args, unknown = parser.parse_known_args()
    if unknown:
        print("not used:", unknown)

    X, y = frame("train", args.target)
    X_valid, y_valid = frame("validation", args.target)
    train_set = lgb.Dataset(X, y, free_raw_data=False)
    valid_set = lgb.Dataset(X_valid, y_valid, reference=train_set)

    gbm = lgb.train(
        {
            "objective": "binary",
            "metric": "binary_logloss",
            "num_leaves": args.num_leaves,
            "learning_rate": args.learning_rate,
            "feature_fraction": args.feature_fraction,
            "seed": 5,
        },
        train_set,
        num_boost_round=args.num_boost_round,
        valid_sets=[valid_set],
        callbacks=[lgb.early_stopping(50), lgb.log_evaluation(100)],
    )

    p = gbm.predict(X_valid, num_iteration=gbm.best_iteration)
    print("binary_logloss: %.6f" % log_loss(y_valid, np.clip(p, 1e-7, 1 - 1e-7)))

    model_dir = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
    gbm.save_model(os.path.join(model_dir, "model.txt"), num_iteration=gbm.best_iteration)
    with open(os.path.join(model_dir, "features.json"), "w") as f:
        json.dump(list(X.columns), f)


if __name__ == "__main__":
    main()
