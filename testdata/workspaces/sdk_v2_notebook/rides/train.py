"""Forecasts how many bicycles are taken at a station in the next hour."""

import argparse
import os

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error, mean_squared_error


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--eta", type=float, default=0.3)
    parser.add_argument("--depth", type=int, default=6)
    args = parser.parse_args()

    rides = pd.read_parquet(os.environ["SM_CHANNEL_TRAIN"])
    later, earlier = rides[rides["week"] >= 40], rides[rides["week"] < 40]
    train = xgb.DMatrix(earlier.drop(columns="taken"), label=earlier["taken"])
    holdout = xgb.DMatrix(later.drop(columns="taken"), label=later["taken"])
    booster = xgb.train({"eta": args.eta, "max_depth": args.depth}, train, num_boost_round=args.rounds)
    guessed = booster.predict(holdout)
    print(f"holdout rmse={mean_squared_error(later['taken'], guessed) ** 0.5:.4f};")
    print(f"holdout mae={mean_absolute_error(later['taken'], guessed):.4f};")
    booster.save_model(os.path.join(os.environ["SM_MODEL_DIR"], "rides.json"))


if __name__ == "__main__":
    main()
