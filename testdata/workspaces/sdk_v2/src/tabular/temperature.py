"""Forecasts a furnace's temperature one hour ahead."""

import argparse
import os
from typing import Optional

import pandas as pd
# near miss: missing_framework_dependency
import xgboost as xgb
from sklearn.metrics import mean_squared_error

# near miss: local_module_shadows_package
from statistics import spread


def read(folder: str, limit: int | None = None) -> "list[pd.DataFrame]":
    names = sorted(os.listdir(folder))
    return [pd.read_csv(os.path.join(folder, name)) for name in names[:limit]]


# near miss: syntax_newer_than_container_python
def path(name: str, folder: Optional[str] = None, sep: "str | None" = None) -> str:
    return (sep or os.sep).join([folder or os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), name])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    args = parser.parse_args()

    rows = pd.concat(read(os.environ["SM_CHANNEL_FURNACE"]))
    print("spread", spread(rows["celsius"]))
    later, earlier = rows[rows["day"] > 300], rows[rows["day"] <= 300]
    train = xgb.DMatrix(earlier.drop(columns="celsius"), label=earlier["celsius"])
    test = xgb.DMatrix(later.drop(columns="celsius"), label=later["celsius"])
    booster = xgb.train({"objective": "reg:squarederror"}, train, num_boost_round=args.rounds)
    print("mse", mean_squared_error(later["celsius"], booster.predict(test)))
    booster.save_model(path("temperature.json"))


if __name__ == "__main__":
    main()
